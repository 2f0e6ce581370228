/** Starting a finished workflow run once more: the same run and suite, a further attempt, fresh jobs. */

import type { World } from '../world.ts';
import type { WorkflowRunData } from '../world-data.ts';
import { suiteOf } from './runs.ts';

/** https://docs.github.com/actions/managing-workflow-runs/re-running-workflows-and-jobs */
export function rerunWorkflow(world: World, run: WorkflowRunData): void {
  const suite = suiteOf(world, run);
  const now = world.stamp();
  const ended = { conclusion: suite.conclusion, startedAt: suite.createdAt, updatedAt: suite.updatedAt };
  run.earlierAttempts = [...(run.earlierAttempts ?? []), ended];
  for (const job of suite.checkRuns) world.forget(job);
  suite.checkRuns = suite.checkRuns.map((job) => ({
    ...job,
    ...world.identify('CR'),
    status: 'in_progress',
    conclusion: null,
    startedAt: now,
    completedAt: null,
    steps: [],
    log: null,
  }));
  Object.assign(suite, { status: 'in_progress', conclusion: null, updatedAt: now });
  run.runAttempt += 1;
  run.updatedAt = now;
  world.register(suite);
  world.touch();
}
