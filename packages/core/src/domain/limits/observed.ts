/** How a service did of late, in few whole numbers, and what an adaptive limit makes of it. */
import type { Numbers } from './rule.ts';

export interface CallOutcome {
  /** Whether the service answered as it should. */
  ok: boolean;
  milliseconds: number;
}

/** Successes and errors in ten thousandths, the usual and the recent latency in hundredths of a millisecond. */
export type Observed = readonly number[];
export const OBSERVED_WIDTH = 4;
export const NOTHING_OBSERVED: Observed = [5_000, 0, 0, 0];

/** How many calls back a figure reaches, roughly: one more weighs so much less than those before. */
export const REACH = { shares: 16, usual: 64, recent: 8 } as const;
/** Milliseconds. */
export const MOST_LATENCY = 86_400_000;

export function observe(before: Observed, { ok, milliseconds }: CallOutcome): Observed {
  const [successes = 5_000, errors = 0, usual = 0, recent = 0] = before;
  const isTimed = !Number.isNaN(milliseconds);
  const latency = isTimed ? Math.round(Math.min(MOST_LATENCY, Math.max(0, milliseconds)) * 100) : 0;
  const timed = (value: number, reach: number): number => (value === 0 ? latency : nearer(value, latency, reach));
  return [
    nearer(successes, ok ? 10_000 : 0, REACH.shares),
    nearer(errors, ok ? 0 : 10_000, REACH.shares),
    isTimed ? timed(usual, REACH.usual) : usual,
    isTimed ? timed(recent, REACH.recent) : recent,
  ];
}

const nearer = (value: number, target: number, reach: number): number => value + Math.round((target - value) / reach);

/** What the base is multiplied with: success (at most 2) × load (at least 0.3) × error (at least 0.5). */
export function factorOf(observed: Numbers, at = 0): number {
  const successes = observed[at] ?? 5_000;
  const errors = observed[at + 1] ?? 0;
  const usual = observed[at + 2] ?? 0;
  const recent = observed[at + 3] ?? 0;
  const success = Math.min(2, successes / 5_000);
  const load = recent === 0 ? 1 : Math.max(0.3, Math.min(1, usual / recent));
  const error = Math.max(0.5, 1 - errors / 10_000);
  return success * load * error;
}

/** Something is always let through, or nobody would see that the service does better again. */
export const adapted = (limit: number, factor: number): number => Math.max(1, Math.floor(limit * factor));
