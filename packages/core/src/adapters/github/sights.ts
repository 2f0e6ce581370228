/** Reads what can be seen of agents at work: of 100 issues and branches in one request, of 100 dispatched runs in another. */
import { type Actor, accountOf } from '../../domain/identity.ts';
import type { IssueSight, RunSight, Sights, Watched } from '../../domain/sight.ts';
import { untrusted } from '../../domain/text.ts';
import type { Client } from './client.ts';
import { holesError, readError } from './remedy.ts';
import { fullName, type RepositoryName } from './repository-name.ts';
import { sightsQuery } from './sights.graphql.ts';
import { isWhole, type Nodes, present } from './stub.ts';

interface SightNode extends ReactionsNode {
  number: number;
  state: string;
  assignees: Nodes<{ login: string }> | null;
  comments: Nodes<{ id: string; author: Actor | null; createdAt: string; body: string }> | null;
}
interface ReactionsNode {
  reactions?: Nodes<{ user: { login: string } | null }> | null;
}
interface RefNode {
  name: string;
  target: { oid: string; committedDate?: string } | null;
}
interface Refs {
  refs: Nodes<RefNode> | null;
}
type Found = {
  repository: (Refs & Record<`i${number}`, SightNode | null> & Record<`b${number}`, RefNode | null>) | null;
} & Record<`c${number}`, ReactionsNode | null>;

/** Issues of one request: some 300 connections, which is three points of GitHub's 1,000 an hour. */
const MOST = 100;

export async function readSights(
  client: Client,
  repository: RepositoryName,
  watched: readonly Watched[],
): Promise<Sights> {
  const sights: Pick<Sights, 'issues' | 'branches'> = { issues: [], branches: [] };
  for (let from = 0; from < watched.length; from += MOST) {
    const some = await readIssues(client, repository, watched.slice(from, from + MOST));
    sights.issues.push(...some.issues);
    sights.branches.push(...some.branches);
  }
  return { runs: await readDispatched(client, repository, watched), ...sights };
}

async function readIssues(
  client: Client,
  repository: RepositoryName,
  watched: readonly Watched[],
): Promise<Pick<Sights, 'issues' | 'branches'>> {
  const attempt = { repository: fullName(repository), doing: 'read issues', permission: 'issues: read' };
  const answer = await client.query<Found>(sightsQuery(watched), { ...repository });
  if (answer.kind === 'partial') {
    // An issue or a comment that somebody deleted is an answer.
    const grave = answer.faults.filter(({ type }) => type !== 'NOT_FOUND');
    if (grave.length > 0) throw readError({ ...answer, faults: grave }, attempt);
  } else if (answer.kind !== 'answered') throw readError(answer, attempt);
  const found = answer.data as Found;
  if (!isWhole(found.repository?.refs)) throw holesError(attempt);
  const named = watched.flatMap(({ number }) => found.repository?.[`b${number}`] ?? []);
  return {
    issues: watched.flatMap(({ number }) => {
      const node = found.repository?.[`i${number}`];
      return node ? [issueOf(node, found[`c${number}`] ?? null)] : [];
    }),
    branches: [...named, ...present(found.repository?.refs ?? null)].flatMap(({ name, target }) =>
      target ? [{ name: wholeName(name), oid: target.oid, committedAt: target.committedDate ?? '' }] : [],
    ),
  };
}

/** GitHub names a branch without `refs/heads/`; a server that leaves out the whole prefix that was asked for is understood too. */
const wholeName = (name: string): string => (name.startsWith('steward/') ? name : `steward/${name}`);

const issueOf = (node: SightNode, reactions: ReactionsNode | null): IssueSight => ({
  number: node.number,
  open: node.state === 'OPEN',
  assignees: present(node.assignees).map(({ login }) => login),
  comments: present(node.comments).map(({ id, author, createdAt, body }) => ({
    ...{ id, author: accountOf(author), createdAt, body: untrusted(body) },
  })),
  seenBy: [reactions, node].flatMap((one) =>
    present(one?.reactions ?? null).flatMap(({ user }) => (user ? [user.login] : [])),
  ),
});

interface RunNode {
  id: number;
  status: string | null;
  conclusion: string | null;
  updated_at: string;
}

/** GitHub lists no more than 1,000. */
const MOST_PAGES = 10;

/**
 * The newest first, until all that are waited for were seen. Null where none is, and where they cannot be read: then
 * nothing is concluded from their absence.
 */
async function readDispatched(
  client: Client,
  { owner, name: repo }: RepositoryName,
  watched: readonly Watched[],
): Promise<RunSight[] | null> {
  const awaited = watched.flatMap(({ dispatched }) => dispatched ?? []);
  const since = awaited.map(({ at }) => at).sort()[0];
  if (since === undefined) return null;
  const missing = new Set(awaited.flatMap(({ run }) => run ?? []));
  const runs: RunSight[] = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const answer = await client.rest<{ workflow_runs?: RunNode[] }>('GET /repos/{owner}/{repo}/actions/runs', {
      ...{ owner, repo, event: 'workflow_dispatch', per_page: 100, page, exclude_pull_requests: true },
      created: `>=${since.slice(0, 19)}Z`,
    });
    if (answer.kind !== 'answered' || !answer.data.workflow_runs) return null;
    const seen = answer.data.workflow_runs.map(sightOf);
    runs.push(...seen);
    for (const { id } of seen) missing.delete(id);
    if (missing.size === 0 || seen.length < 100) return runs;
  }
  return null;
}

const sightOf = ({ id, status, conclusion, updated_at: updatedAt }: RunNode): RunSight => ({
  ...{ id: String(id), status: status ?? '', conclusion, updatedAt },
});
