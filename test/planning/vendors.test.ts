/** A plan of two vendors, asked for real: each question is paid for once, whatever the run dies of. */
import { scriptedMind } from '@steward/sandbox/models/scripted-mind.ts';
import { expect, it } from 'vitest';
import { planWorkAlone } from '../../actions/plan-work/flow.ts';
import { HALF_HOUR, type Stage, stagesOf } from '../support/cycle.ts';
import { modelsOf } from '../support/models.ts';
import {
  after,
  EPIC,
  label,
  plan,
  plansOn,
  planText,
  say,
  settings,
  storiesOn,
  story,
  TREE,
  town,
} from '../support/planning.ts';

const raise = stagesOf([TREE]);
const openModels = modelsOf();

const DRAFT = plan([story('weeks', after('months')), story('months', after('weeks'))]);
const REVISED = { ...plan([story('weeks'), story('months', after('weeks'))]), changes: ['No circle any more.'] };
const REVIEW = { remarks: [{ story: 'weeks', text: 'It waits for what waits for it.' }] };

/** By what the form of the question asks for. */
const mind = () =>
  scriptedMind(({ form }) => {
    const properties = JSON.stringify(form ?? {});
    if (properties.includes('"remarks"')) return REVIEW;
    return properties.includes('"changes"') ? REVISED : DRAFT;
  });

async function begin(): Promise<Stage> {
  const stage = await raise([TREE], { world: town() });
  label(stage, 'steward:plan', 'maintainer');
  return stage;
}

it('is drafted by one, read by the other, revised by the first, and paid for once [AR-3]', async () => {
  const stage = await begin();
  const { server, models } = await openModels(stage, { mind: mind() });
  const run = await stage.tick(settings('', { models }));
  expect(run.failures).toEqual([]);
  expect(run.calls?.map(({ model, role, lane, result }) => [model.split('/')[0], role, lane, result])).toEqual([
    ['anthropic', 'plan', 'now', 'answered'],
    ['openai', 'review', 'now', 'answered'],
    ['anthropic', 'plan', 'now', 'answered'],
  ]);
  expect(planText(stage)).toContain("read by another vendor's");
  expect(planText(stage)).toContain('- No circle any more.');
  expect(run.sent?.calls.map(({ purpose }) => purpose)).toEqual(['plan', 'plan-review', 'plan-revise']);
  const { state } = await stage.memory();
  expect(state.money?.holds).toEqual({});
  const calls = server.log.length;
  stage.pass(HALF_HOUR);
  expect((await stage.tick(settings('', { models }))).quiet).toBe(true);
  say(stage, '/steward approve', 'maintainer');
  for (let round = 0; round < 3; round++) {
    stage.pass(HALF_HOUR);
    await stage.tick(settings('', { models }));
  }
  expect(storiesOn(stage)).toHaveLength(2);
  expect(server.log).toHaveLength(calls);
});

it('of a run that dies with the comment unsaid is said by the next, which asks nobody again', async () => {
  const stage = await begin();
  const { server, models } = await openModels(stage, { mind: mind() });
  await stage.tick(settings('', { models, death: { at: /AddComment/, timing: 'before' } })).catch(() => undefined);
  expect(plansOn(stage)).toEqual([]);
  const calls = server.log.length;
  expect(calls).toBeGreaterThan(0);
  for (let round = 0; round < 3; round++) {
    stage.pass(HALF_HOUR);
    expect((await stage.tick(settings('', { models }))).sent).toBeUndefined();
  }
  expect(plansOn(stage)).toHaveLength(1);
  expect(planText(stage)).toContain('### Plan: 2 stories');
  expect(server.log).toHaveLength(calls);
});

it('is not asked for in mode `observe`, whatever keys there are, and that is what is said', async () => {
  const stage = await begin();
  const { server, models } = await openModels(stage, { mind: mind() });
  const { report, outputs } = await planWorkAlone(stage.world({ ...settings('', { models }), mode: 'observe' }), {
    issue: EPIC,
  });
  expect([outputs.status, outputs.plan, server.log.length]).toEqual(['not-asked', 'null', 0]);
  expect(report.left).toEqual([{ title: `#${EPIC}`, reason: expect.stringContaining('mode `observe` asks no model') }]);
  expect(report.done.filter(({ title }) => title.includes('plan'))).toEqual([]);
  expect(JSON.stringify(report)).not.toContain('Planning needs a model');
  expect(plansOn(stage)).toEqual([]);
});

it('says what is missing where there is no key at all', async () => {
  const stage = await begin();
  await stage.tick(settings());
  expect(planText(stage)).toContain('Planning needs a model, and none answered');
});

it('is told of with each vendor that it was sent to', async () => {
  const stage = await begin();
  const { server, models } = await openModels(stage, { mind: mind() });
  server.faults.add({ when: ({ vendor }) => vendor === 'anthropic', times: 2, effect: { kind: 'misfit' } });
  const { sent } = await stage.tick(settings('', { models }));
  const told = sent?.calls.map(({ purpose, to }) => `${purpose} ${to?.split('/')[0]}`);
  expect(told?.slice(0, 3)).toEqual(['plan anthropic', 'plan openai', 'plan-review anthropic']);
});

it('can be tried with the models of the sandbox', async () => {
  const stage = await begin();
  const { models } = await openModels(stage);
  await stage.tick(settings('', { models }));
  expect(planText(stage)).toMatch(/### Plan: [2-5] stories/);
});
