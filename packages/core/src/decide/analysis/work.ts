/** How the work went in a window: what was opened and ended, how fast, what people answered, how long each part took. */
import type { Analysis, Share, Stay, Trend, Week, Window } from '../../domain/analysis.ts';
import type { Status } from '../../domain/task.ts';
import { momentOf, weekOf } from '../../domain/time.ts';
import type { Chronicle } from './chronicle.ts';
import type { Course } from './course.ts';
import { isIn, quantile, rounded, type Span, spansOf, trendOfCounts, trendOfShares, trendOfSpans } from './numbers.ts';

/** `before`: the window of the same length before it; null where that time is not remembered. */
export interface Scope {
  chronicle: Chronicle;
  window: Window;
  before: Window | null;
}

const HOUR = 3_600_000;
const DAYS_A_WEEK = 7;

/** Of a window, and of the one before, if there is one. */
const both = <T>({ window, before }: Scope, of: (window: Window) => T): [T, T | null] => [
  of(window),
  before && of(before),
];

export const endedIn = ({ courses }: Chronicle, window: Window, as?: 'done' | 'rejected' | 'cancelled'): Course[] =>
  courses.filter(({ ended, opened, undone }) => {
    if (ended === null || undone || !isIn(ended.at, window)) return false;
    // A suggestion that is refused was never a task in hand.
    return (as === undefined || ended.as === as) && (opened !== null || ended.from !== 'suggested');
  });

export const doneIn = (chronicle: Chronicle, window: Window): Course[] => endedIn(chronicle, window, 'done');

export function tasksOf({ chronicle, window }: Scope): Analysis['tasks'] {
  const courses = chronicle.courses.filter(({ undone }) => !undone);
  const ends = (as: 'done' | 'rejected' | 'cancelled'): number => endedIn(chronicle, window, as).length;
  return {
    suggested: courses.filter(({ own, suggested }) => own && isIn(suggested, window)).length,
    opened: courses.filter(({ opened }) => isIn(opened, window)).length,
    ...{ done: ends('done'), rejected: ends('rejected'), cancelled: ends('cancelled') },
    reverted: chronicle.reverted.filter((at) => isIn(at, window)).length,
  };
}

export function completionOf(scope: Scope): Analysis['completion'] {
  const [share, before] = both(scope, (window): Share => {
    const ended = endedIn(scope.chronicle, window);
    return { count: ended.filter((course) => course.ended?.as === 'done').length, of: ended.length };
  });
  return { share, trend: trendOfShares(share, before) };
}

const daysOf = ({ from, to }: Window): number => (momentOf(to) - momentOf(from)) / (24 * HOUR);

export function velocityOf(scope: Scope): Analysis['velocity'] {
  const [now, before] = both(scope, (window) => doneIn(scope.chronicle, window).length);
  const perDay = now / daysOf(scope.window);
  return { perDay: rounded(perDay), perWeek: rounded(perDay * DAYS_A_WEEK), trend: trendOfCounts(now, before) };
}

const MOST_WEEKS = 53;

/** The weeks that the window touches. */
export function weeksOf({ chronicle, window }: Scope): Week[] {
  const weeks = new Map<string, Week>();
  const last = momentOf(window.to) - 1;
  // Noon of each day: a week is whole if all seven of its days are.
  for (let day = Math.floor(momentOf(window.from) / (24 * HOUR)); day * 24 * HOUR <= last; day++) {
    const name = weekOf(new Date(day * 24 * HOUR).toISOString());
    if (!weeks.has(name)) weeks.set(name, { week: name, whole: isWhole(day, window), opened: 0, done: 0 });
  }
  for (const { opened, undone } of chronicle.courses) {
    const week = isIn(opened, window) && !undone ? weeks.get(weekOf(opened)) : undefined;
    if (week) week.opened += 1;
  }
  for (const { ended } of doneIn(chronicle, window)) {
    const week = weeks.get(weekOf(ended?.at ?? ''));
    if (week) week.done += 1;
  }
  return [...weeks.values()].slice(-MOST_WEEKS);
}

/** The first day of it that the window touches is a Monday from midnight on, and its Sunday ends within. */
function isWhole(day: number, { from, to }: Window): boolean {
  const start = day * 24 * HOUR;
  const isMonday = new Date(start).getUTCDay() === 1;
  return isMonday && start >= momentOf(from) && start + DAYS_A_WEEK * 24 * HOUR <= momentOf(to);
}

const LEAST_WEEKS = 4;

/** Of an odd number of whole weeks the one in the middle is left out. */
export function weeklyOf(weeks: readonly Week[]): Trend {
  const whole = weeks.filter((week) => week.whole);
  const half = Math.floor(whole.length / 2);
  const sum = (some: readonly Week[]): number => some.reduce((all, { done }) => all + done, 0);
  if (whole.length < LEAST_WEEKS) return { direction: 'too-few', before: null, n: sum(whole) };
  return trendOfCounts(sum(whole.slice(-half)), sum(whole.slice(0, half)));
}

/** Suggestions of Steward's own that were taken up and not refused since, of those that were either. */
export function approvalOf(scope: Scope): Analysis['approval'] {
  const own = scope.chronicle.courses.filter((course) => course.own && !course.undone);
  const takenIn = (window: Window): Course[] =>
    own.filter(({ opened, ended }) => isIn(opened, window) && ended?.as !== 'rejected');
  const [share, before] = both(scope, (window): Share => {
    const refused = own.filter(({ ended }) => ended?.as === 'rejected' && isIn(ended.at, window)).length;
    const taken = takenIn(window).length;
    return { count: taken, of: taken + refused };
  });
  return {
    share,
    withdrawn: own.filter(({ withdrawn }) => isIn(withdrawn, scope.window)).length,
    byPeople: takenIn(scope.window).filter(({ approved }) => approved !== null).length,
    trend: trendOfShares(share, before),
  };
}

/** Those that ended in the window; what began before it is counted there where it ended. */
const between = (pairs: readonly (readonly [string | null, string | null])[], window: Window): Span[] =>
  pairs.flatMap(([from, to]) => (from !== null && isIn(to, window) ? [{ from, to }] : []));

export function responseOf(scope: Scope): Analysis['response'] {
  const { chronicle, window } = scope;
  const courses = chronicle.courses.filter(({ undone }) => !undone);
  const starts = courses.map(({ opened, started }) => [opened, started] as const);
  const verdicts = chronicle.pulls.map(({ linked, verdict }) => [linked, verdict] as const);
  const answers = courses.filter(({ own }) => own).map((course) => [course.suggested, answerOf(course)] as const);
  const waiting = courses.filter(({ opened, started, ended }) => opened !== null && started === null && ended === null);
  const unseen = chronicle.pulls.filter(({ verdict, ended }) => verdict === null && ended === null);
  const unanswered = courses.filter(
    (course) => course.own && course.stays.at(-1)?.status === 'suggested' && isOpen(course),
  );
  const [now, before] = both(scope, (part) => between(starts, part));
  return {
    start: spansOf(now, waiting.length),
    review: spansOf(between(verdicts, window), unseen.length),
    answer: spansOf(between(answers, window), unanswered.length),
    startTrend: trendOfSpans(now, before),
  };
}

const isOpen = ({ stays }: Course): boolean => stays.at(-1)?.to === null;

/** A person's yes or no; that Steward opens it by itself is neither. */
function answerOf({ approved, ended }: Course): string | null {
  const refused = ended?.as === 'rejected' && ended.from === 'suggested' ? ended.at : null;
  return approved ?? refused;
}

/** Where time went, the longest first. */
export function staysOf({ chronicle, window }: Scope): Stay[] {
  const found = new Map<Status, { hours: number[]; now: number }>();
  for (const course of chronicle.courses) {
    for (const { status, from, to } of course.stays) {
      const hours = within(from, to ?? window.to, window);
      if (hours === null || course.undone) continue;
      const stay = found.get(status) ?? { hours: [], now: 0 };
      stay.hours.push(hours);
      stay.now += to === null ? 1 : 0;
      found.set(status, stay);
    }
  }
  return [...found]
    .map(([status, { hours, now }]) => ({
      status,
      hours: rounded(hours.reduce((sum, one) => sum + one, 0)),
      n: hours.length,
      ...{ median: quantile(hours, 0.5), ninth: quantile(hours, 0.9), now },
    }))
    .sort((a, b) => b.hours - a.hours || (a.status < b.status ? -1 : 1));
}

/** The part of a stay that lies in the window; null where none does. What a task only passed through is no stay. */
function within(from: string, to: string, window: Window): number | null {
  if (from === to) return null;
  const [start, end] = [Math.max(momentOf(from), momentOf(window.from)), Math.min(momentOf(to), momentOf(window.to))];
  return end < start || momentOf(from) >= momentOf(window.to) ? null : rounded((end - start) / HOUR);
}

const WAITS: readonly Status[] = ['ready', 'blocked', 'retrying', 'escalated', 'in-review'];
const LEAST_STAYS = 3;

/** Where tasks wait for somebody longest in all; where too few did, nothing is said. */
export function bottleneckOf(stays: readonly Stay[]): Status | null {
  const longest = stays.find(({ status, hours }) => WAITS.includes(status) && hours > 0);
  return longest !== undefined && longest.n >= LEAST_STAYS ? longest.status : null;
}
