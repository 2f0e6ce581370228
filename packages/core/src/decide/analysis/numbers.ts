/** Figures out of what was counted, and whether two of them differ by more than chance. */
import type { Share, Spans, Trend, Window } from '../../domain/analysis.ts';
import { hoursBetween, momentOf } from '../../domain/time.ts';

export const isIn = (at: string | null, { from, to }: Window): at is string =>
  at !== null && momentOf(at) >= momentOf(from) && momentOf(at) < momentOf(to);

export const isBefore = (at: string | null, moment: string): at is string =>
  at !== null && momentOf(at) < momentOf(moment);

/** Two digits behind the point. */
export const rounded = (number: number): number => Math.round(number * 100) / 100;

/** The least of which at least that share is no greater; null of none. */
export function quantile(numbers: readonly number[], share: number): number | null {
  const inOrder = [...numbers].sort((a, b) => a - b);
  return inOrder[Math.max(0, Math.ceil(share * inOrder.length) - 1)] ?? null;
}

export interface Span {
  from: string;
  to: string;
}

/** `waiting`: how many have begun and go on. */
export function spansOf(spans: readonly Span[], waiting: number): Spans {
  const hours = spans.map(({ from, to }) => rounded(hoursBetween(from, to)));
  return { n: hours.length, median: quantile(hours, 0.5), ninth: quantile(hours, 0.9), waiting };
}

/** Less than this in both windows together says nothing. */
const LEAST_COUNTED = 10;
/** The same of each share. */
const LEAST_SHARED = 5;
/** A difference this many times its usual size is chance in one case of ten. */
const BEYOND_CHANCE = 1.645;

const said = (difference: number, usual: number): 'up' | 'down' | 'unclear' => {
  if (Math.abs(difference) <= BEYOND_CHANCE * usual) return 'unclear';
  return difference > 0 ? 'up' : 'down';
};

/** Of events that come when they come, as many as are counted. `before`: null where that time is not remembered. */
export function trendOfCounts(now: number, before: number | null): Trend {
  if (before === null) return { direction: 'unknown', before: null, n: now };
  const n = now + before;
  return { direction: n < LEAST_COUNTED ? 'too-few' : said(now - before, Math.sqrt(n)), before, n };
}

export function trendOfShares(now: Share, before: Share | null): Trend {
  if (before === null) return { direction: 'unknown', before: null, n: now.of };
  const n = now.of + before.of;
  const shown = shareOf(before);
  if (now.of < LEAST_SHARED || before.of < LEAST_SHARED) return { direction: 'too-few', before: shown, n };
  const pooled = (now.count + before.count) / n;
  const usual = Math.sqrt(pooled * (1 - pooled) * (1 / now.of + 1 / before.of));
  return { direction: said(now.count / now.of - before.count / before.of, usual), before: shown, n };
}

/** Of medians: how often a span of now is longer than one of before, against what chance would do. */
export function trendOfSpans(now: readonly Span[], before: readonly Span[] | null): Trend {
  if (before === null) return { direction: 'unknown', before: null, n: now.length };
  const n = now.length + before.length;
  const [later, earlier] = [now, before].map((spans) => spans.map(({ from, to }) => hoursBetween(from, to)));
  const shown = spansOf(before, 0).median;
  if (now.length < LEAST_SHARED || before.length < LEAST_SHARED || !later || !earlier)
    return { direction: 'too-few', before: shown, n };
  let longer = 0;
  for (const one of later) for (const other of earlier) longer += one > other ? 1 : one === other ? 0.5 : 0;
  const pairs = later.length * earlier.length;
  return { direction: said(longer - pairs / 2, Math.sqrt((pairs * (n + 1)) / 12)), before: shown, n };
}

/** 0 to 1; null of none. */
export const shareOf = ({ count, of }: Share): number | null => (of === 0 ? null : rounded(count / of));

/** In the order of how much each counts, then of its name. */
export const byWeight =
  <T extends { name: string }>(weight: (item: T) => number) =>
  (a: T, b: T): number =>
    weight(b) - weight(a) || (a.name < b.name ? -1 : 1);

/** Items under their names; what has none is left out. */
export function grouped<T>(items: readonly T[], nameOf: (item: T) => string | null): [name: string, items: T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = nameOf(item);
    if (name === null) continue;
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return [...groups];
}
