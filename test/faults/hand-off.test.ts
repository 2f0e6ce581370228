/** A run that hands tasks over may die at any request: nobody is called twice for one attempt, and no task is lost. */
import { Agents } from '@steward/sandbox/agents/agents.ts';
import { describe, expect, it } from 'vitest';
import { HALF_HOUR, type RunOptions, type Stage, stagesOf } from '../support/cycle.ts';
import { deathsIn, type NumberedDeath } from '../support/deaths.ts';
import { BUSY } from '../support/repositories.ts';

const WORKFLOW =
  'on: { workflow_dispatch: { inputs: { task: {}, issue: {}, attempt: {}, generation: {}, branch: {}, instructions: {} } } }\n';
const raise = stagesOf([{ ...BUSY, '.github/workflows/steward-agent.yml': WORKFLOW }]);
const autopilot: RunOptions = {
  mode: 'autopilot',
  config: 'hand-off: { start-within: 60, attempts: 3 }\nagents:\n  robot: { kind: workflow }\n',
};

/** Three open tasks, of which the next run hands two over to an agent that works quickly. */
async function open(): Promise<{ stage: Stage; pass(): Promise<void> }> {
  const stage = await raise();
  stage.sandbox.world.repository.actionsMayOpenPullRequests = true;
  const agents = new Agents({
    ...{ sandbox: stage.sandbox, seed: 1 },
    agents: [{ name: 'robot', kind: 'workflow', behaviour: 'quick', hours: 1 }],
  });
  const pass = async (): Promise<void> => {
    const until = stage.sandbox.clock.now().getTime() + HALF_HOUR;
    await agents.actUntil(until);
    await stage.sandbox.elapse(until);
  };
  await stage.tick(autopilot);
  await pass();
  return { stage, pass };
}

/** `task attempt` of each dispatch. */
const dispatched = ({ sandbox }: Stage): string[] =>
  sandbox.world.data.dispatches.map(({ payload }) => {
    const { task, attempt } = payload as Record<string, string>;
    return `${task} ${attempt}`;
  });

async function deathsOf(): Promise<NumberedDeath[]> {
  const { stage } = await open();
  const before = stage.sandbox.transcript.length;
  await stage.tick(autopilot);
  return deathsIn(stage.sandbox.transcript.slice(before));
}

describe('a run that dies while it hands tasks over', () => {
  it('calls nobody twice for one attempt, and every task comes back', { timeout: 300_000 }, async () => {
    const deaths = await deathsOf();
    expect(deaths.length).toBeGreaterThan(4);
    for (const death of deaths) {
      const { at } = death;
      const { stage, pass } = await open();
      await stage.tick({ ...autopilot, death }).catch(() => undefined);
      for (let half = 0; half < 9; half += 1) {
        await pass();
        await stage.tick(autopilot);
        const { state, tasks } = await stage.memory();
        const leases = Object.values(state.leases);
        expect([at, leases.length]).toEqual([at, Math.min(2, leases.length)]);
        for (const { task } of leases) expect(['leased', 'working', 'in-review']).toContain(tasks[task]?.status);
      }
      const calls = dispatched(stage);
      expect([at, calls.length]).toEqual([at, new Set(calls).size]);
      const { state } = await stage.memory();
      expect([at, Object.values(state.leases).map(({ pull }) => pull !== null)]).toEqual([at, [true, true]]);
    }
  });
});
