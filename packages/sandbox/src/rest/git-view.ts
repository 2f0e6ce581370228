/** Commits, trees and refs as REST shows them, read from the bare repository. */
import { type CommitObject, isSignedBy, type Person, readCommit } from '../commit-object.ts';
import type { RefData } from '../git-repository.ts';
import { loginOf, nodeId } from '../identity.ts';
import type { World } from '../world.ts';
import { Failure, notFound } from './failure.ts';
import { personOrNull } from './people-view.ts';
import { repositoryApi, repositoryPage } from './site.ts';

type View = Record<string, unknown>;

/** GitHub's git interface writes nothing into a repository that has no branch yet. */
export async function refuseEmpty(world: World): Promise<void> {
  if ((await world.git.refs('refs/heads')).length === 0) throw new Failure(409, 'Git Repository is empty.');
}

/** The commit a name stands for: a branch, a tag, a full ref or a hash. */
export async function resolveCommit(world: World, name: string): Promise<string | null> {
  if (/^[0-9a-f]{40}$/.test(name)) return world.git.resolve(`${name}^{commit}`);
  const places = name.startsWith('refs/') ? [name] : [`refs/heads/${name}`, `refs/tags/${name}`, `refs/${name}`];
  for (const place of places) {
    if ((await world.git.ref(place)) !== null) return world.git.resolve(`${place}^{commit}`);
  }
  return null;
}

export async function commitAt(world: World, oid: string): Promise<CommitObject> {
  const object = /^[0-9a-f]{40}$/.test(oid) ? await world.git.read(oid) : null;
  if (object === null || object.type !== 'commit') throw notFound();
  return readCommit(object.content);
}

/** GitHub writes these times in UTC, whatever the zone of the commit. */
const utc = (date: string): string => new Date(date).toISOString().replace('.000Z', 'Z');

const gitPerson = ({ name, email, date }: Person): View => ({ name, email, date: utc(date) });

function verification(world: World, commit: CommitObject): View {
  if (commit.signature === null) {
    return { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };
  }
  const verified = isSignedBy(commit, world.signature);
  return {
    verified,
    reason: verified ? 'valid' : 'unknown_key',
    signature: commit.signature,
    payload: commit.payload,
    verified_at: verified ? utc(commit.committer.date) : null,
  };
}

const parentsOf = (world: World, commit: CommitObject, ...place: string[]): View[] =>
  commit.parents.map((sha) => ({
    sha,
    url: repositoryApi(world, ...place, sha),
    html_url: repositoryPage(world, 'commit', sha),
  }));

export async function gitCommitView(world: World, sha: string): Promise<View> {
  const commit = await commitAt(world, sha);
  return {
    sha,
    node_id: nodeId('C', sha),
    url: repositoryApi(world, 'git/commits', sha),
    html_url: repositoryPage(world, 'commit', sha),
    author: gitPerson(commit.author),
    committer: gitPerson(commit.committer),
    tree: { sha: commit.tree, url: repositoryApi(world, 'git/trees', commit.tree) },
    message: commit.message.trimEnd(),
    parents: parentsOf(world, commit, 'git/commits'),
    verification: verification(world, commit),
  };
}

/** The account behind an address: only the addresses that name one are known here. */
function accountOf(world: World, person: Person): View | null {
  const login = loginOf(person.email);
  return login === null || world.actor(login) === null ? null : personOrNull(world, login);
}

export async function commitView(world: World, sha: string): Promise<View> {
  const commit = await commitAt(world, sha);
  const url = repositoryApi(world, 'commits', sha);
  return {
    sha,
    node_id: nodeId('C', sha),
    commit: {
      author: gitPerson(commit.author),
      committer: gitPerson(commit.committer),
      message: commit.message.trimEnd(),
      tree: { sha: commit.tree, url: repositoryApi(world, 'git/trees', commit.tree) },
      url: repositoryApi(world, 'git/commits', sha),
      comment_count: 0,
      verification: verification(world, commit),
    },
    url,
    html_url: repositoryPage(world, 'commit', sha),
    comments_url: `${url}/comments`,
    author: accountOf(world, commit.author),
    committer: accountOf(world, commit.committer),
    parents: parentsOf(world, commit, 'commits'),
  };
}

/** The commit inside a run or a check suite. */
export async function headCommitView(world: World, sha: string): Promise<View> {
  const commit = await commitAt(world, sha);
  const person = ({ name, email }: Person): View => ({ name, email });
  return {
    id: sha,
    tree_id: commit.tree,
    message: commit.message.trimEnd(),
    timestamp: utc(commit.committer.date),
    author: person(commit.author),
    committer: person(commit.committer),
  };
}

export async function refView(world: World, ref: RefData): Promise<View> {
  const object = await world.git.read(ref.oid);
  const type = object?.type ?? 'commit';
  return {
    ref: ref.name,
    node_id: nodeId('REF', ref.name),
    url: repositoryApi(world, 'git', ref.name),
    object: { sha: ref.oid, type, url: repositoryApi(world, `git/${type}s`, ref.oid) },
  };
}
