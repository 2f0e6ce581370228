/** Commits and refs: what people push, and what GitHub commits and signs on behalf of a token. */

import { github, type Person, writeCommit } from '../commit-object.ts';
import { type FileChange, noObject } from '../git-repository.ts';
import { noreply } from '../identity.ts';
import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import type { PullRequestData } from '../world-data.ts';
import { measureChange } from './measuring.ts';

export interface CommitDraft {
  tree: string;
  parents: readonly string[];
  message: string;
  /** Login of whoever asked. */
  by: string;
  /** REST lets a caller name these; a commit with a foreign author or committer is not signed by GitHub. */
  author?: Person;
  committer?: Person;
}

/** A commit made through GitHub's interfaces: by a bot's token, and without foreign names, it carries GitHub's signature. */
export async function createSignedCommit(world: World, draft: CommitDraft): Promise<string> {
  const actor = world.introduce(draft.by);
  const date = world.stamp();
  const author = draft.author ?? { name: actor.name ?? actor.login, email: noreply(actor), date };
  const signed = draft.author === undefined && draft.committer === undefined;
  const committer = draft.committer ?? (signed ? { ...github, date } : author);
  const { tree, parents, message } = draft;
  const object = writeCommit({ tree, parents, author, committer, message }, signed ? world.signature : null);
  return world.git.writeObject('commit', object);
}

export interface BranchCommit {
  /** refs/heads/… */
  ref: string;
  expectedHeadOid: string;
  message: string;
  changes: readonly FileChange[];
  by: string;
}

/** True compare-and-swap: the ref moves only from the expected head. */
export async function commitOnBranch(world: World, commit: BranchCommit): Promise<string> {
  const stale = () =>
    new Refusal(
      'STALE_DATA',
      `Expected branch to point to "${commit.expectedHeadOid}" but it did not.  Pull and try again.`,
    );
  if ((await world.git.ref(commit.ref)) !== commit.expectedHeadOid) throw stale();
  const base = await world.git.resolve(`${commit.expectedHeadOid}^{tree}`);
  await refuseImpossibleChanges(world, commit);
  const tree = await world.git.changeTree(base, commit.changes);
  const { message, by } = commit;
  const oid = await createSignedCommit(world, { tree, parents: [commit.expectedHeadOid], message, by });
  if (!(await world.git.updateRef(commit.ref, oid, commit.expectedHeadOid))) throw stale();
  await noteMovedRef(world, commit.ref, oid);
  return oid;
}

async function refuseImpossibleChanges(world: World, commit: BranchCommit): Promise<void> {
  const paths = commit.changes.map((change) => change.path);
  if (new Set(paths).size !== paths.length) {
    throw new Refusal('UNPROCESSABLE', 'A path was requested for both addition and deletion, or twice');
  }
  refuseImpossiblePaths(paths);
  for (const { path, content } of commit.changes) {
    if (content === null && (await world.git.read(`${commit.expectedHeadOid}:${path}`)) === null) {
      throw new Refusal(
        'UNPROCESSABLE',
        `A path was requested for deletion which does not exist as of commit oid \`${commit.expectedHeadOid}\`: ${path}`,
      );
    }
  }
}

/** Git would take them into a tree, and nobody could read that tree again. */
function refuseImpossiblePaths(paths: readonly string[]): void {
  for (const path of paths) {
    const parts = path.split('/');
    if (parts.some((part) => part === '' || part === '.' || part === '..' || part.toLowerCase() === '.git')) {
      throw new Refusal('UNPROCESSABLE', `A path was requested that is not valid: ${path}`);
    }
  }
}

export interface PushedCommit {
  files: Record<string, string | Buffer | null>;
  message?: string;
  /** Short name; the default branch when left out. */
  branch?: string;
  by: string;
}

/** A commit as somebody would push it: unsigned, under their own name. A missing branch grows from the default branch. */
export async function pushCommit(world: World, push: PushedCommit): Promise<string> {
  const ref = `refs/heads/${push.branch ?? world.repository.defaultBranch}`;
  refuseImpossiblePaths(Object.keys(push.files));
  const actor = world.introduce(push.by, 'write');
  const before = await world.git.ref(ref);
  const parent = before ?? (await world.git.ref(world.defaultRef));
  const base = parent === null ? null : await world.git.resolve(`${parent}^{tree}`);
  const changes = Object.entries(push.files).map(([path, content]) => ({
    path,
    content: content === null ? null : Buffer.from(content),
  }));
  const tree = await world.git.changeTree(base, changes);
  const person = { name: actor.name ?? actor.login, email: noreply(actor), date: world.stamp() };
  const parents = parent === null ? [] : [parent];
  const message = push.message ?? `Change ${Object.keys(push.files).join(', ')}`;
  const object = writeCommit({ tree, parents, author: person, committer: person, message }, null);
  const oid = await world.git.writeObject('commit', object);
  await moveRef(world, { name: ref, oid, old: before });
  return oid;
}

export async function moveRef(world: World, ref: { name: string; oid: string; old: string | null }): Promise<void> {
  if (!(await world.git.updateRef(ref.name, ref.oid, ref.old ?? noObject))) {
    throw new Refusal('UNPROCESSABLE', `Reference "${ref.name}" was moved meanwhile`);
  }
  await noteMovedRef(world, ref.name, ref.oid);
}

/** Pull requests follow their head branch, and their mergeability is unknown again; without it they are closed. */
export async function noteMovedRef(world: World, name: string, oid: string): Promise<void> {
  world.repository.pushedAt = world.stamp();
  const branch = name.replace(/^refs\/heads\//, '');
  for (const pull of world.data.pullRequests) {
    if (pull.state !== 'OPEN') continue;
    if (pull.headRefName === branch && pull.fork !== true) await followHead(world, pull, oid);
    if (pull.headRefName === branch || pull.baseRefName === branch) pull.mergeableComputed = false;
  }
  world.touch();
}

async function followHead(world: World, pull: PullRequestData, oid: string): Promise<void> {
  pull.updatedAt = world.stamp();
  if (oid === noObject) Object.assign(pull, { state: 'CLOSED', closedAt: pull.updatedAt });
  else Object.assign(pull, { headRefOid: oid }, pull.baseRefOid && (await measureChange(world, pull.baseRefOid, oid)));
}
