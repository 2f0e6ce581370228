/** Lists comments, whole: of one issue or pull request, or of the repository. Search lags, so nothing is looked for by it. */
import { type Actor, accountOf } from '../../domain/identity.ts';
import type { CommentDetail } from '../../domain/snapshot.ts';
import { untrusted } from '../../domain/text.ts';
import type { Client } from './client.ts';
import { COMMENTS } from './issues.graphql.ts';
import { holesError, readError } from './remedy.ts';
import { fullName, type RepositoryName } from './repository-name.ts';
import { type Connection, isWhole, nextCursor, pageOf } from './stub.ts';

interface CommentNode {
  id: string;
  author: Actor | null;
  body: string;
  createdAt: string;
  updatedAt: string;
}

interface Answered {
  repository: { place: { comments?: Connection<CommentNode> | null } | null } | null;
}

const attemptIn = (repository: RepositoryName) => ({
  repository: fullName(repository),
  doing: 'read comments',
  permission: 'issues: read',
});

export async function listComments(
  client: Client,
  repository: RepositoryName,
  { number, since }: { number: number | null; since: string | null },
): Promise<CommentDetail[]> {
  if (number === null) return listAll(client, repository, since);
  const found = await listOn(client, repository, number);
  return since === null ? found : found.filter(({ updatedAt }) => Date.parse(updatedAt) >= Date.parse(since));
}

async function listOn(client: Client, repository: RepositoryName, number: number): Promise<CommentDetail[]> {
  const attempt = attemptIn(repository);
  const found: CommentDetail[] = [];
  for (let cursor: string | null = null; ; ) {
    const answer = await client.query<Answered>(COMMENTS, { ...repository, number, cursor });
    if (answer.kind === 'partial' && isAbsent(answer.faults)) return [];
    if (answer.kind !== 'answered') throw readError(answer, attempt);
    const connection: Connection<CommentNode> | null | undefined = answer.data.repository?.place?.comments;
    if (!isWhole(connection)) throw holesError(attempt);
    found.push(...pageOf(connection, (node) => detailOf(node, number)).nodes);
    cursor = nextCursor(connection);
    if (cursor === null) return found;
  }
}

const isAbsent = (faults: readonly { type: string | null; path: readonly unknown[] }[]): boolean =>
  faults.every(({ type, path }) => type === 'NOT_FOUND' && path.join() === 'repository,place');

const detailOf = ({ id, author, body, createdAt, updatedAt }: CommentNode, number: number): CommentDetail => ({
  ...{ id, number, author: accountOf(author), body: untrusted(body), createdAt, updatedAt },
});

interface RestComment {
  node_id: string;
  issue_url: string;
  user: { login: string; type: string } | null;
  body?: string;
  created_at: string;
  updated_at: string;
}

const PER_PAGE = 100;

/** Oldest first: what is written while the pages are read cannot push anything off them. */
async function listAll(client: Client, repository: RepositoryName, since: string | null): Promise<CommentDetail[]> {
  const { owner, name: repo } = repository;
  const attempt = attemptIn(repository);
  const found: CommentDetail[] = [];
  for (let page = 1; ; page++) {
    const answer = await client.rest<RestComment[]>('GET /repos/{owner}/{repo}/issues/comments', {
      ...{ owner, repo, sort: 'created', direction: 'asc', per_page: PER_PAGE, page },
      ...(since !== null && { since }),
    });
    if (answer.kind !== 'answered') throw readError(answer, attempt);
    if (!Array.isArray(answer.data)) throw holesError(attempt);
    found.push(...answer.data.map(restDetail));
    if (answer.data.length < PER_PAGE) return found;
  }
}

function restDetail({ node_id, issue_url, user, body = '', created_at, updated_at }: RestComment): CommentDetail {
  return {
    id: node_id,
    number: Number(/\/(\d+)$/.exec(issue_url)?.[1] ?? 0),
    author: accountOf(user && { __typename: user.type, login: user.login }),
    body: untrusted(body),
    createdAt: created_at,
    updatedAt: updated_at,
  };
}
