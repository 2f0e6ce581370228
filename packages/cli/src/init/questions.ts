/** What `init` asks where somebody sits at a terminal. Loaded only then. */
import { UserError } from '@steward/core/domain/failure.ts';

export interface Choice<T extends string> {
  value: T;
  label: string;
  hint?: string;
}

export interface Questions {
  choose<T extends string>(question: string, choices: readonly Choice<T>[], first: T): Promise<T>;
  /** `fault` says what is wrong with an answer, or nothing. */
  text(question: string, example: string, fault: (answer: string) => string | undefined): Promise<string>;
  confirm(question: string): Promise<boolean>;
}

export const stopped = (): UserError => new UserError('Stopped; nothing was written.', '');

export async function terminalQuestions(): Promise<Questions> {
  const prompts = await import('@clack/prompts');
  const answered = <T>(answer: T): Exclude<T, symbol> => {
    if (prompts.isCancel(answer)) throw stopped();
    return answer as Exclude<T, symbol>;
  };
  return {
    async choose(message, choices, first) {
      const options = choices.map(({ value, label, hint = '' }) => ({ value: value as string, label, hint }));
      return answered(await prompts.select({ message, options, initialValue: first as string })) as typeof first;
    },
    async text(message, placeholder, fault) {
      return answered(await prompts.text({ message, placeholder, validate: (value) => fault(value ?? '') }));
    },
    async confirm(message) {
      return answered(await prompts.confirm({ message }));
    },
  };
}
