/** Plans made anew, models that do not answer, and second opinions that are none. */
import { describe, expect, it } from 'vitest';
import { planWorkAlone } from '../../actions/plan-work/flow.ts';
import { HALF_HOUR, MINUTE, type Stage, stagesOf } from '../support/cycle.ts';
import {
  after,
  EPIC,
  label,
  plan,
  plansOn,
  planText,
  type Script,
  say,
  scripted,
  settings,
  storiesOn,
  story,
  TREE,
  town,
} from '../support/planning.ts';

const raise = stagesOf([TREE]);
const SOUND = { remarks: [] };
const FIRST = plan([story('weeks'), story('months', after('weeks'))]);

async function begin(): Promise<Stage> {
  const stage = await raise([TREE], { world: town() });
  label(stage, 'steward:plan', 'maintainer');
  return stage;
}

async function go(stage: Stage, script: Script | ReturnType<typeof scripted>, config = '') {
  const { ask } = 'ask' in script ? script : scripted(script);
  const report = await stage.tick(settings(config, { ask }));
  stage.pass(HALF_HOUR);
  return report;
}

describe('a plan that is made anew', () => {
  const SECOND = plan([
    story('by-the-week', { title: 'Read weeks in a duration' }),
    story('years', after('by-the-week')),
  ]);

  async function approvedOnce(): Promise<Stage> {
    const stage = await begin();
    await go(stage, { draft: FIRST, review: SOUND });
    say(stage, '/steward approve', 'maintainer');
    for (let round = 0; round < 3; round++) await go(stage, { draft: FIRST, review: SOUND });
    expect(storiesOn(stage)).toHaveLength(2);
    return stage;
  }

  it('edits the comment; what exists stays, is not made twice, and what is new has to be approved [AR-3]', async () => {
    const stage = await approvedOnce();
    say(stage, '/steward plan', 'maintainer');
    const models = scripted({ draft: SECOND, review: SOUND });
    await go(stage, models);
    expect(plansOn(stage)).toHaveLength(1);
    const text = planText(stage);
    expect(text).toContain('**Waits for approval.**');
    expect(text).toMatch(/Read weeks in a duration \|.*\| #\d+ \|/);
    expect(text).toMatch(/Read years in a duration \|.*\| new \|/);
    expect(text).toMatch(/\*\*No longer in the plan:\*\* #\d+\. What exists stays as it is\./);
    expect(models.asked[0]?.question.prompt.own).toContain('- weeks: Read weeks in a duration');
    for (let round = 0; round < 2; round++) await go(stage, models);
    expect(storiesOn(stage)).toHaveLength(2);
    say(stage, '/steward approve', 'maintainer');
    for (let round = 0; round < 3; round++) await go(stage, models);
    expect(storiesOn(stage).map(({ title }) => title)).toEqual([
      'Read weeks in a duration',
      'Read months in a duration',
      'Read years in a duration',
    ]);
    expect(storiesOn(stage)[2]?.blockedBy).toEqual([storiesOn(stage)[0]?.number]);
    expect(models.asked).toHaveLength(2);
  });

  it('a story that a person closed as not planned does not come back', async () => {
    const stage = await approvedOnce();
    const [weeks] = storiesOn(stage);
    stage.sandbox.world.closeIssue(weeks?.number ?? 0, 'maintainer', 'NOT_PLANNED');
    await go(stage, { draft: FIRST, review: SOUND });
    say(stage, '/steward plan', 'maintainer');
    await go(stage, { draft: SECOND, review: SOUND });
    say(stage, '/steward approve', 'maintainer');
    for (let round = 0; round < 3; round++) await go(stage, { draft: SECOND, review: SOUND });
    expect(storiesOn(stage).filter(({ title }) => title === 'Read weeks in a duration')).toHaveLength(1);
    expect(planText(stage)).toContain(`rejected (#${weeks?.number})`);
  });

  it('because the issue was edited waits an hour, and does not touch what was approved', async () => {
    const stage = await begin();
    await go(stage, { draft: FIRST, review: SOUND });
    stage.sandbox.world.editBody(EPIC, 'Weeks and years.', 'visitor');
    const models = scripted({ draft: SECOND, review: SOUND });
    await go(stage, models);
    expect(models.asked).toEqual([]);
    expect(planText(stage)).toContain('**Edited since:**');
    stage.pass(HALF_HOUR);
    await go(stage, models);
    expect(planText(stage)).toContain('Read years in a duration');
    expect(planText(stage)).not.toContain('**Edited since:**');
    say(stage, '/steward approve', 'maintainer');
    await go(stage, models);
    stage.sandbox.world.editBody(EPIC, 'Something else.', 'visitor');
    for (let round = 0; round < 4; round++) await go(stage, models);
    expect(models.asked).toHaveLength(2);
    expect(planText(stage)).toContain('**Approved** by `maintainer`');
    expect(planText(stage)).toContain('**Edited since:**');
  });

  it('on the word of somebody who may not write is not', async () => {
    const stage = await begin();
    await go(stage, { draft: FIRST, review: SOUND });
    say(stage, '/steward plan', 'visitor');
    const models = scripted({ draft: SECOND, review: SOUND });
    await go(stage, models);
    expect(models.asked).toEqual([]);
    expect(planText(stage)).toContain('**Not followed:** `/steward plan` of `visitor`');
  });

  it('without a plan that can stand leaves the one that people saw', async () => {
    const stage = await begin();
    await go(stage, { draft: FIRST, review: SOUND });
    say(stage, '/steward plan', 'maintainer');
    const models = scripted({ draft: plan([]), review: SOUND, revise: plan([]) });
    await go(stage, models);
    expect(planText(stage)).toContain('**Planned anew without a plan that can stand:** It has no story.');
    expect(planText(stage)).toContain('Read months in a duration');
    const asked = models.asked.length;
    for (let round = 0; round < 2; round++) await go(stage, models);
    expect(models.asked).toHaveLength(asked);
  });
});

describe('an issue that is not to be planned any more', () => {
  it.each([
    ['is closed', (stage: Stage) => stage.sandbox.world.closeIssue(EPIC, 'maintainer')],
    ['lost its label', (stage: Stage) => stage.sandbox.world.removeLabels(EPIC, ['steward:plan'], 'maintainer')],
  ])('since it %s is forgotten, with what was still to be opened', async (_, end) => {
    const caps = 'caps:\n  open-tasks: 40\n  new-issues-a-day: 1\n  notifications-a-week: 200\n';
    const stage = await begin();
    await go(stage, { draft: FIRST, review: SOUND }, caps);
    say(stage, '/steward approve', 'maintainer');
    await go(stage, { draft: FIRST, review: SOUND }, caps);
    end(stage);
    for (let round = 0; round < 2; round++) await go(stage, { draft: FIRST, review: SOUND }, caps);
    const { state, tasks } = await stage.memory();
    expect(state.plans).toBeUndefined();
    expect(Object.values(tasks).map(({ status }) => status)).toEqual(['ready']);
  });
});

describe('a plan that nobody may be told of now', () => {
  it.each([
    ['at night waits for the morning', 'quiet-hours:\n  from: 8\n  to: 11\n', 4],
    ['in a week whose notifications are used up waits, and keeps no run busy', 'caps:\n  notifications-a-week: 0\n', 0],
  ])('%s', async (_, config, rounds) => {
    const stage = await begin();
    const models = scripted({ draft: FIRST, review: SOUND });
    await go(stage, models, config);
    expect(plansOn(stage)).toEqual([]);
    expect((await go(stage, models, config)).quiet).toBe(true);
    for (let round = 0; round < rounds; round++) await go(stage, models, config);
    expect(plansOn(stage)).toHaveLength(rounds > 0 ? 1 : 0);
    expect(models.asked).toHaveLength(2);
  });
});

describe('without a model', () => {
  it('the comment says what is missing, quiet runs stay quiet, and the daily work asks again', async () => {
    const stage = await begin();
    await go(stage, {});
    expect(planText(stage)).toContain('Planning needs a model, and none answered');
    expect((await go(stage, {})).quiet).toBe(true);
    stage.pass(24 * 60 * MINUTE);
    await go(stage, { draft: FIRST, review: SOUND });
    expect(plansOn(stage)).toHaveLength(1);
    expect(planText(stage)).toContain('### Plan: 2 stories');
  });
});

describe('the second opinion [AR-3]', () => {
  it.each([
    ['another vendor', ['anthropic/one', 'openai/two'], "read by another vendor's (`openai/two`)"],
    ['nobody else', ['anthropic/one'], 'read by the very model that drafted it, since no other answered'],
  ])('of %s is told as what it is', async (_, models, words) => {
    const stage = await begin();
    await go(stage, { draft: FIRST, review: SOUND, models });
    expect(planText(stage)).toContain(words);
  });

  it('of another model of the same vendor as well', async () => {
    const stage = await begin();
    const { ask } = scripted({ draft: FIRST, review: SOUND, models: ['anthropic/one'] });
    const other = scripted({ review: SOUND, models: ['anthropic/small'] });
    const both = {
      ask: async (all: Parameters<typeof ask>[0]) => (all[0]?.question.role === 'review' ? other.ask(all) : ask(all)),
      asked: [],
    };
    await go(stage, both);
    expect(planText(stage)).toContain('read by another model of the same vendor');
  });

  it('that nobody gives, or that is turned off, is told', async () => {
    const stage = await begin();
    await go(stage, { draft: FIRST });
    expect(planText(stage)).toContain('read by no other model: none answered');
    const other = await begin();
    await go(other, { draft: FIRST, review: SOUND }, 'planning:\n  second-opinion: false\n');
    expect(planText(other)).toContain('read by no other model: that is turned off');
  });

  it('is followed by the first, and what came of each remark is told', async () => {
    const stage = await begin();
    const revise = { ...plan([story('weeks'), story('months'), story('years')]), changes: ['Added years.'] };
    await go(stage, { draft: FIRST, review: { remarks: [{ story: '', text: 'Years are missing.' }] }, revise });
    expect(planText(stage)).toContain('### Plan: 3 stories');
    expect(planText(stage)).toContain('- Years are missing.');
    expect(planText(stage)).toContain('- Added years.');
    expect(planText(stage)).toContain('revised by `anthropic/one`');
  });
});

describe('the action alone', () => {
  const outputs = async (stage: Stage, issue: number | null, script: Script) =>
    (await planWorkAlone(stage.world(settings()), { issue }, scripted(script).ask)).outputs;

  it('plans the issue it is asked about, whatever its labels, and goes on with it', async () => {
    const stage = await raise([TREE], { world: town() });
    const given = await outputs(stage, EPIC, { draft: FIRST, review: SOUND });
    expect(given.status).toBe('waiting');
    expect(JSON.parse(given.plan ?? '').stories).toHaveLength(2);
    stage.pass(HALF_HOUR);
    say(stage, '/steward approve', 'maintainer');
    const after = await outputs(stage, null, { draft: FIRST, review: SOUND });
    expect(after.status).toBe('approved');
    expect(JSON.parse(after.created ?? '')).toHaveLength(2);
    stage.pass(HALF_HOUR);
    await outputs(stage, EPIC, {});
    expect(storiesOn(stage).map(({ parent }) => parent)).toEqual([EPIC, EPIC]);
  });

  it('says that there is no such issue, also by its status, and that it needs a model', async () => {
    const stage = await raise([TREE], { world: town() });
    const told = await outputs(stage, 77, {});
    expect(told).toMatchObject({ status: 'ended', plan: 'null' });
    expect(told.report).toContain('#77 is not planned: there is no open issue of that number.');
    expect(await outputs(stage, EPIC, {})).toMatchObject({ status: 'needs-model', plan: 'null' });
  });
});

it('what was due is left where planning is turned off, also by the action alone', async () => {
  const stage = await begin();
  await go(stage, {});
  const models = scripted({ draft: FIRST, review: SOUND });
  say(stage, '/steward plan', 'maintainer');
  const off = settings('planning:\n  enabled: false\n');
  stage.pass(48 * HALF_HOUR);
  await planWorkAlone(stage.world(off), { issue: null }, models.ask);
  expect(models.asked).toEqual([]);
  await planWorkAlone(stage.world(settings()), { issue: null }, models.ask);
  expect(models.asked).not.toEqual([]);
});
