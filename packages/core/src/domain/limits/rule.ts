/** What a rate may be: so much in so long, counted in one of four ways; and what a way of counting has to tell. */

/** How what was taken runs out again. */
export const STRATEGIES = ['token-bucket', 'sliding-window', 'fixed-window', 'adaptive'] as const;
export type Strategy = (typeof STRATEGIES)[number];

export const COUNTED = ['requests', 'tokens'] as const;
export type Counted = (typeof COUNTED)[number];

/** In milliseconds, the shortest first. */
export const PERIODS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
export type Period = keyof typeof PERIODS;
export const PERIOD_NAMES = Object.keys(PERIODS) as Period[];

/** So large that sums of it with the longest period are still exact. */
export const MOST_AMOUNT = 10_000_000;

export interface Rule {
  of: Counted;
  strategy: Strategy;
  limit: number;
  per: Period;
  /** What a token bucket holds at once; absent: the limit. */
  burst?: number;
}

/** A rule in numbers: what runs out in each period, its milliseconds, and what may be taken at once. */
export interface Measure {
  limit: number;
  period: number;
  capacity: number;
}

/** What was counted so far, as few numbers: all that is kept. */
export type Window = readonly number[];

/** One way of counting. Every function is pure, and a window never lies behind its own time. */
export interface Counting {
  /** How many numbers a window has. */
  width: number;
  /** The window at this time: what ran out until then is gone. Absent: nothing was counted yet. */
  at(window: Window | undefined, measure: Measure, now: number): Window;
  /** What may be taken: whole units; the capacity only where nothing is counted, below zero where too much is. */
  free(window: Window, measure: Measure): number;
  /** The earliest time from which on no more than `most` is counted; `most` is less than the limit. */
  when(window: Window, measure: Measure, most: number): number;
  add(window: Window, measure: Measure, amount: number): Window;
  /** Without what was taken then and not used, as far as that still counts. */
  giveBack(window: Window, measure: Measure, amount: number, since: number): Window;
}

/** Times are milliseconds. */
export interface Decision {
  allowed: boolean;
  /** What may be taken after this. */
  remaining: number;
  /** When nothing will be counted any more. */
  reset: number;
  /** How long the same request has to wait; 0: it was allowed. */
  retryAfter: number;
}
