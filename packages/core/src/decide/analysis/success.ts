/** What came of attempts, types of task and rules: counts with their sizes, and no share of them. */
import type { Analysis, Answers, Cost, Ends, Share, Success, Window } from '../../domain/analysis.ts';
import { isFailure } from '../../domain/lease.ts';
import type { Chronicle } from './chronicle.ts';
import type { Course, Try } from './course.ts';
import { byWeight, grouped, isIn, rounded, trendOfShares } from './numbers.ts';
import { doneIn, endedIn, type Scope } from './work.ts';

interface Tried {
  course: Course;
  attempt: Try;
}

/** Attempts that ended well or badly; those that were nobody's fault are neither. */
function triedIn({ courses }: Chronicle, window: Window): Tried[] {
  return courses.flatMap((course) =>
    course.tries
      .filter(({ ended }) => ended !== null && isIn(ended.at, window) && isJudged(ended.ending))
      .map((attempt) => ({ course, attempt })),
  );
}

const isJudged = (ending: NonNullable<Try['ended']>['ending']): boolean => ending === 'merged' || isFailure(ending);
const isGood = ({ attempt }: Tried): boolean => attempt.ended?.ending === 'merged';

const countsOf = (tried: readonly Tried[]): { done: number; failed: number } => {
  const done = tried.filter(isGood).length;
  return { done, failed: tried.length - done };
};

export function attemptsOf({ chronicle, window, before }: Scope): Analysis['attempts'] {
  const shareIn = (part: Window): Share => {
    const { done, failed } = countsOf(triedIn(chronicle, part));
    return { count: done, of: done + failed };
  };
  const success = shareIn(window);
  // Tasks that nobody was given tell nothing of attempts.
  const done = doneIn(chronicle, window).filter(({ tries }) => tries.length > 0);
  const used = done.map(({ tries }) => tries.filter(({ ended }) => ended === null || isJudged(ended.ending)).length);
  const sum = used.reduce((all, one) => all + one, 0);
  return {
    ...{ success, trend: trendOfShares(success, before && shareIn(before)) },
    perTask: done.length === 0 ? null : rounded(sum / done.length),
    firstTry: { count: used.filter((one) => one <= 1).length, of: done.length },
  };
}

export const agentsOf = ({ chronicle, window }: Scope): Success[] =>
  grouped(triedIn(chronicle, window), ({ attempt }) => attempt.agent)
    .map(([name, tried]) => ({ name, ...countsOf(tried) }))
    .sort(byWeight(({ done, failed }) => done + failed));

export const pairingsOf = ({ chronicle, window }: Scope): (Success & { type: string })[] =>
  grouped(triedIn(chronicle, window), ({ attempt }) => attempt.agent)
    .flatMap(([name, tried]) =>
      grouped(tried, ({ course }) => course.type).map(([type, some]) => ({ name, type, ...countsOf(some) })),
    )
    .sort((a, b) => b.failed - a.failed || (`${a.name} ${a.type}` < `${b.name} ${b.type}` ? -1 : 1));

/** What nothing says the type of is `unknown`. */
export function endsBy(key: 'type' | 'category', { chronicle, window }: Scope): Ends[] {
  const ended = endedIn(chronicle, window);
  return grouped(ended, (course) => course[key] ?? 'unknown')
    .map(([name, courses]) => {
      const count = (as: string): number => courses.filter((course) => course.ended?.as === as).length;
      return { name, done: count('done'), rejected: count('rejected'), cancelled: count('cancelled') };
    })
    .sort(byWeight(({ done, rejected, cancelled }) => done + rejected + cancelled));
}

export function rulesOf({ chronicle, window }: Scope): Answers[] {
  const own = chronicle.courses.filter((course) => course.own && !course.undone);
  const answered = own.filter(({ opened, ended }) =>
    ended?.as === 'rejected' ? isIn(ended.at, window) : isIn(opened, window),
  );
  return grouped(answered, ({ rule }) => rule)
    .map(([name, courses]) => {
      const refused = courses.filter(({ ended }) => ended?.as === 'rejected').length;
      return { name, taken: courses.length - refused, refused };
    })
    .sort(byWeight(({ taken, refused }) => taken + refused));
}

/** What attempts that ended cost, by whatever names them. */
export function costsBy(key: 'agent' | 'category', { chronicle, window }: Scope): Cost[] {
  const tried = chronicle.courses.flatMap((course) =>
    course.tries
      .filter(({ ended }) => ended !== null && isIn(ended.at, window))
      .map((attempt) => ({ course, attempt })),
  );
  const nameOf = ({ course, attempt }: Tried): string =>
    key === 'agent' ? attempt.agent : (course.category ?? 'unknown');
  return grouped(tried, nameOf)
    .map(([name, some]) => {
      const prices = some.flatMap(({ attempt }) => attempt.usd ?? []);
      const usd = rounded(prices.reduce((sum, price) => sum + price, 0));
      return { name, usd, known: prices.length, unknown: some.length - prices.length };
    })
    .sort(byWeight(({ usd }) => usd));
}
