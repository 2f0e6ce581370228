/** Finished runs of Steward's own workflow: the newest four hundred, however they were started: more than a week has at twice an hour. */
import type { Known } from '../../domain/remote.ts';
import type { OwnRun } from '../../domain/vitals.ts';
import type { Client } from './client.ts';
import type { RepositoryName } from './repository-name.ts';
import { refusal } from './unknown.ts';

interface RunNode {
  id: number;
  event: string;
  conclusion: string | null;
  created_at: string;
  run_started_at?: string | null;
  updated_at: string;
  html_url: string;
}

const PAGE = 100;
const PAGES = 4;
const MISSING = { permission: 'actions: read', off: 'the workflow that this run belongs to is not to be seen' };

/** `workflow`: the name of its file. */
export async function readOwnRuns(
  client: Client,
  { owner, name: repo }: RepositoryName,
  { workflow, since }: { workflow: string; since: string },
): Promise<Known<OwnRun[]>> {
  const runs: OwnRun[] = [];
  for (let page = 1; page <= PAGES; page++) {
    const answer = await client.rest<{ workflow_runs?: RunNode[] }>(
      'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs',
      {
        ...{ owner, repo, workflow_id: workflow, status: 'completed', created: `>=${since.slice(0, 19)}Z` },
        ...{ per_page: PAGE, page, exclude_pull_requests: true },
      },
    );
    const nodes = answer.kind === 'answered' ? answer.data.workflow_runs : undefined;
    if (nodes === undefined) return refusal(answer, MISSING);
    runs.push(...nodes.map(runOf));
    if (nodes.length < PAGE) break;
  }
  return { kind: 'known', value: runs };
}

const runOf = (node: RunNode): OwnRun => ({
  id: String(node.id),
  conclusion: node.conclusion ?? '',
  event: node.event,
  startedAt: node.run_started_at ?? node.created_at,
  endedAt: node.updated_at,
  url: node.html_url,
});
