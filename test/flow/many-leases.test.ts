/** More than a hundred tasks in agents' hands at once: all are seen, none is lost, and looking at them stays cheap. */
import { foundLedger } from '@steward/cli/world-ledger.ts';
import { Agents } from '@steward/sandbox/agents/agents.ts';
import { expect, it } from 'vitest';
import { HALF_HOUR, type RunOptions, type Stage, stagesOf } from '../support/cycle.ts';
import { WORKFLOW } from '../support/lease-stage.ts';
import { CLEAN } from '../support/repositories.ts';

const raise = stagesOf([{ ...CLEAN, '.github/workflows/left.yml': WORKFLOW, '.github/workflows/right.yml': WORKFLOW }]);
const autopilot: RunOptions = {
  mode: 'autopilot',
  config: `caps: { suggestions: 0, open-tasks: 0, agent-pull-requests: 120 }
hand-off: { at-once: 120, start-within: 120, silent-after: 48, attempts: 1 }
agents: { left: { workflow: left.yml, capacity: 70 }, right: { workflow: right.yml, capacity: 70 } }
`,
};

/** Agents that begin soon and fail after 2 to 12 hours. */
async function town(count: number): Promise<{ stage: Stage; tick(): Promise<string[]> }> {
  const stage = await raise(undefined, { persist: false });
  const { sandbox } = stage;
  sandbox.world.data.ledgerTasks = Array.from({ length: count }, (_, n) => ({
    ...{ title: `Mend part ${n}`, scope: { paths: [`src/part-${n}.ts`], not: [] } },
  }));
  await foundLedger(sandbox);
  const agents = new Agents({
    ...{ sandbox, seed: 1 },
    agents: ['left', 'right'].map((name) => ({
      ...{ name, kind: 'workflow', workflow: `${name}.yml`, behaviour: 'failing', hours: 12 },
    })),
  });
  const tick = async (): Promise<string[]> => {
    const { failures } = await stage.tick(autopilot);
    const until = sandbox.clock.now().getTime() + HALF_HOUR;
    await agents.actUntil(until);
    await sandbox.elapse(until);
    return failures;
  };
  return { stage, tick };
}

const leasesOf = async (stage: Stage) => Object.values((await stage.memory()).state.leases);

it('120 are open at once, in a state under 64 KB, and each ends by what became of it', {
  timeout: 240_000,
}, async () => {
  const { stage, tick } = await town(120);
  const failures: string[] = [];
  for (let run = 0; run < 4; run += 1) failures.push(...(await tick()));
  const held = await leasesOf(stage);
  expect(held).toHaveLength(120);
  expect(held.filter(({ started }) => started !== null)).toHaveLength(120);
  expect(new Set(held.map(({ counter }) => counter)).size).toBe(120);
  expect(Number(stage.git(['cat-file', '-s', 'refs/heads/steward/state:state.json']))).toBeLessThan(65_536);
  for (let run = 0; run < 25; run += 1) failures.push(...(await tick()));
  expect(failures).toEqual([]);
  const { state, tasks } = await stage.memory();
  expect(Object.keys(state.leases)).toEqual([]);
  const ends = Object.values(tasks).map(({ status, attempts = [] }) => [status, ...attempts.map((one) => one.ending)]);
  expect(ends).toEqual(Array.from({ length: 120 }, () => ['escalated', 'run-failed']));
  expect(stage.sandbox.world.data.dispatches).toHaveLength(120);
});

it('100 cost a tick three requests where nothing came back', { timeout: 120_000 }, async () => {
  const { stage, tick } = await town(100);
  for (let run = 0; run < 4; run += 1) await tick();
  expect(await leasesOf(stage)).toHaveLength(100);
  const { transcript } = stage.sandbox;
  const from = transcript.length;
  const report = await stage.tick(autopilot);
  expect(report.quiet).toBe(true);
  expect(transcript.slice(from).map(({ operation, path }) => operation ?? path.split('?')[0])).toEqual([
    'Overview',
    'Sights',
    '/api/v3/repos/octo/dur/actions/runs',
  ]);
});
