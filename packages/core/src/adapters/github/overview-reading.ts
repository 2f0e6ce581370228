/** Asks the one query and judges what is missing in its answer: what a token need not be allowed to read may be. */
import type { Unread } from '../../domain/snapshot.ts';
import type { Overview } from '../../ports.ts';
import type { Client } from './client.ts';
import type { Fault } from './failure.ts';
import { OVERVIEW } from './overview.graphql.ts';
import { type OverviewAnswer, overviewOf } from './overview.ts';
import { holesError, readError } from './remedy.ts';
import { fullName, type RepositoryName } from './repository-name.ts';

export async function readOverview(
  client: Client,
  repository: RepositoryName,
  request: { branch: string; configPath: string; goalsPath: string },
): Promise<Overview> {
  const { branch, configPath, goalsPath } = request;
  const full = fullName(repository);
  const answer = await client.query<OverviewAnswer>(OVERVIEW, {
    ...repository,
    ledger: `refs/heads/${branch}`,
    configPath,
    goalsPath,
  });
  if (answer.kind !== 'answered' && answer.kind !== 'partial') throw readError(answer, neededFor([], full));
  const faults = answer.kind === 'partial' ? answer.faults : [];
  const needed = faults.filter((fault) => !isOptional(fault));
  if (needed.length > 0) throw readError({ kind: 'partial', faults: needed, data: null }, neededFor(needed, full));
  const unseen = new Set(faults.flatMap(fields));
  const overview = overviewOf(answer.data as OverviewAnswer, { now: answer.at, unseen, ...request });
  if (!overview) throw holesError(neededFor([], full));
  const unread = UNREAD.filter((part) => faults.some((fault) => isUnread(part, fields(fault))));
  return unread.length === 0 ? overview : { ...overview, unread };
}

const UNREAD: readonly Unread[] = ['checks', 'actions', 'deployments'];

/** Which workflow made a check is a permission of its own, and without it a check tells nothing. */
function isUnread(part: Unread, path: readonly string[]): boolean {
  if (part === 'deployments') return path.includes('deployments');
  const isCheck = path.includes('checkSuites') || path.includes('statusCheckRollup');
  return isCheck && path.includes('workflowRun') === (part === 'actions');
}

const OPTIONAL = ['rateLimit', 'checkSuites', 'statusCheckRollup', 'deployments', 'pinnedIssues'];
const FILES = ['configuration', 'goals', 'state'];

const fields = (fault: Fault): string[] => fault.path.filter((step) => typeof step === 'string');

/** A file that is not there may be reported as a fault; here it is an answer. */
function isOptional(fault: Fault): boolean {
  if (fault.type === 'FORBIDDEN') return fields(fault).some((field) => OPTIONAL.includes(field));
  return fault.type === 'NOT_FOUND' && FILES.includes(fields(fault).at(-1) ?? '');
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
