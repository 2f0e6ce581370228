/** Reads what decides about orders: who edited a body, and what role somebody has. */
import type { Version } from '../../domain/command.ts';
import { type Actor, accountOf } from '../../domain/identity.ts';
import type { Client } from './client.ts';
import { EDITS } from './orders.graphql.ts';
import { holesError, readError } from './remedy.ts';
import { fullName, type RepositoryName } from './repository-name.ts';
import { type Connection, isWhole, present } from './stub.ts';

interface EditNode {
  id: string;
  editedAt: string;
  editor: Actor | null;
  diff: string | null;
}

type EditsAnswer = { repository: { issue: { userContentEdits: Connection<EditNode> | null } | null } | null };

export async function readEdits(client: Client, repository: RepositoryName, number: number): Promise<Version[]> {
  const attempt = { repository: fullName(repository), doing: 'read the edits of issues', permission: 'issues: read' };
  const answer = await client.query<EditsAnswer>(EDITS, { ...repository, number });
  if (answer.kind !== 'answered') throw readError(answer, attempt);
  const edits = answer.data.repository?.issue?.userContentEdits;
  // GitHub keeps no list where nobody has edited yet.
  if (edits === null) return [];
  if (!isWhole(edits)) throw holesError(attempt);
  return present(edits)
    .reverse()
    .map(({ id, editedAt, editor, diff }) => ({ id, at: editedAt, editor: accountOf(editor), text: diff ?? '' }));
}

/** Names that GitHub gives to people; a bot, a ghost or anything else has no role that counts. */
const LOGIN = /^[a-z\d](?:[a-z\d]|-(?=[a-z\d])){0,38}$/i;

/** Never throws: whose role cannot be learnt has none. */
export async function readRole(client: Client, repository: RepositoryName, account: string): Promise<string | null> {
  if (!LOGIN.test(account)) return null;
  const answer = await client.rest<{ permission?: unknown; role_name?: unknown; user?: { login?: unknown } | null }>(
    'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
    { owner: repository.owner, repo: repository.name, username: account },
  );
  if (answer.kind !== 'answered') return null;
  const { permission, role_name: role, user } = answer.data;
  // A login that changed hands would answer for somebody else.
  if (typeof user?.login !== 'string' || user.login.toLowerCase() !== account.toLowerCase()) return null;
  // A custom role is named by its owner; what it is based on stands in `permission`.
  if (role === 'maintain' || role === 'triage') return role;
  return typeof permission === 'string' ? permission : null;
}
