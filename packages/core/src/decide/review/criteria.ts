/** Each criterion by its own check: what a check of the default branch shows, what the diff shows, or unknown. */
import type { PullDetail } from '../../domain/pull-request.ts';
import type { Criterion, Task } from '../../domain/task.ts';
import type { CriterionVerdict } from '../../domain/verdict.ts';
import type { JudgedSuite } from './checks.ts';
import { judgeCi } from './ci-criterion.ts';
import { judgeCommand } from './command-criterion.ts';
import { judgeByDiff } from './diff-criterion.ts';
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
    ...JUDGES[criterion.check](criterion, matter),
  }));
