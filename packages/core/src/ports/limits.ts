/** The door to what counts calls against an owner's limits. */
import type { LimitAnswer } from '../domain/limits/count.ts';
import type { CallOutcome } from '../domain/limits/observed.ts';
import type { Amount } from '../domain/limits/together.ts';

/** Counts what is done against the owner's limits (flow, adapters of what is limited). */
export interface Limiter {
  /** Takes it whole, under every rule, or not at all. */
  take(client: string, endpoint: string, amount: Amount): Promise<LimitAnswer>;
  /** What `take` would say now; takes nothing. */
  check(client: string, endpoint: string, amount: Amount): Promise<LimitAnswer>;
  /** Gives back what was taken at that time (`at` of its answer) and was not used. */
  giveBack(client: string, endpoint: string, amount: Amount, at: number): Promise<void>;
  /** Notes how a call went: limits that adapt follow it. */
  record(client: string, endpoint: string, outcome: CallOutcome): Promise<void>;
}
