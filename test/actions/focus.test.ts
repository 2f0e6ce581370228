/** What a person may ask of one run: a kind of work to look for, and how much of it. */
import { describe, expect, it } from 'vitest';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import type { CycleInputs } from '../../actions/run-cycle/inputs.ts';
import { stagesOf } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';

const raiseStage = stagesOf([BUSY]);

async function tasksOf(inputs: Partial<CycleInputs>) {
  const stage = await raiseStage();
  const { report } = await runCycle(stage.world(), { action: 'auto', focus: 'auto', 'max-tasks': 50, ...inputs });
  return report.tasks.map(({ type, status }) => ({ type, status }));
}

describe('a run', () => {
  it('looks for every kind of work where it is asked for none', async () => {
    const types = (await tasksOf({})).map(({ type }) => type);
    expect(new Set(types)).toEqual(new Set(['security', 'testing']));
  });

  it('finds only the kind of work that is asked for [CW-16]', async () => {
    const types = (await tasksOf({ focus: 'security' })).map(({ type }) => type);
    expect(new Set(types)).toEqual(new Set(['security']));
    expect(await tasksOf({ focus: 'performance' })).toEqual([]);
  });

  it('makes no more tasks than are asked for [CW-16]', async () => {
    expect(await tasksOf({ 'max-tasks': 1 })).toHaveLength(1);
    expect(await tasksOf({ 'max-tasks': 0 })).toEqual([]);
  });
});
