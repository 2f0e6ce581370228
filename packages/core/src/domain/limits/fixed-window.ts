/**
 * Counts in periods that follow one another: each full minute, hour or day begins anew. A window is the beginning of its
 * period and what is counted in it; what goes beyond the limit is debt, which the next periods bear.
 */
import type { Counting } from './rule.ts';

export const FIXED_WINDOW: Counting = {
  width: 2,
  at(window, { limit, period }, now) {
    const current = now - (now % period);
    const [start = current, used = 0] = window ?? [];
    if (current <= start) return [start, used];
    return [current, Math.max(0, used - ((current - start) / period) * limit)];
  },
  free: ([, used = 0], { limit }) => limit - used,
  when: ([start = 0, used = 0], { limit, period }, most) =>
    start + Math.max(0, Math.ceil((used - most) / limit)) * period,
  add: ([start = 0, used = 0], _, amount) => [start, used + amount],
  giveBack: ([start = 0, used = 0], _, amount, taken) => [start, taken < start ? used : Math.max(0, used - amount)],
};
