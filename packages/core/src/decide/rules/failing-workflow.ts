/** Finds workflows whose run of the default branch's head failed: everything built on a red branch waits for them. */
import type { FailedRun, Finding, Project, Rule } from '../../domain/evidence.ts';
import type { WorkflowRun } from '../../domain/remote.ts';
import { decisiveLines } from '../log-lines.ts';
import { flakyRuns, isFailure, isGreenAgain, isOwnWorkflow, runsByWorkflow } from '../run-history.ts';
import { cite, shorten } from './citation.ts';
import { citePage } from './page.ts';

/** Run lists may give a path as `.github/workflows/ci.yml@refs/heads/main`. */
const pathOf = (run: FailedRun): string => run.path.split('@')[0] ?? run.path;

/** The line that names the workflow; without a name, the first line that says anything. */
function citedLine(text: string): number {
  const lines = text.split('\n');
  const name = lines.findIndex((line) => /^name\s*:/.test(line));
  if (name >= 0) return name + 1;
  return lines.findIndex((line) => line.trim() !== '' && !line.trimStart().startsWith('#')) + 1;
}

/** Lines of the log that a task shows. */
const MOST_LINES = 9;

/** They stand behind the workflow, in the order of the log, and are known by their place: each run words them otherwise. */
function logLines({ log }: FailedRun, path: string): Finding[] {
  if (log === undefined) return [];
  return decisiveLines(log.tail, MOST_LINES).map((line, index) =>
    citePage(
      { rule: 'failing-workflow', shown: `log of ${shorten(log.job, 80)}`, url: log.url, excerpt: line },
      { cause: path, weight: 0.1 - index / 100, facts: {}, identity: `${path} log ${index + 1}` },
    ),
  );
}

function judge(project: Project, run: FailedRun): Finding[] {
  const file = project.files.find(({ path }) => path === pathOf(run));
  if (file === undefined || isOwnWorkflow(file.path)) return [];
  const line = citedLine(file.text);
  if (line === 0) return [];
  const { workflow, conclusion, event, url } = run;
  const lines = logLines(run, file.path);
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
    ...lines,
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
