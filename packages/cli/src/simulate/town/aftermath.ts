/** What a moved default branch sets off: workflows, and pull requests that contradict it from now on. */

import { startRun } from './runs.ts';
import type { Deed, Proposal, Scene } from './scene.ts';

const WORKFLOW = '.github/workflows/ci.yml';

export function afterPush(scene: Scene, paths: readonly string[]): void {
  if (scene.code.code.files.has(WORKFLOW)) scene.later(0, (later) => startRun(later, WORKFLOW, 'push'));
  for (const proposal of scene.proposals.values()) {
    if (paths.some((path) => path in proposal.change.files)) scene.later(0, judging(proposal));
  }
}

const judging =
  ({ number }: Proposal): Deed =>
  async ({ world }) => {
    const before = world.pullRequest(number);
    if (before?.state !== 'OPEN' || before.mergeable === 'CONFLICTING') return null;
    if ((await world.judgeMergeability(number)) === 'MERGEABLE') return null;
    const what = `finds that pull request #${number} cannot be merged any more`;
    return { who: 'github', what, act: { kind: 'conflicted-pull', number } };
  };
