/** Who answers behind the endpoint: everything that is asked comes here in one form, whatever the vendor's. */

export type JsonSchema = Readonly<Record<string, unknown>>;

export interface Asked {
  /** Of the answers asked for, from 1: several may come in one batch. */
  n: number;
  surface: 'messages' | 'responses' | 'chat';
  lane: 'now' | 'batch';
  model: string;
  /** What was said, the instructions first. */
  texts: readonly { role: string; text: string }[];
  /** What the answer has to look like; null: any text. */
  form: JsonSchema | null;
  /** Most tokens of the answer. */
  most: number;
  /** Name of the request within its batch. */
  customId?: string;
}

export type Thought =
  /** Written as JSON. */
  | { kind: 'value'; value: unknown }
  | { kind: 'text'; text: string }
  | { kind: 'refusal'; reason: string }
  /** Ends in the middle, as if there were no tokens left. */
  | { kind: 'truncated'; text: string };

export interface Mind {
  answer(asked: Asked): Thought | Promise<Thought>;
}

export const promptOf = ({ texts }: Pick<Asked, 'texts'>): string => texts.map(({ text }) => text).join('\n\n');

export const textOf = (thought: Thought): string => {
  if (thought.kind === 'value') return JSON.stringify(thought.value);
  return thought.kind === 'refusal' ? thought.reason : thought.text;
};
