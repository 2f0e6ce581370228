/**
 * Counts in periods that follow one another: each full minute, hour or day begins anew. A window is the beginning of its
 * period and what is counted in it; what goes beyond the limit is debt, which the next periods bear.
 */
import type { Counting } from './rule.ts';

export const FIXED_WINDOW: Counting = {
  width: 2,
  roll(row, from, { limit, period }, now, next, to) {
    const start = row === undefined ? now - (now % period) : (row[from] ?? 0);
    const used = row === undefined ? 0 : (row[from + 1] ?? 0);
    next[to] = start;
    next[to + 1] = used;
    // Most requests come within the same period, and to divide is slow.
    if (now < start + period) return;
    const current = now - (now % period);
    next[to] = current;
    next[to + 1] = Math.max(0, used - ((current - start) / period) * limit);
  },
  free: (row, at, { limit }) => limit - (row[at + 1] ?? 0),
  when: (row, at, { limit, period }, most) =>
    (row[at] ?? 0) + Math.max(0, Math.ceil(((row[at + 1] ?? 0) - most) / limit)) * period,
  add(next, at, _, amount) {
    next[at + 1] = (next[at + 1] ?? 0) + amount;
  },
  giveBack(next, at, _, amount, taken) {
    if (taken >= (next[at] ?? 0)) next[at + 1] = Math.max(0, (next[at + 1] ?? 0) - amount);
  },
};
