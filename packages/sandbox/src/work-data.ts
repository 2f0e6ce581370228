/** The nouns of what runs: workflows, check suites, commit statuses and deployments, as world.json keeps them. */

export interface WorkflowData {
  kind: 'Workflow';
  id: string;
  databaseId: number;
  name: string;
  path: string;
  state: 'active' | 'disabled_manually' | 'disabled_inactivity' | 'deleted';
  createdAt: string;
  updatedAt: string;
}

export type RunStatus = 'queued' | 'in_progress' | 'completed' | 'waiting' | 'requested' | 'pending';
export type Conclusion =
  | 'success'
  | 'failure'
  | 'neutral'
  | 'cancelled'
  | 'skipped'
  | 'timed_out'
  | 'action_required'
  | 'stale'
  | 'startup_failure';

export interface StepData {
  name: string;
  number: number;
  status: RunStatus;
  conclusion: Conclusion | null;
}

/** A job of a workflow run and a check run of any app are the same thing to GitHub, and here. */
export interface CheckRunData {
  kind: 'CheckRun';
  id: string;
  databaseId: number;
  name: string;
  status: RunStatus;
  conclusion: Conclusion | null;
  startedAt: string | null;
  completedAt: string | null;
  title: string | null;
  summary: string | null;
  steps: StepData[];
  log: string | null;
}

export interface CheckSuiteData {
  kind: 'CheckSuite';
  id: string;
  databaseId: number;
  app: { slug: string; name: string };
  headBranch: string | null;
  headSha: string;
  status: RunStatus;
  conclusion: Conclusion | null;
  createdAt: string;
  updatedAt: string;
  checkRuns: CheckRunData[];
}

export interface WorkflowRunData {
  kind: 'WorkflowRun';
  id: string;
  databaseId: number;
  /** databaseId of the workflow. */
  workflow: number;
  /** databaseId of the check suite, which holds branch, commit, status, conclusion and jobs. */
  checkSuite: number;
  runNumber: number;
  runAttempt: number;
  /** How earlier attempts ended, the first one first; absent where there was one only. */
  earlierAttempts?: AttemptData[];
  event: string;
  title: string;
  actor: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface AttemptData {
  conclusion: Conclusion | null;
  startedAt: string;
  updatedAt: string;
}

export interface CommitStatusData {
  kind: 'StatusContext';
  id: string;
  databaseId: number;
  sha: string;
  context: string;
  state: 'error' | 'failure' | 'pending' | 'success';
  description: string | null;
  targetUrl: string | null;
  creator: string | null;
  createdAt: string;
}

export type DeploymentState = 'error' | 'failure' | 'inactive' | 'in_progress' | 'queued' | 'pending' | 'success';

export interface DeploymentStatusData {
  kind: 'DeploymentStatus';
  id: string;
  databaseId: number;
  state: DeploymentState;
  description: string | null;
  environmentUrl: string | null;
  logUrl: string | null;
  creator: string | null;
  createdAt: string;
}

export interface DeploymentData {
  kind: 'Deployment';
  id: string;
  databaseId: number;
  environment: string;
  task: string;
  ref: string;
  commitOid: string;
  description: string | null;
  creator: string | null;
  createdAt: string;
  updatedAt: string;
  statuses: DeploymentStatusData[];
}

export interface DispatchData {
  at: string;
  by: string;
  kind: 'workflow_dispatch' | 'repository_dispatch';
  /** Path of the workflow, or the event type. */
  target: string;
  ref: string | null;
  payload: unknown;
  /** databaseId of the run that it started. */
  run?: number;
}
