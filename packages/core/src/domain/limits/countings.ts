/**
 * The ways of counting by their names. What each decision calls names them one by one: a call whose target differs from
 * time to time is never built into its caller, and costs more than what it does.
 */
import { FIXED_WINDOW } from './fixed-window.ts';
import type { Counting, Measure, Numbers, OwnNumbers, Strategy } from './rule.ts';
import { SLIDING_WINDOW } from './sliding-window.ts';
import { TOKEN_BUCKET } from './token-bucket.ts';

export const COUNTINGS: Readonly<Record<Strategy, Counting>> = {
  'token-bucket': TOKEN_BUCKET,
  'sliding-window': SLIDING_WINDOW,
  'fixed-window': FIXED_WINDOW,
  // What is counted slides; how much is let through follows what was observed.
  adaptive: SLIDING_WINDOW,
};

export function roll(
  counting: Counting,
  row: Numbers | undefined,
  from: number,
  measure: Measure,
  now: number,
  next: OwnNumbers,
  to: number,
): void {
  if (counting === TOKEN_BUCKET) TOKEN_BUCKET.roll(row, from, measure, now, next, to);
  else if (counting === FIXED_WINDOW) FIXED_WINDOW.roll(row, from, measure, now, next, to);
  else SLIDING_WINDOW.roll(row, from, measure, now, next, to);
}

export function free(counting: Counting, row: Numbers, at: number, measure: Measure): number {
  if (counting === TOKEN_BUCKET) return TOKEN_BUCKET.free(row, at, measure);
  if (counting === FIXED_WINDOW) return FIXED_WINDOW.free(row, at, measure);
  return SLIDING_WINDOW.free(row, at, measure);
}

export function when(counting: Counting, row: Numbers, at: number, measure: Measure, most: number): number {
  if (counting === TOKEN_BUCKET) return TOKEN_BUCKET.when(row, at, measure, most);
  if (counting === FIXED_WINDOW) return FIXED_WINDOW.when(row, at, measure, most);
  return SLIDING_WINDOW.when(row, at, measure, most);
}

export function add(counting: Counting, next: OwnNumbers, at: number, measure: Measure, amount: number): void {
  if (counting === TOKEN_BUCKET) TOKEN_BUCKET.add(next, at, measure, amount);
  else if (counting === FIXED_WINDOW) FIXED_WINDOW.add(next, at, measure, amount);
  else SLIDING_WINDOW.add(next, at, measure, amount);
}
