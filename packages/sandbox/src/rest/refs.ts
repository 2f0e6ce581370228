/** Refs: read, made, moved and removed, each a compare-and-swap below. */
import { moveRef, noteMovedRef } from '../acts/commits.ts';
import { noObject } from '../git-repository.ts';
import type { World } from '../world.ts';
import { type Call, created, type Handlers, ok } from './call.ts';
import { Failure, notFound, sandboxRefusal } from './failure.ts';
import { refuseEmpty, refView } from './git-view.ts';

const nameOf = (call: Call): string => `refs/${String(call.path.ref)}`;

async function checkObject(world: World, sha: string): Promise<void> {
  const object = /^[0-9a-f]{40}$/.test(sha) ? await world.git.read(sha) : null;
  if (object === null) throw new Failure(422, 'Object does not exist');
}

async function get(call: Call) {
  const name = nameOf(call);
  const oid = await call.world.git.ref(name);
  if (oid === null) throw notFound();
  return ok(await refView(call.world, { name, oid }));
}

/** Every ref that begins with the text, whether or not a folder ends there. */
async function listMatching(call: Call) {
  const { world } = call;
  const found = (await world.git.refs('refs/')).filter((ref) => ref.name.startsWith(nameOf(call)));
  return ok(await Promise.all(found.map((ref) => refView(world, ref))));
}

async function create(call: Call) {
  const { world } = call;
  const { ref: name, sha: oid } = call.body as { ref: string; sha: string };
  await refuseEmpty(world);
  if (!/^refs\/[^/]+\/./.test(name) || !(await world.git.isRefName(name))) {
    throw new Failure(422, `${name} is not a valid ref name.`);
  }
  await checkObject(world, oid);
  if (!(await world.git.updateRef(name, oid, noObject))) throw new Failure(422, 'Reference already exists');
  await noteMovedRef(world, name, oid);
  const view = await refView(world, { name, oid });
  return created(view, String(view.url));
}

async function update(call: Call) {
  const { world } = call;
  const name = nameOf(call);
  const { sha: oid, force = false } = call.body as { sha: string; force?: boolean };
  const old = await world.git.ref(name);
  if (old === null) throw new Failure(422, 'Reference does not exist');
  await checkObject(world, oid);
  if (!force && !(await world.git.isAncestor(old, oid))) throw new Failure(422, 'Update is not a fast forward');
  await moveRef(world, { name, oid, old });
  return ok(await refView(world, { name, oid }));
}

async function remove(call: Call) {
  const { world } = call;
  const name = nameOf(call);
  const old = await world.git.ref(name);
  if (old === null) throw new Failure(422, 'Reference does not exist');
  if (name === world.defaultRef) throw sandboxRefusal(422, 'the default branch cannot be deleted');
  await moveRef(world, { name, oid: noObject, old });
  return { status: 204 };
}

export const REFS: Handlers<
  'git/get-ref' | 'git/create-ref' | 'git/update-ref' | 'git/delete-ref' | 'git/list-matching-refs'
> = {
  'git/get-ref': get,
  'git/create-ref': create,
  'git/update-ref': update,
  'git/delete-ref': remove,
  'git/list-matching-refs': listMatching,
};
