/** Asks the one query and judges what is missing in its answer: what a token need not be allowed to read may be. */
import type { Overview } from '../../ports.ts';
import type { Client } from './client.ts';
import type { Fault } from './failure.ts';
import { OVERVIEW } from './overview.graphql.ts';
import { type OverviewAnswer, overviewOf } from './overview.ts';
import { readError } from './remedy.ts';
import type { RepositoryName } from './repository-name.ts';

const OPTIONAL: Record<string, 'checks' | 'deployments' | 'pins'> = {
  checkSuites: 'checks',
  statusCheckRollup: 'checks',
  deployments: 'deployments',
  pinnedIssues: 'pins',
};

/**
 * A part that the token may not read and that is not needed is a hole in the answer. Where such a hole swallows the
 * whole repository (GraphQL carries null upwards), the query is sent again without that part.
 */
export async function readOverview(
  client: Client,
  { owner, name }: RepositoryName,
  request: { branch: string; configPath: string; goalsPath: string },
): Promise<Overview> {
  const { branch, configPath, goalsPath } = request;
  const full = `${owner}/${name}`;
  const attempt = { repository: full, doing: 'read the repository', permission: 'contents: read' };
  const ledger = `refs/heads/${branch}`;
  const parts = { checks: true, deployments: true, pins: true };
  for (;;) {
    const answer = await client.query<OverviewAnswer>(OVERVIEW, {
      ...{ owner, name, ledger, configPath, goalsPath },
      ...parts,
    });
    if (answer.kind !== 'answered' && answer.kind !== 'partial') throw readError(answer, attempt);
    const faults = answer.kind === 'partial' ? answer.faults : [];
    const needed = faults.filter((fault) => !isOptional(fault));
    if (needed.length > 0) throw readError({ kind: 'partial', faults: needed, data: null }, neededFor(needed, full));
    const data = answer.data as OverviewAnswer;
    const node = data.repository;
    if (node?.issues && node.pullRequests && data.viewer) {
      const lists = { issues: node.issues, pullRequests: node.pullRequests };
      return overviewOf(data.viewer, { ...node, ...lists }, { now: answer.at, ...request });
    }
    const without = partsOf(faults).filter((part) => parts[part]);
    if (without.length === 0) throw new Error(`GitHub left holes in its answer about ${full}`);
    for (const part of without) parts[part] = false;
  }
}

const fields = (fault: Fault): string[] => fault.path.filter((step) => typeof step === 'string');

const partsOf = (faults: readonly Fault[]) =>
  faults.flatMap((fault) => fields(fault).flatMap((field) => OPTIONAL[field] ?? []));

/** A file that is not there is reported as a fault too; here it is an answer. */
function isOptional(fault: Fault): boolean {
  if (fault.type === 'FORBIDDEN' && partsOf([fault]).length > 0) return true;
  const last = fields(fault).at(-1) ?? '';
  return fault.type === 'NOT_FOUND' && ['configuration', 'goals', 'state'].includes(last);
}

const NEEDED: Record<string, { doing: string; permission: string }> = {
  issues: { doing: 'read issues', permission: 'issues: read' },
  pullRequests: { doing: 'read pull requests', permission: 'pull-requests: read' },
  stewardPulls: { doing: 'read pull requests', permission: 'pull-requests: read' },
  ledger: { doing: 'read the state branch', permission: 'contents: read' },
};

function neededFor(faults: readonly Fault[], repository: string) {
  const known = faults.flatMap(fields).find((field) => field in NEEDED);
  return { repository, ...(NEEDED[known ?? ''] ?? { doing: 'read the repository', permission: 'contents: read' }) };
}
