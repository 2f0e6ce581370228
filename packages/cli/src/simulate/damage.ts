/** What befalls the state branch from outside, and how its owner mends what stops Steward. */
import { createSignedCommit } from '@steward/sandbox/acts/commits.ts';
import { noObject } from '@steward/sandbox/git-repository.ts';
import type { InhabitedWorld } from '@steward/sandbox/inhabited-world.ts';
import { workflowBot } from '@steward/sandbox/world.ts';
import type { Damage } from './trouble.ts';

const REF = 'refs/heads/steward/state';

/** False where there is nothing to damage yet. */
export async function damageBranch(world: InhabitedWorld, damage: Damage): Promise<boolean> {
  const head = await headOf(world);
  if (head === null) return false;
  if (damage === 'branch deleted') return world.git.updateRef(REF, noObject, head);
  const state = (await world.git.read(`${head}:state.json`))?.content.toString('utf8') ?? '';
  switch (damage) {
    case 'state cut short':
      return commit(world, head, { 'state.json': state.slice(0, Math.floor(state.length * 0.6)) });
    case 'shard lost': {
      const folder = (await world.git.readTree(`${head}:tasks`))[0];
      return folder === undefined ? false : commit(world, head, { [`tasks/${folder.name}`]: '{"' });
    }
    case 'foreign commit': {
      const by = world.repository.owner;
      return commit(world, head, { 'state.json': state.replace(/"opened": \d+/, '"opened": 0') }, by);
    }
    case 'newer schema':
      return commit(world, head, { 'state.json': state.replace(/"schema": \d+/, '"schema": 99') });
  }
}

export const headOf = (world: InhabitedWorld): Promise<string | null> => world.git.ref(REF);

/** What an owner does about a branch that stops Steward: back to the last commit by Steward. */
export async function mendBranch(world: InhabitedWorld, sound: string): Promise<void> {
  const head = await headOf(world);
  if (head !== null && head !== sound) await world.git.updateRef(REF, sound, head);
}

async function commit(
  world: InhabitedWorld,
  head: string,
  files: Readonly<Record<string, string>>,
  by = workflowBot.login,
): Promise<boolean> {
  const base = await world.git.resolve(`${head}^{tree}`);
  const changes = Object.entries(files).map(([path, text]) => ({ path, content: Buffer.from(text) }));
  const tree = await world.git.changeTree(base, changes);
  const oid = await createSignedCommit(world, { tree, parents: [head], message: 'Change', by });
  return world.git.updateRef(REF, oid, head);
}
