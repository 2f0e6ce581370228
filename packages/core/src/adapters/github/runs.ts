/** The history of workflow runs on one branch: enough of it to tell what is flaky from what is broken. */
import type { Known, WorkflowRun } from '../../domain/remote.ts';
import type { Client } from './client.ts';
import type { RepositoryName } from './repository-name.ts';
import { refusal } from './unknown.ts';

interface RunNode {
  id: number;
  name: string | null;
  path: string;
  head_sha: string;
  event: string;
  conclusion: string | null;
  run_attempt?: number;
  created_at: string;
  html_url: string;
}

const PAGE = 100;
const PAGES = 2;
const ATTEMPTS = 10;
const MISSING = { permission: 'actions: read', off: 'the token cannot see the runs of workflows, or Actions is off' };

const runOf = (node: RunNode): WorkflowRun => ({
  id: node.id,
  // Run lists may give a path as `.github/workflows/ci.yml@refs/heads/main`.
  path: node.path.split('@')[0] ?? node.path,
  workflow: node.name ?? '',
  commit: node.head_sha,
  conclusion: node.conclusion ?? '',
  event: node.event,
  attempt: node.run_attempt ?? 1,
  before: null,
  createdAt: node.created_at,
  url: node.html_url,
});

export async function readRuns(
  client: Client,
  { owner, name: repo }: RepositoryName,
  { branch, since }: { branch: string; since: string },
): Promise<Known<WorkflowRun[]>> {
  const runs: WorkflowRun[] = [];
  const query = { owner, repo, branch, status: 'completed', created: `>=${since.slice(0, 19)}Z` };
  for (let page = 1; page <= PAGES; page++) {
    const answer = await client.rest<{ workflow_runs?: RunNode[] }>('GET /repos/{owner}/{repo}/actions/runs', {
      ...query,
      ...{ per_page: PAGE, page, exclude_pull_requests: true },
    });
    const nodes = answer.kind === 'answered' ? answer.data.workflow_runs : undefined;
    // Half a history would make a flaky workflow look sound.
    if (nodes === undefined) return refusal(answer, MISSING);
    runs.push(...nodes.map(runOf));
    if (nodes.length < PAGE) break;
  }
  return { kind: 'known', value: await withAttempts(client, { owner, repo }, runs) };
}

/** A run that passed at a further attempt says nothing of the one before: that is asked for, where it matters. */
async function withAttempts(
  client: Client,
  repository: { owner: string; repo: string },
  runs: readonly WorkflowRun[],
): Promise<WorkflowRun[]> {
  const wanted = new Set(
    runs.filter(({ attempt, conclusion }) => attempt > 1 && conclusion === 'success').slice(0, ATTEMPTS),
  );
  const known: WorkflowRun[] = [];
  for (const run of runs) {
    if (!wanted.has(run)) {
      known.push(run);
      continue;
    }
    const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}';
    const place = { ...repository, run_id: run.id, attempt_number: run.attempt - 1, exclude_pull_requests: true };
    const answer = await client.rest<RunNode>(route, place);
    known.push({ ...run, before: answer.kind === 'answered' ? answer.data.conclusion : null });
  }
  return known;
}
