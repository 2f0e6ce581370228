/** What a reader of the diff may decide, and what becomes of it: never a gate, never what a check or the diff itself says. */

import type { Grade } from '../../domain/grade.ts';
import { codeSpan } from '../../domain/markdown.ts';
import type { Criterion, Task } from '../../domain/task.ts';
import type { CriterionVerdict, Review } from '../../domain/verdict.ts';
import { isOpenToReader } from './diff-criterion.ts';

/** The criteria that wait for somebody to read the diff. */
export function gradable({ criteria }: Pick<Review, 'criteria'>, task: Pick<Task, 'criteria'> | null): Criterion[] {
  return (task?.criteria ?? []).filter((criterion) => {
    const verdict = criteria.find(({ n }) => n === criterion.n);
    return verdict !== undefined && isGradable(criterion, verdict);
  });
}

const isGradable = ({ check }: Criterion, verdict: CriterionVerdict): boolean =>
  check === 'review' && verdict.ruling === 'unknown' && !verdict.waits && isOpenToReader(verdict);

/** The verdicts with what was read, each with who read it. */
export const withGrades = (
  criteria: readonly CriterionVerdict[],
  task: Pick<Task, 'criteria'>,
  { grades, place }: { grades: ReadonlyMap<number, Grade>; place: (path: string, line?: number) => string },
): CriterionVerdict[] =>
  criteria.map((verdict) => {
    const criterion = task.criteria.find(({ n }) => n === verdict.n);
    const grade = grades.get(verdict.n);
    if (!criterion || !grade || !isGradable(criterion, verdict)) return verdict;
    const { ruling, reason, cited, hint } = grade;
    if (ruling === 'unknown') return { ...verdict, reason: `a model could not tell: ${reason}` };
    return {
      ...{ n: verdict.n, text: verdict.text, ruling, reason: `as a model read the diff: ${reason}` },
      evidence: cited.map(({ path, line }) => ({ text: `${path}:${line}`, url: place(path, line) })),
      ...(ruling === 'not-met' && { hint: hint ?? `see to it that this holds: ${codeSpan(verdict.text)}` }),
    };
  });
