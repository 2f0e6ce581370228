/** What is asked of a model and what comes back: the same for every vendor. An answer is data, and nothing more. */
import type { Clean } from './text.ts';

/** What a model is asked for; each has its chain of models, its effort, its ceiling and its lane. */
export const ROLES = ['plan', 'specify', 'review', 'diagnose', 'research', 'report'] as const;
export type Role = (typeof ROLES)[number];

/** How much a model is to think before it answers. */
export const EFFORTS = ['low', 'medium', 'high'] as const;
export type Effort = (typeof EFFORTS)[number];

/** `now`: answered within this run. `batch`: asked in one run and collected in a later one, at a lower price. */
export const LANES = ['now', 'batch'] as const;
export type Lane = (typeof LANES)[number];

export const PROVIDERS = [
  ...(['anthropic', 'openai', 'gemini', 'deepseek', 'openrouter'] as const),
  ...(['ollama', 'gpt4all', 'vllm', 'compatible'] as const),
] as const;
export type Provider = (typeof PROVIDERS)[number];

/** A model by its exact id, as its vendor spells it. */
export interface ModelName {
  provider: Provider;
  id: string;
}

/** Tokens of one call in parts that do not overlap: what all input has is the sum of the first four. */
export interface Tokens {
  /** Neither read from a cache nor written to one. */
  input: number;
  cacheRead: number;
  /** Written to a cache that lasts five minutes, or to one whose price is that of input. */
  cacheWrite: number;
  /** Written to a cache that lasts an hour. */
  cacheWriteLong: number;
  /** What the model thought included. */
  output: number;
}

export const NO_TOKENS: Tokens = { input: 0, cacheRead: 0, cacheWrite: 0, cacheWriteLong: 0, output: 0 };

/** A text in three parts, the most lasting first, so that a vendor can keep the beginning. */
export interface Prompt {
  /** Instructions: the same for each call of a role. */
  system: string;
  /** What all calls of one run share; empty: nothing. */
  shared: Clean;
  /** What this call alone is about. */
  own: Clean;
}

/** The form of an answer: JSON Schema, with `additionalProperties: false` and every property required. */
export interface AnswerForm {
  /** Small letters and `_`. */
  name: string;
  schema: Readonly<Record<string, unknown>>;
  /** What a schema cannot say, of a value that has it: what is wrong, for its model to mend; null: nothing. */
  fault?: (value: unknown) => string | null;
}

export interface Question {
  /** Digest of all that is asked: the same question has the same id. 24 hexadecimal digits. */
  id: string;
  role: Role;
  prompt: Prompt;
  form: AnswerForm;
  /** Most tokens of the answer, what the model thinks included. */
  most: number;
  effort: Effort;
  /** Nothing else in its run begins with the same: to have that kept for minutes would only cost. */
  alone?: true;
}

/** As much of a question as is needed to read an answer to it, long after it was asked. */
export type QuestionFrame = Pick<Question, 'id' | 'role' | 'form'> & Partial<Pick<Question, 'most'>>;

/** Why a call gave no answer that counts. `setting`: it was turned away for what is left out from then on. */
export const FAILURES = [
  ...(['key', 'payment', 'limit', 'overload', 'time-out', 'connection', 'server', 'request'] as const),
  ...([
    'refusal',
    'truncation',
    'invalid',
    'too-large',
    'circuit',
    'budget',
    'rate',
    'unknown-model',
    'lost',
    'setting',
  ] as const),
] as const;
export type FailureCause = (typeof FAILURES)[number];

/** One call that was made, or that was not because of what stood against it. */
export interface Call {
  model: ModelName;
  role: Role;
  lane: Lane;
  /** Of the question. */
  question: string;
  /** Null: nobody knows what it used, as after a time-out. */
  tokens: Tokens | null;
  milliseconds: number;
  result: 'answered' | FailureCause;
  /** Where the vendor named it: how support finds the call. */
  request?: string;
}

/** What became of a question. `calls`: every call that was sent for it, with what each used, in order. */
export type Reply =
  | { kind: 'answered'; value: unknown; model: ModelName; calls: Call[] }
  | { kind: 'failed'; cause: FailureCause; reason: string; calls: Call[]; retryAfter?: number };

/** Whether one more call may be made. `budget`: it would cost too much; `rate`: too many were made of late. */
export type Admission = { kind: 'admitted' } | { kind: 'refused'; cause: 'budget' | 'rate'; reason: string };

/** What one model of a chain had to say. */
export interface Said {
  model: ModelName;
  result: 'answered' | FailureCause;
  /** Empty where it answered. */
  reason: string;
}

/** What became of a question that a chain was asked; a failed reply is to be written from a template. */
export interface Thought {
  reply: Reply;
  /** In order. */
  said: Said[];
}

/** `anthropic/claude-haiku-5-5: overload, then openai/gpt-6-luna answered` */
export function thoughtWords(said: readonly Said[]): string {
  return said
    .map(({ model, result }) =>
      result === 'answered' ? `${modelText(model)} answered` : `${modelText(model)}: ${result}`,
    )
    .join(', then ');
}

export const modelText = ({ provider, id }: ModelName): string => `${provider}/${id}`;
