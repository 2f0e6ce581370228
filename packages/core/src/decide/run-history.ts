/** What the history of a workflow's runs says: whether it is green again, flaky or broken. */
import type { WorkflowRun } from '../domain/remote.ts';

// Neither a person's cancelling nor a wait for approval says that something is broken.
const BROKEN = new Set(['failure', 'timed_out', 'startup_failure']);

export const isFailure = (conclusion: string | null): boolean => conclusion !== null && BROKEN.has(conclusion);

/** Steward's own workflows are watched by Steward's health. */
export const isOwnWorkflow = (path: string): boolean => /(?:^|\/)steward(?:[-.][^/]*)?\.ya?ml$/i.test(path);

/** Runs that ended by themselves, by the path of their workflow, newest first. */
export function runsByWorkflow(runs: readonly WorkflowRun[]): Map<string, WorkflowRun[]> {
  const workflows = new Map<string, WorkflowRun[]>();
  const newestFirst = [...runs].sort((a, b) =>
    a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : b.id - a.id,
  );
  for (const run of newestFirst) {
    if (run.conclusion !== 'success' && !isFailure(run.conclusion)) continue;
    const known = workflows.get(run.path);
    if (known === undefined) workflows.set(run.path, [run]);
    else known.push(run);
  }
  return workflows;
}

/**
 * Runs that failed although the same commit passed: at a further attempt, or in another run that the same event started.
 * What one event breaks and another does not is no chance.
 */
export function contradicted(runs: readonly WorkflowRun[]): WorkflowRun[] {
  const startOf = ({ commit, event }: WorkflowRun): string => `${commit} ${event}`;
  const passed = new Set(runs.filter(({ conclusion }) => conclusion === 'success').map(startOf));
  return runs.filter((run) => (run.conclusion === 'success' ? isFailure(run.before) : passed.has(startOf(run))));
}

const EVENTS = 3;
const RUNS = 30;
const SHARE = 0.03;
/** So many failures at the end are no chance any more. */
const IN_A_ROW = 3;

/** The runs that say so; none where it is sound, was hit too seldom, or is simply broken. */
export function flakyRuns(runs: readonly WorkflowRun[]): WorkflowRun[] {
  const last = runs.slice(0, IN_A_ROW);
  if (last.length === IN_A_ROW && last.every(({ conclusion }) => isFailure(conclusion))) return [];
  const found = contradicted(runs);
  const often = runs.length >= RUNS && found.length / runs.length >= SHARE;
  return found.length >= EVENTS || often ? found : [];
}

/** Whether the newest run that this event started at the commit passed. */
export const isGreenAgain = (runs: readonly WorkflowRun[], event: string, commit: string): boolean =>
  runs.find((run) => run.event === event && run.commit === commit)?.conclusion === 'success';
