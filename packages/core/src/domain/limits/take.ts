/** One request against one rule: a pure function of the window, the rule, the amount and the time. */
import { FIXED_WINDOW } from './fixed-window.ts';
import { adapted, NOTHING_OBSERVED, type Observed } from './observed.ts';
import { type Counting, type Decision, type Measure, PERIODS, type Rule, type Strategy, type Window } from './rule.ts';
import { SLIDING_WINDOW } from './sliding-window.ts';
import { TOKEN_BUCKET } from './token-bucket.ts';

export const COUNTINGS: Readonly<Record<Strategy, Counting>> = {
  'token-bucket': TOKEN_BUCKET,
  'sliding-window': SLIDING_WINDOW,
  'fixed-window': FIXED_WINDOW,
  // What is counted slides; how much is let through follows what was observed.
  adaptive: SLIDING_WINDOW,
};

export function measureOf({ strategy, limit, per, burst }: Rule, observed: Observed = NOTHING_OBSERVED): Measure {
  const allowed = strategy === 'adaptive' ? adapted(limit, observed) : limit;
  const capacity = strategy === 'token-bucket' ? (burst ?? limit) : allowed;
  return { limit: allowed, period: PERIODS[per], capacity };
}

export interface Request {
  amount: number;
  /** Milliseconds. */
  now: number;
}

/**
 * What is larger than may be taken at once waits until nothing is counted, and is then taken as debt: it is paid off
 * before anything else passes. A refusal counts nothing. Nothing asked for is always allowed.
 */
export function waitFor(
  counting: Counting,
  row: ArrayLike<number>,
  at: number,
  measure: Measure,
  { amount, now }: Request,
): number {
  if (amount === 0) return 0;
  const free = counting.free(row, at, measure);
  const isLarge = amount > measure.capacity;
  if (isLarge ? free === measure.capacity : amount <= free) return 0;
  return counting.when(row, at, measure, isLarge ? 0 : measure.capacity - amount) - now;
}

/** One request against one rule alone. */
export function take(
  window: Window | undefined,
  rule: Rule,
  request: Request,
  observed: Observed = NOTHING_OBSERVED,
): { decision: Decision; window: Window } {
  const counting = COUNTINGS[rule.strategy];
  const measure = measureOf(rule, observed);
  const next: number[] = [];
  counting.roll(window, 0, measure, request.now, next, 0);
  const retryAfter = waitFor(counting, next, 0, measure, request);
  if (retryAfter === 0 && request.amount > 0) counting.add(next, 0, measure, request.amount);
  const remaining = Math.max(0, counting.free(next, 0, measure));
  const reset = Math.max(request.now, counting.when(next, 0, measure, 0));
  return { decision: { allowed: retryAfter === 0, remaining, reset, retryAfter }, window: next };
}
