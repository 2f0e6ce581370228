/** Reads what can be seen of agents at work: one request for issues and branches, one more for dispatched runs. */
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
interface Refs {
  refs: Nodes<{ name: string; target: { oid: string; committedDate?: string } | null }> | null;
}
type Found = { repository: (Refs & Record<`i${number}`, SightNode | null>) | null } & Record<
  `c${number}`,
  ReactionsNode | null
>;

const MOST = 100;

export async function readSights(
  client: Client,
  repository: RepositoryName,
  watched: readonly Watched[],
): Promise<Sights> {
  const some = watched.slice(0, MOST);
  const attempt = { repository: fullName(repository), doing: 'read issues', permission: 'issues: read' };
  const answer = await client.query<Found>(sightsQuery(some), { ...repository });
  if (answer.kind === 'partial') {
    // An issue or a comment that somebody deleted is an answer.
    const grave = answer.faults.filter(({ type }) => type !== 'NOT_FOUND');
    if (grave.length > 0) throw readError({ ...answer, faults: grave }, attempt);
  } else if (answer.kind !== 'answered') throw readError(answer, attempt);
  const found = answer.data as Found;
  if (!isWhole(found.repository?.refs)) throw holesError(attempt);
  return {
    runs: await readDispatched(client, repository, some),
    issues: some.flatMap(({ number }) => {
      const node = found.repository?.[`i${number}`];
      return node ? [issueOf(node, found[`c${number}`] ?? null)] : [];
    }),
    branches: present(found.repository?.refs ?? null).flatMap(({ name, target }) =>
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

/** Null where none is waited for, and where they cannot be read: then nothing is concluded from their absence. */
async function readDispatched(
  client: Client,
  { owner, name: repo }: RepositoryName,
  watched: readonly Watched[],
): Promise<RunSight[] | null> {
  const since = watched.flatMap(({ dispatchedAt }) => dispatchedAt ?? []).sort()[0];
  if (since === undefined) return null;
  const answer = await client.rest<{ workflow_runs?: RunNode[] }>('GET /repos/{owner}/{repo}/actions/runs', {
    ...{ owner, repo, event: 'workflow_dispatch', per_page: 100, exclude_pull_requests: true },
    created: `>=${since.slice(0, 19)}Z`,
  });
  if (answer.kind !== 'answered' || !answer.data.workflow_runs) return null;
  return answer.data.workflow_runs.map(({ id, status, conclusion, updated_at: updatedAt }) => ({
    ...{ id: String(id), status: status ?? '', conclusion, updatedAt },
  }));
}
