/** GraphQL mutations of refs and commits: every one is a compare-and-swap on the real repository. */

import { commitOnBranch, noteMovedRef } from '../acts/commits.ts';
import type { FileChange } from '../git-repository.ts';
import { noObject } from '../git-repository.ts';
import { nodeKey, nodePrefix } from '../identity.ts';
import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import { commitSource, refSource } from './git-objects.ts';
import type { Mutation } from './issue-mutations.ts';
import { type Context, requirePermission } from './resolver.ts';

interface Branch {
  id?: string | null;
  repositoryNameWithOwner?: string | null;
  branchName?: string | null;
}

async function branchRef(world: World, branch: Branch): Promise<string> {
  const missing = (what: string) => new Refusal('NOT_FOUND', `Could not resolve to a ${what}.`);
  if (branch.id != null) return (await existingRef(world, branch.id)).name;
  const { repositoryNameWithOwner, branchName } = branch;
  if (repositoryNameWithOwner?.toLowerCase() !== world.nameWithOwner.toLowerCase()) {
    throw missing(`Repository with the name '${repositoryNameWithOwner ?? ''}'`);
  }
  const name = `refs/heads/${(branchName ?? '').replace(/^refs\/heads\//, '')}`;
  if ((await world.git.ref(name)) === null) {
    throw new Refusal('NOT_FOUND', `No such branch '${branchName ?? ''}' in ${world.nameWithOwner}.`);
  }
  return name;
}

async function existingRef(world: World, id: string): Promise<{ name: string; oid: string }> {
  const name = nodePrefix(id) === 'REF' ? nodeKey(id) : '';
  const oid = await world.git.ref(name);
  if (oid === null) throw new Refusal('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
  return { name, oid };
}

const createCommitOnBranch: Mutation = async (input, context) => {
  const { world } = context;
  requirePermission(context, 'contents', 'write');
  const ref = await branchRef(world, input.branch);
  const changes: FileChange[] = [
    ...(input.fileChanges?.additions ?? []).map(({ path, contents }: { path: string; contents: string }) => ({
      path,
      content: decode(path, contents),
    })),
    ...(input.fileChanges?.deletions ?? []).map(({ path }: { path: string }) => ({ path, content: null })),
  ];
  protectWorkflows(context, changes);
  const { headline, body } = input.message;
  const message = body == null || body === '' ? headline : `${headline}\n\n${body}`;
  const { expectedHeadOid } = input;
  const oid = await commitOnBranch(world, { ref, expectedHeadOid, message, changes, by: context.caller.actor.login });
  return { commit: await commitSource(world, oid), ref: refSource(ref, oid) };
};

function decode(path: string, contents: string): Buffer {
  const compact = contents.replace(/\s+/g, '');
  const wellFormed = compact.length % 4 === 0 && /^[A-Za-z0-9+/_-]*={0,2}$/.test(compact);
  if (!wellFormed) throw new Refusal('UNPROCESSABLE', `Contents of ${path} are not valid base64`);
  return Buffer.from(compact, 'base64');
}

/** A workflow's own token can never change workflows. */
function protectWorkflows({ caller }: Context, changes: readonly FileChange[]): void {
  const touched = changes.find(({ path }) => path.startsWith('.github/workflows/'));
  if (touched === undefined || caller.may('workflows', 'write')) return;
  throw new Refusal(
    'FORBIDDEN',
    `refusing to allow a GitHub App to create or update workflow \`${touched.path}\` without \`workflows\` permission`,
  );
}

async function existingCommit(world: World, oid: string): Promise<string> {
  const object = await world.git.read(oid);
  if (object?.type !== 'commit') throw new Refusal('UNPROCESSABLE', `No commit found for SHA: ${oid}`);
  return object.oid;
}

const createRef: Mutation = async (input, context) => {
  const { world } = context;
  world.nodeOf(input.repositoryId, ['Repository']);
  requirePermission(context, 'contents', 'write');
  if (!/^refs\/[^/]+\/./.test(input.name) || !(await world.git.isRefName(input.name))) {
    throw new Refusal('UNPROCESSABLE', `${input.name} is not a valid ref name.`);
  }
  const oid = await existingCommit(world, input.oid);
  if (!(await world.git.updateRef(input.name, oid, noObject))) {
    throw new Refusal('UNPROCESSABLE', `A ref named "${input.name}" already exists in the repository.`);
  }
  await noteMovedRef(world, input.name, oid);
  return { ref: refSource(input.name, oid) };
};

const updateRef: Mutation = async (input, context) => {
  const { world } = context;
  requirePermission(context, 'contents', 'write');
  const { name, oid: old } = await existingRef(world, input.refId);
  const oid = await existingCommit(world, input.oid);
  if (input.force !== true && !(await world.git.isAncestor(old, oid))) {
    throw new Refusal('UNPROCESSABLE', 'Update is not a fast forward');
  }
  if (!(await world.git.updateRef(name, oid, old))) throw new Refusal('STALE_DATA', `${name} was moved meanwhile`);
  await noteMovedRef(world, name, oid);
  return { ref: refSource(name, oid) };
};

const deleteRef: Mutation = async (input, context) => {
  const { world } = context;
  requirePermission(context, 'contents', 'write');
  const { name, oid } = await existingRef(world, input.refId);
  if (name === world.defaultRef) throw new Refusal('UNPROCESSABLE', 'Cannot delete the default branch');
  if (!(await world.git.updateRef(name, noObject, oid))) throw new Refusal('STALE_DATA', `${name} was moved meanwhile`);
  await noteMovedRef(world, name, noObject);
  return {};
};

/** Several refs at once; of them only what is implemented: one ref, that goes away. */
const updateRefs: Mutation = async (input, context) => {
  const { world } = context;
  world.nodeOf(input.repositoryId, ['Repository']);
  requirePermission(context, 'contents', 'write');
  const [update, ...others]: { name: string; beforeOid?: string | null; afterOid: string }[] = input.refUpdates;
  if (!update || others.length > 0 || update.afterOid !== noObject) {
    throw new Error('SANDBOX: updateRefs is implemented for deleting one ref only');
  }
  const { name, beforeOid } = update;
  const oid = await world.git.ref(name);
  if (oid === null) throw new Refusal('NOT_FOUND', `Could not resolve to a Ref with the name '${name}'.`);
  if (name === world.defaultRef) throw new Refusal('UNPROCESSABLE', 'Cannot delete the default branch');
  if ((beforeOid ?? oid) !== oid || !(await world.git.updateRef(name, noObject, oid))) {
    throw new Refusal('STALE_DATA', `${name} is at ${oid} but expected ${beforeOid}`);
  }
  await noteMovedRef(world, name, noObject);
  return {};
};

export const refMutations: Record<string, Mutation> = {
  createCommitOnBranch,
  createRef,
  updateRef,
  updateRefs,
  deleteRef,
};
