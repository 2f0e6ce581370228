/** The tree, which several moves of a tick look at: read once. */
import type { FailedRun, Project } from '../domain/evidence.ts';
import type { Head } from '../domain/snapshot.ts';
import { readProject } from '../observe/tree.ts';
import type { Tick } from './tick.ts';

interface Reading {
  project: Promise<Project>;
  /** What reading blame and churn needs besides; null: nobody asked for it. */
  past: Promise<void> | null;
}

const readings = new WeakMap<Tick, Reading>();

/** The tree of the head, with a year of its history unless told otherwise. What fails once fails for everybody who asks. */
export async function projectOf(tick: Tick, head: Head, history: 'none' | 'year' = 'year'): Promise<Project> {
  const reading = readings.get(tick) ?? { project: fetchProject(tick, head), past: null };
  readings.set(tick, reading);
  const project = await reading.project;
  if (history === 'none') return project;
  reading.past ??= fetchTree(tick, head, 'year');
  await reading.past;
  return project;
}

const fetchTree = ({ snapshot, world }: Tick, { oid }: Head, history: 'none' | 'year'): Promise<void> =>
  world.worktree.fetch({ oid, branch: snapshot.repository.branch ?? '', history });

async function fetchProject(tick: Tick, head: Head): Promise<Project> {
  await fetchTree(tick, head, 'none');
  const branch = tick.snapshot.repository.branch ?? '';
  const failedRuns = failedRunsOf(head);
  return readProject(tick.world.worktree, { head: head.oid, branch, failedRuns, exclude: tick.config.exclude });
}

const FAILED = ['FAILURE', 'TIMED_OUT', 'STARTUP_FAILURE'];

function failedRunsOf(head: Head): FailedRun[] {
  return (head.suites ?? []).flatMap(({ run, conclusion }) =>
    run && conclusion && FAILED.includes(conclusion) ? [{ ...run, conclusion: conclusion.toLowerCase() }] : [],
  );
}
