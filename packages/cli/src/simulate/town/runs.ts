/** Workflow runs on the default branch: they pass, fail, flake, time out, wait for ever, or are cancelled by the next push. */

import { suiteOf } from '@steward/sandbox/acts/runs.ts';
import type { Dice } from '@steward/sandbox/dice.ts';
import type { Conclusion, WorkflowRunData } from '@steward/sandbox/world-data.ts';
import { canary } from './barbs.ts';
import { type Code, faultsOf } from './codebase.ts';
import type { Doing } from './happening.ts';
import { complaint } from './phrases.ts';
import { DAY, type Deed, type Scene } from './scene.ts';

/** Who a run is started by; a schedule has nobody. */
const ACTIONS = 'github-actions';

const nameOf = (path: string): string => path.replace(/^.*\/|\.ya?ml$/g, '');

function ran(scene: Scene, run: WorkflowRunData, path: string): Doing {
  const { status, conclusion, headSha } = suiteOf(scene.world, run);
  const what = `${nameOf(path)} run ${run.databaseId} at ${headSha.slice(0, 7)}: ${conclusion ?? status}`;
  return { who: ACTIONS, what, act: { kind: 'ran', workflow: path, oid: headSha, status, conclusion } };
}

const isBroken = (code: Code, path: string): boolean =>
  faultsOf(code, 'failing-workflow').some((fault) => fault.path === path);

type Fate = Conclusion | 'flaky' | 'stuck';

function fateOf(dice: Dice, broken: boolean): Fate {
  if (broken)
    return dice.weigh<Fate>([
      ['failure', 8],
      ['timed_out', 1],
      ['startup_failure', 0.5],
    ]);
  return dice.weigh<Fate>([
    ['success', 40],
    ['flaky', 3],
    ['timed_out', 1],
    ['cancelled', 1.5],
    ['stuck', 1],
  ]);
}

/** Starts a workflow on the newest commit and lets it end some minutes later. */
export async function startRun(scene: Scene, path: string, event: string): Promise<Doing> {
  const { world, dice, code } = scene;
  const fate = fateOf(dice, isBroken(code.code, path));
  const run = await world.addWorkflowRun({
    workflow: path,
    workflowName: nameOf(path),
    event,
    status: fate === 'stuck' ? 'queued' : 'in_progress',
    jobs: [{ name: nameOf(path) === 'ci' ? 'test' : nameOf(path) }],
  });
  if (fate === 'stuck') scene.later(DAY, cancelling(run, path));
  else scene.later(dice.between(2, 11), ending(run, path, fate));
  return ran(scene, run, path);
}

const ending =
  (run: WorkflowRunData, path: string, fate: Conclusion | 'flaky'): Deed =>
  (scene) => {
    const suite = suiteOf(scene.world, run);
    if (suite.status === 'completed') return null;
    const overtaken = suite.headSha !== scene.code.head && scene.dice.happens(0.5);
    const conclusion = overtaken ? 'cancelled' : fate === 'flaky' ? 'failure' : fate;
    if (conclusion === 'failure') for (const job of suite.checkRuns) job.log = logOf(scene.dice);
    scene.world.completeWorkflowRun(run, conclusion);
    if (fate === 'flaky' && !overtaken) scene.later(scene.dice.between(5, 90), repeating(run, path));
    return ran(scene, run, path);
  };

const cancelling =
  (run: WorkflowRunData, path: string): Deed =>
  (scene) => {
    if (suiteOf(scene.world, run).status === 'completed') return null;
    scene.world.completeWorkflowRun(run, 'cancelled');
    return ran(scene, run, path);
  };

/** Somebody presses the button; the same commit passes, mostly. */
const repeating =
  (run: WorkflowRunData, path: string): Deed =>
  (scene) => {
    const { world, dice } = scene;
    if (suiteOf(world, run).headSha !== scene.code.head) return null;
    world.rerunWorkflow(run);
    scene.later(dice.between(2, 11), ending(run, path, dice.happens(0.8) ? 'success' : 'failure'));
    return ran(scene, run, path);
  };

function logOf(dice: Dice): string {
  const lines = Array.from({ length: dice.between(3, 12) }, () => `\u001b[36m>\u001b[0m ${complaint(dice)}`);
  if (dice.happens(0.3)) lines.push(canary(dice));
  return `${lines.join('\n')}\n\u001b[31mError: Process completed with exit code 1.\u001b[0m\n`;
}

/** The nightly workflow starts by its schedule, whoever pushed last. */
export const startNightly: Deed = (scene) => {
  const path = '.github/workflows/nightly.yml';
  return scene.code.code.files.has(path) ? startRun(scene, path, 'schedule') : null;
};
