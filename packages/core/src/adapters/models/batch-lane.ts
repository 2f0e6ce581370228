/** What batches of all vendors have in common: names of their parts, and what an answer to each step means. */
import { digest } from '../../domain/digest.ts';
import { TIMES } from '../../domain/intent.ts';
import { type ModelName, NO_TOKENS, type QuestionFrame, type Reply } from '../../domain/model.ts';
import type { Cancellation, CollectedBatch, Submission } from '../../ports.ts';
import { batchReply } from './manners.ts';
import { type Connection, deadlineOf, type Heard } from './provider.ts';
import { failureOf, type VendorFailure } from './vendor-failure.ts';

/** A vendor's clock may be behind GitHub's. */
const SKEW = 10 * 60_000;
/** Files and results are read with more patience than an answer. */
const PATIENCE = 3;

/** Each part of a batch by the intent that it was submitted under and its question: at most 64 characters, as vendors want. */
export const partName = (intent: string, question: string): string => `${partPrefix(intent)}${digestOf(question, 24)}`;
export const partPrefix = (intent: string): string => `${digestOf(intent, 32)}-`;

const digestOf = (text: string, length: number): string =>
  new RegExp(`^[a-z0-9]{8,${length}}$`).test(text) ? text : digest(text, length);

/** Since when a batch may have been made that was wanted at that time, in milliseconds. */
export const earliest = (since: string): number => Date.parse(since) - SKEW;

export class BatchDesk {
  readonly #connection: Connection;
  readonly #model: ModelName;

  constructor(connection: Connection, model: ModelName) {
    this.#connection = connection;
    this.#model = model;
  }

  /** Once, in time; a failure is a value. `most`: milliseconds after which nobody waits for it, with whatever patience. */
  async attempt<T>(
    send: (signal: AbortSignal) => Promise<T>,
    most = Number.POSITIVE_INFINITY,
  ): Promise<{ kind: 'got'; value: T } | VendorFailure> {
    const signal = deadlineOf(this.#connection, { patience: PATIENCE, most });
    try {
      return { kind: 'got', value: await send(signal) };
    } catch (thrown) {
      return failureOf(thrown, signal, this.#connection);
    }
  }

  /** What makes the batch: given up before somebody else may look for it. */
  make<T>(send: (signal: AbortSignal) => Promise<T>): Promise<{ kind: 'got'; value: T } | VendorFailure> {
    return this.attempt(send, TIMES.lateEffect);
  }

  /** Only what its vendor turned away for certain did not arrive. */
  notSubmitted(failure: VendorFailure, questions: readonly QuestionFrame[]): Submission {
    const { cause, reason, retryAfter } = failure;
    if (failure.tokens === null) return { kind: 'ambiguous', reason };
    const calls = questions.flatMap((question) => this.reply({ ...failure, tokens: NO_TOKENS }, question, 0).calls);
    return {
      kind: 'refused',
      reply: { kind: 'failed', cause, reason, calls, ...(retryAfter !== undefined && { retryAfter }) },
    };
  }

  /** What has ended cannot be cancelled any more, as each vendor says in its own way. */
  async cancel(send: (signal: AbortSignal) => Promise<unknown>): Promise<Cancellation> {
    const done = await this.attempt(send);
    if (done.kind === 'got') return { kind: 'cancelled' };
    return / answered (?:400|404|409|410)\b/.test(done.reason)
      ? { kind: 'over' }
      : { kind: 'unknown', reason: done.reason };
  }

  /** By the name that its vendor gave it. Where it gave none, nobody knows what became of it. */
  submitted(made: unknown): Submission {
    const id = idIn(made);
    return id === null ? { kind: 'ambiguous', reason: 'the answer names no batch' } : { kind: 'submitted', id };
  }

  /** One part that cannot be read is no reason to lose the others, nor to think that it cost nothing. */
  part(read: () => Heard): Heard {
    try {
      return read();
    } catch {
      return { kind: 'failure', cause: 'invalid', reason: 'it cannot be read', tokens: null };
    }
  }

  reply(heard: Heard, question: QuestionFrame, milliseconds: number): Reply {
    return batchReply(heard, question, this.#model, milliseconds);
  }

  /** A reply for each question: those that nothing came back for are lost, and cost nothing. */
  ended(
    intent: string,
    questions: readonly QuestionFrame[],
    parts: ReadonlyMap<string, Heard>,
    milliseconds: number,
  ): CollectedBatch {
    const lost = { kind: 'failure', cause: 'lost', reason: 'the batch ended without it', tokens: NO_TOKENS } as const;
    const replies = questions.map((question) => {
      const heard = parts.get(partName(intent, question.id)) ?? lost;
      return [question.id, this.reply(heard, question, milliseconds)] as const;
    });
    return { kind: 'ended', replies: new Map(replies) };
  }
}

/** A name that can be kept, and asked for again without leading anywhere else; null: it has none. */
export function idIn(made: unknown): string | null {
  const { id } = (made ?? {}) as { id?: unknown };
  return typeof id === 'string' && /^[\w-]{1,200}$/.test(id) ? id : null;
}

/** What an endpoint answers may be anything: what cannot be read is unknown, and is looked at again. */
export const readable = <T>(look: Promise<T>): Promise<T | { kind: 'unknown'; reason: string }> =>
  look.catch(() => ({ kind: 'unknown', reason: 'its answer cannot be read' }));

/** More than were ever asked in one batch. */
const MOST_LINES = 10_000;

/** Lines of JSON; what is none is left out. */
export function jsonLines(text: string): Record<string, unknown>[] {
  return text.split('\n', MOST_LINES).flatMap((line) => {
    try {
      const value: unknown = JSON.parse(line);
      return value !== null && typeof value === 'object' ? [value as Record<string, unknown>] : [];
    } catch {
      return [];
    }
  });
}

/** Of what a vendor does not know, or not any more. */
export const isGone = (thrown: { reason: string }): boolean => / answered (?:404|410)\b/.test(thrown.reason);
