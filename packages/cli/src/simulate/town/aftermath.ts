/** What a moved default branch sets off: workflows, and pull requests that contradict it from now on. */

import { startRun } from './runs.ts';
import type { Deed, Proposal, Scene } from './scene.ts';

const WORKFLOW = '.github/workflows/ci.yml';

export function afterPush(scene: Scene, paths: readonly string[]): void {
  if (scene.code.code.files.has(WORKFLOW)) scene.later(0, (later) => startRun(later, WORKFLOW, 'push'));
  for (const proposal of scene.proposals.values()) {
    const known = scene.world.pullRequest(proposal.number)?.mergeable === 'CONFLICTING';
    if (known || paths.some((path) => path in proposal.change.files)) scene.later(0, judging(proposal));
  }
}

/** Somebody opens the page: what could not be merged before is known again, and what cannot be merged now is news. */
const judging =
  ({ number }: Proposal): Deed =>
  async ({ world }) => {
    const pull = world.pullRequest(number);
    if (pull?.state !== 'OPEN') return null;
    const before = pull.mergeable;
    if ((await world.judgeMergeability(number)) === before) return null;
    const conflicts = before === 'MERGEABLE';
    const what = `finds that pull request #${number} ${conflicts ? 'cannot be merged any more' : 'can be merged again'}`;
    return { who: 'github', what, act: { kind: conflicts ? 'conflicted-pull' : 'cleared-pull', number } };
  };
