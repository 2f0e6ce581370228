/** Finds workflows whose run of the default branch's head failed: everything built on a red branch waits for them. */
import type { FailedRun, Finding, Project, Rule } from '../../domain/evidence.ts';
import { cite, shorten } from './citation.ts';

// Neither a person's cancelling nor a wait for approval says that something is broken.
const BROKEN = new Set(['failure', 'timed_out', 'startup_failure']);
const OWN = /(?:^|\/)steward(?:[-.][^/]*)?\.ya?ml$/i;

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
  if (file === undefined || OWN.test(file.path) || !BROKEN.has(run.conclusion)) return [];
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

export const failingWorkflow: Rule = {
  name: 'failing-workflow',
  words: 'Workflows that fail on the head of the default branch',
  type: 'bug-fix',
  category: 'deployment',
  weight: 1,
  find(project) {
    const seen = new Set<string>();
    return project.failedRuns
      .filter((run) => BROKEN.has(run.conclusion))
      .filter((run) => !seen.has(pathOf(run)) && seen.add(pathOf(run)))
      .flatMap((run) => judge(project, run));
  },
  reason: () => 'the default branch is red',
};
