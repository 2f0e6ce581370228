/** Reads how a repository is set up. Some of it only its administrators may see: that is unknown then, never good. */
import type { Known } from '../../domain/remote.ts';
import type { ListedWorkflow } from '../../domain/set-up.ts';
import type { SetUpReader } from '../../ports.ts';
import type { Answer, Client } from './client.ts';
import type { RepositoryName } from './repository-name.ts';
import { noAnswer } from './unknown.ts';

const REPO = '/repos/{owner}/{repo}';
const PAGE = 100;

const known = <T>(value: T): Known<T> => ({ kind: 'known', value });

export function createSetUpReader(client: Client, { owner, name }: RepositoryName): SetUpReader {
  const place = { owner, repo: name };

  /** `absent`: what a 404 means where it says that something is not there; left out where it only hides. */
  const read = async <D, T>(
    { route, needs, absent, ...parameters }: Asked<T>,
    take: (data: D) => T,
  ): Promise<Known<T>> => {
    const answer = await client.rest<D>(`GET ${route}`, { ...(route.startsWith(REPO) && place), ...parameters });
    if (answer.kind === 'answered') return known(take(answer.data));
    if (absent && isMissing(answer)) return known(absent.value);
    return unreadable(answer, needs);
  };

  const names = (route: string, needs: string): Promise<Known<string[]>> =>
    read<{ secrets: { name: string }[] }, string[]>({ route, needs, per_page: PAGE }, ({ secrets }) =>
      secrets.map((secret) => secret.name),
    );

  return {
    role: () => read<RepositoryNode, string | null>({ route: REPO, needs: 'metadata: read' }, roleOf),
    folder: (path) =>
      read<{ name: string }[], string[]>(
        { route: `${REPO}/contents/{path}`, needs: 'contents: read', absent: { value: [] }, path },
        (entries) => (Array.isArray(entries) ? entries.map((entry) => entry.name) : []),
      ),
    listed: () =>
      read<{ workflows: WorkflowNode[] }, ListedWorkflow[]>(
        { route: `${REPO}/actions/workflows`, needs: 'actions: read', per_page: PAGE },
        ({ workflows }) =>
          workflows.map(({ id, path, state, updated_at: updatedAt }) => ({ id, path, state, updatedAt })),
      ),
    lastScheduled: (id) =>
      read<{ workflow_runs: { created_at: string }[] }, string | null>(
        {
          ...{ route: `${REPO}/actions/workflows/{workflow_id}/runs`, needs: 'actions: read' },
          ...{ workflow_id: id, event: 'schedule', per_page: 1 },
        },
        ({ workflow_runs: runs }) => runs[0]?.created_at ?? null,
      ),
    actions: () =>
      read<{ enabled: boolean; allowed_actions?: string }, { enabled: boolean; allowed: string }>(
        { route: `${REPO}/actions/permissions`, needs: ADMIN },
        ({ enabled, allowed_actions: allowed = 'all' }) => ({ enabled, allowed }),
      ),
    workflowToken: () =>
      read<WorkflowTokenNode, { usual: string; mayOpenPulls: boolean }>(
        { route: `${REPO}/actions/permissions/workflow`, needs: ADMIN },
        (node) => ({ usual: node.default_workflow_permissions, mayOpenPulls: node.can_approve_pull_request_reviews }),
      ),
    forkApproval: () =>
      read<{ approval_policy: string }, string>(
        { route: `${REPO}/actions/permissions/fork-pr-contributor-approval`, needs: ADMIN },
        ({ approval_policy: policy }) => policy,
      ),
    branchRules: (branch) =>
      read<{ type: string }[], string[]>(
        { route: `${REPO}/rules/branches/{branch}`, needs: 'metadata: read', branch, per_page: PAGE },
        (rules) => [...new Set(rules.map(({ type }) => type))],
      ),
    isProtected: (branch) =>
      read<{ protected: boolean }, boolean>(
        { route: `${REPO}/branches/{branch}`, needs: 'contents: read', absent: { value: false }, branch },
        (node) => node.protected,
      ),
    deployed: (branch) =>
      read<{ environment: string }[], string[]>(
        { route: `${REPO}/deployments`, needs: 'deployments: read', ref: branch, per_page: PAGE },
        (nodes) => [...new Set(nodes.map(({ environment }) => environment))],
      ),
    pagesBranch: () =>
      read<{ source?: { branch: string } | null }, string | null>(
        { route: `${REPO}/pages`, needs: 'pages: read', absent: { value: null } },
        ({ source }) => source?.branch ?? null,
      ),
    labels: () =>
      read<{ name: string }[], string[]>({ route: `${REPO}/labels`, needs: 'issues: read', per_page: PAGE }, (labels) =>
        labels.map((label) => label.name),
      ),
    variable: (variable) =>
      read<{ value: string }, string | null>(
        {
          route: `${REPO}/actions/variables/{name}`,
          needs: 'variables: read',
          absent: { value: null },
          name: variable,
        },
        ({ value }) => value,
      ),
    async secrets() {
      const own = await names(`${REPO}/actions/secrets`, 'secrets: read');
      const lent = await names(`${REPO}/actions/organization-secrets`, 'secrets: read');
      if (own.kind === 'unknown') return own;
      return lent.kind === 'unknown' ? lent : known([...own.value, ...lent.value]);
    },
    ownersFaults: () =>
      read<{ errors: OwnerFault[] }, string[]>(
        { route: `${REPO}/codeowners/errors`, needs: 'contents: read', absent: { value: [] } },
        ({ errors }) => [...new Set(errors.filter(({ kind }) => /owner/i.test(kind)).map(strangerOf))],
      ),
    accountExists: (login) =>
      read<unknown, boolean>(
        { route: '/users/{username}', needs: 'metadata: read', absent: { value: false }, username: login },
        () => true,
      ),
    assignable: () =>
      read<{ login: string }[], string[] | null>(
        { route: `${REPO}/assignees`, needs: 'metadata: read', per_page: PAGE },
        (people) => (people.length < PAGE ? people.map(({ login }) => login) : null),
      ),
    ownersFile: (path) =>
      read<{ content?: string }, string | null>(
        { route: `${REPO}/contents/{path}`, needs: 'contents: read', absent: { value: null }, path, repo: '.github' },
        ({ content = '' }) => Buffer.from(content, 'base64').toString('utf8'),
      ),
  };
}

interface Asked<T> {
  route: string;
  needs: string;
  absent?: { value: T };
  [parameter: string]: unknown;
}

interface RepositoryNode {
  permissions?: { admin: boolean; push: boolean };
}

interface WorkflowNode {
  id: number;
  path: string;
  state: string;
  updated_at: string;
}

interface WorkflowTokenNode {
  default_workflow_permissions: string;
  can_approve_pull_request_reviews: boolean;
}

interface OwnerFault {
  kind: string;
  source: string;
  column: number;
}

/** What no token of a workflow is ever given. */
const ADMIN = 'administration: read';

const roleOf = ({ permissions }: RepositoryNode): string | null =>
  permissions === undefined ? null : permissions.admin ? 'admin' : permissions.push ? 'write' : 'read';

/** The name at the column that GitHub points to. */
const strangerOf = ({ source, column }: OwnerFault): string =>
  /^\S+/.exec(source.slice(Math.max(0, column - 1)))?.[0] ?? source.trim();

const isMissing = (answer: Answer<unknown>): boolean => answer.kind === 'refused' && answer.status === 404;

function unreadable(answer: Answer<unknown>, needs: string): Extract<Known<never>, { kind: 'unknown' }> {
  if (answer.kind !== 'refused' || ![401, 403, 404].includes(answer.status)) return noAnswer(answer);
  return {
    kind: 'unknown',
    reason: `could not be read with this token (it needs \`${needs}\`)`,
  };
}
