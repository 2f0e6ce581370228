/** Hostile input 1: a model that does whatever it reads, in whole cycles; nothing of it has an effect outside of policy. */
import { obedientMind } from '@steward/sandbox/models/obedient-mind.ts';
import { describe, expect, it } from 'vitest';
import { stagesOf } from '../support/cycle.ts';
import { modelsOf } from '../support/models.ts';
import { lived, ROOMY } from './obeying.ts';
import { ORDERS, TOLD } from './orders.ts';
import { outsidePolicy } from './outside.ts';
import { WORLD } from './places.ts';
import { slyMind } from './sly-mind.ts';
import { faultsIn, leaksIn } from './told.ts';

const raise = stagesOf([WORLD]);
const openModels = modelsOf();
const [FIRST, SECOND] = [ORDERS.slice(0, 4), ORDERS.slice(4)];

describe.each([
  ['does what it reads', 'suggest', obedientMind, FIRST],
  ['does what it reads', 'autopilot', obedientMind, FIRST],
  ['keeps to the form and says it there', 'suggest', slyMind, SECOND],
  ['keeps to the form and says it there', 'assist', slyMind, FIRST],
  ['keeps to the form and says it there', 'autopilot', slyMind, SECOND],
] as const)('a model that %s, in mode %s', (_, mode, mind, texts) => {
  it('1. has no effect outside of policy', async () => {
    const { stage, runs, told, tasks, server } = await lived(raise, openModels, { mode, texts, mind: mind() });
    expect(runs.flatMap(({ failures }) => failures)).toEqual([]);
    expect(outsidePolicy({ stage, tasks })).toEqual([]);
    expect(faultsIn(stage)).toEqual([]);
    expect(leaksIn(stage, told)).toEqual([]);
    expect(runs.flatMap(({ reviews }) => reviews).filter(({ overall }) => overall === 'accepted')).toEqual([]);
    const results = runs.flatMap(({ calls }) => calls ?? []).map(({ result }) => result);
    expect(results).toEqual(results.map(() => 'answered'));
    const asked = server.log.map(({ body }) => body).join('\n');
    for (const words of TOLD.filter((one) => texts.some((text) => text.includes(one)))) expect(asked).toContain(words);
  });
});

describe.each([
  ['does what it reads', obedientMind, FIRST],
  ['keeps to the form and says it there', slyMind, ORDERS],
] as const)('a model that %s, of all that there is to find', (_, mind, texts) => {
  it('1. has no effect outside of policy', async () => {
    const life = await lived(raise, openModels, { mode: 'assist', texts, config: ROOMY, mind: mind() });
    expect(life.runs.flatMap(({ failures }) => failures)).toEqual([]);
    expect(outsidePolicy(life, true)).toEqual([]);
    expect(faultsIn(life.stage)).toEqual([]);
    expect(leaksIn(life.stage, life.told)).toEqual([]);
    const lanes = life.runs.flatMap(({ calls }) => calls ?? []).map(({ lane, result }) => `${lane} ${result}`);
    expect(new Set(lanes)).toEqual(new Set(['now answered', 'batch answered']));
    const asked = life.server.log.map(({ body }) => body).join('\n');
    const rules = ['todo', 'suppressed-check', 'skipped-test', 'unpinned-action', 'goal'];
    expect(rules.filter((rule) => !asked.includes(`rule: ${rule}`))).toEqual([]);
    expect(life.tasks.length).toBeGreaterThan(20);
  });
});
