/** What the token of each job of a workflow may do, as GitHub reads `permissions`: whatever is not named there is not given. */
import { parse } from 'yaml';
import type { Access, Permission } from '../access-data.ts';

export type Grants = Partial<Record<Permission, Access>>;

/** A workflow that GitHub would refuse, or a job that there is not. */
export class WorkflowFault extends Error {}

/** Every scope that a workflow can name; false: no operation of the sandbox asks for it. */
const SCOPES: Readonly<Record<string, boolean>> = {
  actions: true,
  'artifact-metadata': false,
  attestations: false,
  checks: true,
  contents: true,
  deployments: true,
  discussions: false,
  'id-token': false,
  issues: true,
  models: false,
  packages: false,
  pages: true,
  'pull-requests': true,
  'security-events': true,
  statuses: true,
  'vulnerability-alerts': true,
};

/** Read alone, whoever asks for more. */
const READ_ONLY = ['models', 'vulnerability-alerts'];

const isTable = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const all = (access: Access): Grants =>
  Object.fromEntries(
    Object.keys(SCOPES)
      .filter((scope) => SCOPES[scope])
      .map((scope) => [scope, READ_ONLY.includes(scope) ? 'read' : access]),
  );

function grantsOf(permissions: unknown): Grants {
  if (permissions === 'read-all') return all('read');
  if (permissions === 'write-all') return all('write');
  if (!isTable(permissions))
    throw new WorkflowFault('`permissions` is neither a list of scopes nor read-all or write-all');
  for (const [scope, access] of Object.entries(permissions)) {
    if (!Object.hasOwn(SCOPES, scope)) throw new WorkflowFault(`there is no permission \`${scope}\``);
    const levels = READ_ONLY.includes(scope) ? ['read', 'none'] : ['read', 'write', 'none'];
    if (!levels.includes(String(access))) throw new WorkflowFault(`\`${scope}\` cannot be \`${access}\``);
  }
  return Object.fromEntries(
    Object.entries(permissions).filter(([scope, access]) => SCOPES[scope] && access !== 'none'),
  ) as Grants;
}

/** By the names of the jobs; `usual` is what the repository's settings give to a workflow that says nothing. */
export function jobPermissions(text: string, usual: Access = 'read'): Record<string, Grants> {
  const workflow: unknown = parse(text);
  if (!isTable(workflow) || !isTable(workflow.jobs)) throw new WorkflowFault('there are no jobs');
  const fallback: Grants = usual === 'write' ? all('write') : { contents: 'read' };
  const common = workflow.permissions === undefined ? fallback : grantsOf(workflow.permissions);
  return Object.fromEntries(
    Object.entries(workflow.jobs).map(([name, job]) => {
      const own = isTable(job) ? job.permissions : undefined;
      return [name, own === undefined ? common : grantsOf(own)];
    }),
  );
}
