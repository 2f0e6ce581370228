/** Finds workflows that fail by chance: the same commit failed and passed. A red run then says nothing, and a green one less. */
import type { Finding, Project, Rule } from '../../domain/evidence.ts';
import { counted } from '../../domain/markdown.ts';
import type { WorkflowRun } from '../../domain/remote.ts';
import { flakyRuns, isOwnWorkflow, runsByWorkflow } from '../run-history.ts';
import { shorten } from './citation.ts';
import { citePage } from './page.ts';

/** Runs that are cited; the rest is in the numbers. */
const CITED = 5;

function judge(project: Project, runs: readonly WorkflowRun[]): Finding[] {
  const flaky = flakyRuns(runs);
  const newest = runs[0];
  if (newest === undefined || flaky.length === 0) return [];
  const workflow = shorten(newest.workflow || newest.path, 100);
  const facts = { workflow, failed: flaky.length, runs: runs.length, branch: project.branch };
  return flaky.slice(0, CITED).map((run, index) => {
    const how = run.conclusion === 'success' ? `attempt ${run.attempt} passed` : 'another run passed';
    return citePage(
      {
        rule: 'flaky-workflow',
        shown: `run ${run.id} of ${workflow}`,
        url: run.url,
        excerpt: `failed at ${run.commit.slice(0, 7)}, where ${how}`,
      },
      // The newest run leads.
      { cause: newest.path, weight: 0.5 + (3 * flaky.length) / runs.length - index / 100, facts },
    );
  });
}

export const flakyWorkflow: Rule = {
  name: 'flaky-workflow',
  words: 'Workflows that failed and passed on the same commit, several times in the last weeks',
  type: 'bug-fix',
  category: 'deployment',
  weight: 0.7,
  needs: ['runs'],
  find(project) {
    const present = new Set(project.paths);
    return [...runsByWorkflow(project.remote.runs ?? [])]
      .filter(([path]) => present.has(path) && !isOwnWorkflow(path))
      .flatMap(([, runs]) => judge(project, runs));
  },
  reason: ({ facts }) => `failed by chance in ${facts.failed} of ${counted(Number(facts.runs), 'run')}`,
};
