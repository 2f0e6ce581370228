/**
 * Counts what was taken within the last period, in slices of a fifth of it. A slice counts whole until its last moment is
 * a period old: never too much is let through, and what was taken holds back for at most a fifth longer. A window is the
 * number of the newest slice, then what each of six slices holds, the newest first.
 */
import type { Counting, Measure, Numbers, OwnNumbers } from './rule.ts';

const SLICES = 6;
const lengthOf = ({ period }: Measure): number => period / (SLICES - 1);

export const SLIDING_WINDOW: Counting = {
  width: 1 + SLICES,
  roll(row, from, measure, now, next, to) {
    const current = Math.floor(now / lengthOf(measure));
    const newest = row === undefined ? current : (row[from] ?? 0);
    const by = current - newest;
    if (row !== undefined && by <= 0) return copy(row, from, next, to);
    next[to] = current;
    for (let at = 1; at <= SLICES; at++) next[to + at] = 0;
    if (row !== undefined) age(row, from, measure.limit, by, next, to);
  },
  free: (row, at, { limit }) => limit - usedNow(row, at),
  when(row, at, measure, most) {
    const { limit } = measure;
    if (most === 0) return ((row[at] ?? 0) + emptyAhead(row, at, limit)) * lengthOf(measure);
    let ahead = usedNow(row, at) <= most ? 0 : firstAhead(row, at, limit);
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

function copy(row: Numbers, from: number, next: OwnNumbers, to: number): void {
  next[to] = row[from] ?? 0;
  next[to + 1] = row[from + 1] ?? 0;
  next[to + 2] = row[from + 2] ?? 0;
  next[to + 3] = row[from + 3] ?? 0;
  next[to + 4] = row[from + 4] ?? 0;
  next[to + 5] = row[from + 5] ?? 0;
  next[to + 6] = row[from + 6] ?? 0;
}

/** Adds what is left of each slice where it stands so many slices later. */
function age(row: Numbers, from: number, limit: number, by: number, next: OwnNumbers, to: number): void {
  for (let old = 0; old < SLICES; old++) {
    const left = leftOf(row[from + 1 + old] ?? 0, old + by, limit);
    const place = to + 1 + ((old + by) % SLICES);
    if (left > 0) next[place] = (next[place] ?? 0) + left;
  }
}

const usedNow = (row: Numbers, at: number): number =>
  (row[at + 1] ?? 0) +
  (row[at + 2] ?? 0) +
  (row[at + 3] ?? 0) +
  (row[at + 4] ?? 0) +
  (row[at + 5] ?? 0) +
  (row[at + 6] ?? 0);

/** After so many slices the limit's worth of a slice has run out; what it has beyond is debt, and counts as a slice anew. */
const leftOf = (count: number, age: number, limit: number): number =>
  age < SLICES ? count : Math.max(0, count - Math.floor(age / SLICES) * limit);

function usedAfter(row: Numbers, at: number, limit: number, ahead: number): number {
  let used = 0;
  for (let age = 0; age < SLICES; age++) {
    const count = row[at + 1 + age] ?? 0;
    if (count > 0) used += leftOf(count, age + ahead, limit);
  }
  return used;
}

/** As long as a slice alone holds the whole limit there is no need to look: a debt may last for years. */
function firstAhead(row: Numbers, at: number, limit: number): number {
  let ahead = 1;
  for (let age = 0; age < SLICES; age++)
    ahead = Math.max(ahead, Math.floor((row[at + 1 + age] ?? 0) / limit) * SLICES - age);
  return ahead;
}

/** How many slices ahead nothing is counted any more: every answer tells it, so it is not searched for. */
function emptyAhead(row: Numbers, at: number, limit: number): number {
  // Where nothing is owed, what came last lasts longest: most answers come after something was taken.
  if ((row[at + 1] ?? 0) > 0 && usedNow(row, at) <= limit) return SLICES;
  let ahead = 0;
  for (let age = 0; age < SLICES; age++) {
    const count = row[at + 1 + age] ?? 0;
    if (count <= 0) continue;
    const own = (count <= limit ? 1 : Math.ceil(count / limit)) * SLICES - age;
    if (own > ahead) ahead = own;
  }
  return ahead;
}
