/**
 * Counts what was taken within the last period, in slices of a fifth of it. A slice counts whole until its last moment is
 * a period old: never too much is let through, and what was taken holds back for at most a fifth longer. A window is the
 * number of the newest slice, then what each of six slices holds, the newest first.
 */
import type { Counting, Measure, Window } from './rule.ts';

const SLICES = 6;
const lengthOf = ({ period }: Measure): number => period / (SLICES - 1);

export const SLIDING_WINDOW: Counting = {
  width: 1 + SLICES,
  at(window, measure, now) {
    const current = Math.floor(now / lengthOf(measure));
    if (window === undefined) return [current, 0, 0, 0, 0, 0, 0];
    const [newest = 0] = window;
    return current <= newest ? window : moved(window, measure, current - newest);
  },
  free: (window, { limit }) => limit - usedAfter(window, limit, 0),
  when(window, measure, most) {
    const { limit } = measure;
    let ahead = usedAfter(window, limit, 0) <= most ? 0 : firstAhead(window, limit);
    while (usedAfter(window, limit, ahead) > most) ahead += 1;
    return ((window[0] ?? 0) + ahead) * lengthOf(measure);
  },
  add: ([newest = 0, used = 0, ...older], _, amount) => [newest, used + amount, ...older],
  giveBack(window, measure, amount, taken) {
    const place = 1 + Math.max(0, (window[0] ?? 0) - Math.floor(taken / lengthOf(measure)));
    return window.map((count, at) => (at === place ? Math.max(0, count - amount) : count));
  },
};

/** After so many slices the limit's worth of a slice has run out; what it has beyond is debt, and counts as a slice anew. */
const leftOf = (count: number, age: number, limit: number): number =>
  Math.max(0, count - Math.floor(age / SLICES) * limit);

function moved(window: Window, { limit }: Measure, by: number): Window {
  const next = [(window[0] ?? 0) + by, 0, 0, 0, 0, 0, 0];
  for (let age = 0; age < SLICES; age++) {
    const place = 1 + ((age + by) % SLICES);
    next[place] = (next[place] ?? 0) + leftOf(window[1 + age] ?? 0, age + by, limit);
  }
  return next;
}

function usedAfter(window: Window, limit: number, ahead: number): number {
  let used = 0;
  for (let age = 0; age < SLICES; age++) used += leftOf(window[1 + age] ?? 0, age + ahead, limit);
  return used;
}

/** As long as a slice alone holds the whole limit there is no need to look: a debt may last for years. */
function firstAhead(window: Window, limit: number): number {
  let ahead = 1;
  for (let age = 0; age < SLICES; age++)
    ahead = Math.max(ahead, Math.floor((window[1 + age] ?? 0) / limit) * SLICES - age);
  return ahead;
}
