/** The tree, which several moves of a tick look at: read once. */
import type { FailedRun, Project } from '../domain/evidence.ts';
import type { Head } from '../domain/snapshot.ts';
import { readProject } from '../observe/tree.ts';
import type { Tick } from './tick.ts';

const projects = new WeakMap<Tick, Promise<Project>>();

/** The tree of the head. What fails once fails for everybody who asks. */
export function projectOf(tick: Tick, head: Head): Promise<Project> {
  const known = projects.get(tick) ?? fetchProject(tick, head);
  projects.set(tick, known);
  return known;
}

async function fetchProject(tick: Tick, head: Head): Promise<Project> {
  const branch = tick.snapshot.repository.branch ?? '';
  await tick.world.worktree.fetch({ oid: head.oid, branch, history: 'year' });
  const failedRuns = failedRunsOf(head);
  return readProject(tick.world.worktree, { head: head.oid, branch, failedRuns, exclude: tick.config.exclude });
}

const FAILED = ['FAILURE', 'TIMED_OUT', 'STARTUP_FAILURE'];

function failedRunsOf(head: Head): FailedRun[] {
  return (head.suites ?? []).flatMap(({ run, conclusion }) =>
    run && conclusion && FAILED.includes(conclusion) ? [{ ...run, conclusion: conclusion.toLowerCase() }] : [],
  );
}
