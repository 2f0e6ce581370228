/** When a call to a model is made again, and when it is given up: decisions over what went wrong, with no clock in them. */
import type { FailureCause, Tokens } from './model.ts';

/** What became of a call that gave nothing. */
export interface CallFailure {
  cause: FailureCause;
  /** In words that may be shown: no secret, nothing hidden, short. */
  reason: string;
  /** Milliseconds after which its vendor wants to be asked again. */
  retryAfter?: number;
  /** What its vendor says about asking again. */
  again?: boolean;
  /** Null: nobody knows what it used. */
  tokens: Tokens | null;
}

/** Milliseconds before each further attempt. */
export const DELAYS = [1_000, 2_000, 4_000] as const;
/** A vendor that wants more patience than this is left for the next one. */
export const LONGEST_WAIT = 30_000;
/** A call that nobody answered may have been paid for: each more costs as much, and the time of a run. */
const MOST_AFTER_SILENCE = 1;

const PASSING: readonly FailureCause[] = ['limit', 'overload', 'time-out', 'connection', 'server'];

/**
 * Milliseconds to wait before the next attempt; null: there is none. `made`: attempts so far, at least 1. `roll`: from 0 up
 * to 1. Nobody is asked again sooner than the vendor said; runs that failed together do not come back together.
 */
export function waitBefore(failure: CallFailure, made: number, roll: number): number | null {
  const { cause, retryAfter = 0, again } = failure;
  const delay = DELAYS[made - 1];
  if (delay === undefined || again === false || retryAfter > LONGEST_WAIT) return null;
  if (again !== true && !PASSING.includes(cause)) return null;
  if (cause === 'time-out' && made > MOST_AFTER_SILENCE) return null;
  const own = delay * (0.75 + 0.5 * roll);
  return Math.round(retryAfter === 0 ? own : Math.max(own, retryAfter + 500 * roll));
}

/**
 * Milliseconds that the headers ask for; null: they say nothing. A date counts from the answer's own `Date`, so no clock of
 * ours is set against theirs.
 */
export function retryAfterOf(header: (name: string) => string | null): number | null {
  const milliseconds = numberOf(header('retry-after-ms'));
  if (milliseconds !== null) return Math.ceil(milliseconds);
  const text = header('retry-after');
  const seconds = numberOf(text);
  if (seconds !== null) return Math.ceil(seconds * 1_000);
  const wait = Date.parse(text ?? '') - Date.parse(header('date') ?? '');
  return Number.isFinite(wait) ? Math.max(0, wait) : null;
}

function numberOf(text: string | null): number | null {
  return text !== null && /^\d{1,12}(?:\.\d{1,6})?$/.test(text.trim()) ? Number(text) : null;
}
