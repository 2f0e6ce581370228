/** Git objects: commits, trees and blobs, read and written one by one. */
import { createSignedCommit } from '../acts/commits.ts';
import type { Person } from '../commit-object.ts';
import { nodeId, noreply } from '../identity.ts';
import type { World } from '../world.ts';
import type { ActorData } from '../world-data.ts';
import { type Call, created, type Handlers, ok } from './call.ts';
import { wrapBase64 } from './contents.ts';
import { callerOf } from './discussion.ts';
import { Failure, notFound, sandboxRefusal } from './failure.ts';
import { gitCommitView, refuseEmpty } from './git-view.ts';
import { repositoryApi } from './site.ts';
import { createTree, getTree } from './trees.ts';

interface CommitBody {
  readonly message: string;
  readonly tree: string;
  readonly parents?: readonly string[];
  readonly author?: { name: string; email: string; date?: string };
  readonly committer?: { name?: string; email?: string; date?: string };
  readonly signature?: string;
}

async function typeOf(world: World, sha: string): Promise<string | null> {
  return /^[0-9a-f]{40}$/.test(sha) ? ((await world.git.read(sha))?.type ?? null) : null;
}

/** GitHub signs what a bot commits in its own name; a person's commit through REST stays unsigned. */
function signatories(world: World, body: CommitBody, actor: ActorData): { author?: Person; committer?: Person } {
  const date = world.stamp();
  if (body.author === undefined && body.committer === undefined && actor.kind === 'Bot') return {};
  const own = { name: actor.name ?? actor.login, email: noreply(actor), date };
  const author = { ...own, ...body.author };
  return { author, committer: { ...author, ...body.committer } };
}

async function createCommit(call: Call) {
  const { world } = call;
  const body = call.body as CommitBody;
  await refuseEmpty(world);
  if (body.signature !== undefined) throw sandboxRefusal(501, 'the body key "signature" is not implemented');
  if ((await typeOf(world, body.tree)) !== 'tree') throw new Failure(422, 'Tree SHA does not exist');
  const parents = body.parents ?? [];
  for (const parent of parents) {
    if ((await typeOf(world, parent)) !== 'commit') {
      throw new Failure(422, 'Parent SHA does not exist or is not a commit object');
    }
  }
  const actor = callerOf(call);
  const draft = { tree: body.tree, parents, message: body.message, by: actor.login };
  const sha = await createSignedCommit(world, { ...draft, ...signatories(world, body, actor) });
  return created(await gitCommitView(world, sha), repositoryApi(world, 'git/commits', sha));
}

async function getBlob({ world, path }: Call) {
  const sha = String(path.file_sha);
  const object = /^[0-9a-f]{40}$/.test(sha) ? await world.git.read(sha) : null;
  if (object === null || object.type !== 'blob') throw notFound();
  return ok({
    sha,
    node_id: nodeId('B', sha),
    size: object.content.length,
    url: repositoryApi(world, 'git/blobs', sha),
    content: wrapBase64(object.content),
    encoding: 'base64',
  });
}

async function createBlob({ world, body }: Call) {
  const { content, encoding = 'utf-8' } = body as { content: string; encoding?: string };
  await refuseEmpty(world);
  if (encoding !== 'utf-8' && encoding !== 'base64') throw new Failure(422, `"${encoding}" is not a valid encoding`);
  const sha = await world.git.writeObject('blob', Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8'));
  const url = repositoryApi(world, 'git/blobs', sha);
  return created({ sha, url }, url);
}

type Git =
  | 'git/get-commit'
  | 'git/create-commit'
  | 'git/get-tree'
  | 'git/create-tree'
  | 'git/get-blob'
  | 'git/create-blob';

export const GIT: Handlers<Git> = {
  'git/get-commit': async ({ world, path }) => ok(await gitCommitView(world, String(path.commit_sha))),
  'git/create-commit': createCommit,
  'git/get-tree': getTree,
  'git/create-tree': createTree,
  'git/get-blob': getBlob,
  'git/create-blob': createBlob,
};
