/** A run that asks a person may die at any request: the comment stands there once, and one person is assigned. */
import { Agents } from '@steward/sandbox/agents/agents.ts';
import { describe, expect, it } from 'vitest';
import { HALF_HOUR, type RunOptions, type Stage, stagesOf } from '../support/cycle.ts';
import { deathsIn, type NumberedDeath } from '../support/deaths.ts';
import { BUSY } from '../support/repositories.ts';

const WORKFLOW =
  'on: { workflow_dispatch: { inputs: { task: {}, issue: {}, attempt: {}, generation: {}, branch: {}, instructions: {} } } }\n';
const raise = stagesOf([
  { ...BUSY, '.github/workflows/steward-agent.yml': WORKFLOW, CODEOWNERS: '* @reader @hub @octo\n' },
]);
const autopilot: RunOptions = {
  mode: 'autopilot',
  config: 'hand-off: { start-within: 60, attempts: 1, at-once: 1 }\nagents:\n  robot: { kind: workflow }\n',
};

/** The same, and no other task is handed out. */
const calm: RunOptions = { ...autopilot, config: `${autopilot.config}`.replace('at-once: 1', 'at-once: 0') };

const escalated = async (stage: Stage) =>
  Object.values((await stage.memory()).tasks).filter(({ status }) => status === 'escalated');

/** The next run ends the only attempt at a task, and asks. */
async function failed(): Promise<{ stage: Stage; pass(): Promise<void> }> {
  const stage = await raise();
  stage.sandbox.world.introduce('hub', 'write');
  stage.sandbox.world.introduce('reader', 'read');
  const agents = new Agents({
    ...{ sandbox: stage.sandbox, seed: 1 },
    agents: [{ name: 'robot', kind: 'workflow', behaviour: 'failing', hours: 1 }],
  });
  const pass = async (): Promise<void> => {
    const until = stage.sandbox.clock.now().getTime() + HALF_HOUR;
    await agents.actUntil(until);
    await stage.sandbox.elapse(until);
  };
  for (let half = 0; half < TICKS; half += 1) {
    await stage.tick(autopilot);
    await pass();
  }
  return { stage, pass };
}

/** Until the run of the first attempt has failed, and no tick has seen that. */
const TICKS = 2;

async function deathsOf(): Promise<NumberedDeath[]> {
  const { stage } = await failed();
  expect(await escalated(stage)).toEqual([]);
  const before = stage.sandbox.transcript.length;
  await stage.tick(calm);
  const [task] = await escalated(stage);
  expect(task?.ask?.person).toBe('hub');
  return deathsIn(stage.sandbox.transcript.slice(before));
}

describe('a run that dies while it asks a person', () => {
  it('asks once, and the same person', { timeout: 300_000 }, async () => {
    const deaths = await deathsOf();
    expect(deaths.length).toBeGreaterThan(4);
    for (const death of deaths) {
      const { at } = death;
      const { stage, pass } = await failed();
      await stage.tick({ ...calm, death }).catch(() => undefined);
      for (let half = 0; half < 4; half += 1) {
        await pass();
        await stage.tick(calm);
      }
      const [task, ...others] = await escalated(stage);
      expect([at, task?.ask?.person, others.length]).toEqual([at, 'hub', 0]);
      const { world } = stage.sandbox;
      expect([at, world.commentsOn(task?.number ?? 0).length]).toEqual([at, 1]);
      const issue = world.data.issues.find(({ number }) => number === task?.number);
      expect([at, issue?.assignees]).toEqual([at, ['hub']]);
    }
  });
});
