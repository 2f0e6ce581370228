/** What ends a command early: wrong use (exit 2) or a failure (exit 1), each said in plain words with its remedy. */
import { UserError, UserErrors } from '@steward/core/domain/failure.ts';
import { harmless } from './terminal.ts';

/** The person asked for something that cannot be done; nothing was begun. */
export class WrongUse extends UserError {}

/** What is the person's to mend before anything can be begun, whoever found it. */
export const wrongUseOf = (error: UserError): WrongUse =>
  error instanceof WrongUse ? error : new WrongUse(error.message, remedyOf(error), { cause: error });

/** Several mistakes say theirs each on its line. */
const remedyOf = (error: UserError): string => (error instanceof UserErrors ? '' : error.remedy);

export const EXITS = `
Exit codes: 0 done, 1 failed (it says what and how to mend it), 2 wrong use.`;

export const exitCodeOf = (error: unknown): 1 | 2 => (error instanceof WrongUse ? 2 : 1);

/** What was given or read is told back, and does nothing to a terminal. */
const shown = (text: string): string => text.split('\n').map(harmless).join('\n');

/** A stack is shown only where it was asked for: it helps nobody who cannot change Steward. */
export function describeFailure(error: unknown, verbose: boolean): string {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UserError) return shown([message, remedyOf(error)].filter((part) => part !== '').join('\n'));
  const stack = verbose && error instanceof Error ? error.stack : undefined;
  return `${stack ?? message}\nThis is a fault in Steward itself, not in your repository.${verbose ? '' : ' Run it again with --verbose for details.'}`;
}
