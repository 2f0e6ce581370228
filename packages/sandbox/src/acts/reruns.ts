/** Starting workflow runs: one that waits, and a finished one once more, which is the same run with fresh jobs. */

import type { World } from '../world.ts';
import type { WorkflowRunData } from '../world-data.ts';
import { checkRun, suiteOf } from './runs.ts';

/** A runner takes it up. */
export function startWorkflowRun(world: World, run: WorkflowRunData, job: string): void {
  const suite = suiteOf(world, run);
  const updatedAt = world.stamp();
  Object.assign(suite, { status: 'in_progress', updatedAt });
  suite.checkRuns = [...suite.checkRuns, checkRun(world, { name: job }, suite, updatedAt)];
  run.updatedAt = updatedAt;
  world.register(suite);
  world.touch();
}

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
