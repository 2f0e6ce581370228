/** One whole cycle over a fixture repository, in the sandbox, with the world that its sheet speaks of. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TickReport } from '@steward/core/domain/tick.ts';
import { type RunOptions, Stage } from './cycle.ts';
import { type Alerts, type Fixture, type Replayed, replayHistory } from './history.ts';
import type { RunPaths } from './score.ts';

/** Caps that cap nothing a fixture has. */
export const ROOMY = 'caps: { suggestions: 20, open-tasks: 100, new-issues-a-day: 50, notifications-a-week: 500 }\n';

export interface LookOptions extends RunOptions {
  /** In public an alert is a number and no more. */
  visibility?: 'private' | 'public';
}

export interface Look {
  stage: Stage;
  report: TickReport;
  runs: RunPaths;
  alerts: Alerts;
}

const replays = new Map<Fixture, Replayed>();
const folder = mkdtempSync(join(tmpdir(), 'steward-histories-'));
// Workers of the suite are ended without it: there all tests' folder is removed as a whole.
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Only read, so each is replayed once: git takes two processes for every commit of it. */
function replayOf(name: Fixture): Replayed {
  const replayed = replays.get(name) ?? replayHistory(name, join(folder, name));
  replays.set(name, replayed);
  return replayed;
}

export async function lookAt(name: Fixture, { visibility = 'private', ...options }: LookOptions = {}): Promise<Look> {
  const { checkout, world, now, alerts } = replayOf(name);
  const repository = { ...world.repository, private: visibility === 'private' };
  const stage = await Stage.raise([], { checkout, world: { ...world, repository }, now });
  const report = await stage.tick(options);
  const { workflows, workflowRuns } = stage.sandbox.world.data;
  const paths = new Map(workflows.map(({ databaseId, path }) => [databaseId, path]));
  const home = `${stage.sandbox.world.repositoryUrl}/actions/runs`;
  const runs = workflowRuns.map(({ databaseId, workflow }): [string, string] => [
    `${home}/${databaseId}`,
    paths.get(workflow) ?? '',
  ]);
  return { stage, report, runs: new Map(runs), alerts };
}
