/** One request against one rule: a pure function of the window, the rule, the amount and the time. */
import { add, COUNTINGS, free, roll, when } from './countings.ts';
import { adapted, factorOf, NOTHING_OBSERVED, type Observed } from './observed.ts';
import { type Counting, type Decision, type Measure, type Numbers, PERIODS, type Rule, type Window } from './rule.ts';

export const measureOf = (rule: Rule, observed: Observed = NOTHING_OBSERVED): Measure =>
  measureBy(rule, factorOf(observed));

/** `factor`: what the limit of a rule that adapts is multiplied with. */
export function measureBy({ strategy, limit, per, burst }: Rule, factor: number): Measure {
  const allowed = strategy === 'adaptive' ? adapted(limit, factor) : limit;
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
  row: Numbers,
  at: number,
  measure: Measure,
  amount: number,
  now: number,
): number {
  if (amount === 0) return 0;
  const left = free(counting, row, at, measure);
  const isLarge = amount > measure.capacity;
  if (isLarge ? left === measure.capacity : amount <= left) return 0;
  return when(counting, row, at, measure, isLarge ? 0 : measure.capacity - amount) - now;
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
  roll(counting, window, 0, measure, request.now, next, 0);
  const retryAfter = waitFor(counting, next, 0, measure, request.amount, request.now);
  if (retryAfter === 0 && request.amount > 0) add(counting, next, 0, measure, request.amount);
  const remaining = Math.max(0, free(counting, next, 0, measure));
  const reset = Math.max(request.now, when(counting, next, 0, measure, 0));
  return { decision: { allowed: retryAfter === 0, remaining, reset, retryAfter }, window: next };
}
