/** What one provider's file gives, and what it is given: everything that vendors have in common stands elsewhere. */

import type { AnswerForm, ModelName, Provider, Question, Tokens } from '../../domain/model.ts';
import type { CallFailure } from '../../domain/retry.ts';
import type { Taken } from '../../domain/traits.ts';
import type { BatchLane, CallGate, Clock, Dice } from '../../ports.ts';

export interface Connection {
  provider: Provider;
  /** Empty: its endpoint wants none. */
  key: string;
  baseUrl: string;
  /** Milliseconds until a call counts as unanswered. */
  timeOut: number;
  cache: '5m' | '1h' | 'none';
  clock: Pick<Clock, 'now' | 'elapsed' | 'sleep'>;
  dice: Dice;
  gate: CallGate;
  /** Values that must not be told, whatever an answer says. */
  secrets: readonly string[];
  fetch?: typeof globalThis.fetch;
  /** Ends a call after so many milliseconds; of real time where it is left out. */
  deadline?: Deadline;
}

export type Deadline = (milliseconds: number) => AbortSignal;

export const deadlineOf = (
  { deadline = AbortSignal.timeout, timeOut }: Connection,
  { patience = 1, most = Number.POSITIVE_INFINITY } = {},
): AbortSignal => deadline(Math.min(timeOut * patience, most));

/** The first answer, and what was wrong with it: its model may mend it once. */
export interface Repair {
  answer: string;
  fault: string;
}

/** What came back from one call. `cut`: it ended at the ceiling; `refused`: its model would not. */
export type Heard =
  | { kind: 'message'; text: string; end: 'whole' | 'cut' | 'refused'; tokens: Tokens | null; request?: string }
  | ({ kind: 'failure'; request?: string } & CallFailure);

/** One call, sent once. Whatever it throws is a failure of that call. */
export type Send = (question: Question, repair: Repair | null, signal: AbortSignal) => Promise<Heard>;

/** A model of a provider: how it is called, and its batch lane where there is one. */
export interface Line {
  send: Send;
  batches: BatchLane | null;
}

/** `taken`: how questions are put, where the line notes what its model does not take. */
export type OpenLine = (connection: Connection, model: ModelName, taken: Taken) => Line;

/** Gateways answer with pages, too: that is no answer, and what it would be read as is nobody's guess. */
export function objectIn<T extends object>(answer: T): Partial<T> {
  if (answer === null || typeof answer !== 'object') throw new Error('the answer is no object');
  return answer;
}

/** What a model is told of its own answer. */
export const repairWords = ({ fault }: Repair): string =>
  `That answer cannot be used: ${fault}. Give the whole answer once more, as JSON of the form that was asked for and nothing else.`;

/** What it is shown of it: vendors take no empty text. */
export const repairedAnswer = ({ answer }: Repair): string => answer.slice(0, 50_000) || '(empty)';

/** The form in words, for endpoints that cannot be held to one. */
export const formWords = ({ schema }: AnswerForm): string =>
  `Answer with one JSON value and nothing else. It has to be valid by this JSON Schema:\n${JSON.stringify(schema)}`;
