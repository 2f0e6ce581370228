/** Reaches agents: dispatches workflows, calls by comment, assigns issues. */
import { WORKFLOW_BOT } from '../../domain/reach.ts';
import type { RepoWriter, WriteResult, Written } from '../../ports.ts';
import type { Answer, Client } from './client.ts';
import { withRemedy } from './hand-off-remedy.ts';
import type { RepositoryName } from './repository-name.ts';
import type { Sending } from './sending.ts';

interface AssignedNode {
  number: number;
  updated_at: string;
  assignees?: { login: string; type?: string }[] | null;
}
interface CommentNode {
  node_id: string;
  created_at: string;
  user: { login: string } | null;
}
interface RunDetails {
  workflow_run_id?: number;
}
type AgentWriter = Pick<RepoWriter, 'dispatchWorkflow' | 'callAgent' | 'assignIssue' | 'assignCopilot'>;

/** Who Copilot is among those that an issue can be assigned to. */
const COPILOT = 'copilot-swe-agent[bot]';
const ASSIGNEES = '/repos/{owner}/{repo}/issues/{issue_number}/assignees';

export function createAgentWriter(
  client: Client,
  { owner, name: repo }: RepositoryName,
  sending: Sending,
): AgentWriter {
  const ask = <T>(route: string, parameters: object): Promise<Answer<T>> =>
    sending.spaced(() => client.rest<T>(route, { owner, repo, ...parameters }));

  const changeAssignees = async (
    method: 'POST' | 'DELETE',
    { number, ...parameters }: { number: number; assignees: string[]; agent_assignment?: object },
  ): Promise<WriteResult<Written & { assigned: string[] }>> => {
    const answer = await ask<AssignedNode>(`${method} ${ASSIGNEES}`, { issue_number: number, ...parameters });
    const result = sending.resultOf(answer, 'assign issues', ({ number: of, updated_at, assignees }: AssignedNode) =>
      assignees ? { number: of, updatedAt: updated_at, assigned: assignees.map(({ login }) => login) } : null,
    );
    return withRemedy(answer, result, { by: 'assignment', number });
  };

  const assign = async (
    login: string,
    wanted: { number: number; agent_assignment?: object },
  ): Promise<WriteResult<Written>> => {
    const result = await changeAssignees('POST', { ...wanted, assignees: [login] });
    if (result.kind !== 'done') return result;
    const { assigned, ...written } = result.value;
    // GitHub leaves out without a word whom it does not let be assigned.
    if (assigned.some((one) => isSame(one, login))) return { kind: 'done', value: written };
    return { kind: 'refused', reason: login === COPILOT ? NO_COPILOT : notAssignable(login) };
  };

  return {
    async dispatchWorkflow({ workflow, ref, inputs }) {
      const route = 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches';
      const answer = await ask<RunDetails | undefined>(route, {
        ...{ workflow_id: workflow, ref, inputs, return_run_details: true },
      });
      // A server that does not know run details answers without a body.
      const shown = (data?: RunDetails | string) => {
        const id = typeof data === 'object' ? data.workflow_run_id : undefined;
        return { run: id === undefined ? null : String(id) };
      };
      const result = sending.resultOf(answer, 'dispatch workflows', shown, 'actions: write');
      return withRemedy(answer, result, { by: 'workflow', workflow, inputs: Object.keys(inputs) });
    },

    async callAgent({ number, body }) {
      const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
      const answer = await ask<CommentNode>(route, { issue_number: number, body });
      const result = sending.resultOf(answer, 'comment', ({ node_id, created_at, user }: CommentNode) =>
        node_id && created_at ? { comment: node_id, updatedAt: created_at, number, author: user?.login ?? '' } : null,
      );
      if (result.kind !== 'done') return withRemedy(answer, result, { by: 'comment', number });
      const { author, ...written } = result.value;
      if (author !== WORKFLOW_BOT) return { kind: 'done', value: written };
      return {
        kind: 'refused',
        reason: `the comment stands there as ${author}'s, which starts nothing. ${OTHER_TOKEN}`,
      };
    },

    assignIssue: ({ number, login }) => assign(login, { number }),

    async assignCopilot({ number, instructions, again }) {
      if (again) {
        // Whoever is assigned already is not told anything by being assigned once more.
        const off = await changeAssignees('DELETE', { number, assignees: [COPILOT] });
        if (off.kind !== 'done') return off;
      }
      return assign(COPILOT, { number, agent_assignment: { custom_instructions: instructions } });
    },
  };
}

const OTHER_TOKEN = 'Hand in a token of an App or a person as `agent-token`.';

const NO_COPILOT =
  'GitHub left Copilot out. Allow its coding agent for this repository and for the person whose token `agent-token` is, ' +
  'and give that token write access to actions, contents, issues and pull requests; the token of an App will not do.';

const notAssignable = (login: string): string =>
  `GitHub left ${login} out: only who has access to the repository can be assigned. ` +
  `Give ${login} access, or name somebody else as the agent's \`login\`.`;

/** REST shows Copilot by another name than it is assigned by, and bots otherwise than GraphQL does. */
const isSame = (one: string, other: string): boolean => bare(one) === bare(other);

function bare(login: string): string {
  const name = login.replace(/\[bot\]$/, '').toLowerCase();
  return name === 'copilot-swe-agent' ? 'copilot' : name;
}
