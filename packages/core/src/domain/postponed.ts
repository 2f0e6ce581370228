/** Briefs that no vendor was well enough to answer: templates write for now, and they are asked about again, later each time. */
import { later } from './intent.ts';
import type { Role } from './model.ts';

export interface Postponed {
  role: Role;
  /** How often in a row. */
  times: number;
  /** Of the last time. */
  at: string;
  /** No vendor had it: the first time it is asked again at once. */
  soon?: true;
  /** Whoever it is for has looked again since it might be asked. */
  looked?: true;
}

export type AllPostponed = Readonly<Record<string, Postponed>>;

const HOUR = 3_600_000;
/** The last for good, and a little less than a day, so that daily work finds it due. */
const WAITS = [HOUR, 4 * HOUR, 20 * HOUR] as const;
/** What happened so long ago says nothing of today. */
export const POSTPONED_LIFE = 7 * 24 * HOUR;
const MOST_POSTPONED = 48;

const againAt = ({ times, at, soon }: Postponed): string =>
  soon && times === 1 ? at : later(at, WAITS[Math.min(times, WAITS.length) - 1] ?? HOUR);

/** Nobody is asked about it yet. */
export const isPostponed = (postponed: Postponed | undefined, now: string): boolean =>
  postponed !== undefined && now < againAt(postponed);

/** A look for work words what it finds, whatever kind of work it is. */
export const WORDING_ROLES: readonly Role[] = ['specify', 'diagnose', 'research'];

/** Whether something of these roles could be asked again by now, and nobody has looked since. It wakes nobody. */
export const isDueAgain = (all: AllPostponed = {}, roles: readonly Role[], now: string): boolean =>
  Object.values(all).some((one) => isDue(one, roles, now));

const isDue = (one: Postponed, roles: readonly Role[], now: string): boolean =>
  roles.includes(one.role) && one.looked === undefined && !isPostponed(one, now) && now < later(one.at, POSTPONED_LIFE);

export function morePostponed(
  before: AllPostponed,
  { briefs, soon }: { briefs: Readonly<Record<string, Role>>; soon?: true },
  at: string,
): AllPostponed {
  const added = Object.entries(briefs).map(([brief, role]): [string, Postponed] => {
    const known = before[brief];
    const times = known && at < later(known.at, POSTPONED_LIFE) ? known.times : 0;
    return [brief, { role, times: times + 1, at, ...(soon && { soon }) }];
  });
  const young = Object.entries(before).filter(
    ([brief, one]) => !(brief in briefs) && at < later(one.at, POSTPONED_LIFE),
  );
  // Those of one moment by their key, so that the same is left over whatever order they came in.
  const order = [...young, ...added].sort(([a, one], [b, other]) =>
    one.at === other.at ? (a < b ? -1 : 1) : one.at > other.at ? -1 : 1,
  );
  return Object.fromEntries(order.slice(0, MOST_POSTPONED));
}

/** What was due for them is looked at; as it was where nothing is due. */
export function lookedAt(all: AllPostponed, roles: readonly Role[], at: string): AllPostponed {
  if (!isDueAgain(all, roles, at)) return all;
  const marked = Object.entries(all).map(([brief, one]) => [
    brief,
    isDue(one, roles, at) ? { ...one, looked: true as const } : one,
  ]);
  return Object.fromEntries(marked);
}
