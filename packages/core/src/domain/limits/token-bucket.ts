/**
 * A bucket that holds so much and fills again at an even rate. A window is the time it was last looked at and what is
 * missing then, in units times the milliseconds of the period: whole numbers, so that nothing is lost by rounding.
 */
import type { Counting } from './rule.ts';

export const TOKEN_BUCKET: Counting = {
  width: 2,
  at(window, { limit }, now) {
    const [since = now, missing = 0] = window ?? [];
    return now <= since ? [since, missing] : [now, Math.max(0, missing - (now - since) * limit)];
  },
  free: ([, missing = 0], { capacity, period }) => Math.floor((capacity * period - missing) / period),
  when: ([since = 0, missing = 0], { limit, period }, most) =>
    since + Math.max(0, Math.ceil((missing - most * period) / limit)),
  add: ([since = 0, missing = 0], { period }, amount) => [since, missing + amount * period],
  giveBack([since = 0, missing = 0], { limit, period }, amount, taken) {
    // What filled up again meanwhile is back already.
    const back = Math.max(0, amount * period - Math.max(0, since - taken) * limit);
    return [since, Math.max(0, missing - back)];
  },
};
