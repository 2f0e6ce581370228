/**
 * Counts what was taken within the last period, in slices of a fifth of it. A slice counts whole until its last moment is
 * a period old: never too much is let through, and what was taken holds back for at most a fifth longer. A window is the
 * number of the newest slice, then what each of six slices holds, the newest first.
 */
import type { Counting, Measure } from './rule.ts';

const SLICES = 6;
const lengthOf = ({ period }: Measure): number => period / (SLICES - 1);

export const SLIDING_WINDOW: Counting = {
  width: 1 + SLICES,
  roll(row, from, measure, now, next, to) {
    const current = Math.floor(now / lengthOf(measure));
    const newest = row?.[from] ?? current;
    const by = Math.max(0, current - newest);
    next[to] = newest + by;
    for (let age = 0; age < SLICES; age++) next[to + 1 + age] = by === 0 ? (row?.[from + 1 + age] ?? 0) : 0;
    if (row === undefined || by === 0) return;
    for (let age = 0; age < SLICES; age++) {
      const left = leftOf(row[from + 1 + age] ?? 0, age + by, measure.limit);
      const place = to + 1 + ((age + by) % SLICES);
      if (left > 0) next[place] = (next[place] ?? 0) + left;
    }
  },
  free: (row, at, { limit }) => limit - usedAfter(row, at, limit, 0),
  when(row, at, measure, most) {
    const { limit } = measure;
    let ahead = usedAfter(row, at, limit, 0) <= most ? 0 : firstAhead(row, at, limit);
    while (usedAfter(row, at, limit, ahead) > most) ahead += 1;
    return ((row[at] ?? 0) + ahead) * lengthOf(measure);
  },
  add(next, at, _, amount) {
    next[at + 1] = (next[at + 1] ?? 0) + amount;
  },
  giveBack(next, at, measure, amount, taken) {
    const age = Math.max(0, (next[at] ?? 0) - Math.floor(taken / lengthOf(measure)));
    if (age < SLICES) next[at + 1 + age] = Math.max(0, (next[at + 1 + age] ?? 0) - amount);
  },
};

/** After so many slices the limit's worth of a slice has run out; what it has beyond is debt, and counts as a slice anew. */
const leftOf = (count: number, age: number, limit: number): number =>
  age < SLICES ? count : Math.max(0, count - Math.floor(age / SLICES) * limit);

function usedAfter(row: ArrayLike<number>, at: number, limit: number, ahead: number): number {
  let used = 0;
  for (let age = 0; age < SLICES; age++) {
    const count = row[at + 1 + age] ?? 0;
    if (count > 0) used += leftOf(count, age + ahead, limit);
  }
  return used;
}

/** As long as a slice alone holds the whole limit there is no need to look: a debt may last for years. */
function firstAhead(row: ArrayLike<number>, at: number, limit: number): number {
  let ahead = 1;
  for (let age = 0; age < SLICES; age++)
    ahead = Math.max(ahead, Math.floor((row[at + 1 + age] ?? 0) / limit) * SLICES - age);
  return ahead;
}
