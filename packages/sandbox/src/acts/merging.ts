/** Whether two branches can be merged, and the commit that does it. */

import { GitFailure } from '../git-command.ts';
import type { World } from '../world.ts';
import type { PullRequestData } from '../world-data.ts';
import { createSignedCommit } from './commits.ts';

/** The tree of the merged branches, or null where they contradict each other. */
async function mergedTree(world: World, base: string, head: string): Promise<string | null> {
  try {
    const output = await world.git.git(['merge-tree', '--write-tree', '--no-messages', base, head]);
    return output.toString('utf8').trim();
  } catch (error) {
    if (error instanceof GitFailure && error.exitCode === 1) return null;
    throw error;
  }
}

/** What the base branch will point to; null where the two contradict each other. */
export async function mergedHead(
  world: World,
  { number, title, headRefName }: PullRequestData,
  { base, head, by }: { base: string; head: string; by: string },
): Promise<string | null> {
  if (await world.git.isAncestor(base, head)) return head;
  const tree = await mergedTree(world, base, head);
  if (tree === null) return null;
  const message = `Merge pull request #${number} from ${world.repository.owner}/${headRefName}\n\n${title}`;
  return createSignedCommit(world, { tree, parents: [base, head], message, by });
}

/** Has GitHub find out, as it does when somebody opens the page: from now on, until a branch moves, it is known. */
export async function judgeMergeability(world: World, pull: PullRequestData): Promise<PullRequestData['mergeable']> {
  const base = await world.git.ref(`refs/heads/${pull.baseRefName}`);
  if (base === null || pull.headRefOid === null || pull.state !== 'OPEN') return pull.mergeable;
  pull.mergeable = (await mergedTree(world, base, pull.headRefOid)) === null ? 'CONFLICTING' : 'MERGEABLE';
  pull.mergeableComputed = true;
  world.touch();
  return pull.mergeable;
}
