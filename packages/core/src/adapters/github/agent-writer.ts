/** Reaches agents: dispatches workflows and assigns issues. */
import { accountOf } from '../../domain/identity.ts';
import type { RepoWriter } from '../../ports.ts';
import type { Client } from './client.ts';
import type { RepositoryName } from './repository-name.ts';
import type { Sending } from './sending.ts';

interface AssignedNode {
  number: number;
  updated_at: string;
  assignees?: { login: string; type?: string }[] | null;
}

export function createAgentWriter(
  client: Client,
  { owner, name: repo }: RepositoryName,
  sending: Sending,
): Pick<RepoWriter, 'dispatchWorkflow' | 'assignIssue'> {
  return {
    async dispatchWorkflow({ workflow, ref, inputs }) {
      const route = 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches';
      const parameters = { owner, repo, workflow_id: workflow, ref, inputs, return_run_details: true };
      const answer = await sending.spaced(() =>
        client.rest<{ workflow_run_id?: number } | undefined>(route, parameters),
      );
      // A server that does not know run details answers without a body.
      return sending.resultOf(answer, 'dispatch workflows', (data?: { workflow_run_id?: number } | string) => {
        const id = typeof data === 'object' ? data.workflow_run_id : undefined;
        return { run: id === undefined ? null : String(id) };
      });
    },

    async assignIssue({ number, login }) {
      const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees';
      const parameters = { owner, repo, issue_number: number, assignees: [login] };
      const answer = await sending.spaced(() => client.rest<AssignedNode>(route, parameters));
      const result = sending.resultOf(answer, 'assign issues', (issue: AssignedNode) =>
        issue.assignees ? { issue, isAssigned: issue.assignees.some((one) => isSame(one.login, login)) } : null,
      );
      if (result.kind !== 'done') return result;
      const { issue, isAssigned } = result.value;
      if (!isAssigned) return { kind: 'refused', reason: `GitHub does not let ${login} be assigned with this token` };
      return { kind: 'done', value: { number: issue.number, updatedAt: issue.updated_at } };
    },
  };
}

/** REST and GraphQL call bots by different names. */
const isSame = (one: string, other: string): boolean => bare(one) === bare(other);
const bare = (login: string): string =>
  accountOf({ __typename: 'User', login })
    .replace(/\[bot\]$/, '')
    .toLowerCase();
