/** Runs of one workflow as they stand, ended or not, with their jobs: what somebody who follows them asks for. */
import type { Known } from '../../domain/remote.ts';
import type { Client } from './client.ts';
import type { RepositoryName } from './repository-name.ts';
import { refusal } from './unknown.ts';

export interface RunSeen {
  id: number;
  attempt: number;
  event: string;
  /** `queued`, `in_progress`, `completed` … */
  status: string;
  /** Null until it is over. */
  conclusion: string | null;
  startedAt: string;
  updatedAt: string;
  title: string;
  url: string;
}

export interface JobSeen {
  id: number;
  name: string;
  status: string;
  conclusion: string | null;
  /** The step that runs; null where none does. */
  step: string | null;
}

interface RunNode {
  id: number;
  run_attempt?: number;
  event: string;
  status: string | null;
  conclusion: string | null;
  created_at: string;
  run_started_at?: string | null;
  updated_at: string;
  display_title?: string;
  html_url: string;
}

interface JobNode {
  id: number;
  name: string;
  status: string;
  conclusion: string | null;
  steps?: { name: string; status: string }[];
}

const NO_WORKFLOW = { permission: 'actions: read', off: 'there is no such workflow, or the token may not see it' };
const NO_RUN = { permission: 'actions: read', off: 'there is no such run, or the token may not see it' };

/** The newest first. */
export async function readNewestRuns(
  client: Client,
  { owner, name: repo }: RepositoryName,
  { workflow, most }: { workflow: string; most: number },
): Promise<Known<RunSeen[]>> {
  const route = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs';
  const asked = { owner, repo, workflow_id: workflow, per_page: most, exclude_pull_requests: true };
  const answer = await client.rest<{ workflow_runs?: RunNode[] }>(route, asked);
  const nodes = answer.kind === 'answered' ? answer.data.workflow_runs : undefined;
  return nodes === undefined ? refusal(answer, NO_WORKFLOW) : { kind: 'known', value: nodes.map(runOf) };
}

export async function readRun(
  client: Client,
  { owner, name: repo }: RepositoryName,
  run: number,
): Promise<Known<RunSeen>> {
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}';
  const answer = await client.rest<RunNode>(route, { owner, repo, run_id: run, exclude_pull_requests: true });
  return answer.kind === 'answered' ? { kind: 'known', value: runOf(answer.data) } : refusal(answer, NO_RUN);
}

/** Of its last attempt. */
export async function readJobs(
  client: Client,
  { owner, name: repo }: RepositoryName,
  run: number,
): Promise<Known<JobSeen[]>> {
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs';
  const answer = await client.rest<{ jobs?: JobNode[] }>(route, {
    ...{ owner, repo, run_id: run, filter: 'latest', per_page: 100 },
  });
  const jobs = answer.kind === 'answered' ? answer.data.jobs : undefined;
  return jobs === undefined ? refusal(answer, NO_RUN) : { kind: 'known', value: jobs.map(jobOf) };
}

const runOf = (node: RunNode): RunSeen => ({
  id: node.id,
  attempt: node.run_attempt ?? 1,
  event: node.event,
  status: node.status ?? 'unknown',
  conclusion: node.conclusion,
  startedAt: node.run_started_at ?? node.created_at,
  updatedAt: node.updated_at,
  title: node.display_title ?? '',
  url: node.html_url,
});

const jobOf = ({ id, name, status, conclusion, steps = [] }: JobNode): JobSeen => ({
  ...{ id, name, status, conclusion },
  step: steps.find((step) => step.status === 'in_progress')?.name ?? null,
});
