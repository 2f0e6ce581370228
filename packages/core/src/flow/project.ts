/** The tree, which several moves of a tick look at: read once. */
import type { FailedRun, Project } from '../domain/evidence.ts';
import { UserError } from '../domain/failure.ts';
import type { Head } from '../domain/snapshot.ts';
import { readProject } from '../observe/tree.ts';
import type { Tick } from './tick.ts';

type History = 'none' | 'year';

const projects = new WeakMap<Tick, Partial<Record<History, Promise<Project>>>>();

/**
 * The tree of the head, with the churn of a year unless told otherwise: then what was read with it does as well. What
 * fails once fails for everybody who asks.
 */
export function projectOf(tick: Tick, head: Head, history: History = 'year'): Promise<Project> {
  const known = projects.get(tick) ?? {};
  projects.set(tick, known);
  if (known.year !== undefined) return known.year;
  if (history === 'none') return known.none ?? kept(known, 'none', fetchProject(tick, head, 'none'));
  const tree = known.none?.then((project) => withPast(tick, head, project));
  return kept(known, 'year', tree ?? fetchProject(tick, head, 'year'));
}

/** The tree without its past; null where there is none or it cannot be read: whoever looks for work says what is wrong. */
export async function projectIfReadable(tick: Tick): Promise<Project | null> {
  const { head } = tick.snapshot;
  if (!head) return null;
  return projectOf(tick, head, 'none').catch((error: unknown) => {
    if (error instanceof UserError) return null;
    throw error;
  });
}

function kept(known: Partial<Record<History, Promise<Project>>>, as: History, project: Promise<Project>) {
  known[as] = project;
  return project;
}

function fetchProject(tick: Tick, head: Head, history: History): Promise<Project> {
  const { config, world } = tick;
  const failedRuns = failedRunsOf(head);
  return readProject(world.worktree, {
    ...{ head: head.oid, branch: branchOf(tick), failedRuns, exclude: config.exclude, history },
  });
}

async function withPast(tick: Tick, { oid }: Head, project: Project): Promise<Project> {
  const { worktree } = tick.world;
  await worktree.fetch({ oid, branch: branchOf(tick), history: 'year' });
  return { ...project, churn: await worktree.churn() };
}

const branchOf = ({ snapshot }: Tick): string => snapshot.repository.branch ?? '';

const FAILED = ['FAILURE', 'TIMED_OUT', 'STARTUP_FAILURE'];

function failedRunsOf(head: Head): FailedRun[] {
  return (head.suites ?? []).flatMap(({ run, conclusion }) =>
    run && conclusion && FAILED.includes(conclusion) ? [{ ...run, conclusion: conclusion.toLowerCase() }] : [],
  );
}
