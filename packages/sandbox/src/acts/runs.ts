/** Workflow runs with their check suites and jobs, and commit statuses, as Actions and other services report them. */

import { nodeId } from '../identity.ts';
import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import type {
  CheckRunData,
  CheckSuiteData,
  CommitStatusData,
  Conclusion,
  DispatchData,
  RunStatus,
  WorkflowData,
  WorkflowRunData,
} from '../world-data.ts';

export interface JobDraft {
  name: string;
  status?: RunStatus;
  conclusion?: Conclusion | null;
  log?: string | null;
  summary?: string | null;
  steps?: { name: string; conclusion: Conclusion | null }[];
  minutes?: number;
}

export interface WorkflowRunDraft {
  /** Path below .github/workflows, or a whole path. */
  workflow: string;
  workflowName?: string;
  event?: string;
  branch?: string;
  /** The branch's head when left out. */
  sha?: string;
  status?: RunStatus;
  conclusion?: Conclusion | null;
  title?: string;
  by?: string;
  at?: string;
  jobs?: JobDraft[];
  /** How earlier attempts of it ended, the first one first. */
  earlierAttempts?: Conclusion[];
}

export function workflowAt(world: World, workflow: string, name?: string): WorkflowData {
  const path = workflow.includes('/') ? workflow : `.github/workflows/${workflow}`;
  const known = world.data.workflows.find((candidate) => candidate.path === path);
  if (known !== undefined) return known;
  const now = world.stamp();
  const created: WorkflowData = {
    kind: 'Workflow',
    ...world.identify('W'),
    name: name ?? path.replace(/^.*\//, '').replace(/\.ya?ml$/, ''),
    path,
    state: 'active',
    createdAt: now,
    updatedAt: now,
  };
  world.data.workflows.push(created);
  world.touch();
  return world.register(created);
}

export async function addWorkflowRun(world: World, draft: WorkflowRunDraft): Promise<WorkflowRunData> {
  const branch = draft.branch ?? world.repository.defaultBranch;
  const sha = draft.sha ?? (await world.git.ref(`refs/heads/${branch}`));
  if (sha === null) throw new Refusal('UNPROCESSABLE', `No commit found for the ref ${branch}`);
  const workflow = workflowAt(world, draft.workflow, draft.workflowName);
  const at = draft.at ?? world.stamp();
  const conclusion = draft.conclusion ?? null;
  const status = draft.status ?? (conclusion === null ? 'in_progress' : 'completed');
  const suite = addCheckSuite(world, {
    app: { slug: 'github-actions', name: 'GitHub Actions' },
    branch,
    sha,
    status,
    conclusion,
    at,
    checkRuns: draft.jobs ?? [{ name: workflow.name }],
  });
  const ended = (draft.earlierAttempts ?? []).map((conclusion) => ({ conclusion, startedAt: at, updatedAt: at }));
  const earlier = world.data.workflowRuns.filter((run) => run.workflow === workflow.databaseId);
  const run: WorkflowRunData = {
    kind: 'WorkflowRun',
    ...world.identify('WFR'),
    workflow: workflow.databaseId,
    checkSuite: suite.databaseId,
    runNumber: earlier.length + 1,
    runAttempt: ended.length + 1,
    earlierAttempts: ended,
    event: draft.event ?? 'push',
    title: draft.title ?? workflow.name,
    actor: draft.by === undefined ? null : world.introduce(draft.by).login,
    createdAt: at,
    updatedAt: suite.updatedAt,
  };
  world.data.workflowRuns.push(run);
  return world.register(run);
}

export interface CheckSuiteDraft {
  app: { slug: string; name: string };
  branch: string | null;
  sha: string;
  status: RunStatus;
  conclusion: Conclusion | null;
  at?: string;
  checkRuns: JobDraft[];
}

export function addCheckSuite(world: World, draft: CheckSuiteDraft): CheckSuiteData {
  const at = draft.at ?? world.stamp();
  const suite: CheckSuiteData = {
    kind: 'CheckSuite',
    ...world.identify('CS'),
    app: draft.app,
    headBranch: draft.branch,
    headSha: draft.sha,
    status: draft.status,
    conclusion: draft.conclusion,
    createdAt: at,
    updatedAt: at,
    checkRuns: draft.checkRuns.map((job) => checkRun(world, job, draft, at)),
  };
  const ends = suite.checkRuns.map((run) => run.completedAt).filter((time) => time !== null);
  suite.updatedAt = ends.sort().at(-1) ?? at;
  world.data.checkSuites.push(suite);
  world.touch();
  return world.register(suite);
}

export function checkRun(
  world: World,
  job: JobDraft,
  suite: Pick<CheckSuiteDraft, 'status' | 'conclusion'>,
  at: string,
): CheckRunData {
  const conclusion = job.conclusion === undefined ? suite.conclusion : job.conclusion;
  const status = job.status ?? (conclusion === null ? suite.status : 'completed');
  const end = new Date(Math.min(Date.parse(at) + (job.minutes ?? 2) * 60_000, world.clock.now().getTime()));
  return {
    kind: 'CheckRun',
    ...world.identify('CR'),
    name: job.name,
    status,
    conclusion,
    startedAt: status === 'queued' ? null : at,
    completedAt: status === 'completed' ? end.toISOString().replace(/\.\d{3}Z$/, 'Z') : null,
    title: null,
    summary: job.summary ?? null,
    steps: (job.steps ?? []).map((step, index) => ({ ...step, number: index + 1, status: 'completed' as const })),
    log: job.log ?? null,
  };
}

/** Finishes a run and all its unfinished jobs. */
export function completeWorkflowRun(world: World, run: WorkflowRunData, conclusion: Conclusion): void {
  const suite = suiteOf(world, run);
  const now = world.stamp();
  for (const job of suite.checkRuns.filter((candidate) => candidate.status !== 'completed')) {
    Object.assign(job, { status: 'completed', conclusion, startedAt: job.startedAt ?? now, completedAt: now });
  }
  Object.assign(suite, { status: 'completed', conclusion, updatedAt: now });
  run.updatedAt = now;
  world.touch();
}

export function suiteOf(world: World, run: WorkflowRunData): CheckSuiteData {
  const suite = world.node(nodeId('CS', run.checkSuite));
  if (suite?.kind !== 'CheckSuite') throw new Error(`Workflow run ${run.databaseId} has no check suite.`);
  return suite;
}

export function addCommitStatus(
  world: World,
  draft: Pick<CommitStatusData, 'sha' | 'context' | 'state'> & { by: string; targetUrl?: string; description?: string },
): CommitStatusData {
  const status: CommitStatusData = {
    kind: 'StatusContext',
    ...world.identify('SC'),
    sha: draft.sha,
    context: draft.context,
    state: draft.state,
    description: draft.description ?? null,
    targetUrl: draft.targetUrl ?? null,
    creator: world.introduce(draft.by).login,
    createdAt: world.stamp(),
  };
  world.data.commitStatuses.push(status);
  world.touch();
  return status;
}

export function dispatch(world: World, draft: Omit<DispatchData, 'at'>): void {
  world.data.dispatches.push({ ...draft, at: world.stamp() });
  world.touch();
}
