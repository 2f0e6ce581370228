/** Brings HEAD of a git checkout, with its history, into the sandbox as the default branch. */

import { GitFailure, runGit } from './git-command.ts';
import { noObject } from './git-repository.ts';
import type { World } from './world.ts';

export interface CheckoutHead {
  /** Where git finds the checkout. */
  path: string;
  /** Null while there is no commit. */
  oid: string | null;
  /** Null when HEAD is detached. */
  branch: string | null;
}

export async function readCheckout(checkout: string, configuration: string): Promise<CheckoutHead> {
  const ask = async (args: string[]): Promise<string | null> => {
    try {
      return (await runGit(args, { at: checkout, configuration })).toString('utf8').trim();
    } catch (error) {
      if (error instanceof GitFailure) return null;
      throw error;
    }
  };
  const path = (await ask(['rev-parse', '--show-toplevel'])) ?? (await ask(['rev-parse', '--absolute-git-dir']));
  if (path === null) throw new Error(`${checkout} is not a git repository.`);
  return {
    path,
    oid: await ask(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']),
    branch: await ask(['symbolic-ref', '--short', '--quiet', 'HEAD']),
  };
}

/** Moves the default branch only if HEAD moved since the last publication, so that merges made inside the sandbox stay. */
export async function publishHead(world: World, head: CheckoutHead): Promise<{ moved: boolean }> {
  if (head.oid === null || head.oid === world.repository.published) return { moved: false };
  const holding = 'refs/sandbox/published';
  await world.git.git([
    'fetch',
    '--quiet',
    '--no-tags',
    '--update-shallow',
    '--no-recurse-submodules',
    '--no-write-fetch-head',
    head.path,
    `+HEAD:${holding}`,
  ]);
  const oid = await world.git.ref(holding);
  if (oid === null) throw new Error(`HEAD of ${head.path} could not be published.`);
  const before = await world.git.ref(world.defaultRef);
  if (before !== oid) await world.git.updateRef(world.defaultRef, oid, before ?? noObject);
  world.repository.published = oid;
  world.repository.pushedAt = world.stamp();
  world.touch();
  return { moved: before !== oid };
}
