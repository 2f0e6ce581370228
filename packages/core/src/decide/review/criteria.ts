/** Each criterion by its own check: what a check of the default branch shows, what the diff shows, or unknown. */
import { codeSpan } from '../../domain/markdown.ts';
import type { PullDetail } from '../../domain/pull-request.ts';
import type { Criterion, Task } from '../../domain/task.ts';
import type { CriterionVerdict } from '../../domain/verdict.ts';
import type { JudgedSuite } from './checks.ts';
import { judgeCi } from './ci-criterion.ts';
import { judgeCommand } from './command-criterion.ts';
import { judgeByDiff } from './diff-criterion.ts';
import { isWithin } from './paths.ts';
import { unknown } from './run-verdict.ts';
import type { Workflow } from './workflows.ts';

/** What criteria are judged on. */
export interface Case {
  detail: PullDetail;
  task: Task;
  suites: readonly JudgedSuite[];
  /** Workflows of the default branch; null where they are not known. */
  workflows: readonly Workflow[] | null;
  /** What scripts of the manifest and targets of the makefile run, by the command that calls them. */
  scripts: ReadonlyMap<string, readonly string[]>;
  /** Address of a line of a file at the head. */
  place: (path: string, line?: number) => string;
  /** Its checks may still be on their way. */
  fresh: boolean;
}

export type Verdict = Omit<CriterionVerdict, 'n' | 'text'>;

const JUDGES: Record<Criterion['check'], (criterion: Criterion, matter: Case) => Verdict> = {
  ci: judgeCi,
  command: judgeCommand,
  review: judgeByDiff,
};

export const judgeCriteria = (matter: Case): CriterionVerdict[] =>
  matter.task.criteria.map((criterion) => ({
    ...{ n: criterion.n, text: criterion.text },
    ...grounded(criterion, JUDGES[criterion.check](criterion, matter), matter),
  }));

/** A green run proves nothing of what the pull request left alone: it was green before. */
function grounded({ check, text }: Criterion, verdict: Verdict, { detail, task }: Case): Verdict {
  if (verdict.ruling !== 'met' || check === 'review') return verdict;
  const files = detail.files ?? [];
  if (files.length === 0) return unknown('nothing was changed, so a check that passes proves nothing');
  const named = [...text.matchAll(/`([^`\s]+)`/g)].map(([, path = '']) => path.replace(/:\d+$/, ''));
  const own = named.filter((path) => /[./]/.test(path) && task.scope.paths.some((entry) => isWithin(path, entry)));
  const untouched = own.find((path) => !files.some((file) => file.path === path || file.before === path));
  return untouched === undefined
    ? verdict
    : unknown(`${codeSpan(untouched)} is unchanged`, { evidence: verdict.evidence });
}
