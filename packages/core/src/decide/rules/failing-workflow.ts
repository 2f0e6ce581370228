/** Finds workflows whose run of the default branch's head failed: everything built on a red branch waits for them. */
import type { FailedRun, Finding, Project, Rule } from '../../domain/evidence.ts';
import type { WorkflowRun } from '../../domain/remote.ts';
import { flakyRuns, isFailure, isGreenAgain, isOwnWorkflow, runsByWorkflow } from '../run-history.ts';
import { cite, shorten } from './citation.ts';

/** Run lists may give a path as `.github/workflows/ci.yml@refs/heads/main`. */
const pathOf = (run: FailedRun): string => run.path.split('@')[0] ?? run.path;

/** The line that names the workflow; without a name, the first line that says anything. */
function citedLine(text: string): number {
  const lines = text.split('\n');
  const name = lines.findIndex((line) => /^name\s*:/.test(line));
  if (name >= 0) return name + 1;
  return lines.findIndex((line) => line.trim() !== '' && !line.trimStart().startsWith('#')) + 1;
}

function judge(project: Project, run: FailedRun): Finding[] {
  const file = project.files.find(({ path }) => path === pathOf(run));
  if (file === undefined || isOwnWorkflow(file.path)) return [];
  const line = citedLine(file.text);
  if (line === 0) return [];
  const { workflow, conclusion, event, url } = run;
  return [
    cite(
      { rule: 'failing-workflow', file, line },
      {
        cause: file.path,
        weight: event === 'push' ? 1 : 0.85,
        facts: { workflow: shorten(workflow, 100), conclusion, event, branch: project.branch },
        url,
      },
    ),
  ];
}

/** A run that failed is no news where a later one passed, or where the workflow fails by chance; that is another task. */
const isPassing = ({ event }: FailedRun, head: string, runs: readonly WorkflowRun[]): boolean =>
  isGreenAgain(runs, event, head) || flakyRuns(runs).length > 0;

export const failingWorkflow: Rule = {
  name: 'failing-workflow',
  words: 'Workflows that fail on the head of the default branch',
  type: 'bug-fix',
  category: 'deployment',
  weight: 1,
  needs: ['runs'],
  find(project) {
    const seen = new Set<string>();
    const history = runsByWorkflow(project.remote.runs ?? []);
    return project.failedRuns
      .filter((run) => isFailure(run.conclusion) && !isPassing(run, project.head, history.get(pathOf(run)) ?? []))
      .filter((run) => !seen.has(pathOf(run)) && seen.add(pathOf(run)))
      .flatMap((run) => judge(project, run));
  },
  reason: () => 'the default branch is red',
};
