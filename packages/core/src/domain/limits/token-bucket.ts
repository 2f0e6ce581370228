/**
 * A bucket that holds so much and fills again at an even rate. A window is the time it was last looked at and what is
 * missing then, in units times the milliseconds of the period: whole numbers, so that nothing is lost by rounding.
 */
import type { Counting } from './rule.ts';

export const TOKEN_BUCKET: Counting = {
  width: 2,
  roll(row, from, { limit }, now, next, to) {
    const since = row?.[from] ?? now;
    const missing = row?.[from + 1] ?? 0;
    next[to] = now <= since ? since : now;
    next[to + 1] = now <= since ? missing : Math.max(0, missing - (now - since) * limit);
  },
  free: (row, at, { capacity, period }) => Math.floor((capacity * period - (row[at + 1] ?? 0)) / period),
  when: (row, at, { limit, period }, most) =>
    (row[at] ?? 0) + Math.max(0, Math.ceil(((row[at + 1] ?? 0) - most * period) / limit)),
  add(next, at, { period }, amount) {
    next[at + 1] = (next[at + 1] ?? 0) + amount * period;
  },
  giveBack(next, at, { limit, period }, amount, taken) {
    // What filled up again meanwhile is back already.
    const back = Math.max(0, amount * period - Math.max(0, (next[at] ?? 0) - taken) * limit);
    next[at + 1] = Math.max(0, (next[at + 1] ?? 0) - back);
  },
};
