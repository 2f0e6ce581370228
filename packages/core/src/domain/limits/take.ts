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
export function take(
  window: Window | undefined,
  rule: Rule,
  { amount, now }: Request,
  observed: Observed = NOTHING_OBSERVED,
): { decision: Decision; window: Window } {
  const counting = COUNTINGS[rule.strategy];
  const measure = measureOf(rule, observed);
  const current = counting.at(window, measure, now);
  const free = counting.free(current, measure);
  const isLarge = amount > measure.capacity;
  const allowed = amount === 0 || (isLarge ? free === measure.capacity : amount <= free);
  const next = allowed && amount > 0 ? counting.add(current, measure, amount) : current;
  const most = isLarge ? 0 : measure.capacity - amount;
  return {
    decision: {
      allowed,
      remaining: Math.max(0, allowed ? free - amount : free),
      reset: Math.max(now, counting.when(next, measure, 0)),
      retryAfter: allowed ? 0 : counting.when(current, measure, most) - now,
    },
    window: next,
  };
}
