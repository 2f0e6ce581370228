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

/** Numbers that are read, and such that are written to; lists and typed arrays are both. */
export type Numbers = ArrayLike<number>;
export type OwnNumbers = { [at: number]: number; readonly length: number };

/**
 * One way of counting. A window stands somewhere in a longer row of numbers, so that a request is answered without a
 * copy of each; what is written to is the asker's own. A window never lies behind its own time.
 */
export interface Counting {
  /** How many numbers a window has. */
  width: number;
  /** Writes the window of `row` into `next`, as it is at this time: what ran out until then is gone. Undefined: nothing was counted yet. */
  roll(row: Numbers | undefined, from: number, measure: Measure, now: number, next: OwnNumbers, to: number): void;
  /** What may be taken: whole units; the capacity only where nothing is counted, below zero where too much is. */
  free(row: Numbers, at: number, measure: Measure): number;
  /** The earliest time from which on no more than `most` is counted; `most` is less than the limit. */
  when(row: Numbers, at: number, measure: Measure, most: number): number;
  add(next: OwnNumbers, at: number, measure: Measure, amount: number): void;
  /** Takes out what was taken at `since` and not used, as far as that still counts. */
  giveBack(next: OwnNumbers, at: number, measure: Measure, amount: number, since: number): void;
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
