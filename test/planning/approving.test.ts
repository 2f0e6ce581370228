/** A plan before anybody approves it, and after: who may, what is created then, and in which order. */
import { describe, expect, it } from 'vitest';
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
  TWELVE,
  town,
} from '../support/planning.ts';

const raise = stagesOf([TREE]);

/** The base waits for the page about it, which waits for what waits for the base. */
const CIRCLE = plan(
  TWELVE.map((one) => (one.key === 'grammar' ? { ...one, dependsOn: [{ key: 'manual', certainty: 'guess' }] } : one)),
  { questions: ['Is a month 30 days?'] },
);

async function planned(script: Script, config = ''): Promise<{ stage: Stage; models: ReturnType<typeof scripted> }> {
  const stage = await raise([TREE], { world: town() });
  label(stage, 'steward:plan', 'maintainer');
  const models = scripted(script);
  await stage.tick(settings(config, { ask: models.ask }));
  stage.pass(HALF_HOUR);
  return { stage, models };
}

const go = async (stage: Stage, { ask }: ReturnType<typeof scripted>, config = '') => {
  const report = await stage.tick(settings(config, { ask }));
  stage.pass(HALF_HOUR);
  return report;
};

const SMALL = plan([story('weeks'), story('months', after('weeks'))]);

describe('a plan of twelve stories with a circle in the draft', () => {
  it('is mended before anybody sees it; a reader cannot approve it, a maintainer can, and each story is made once [AR-3]', async () => {
    const { stage, models } = await planned({ draft: CIRCLE, review: { remarks: [] }, revise: CIRCLE });
    expect(models.asked.map(({ question, not }) => [question.role, not])).toEqual([
      ['plan', undefined],
      ['review', ['anthropic']],
      ['plan', undefined],
    ]);
    const shown = planText(stage);
    expect(shown).toContain('### Plan: 12 stories');
    expect(shown).toContain('`grammar` does not wait for `manual`');
    expect(shown).toContain("read by another vendor's (`openai/two`)");
    expect(shown).toContain('- Is a month 30 days?');
    // Nothing points back to the base.
    expect(shown).not.toContain('--> s1\n');
    expect(storiesOn(stage)).toEqual([]);

    say(stage, '/steward approve', 'reader');
    await go(stage, models);
    expect(storiesOn(stage)).toEqual([]);
    expect(planText(stage)).toContain('**Not followed:** `/steward approve` of `reader`, who may not write here.');

    say(stage, '/steward approve', 'maintainer');
    for (let round = 0; round < 3; round++) await go(stage, models);
    const made = storiesOn(stage);
    expect(made.map(({ title }) => title)).toEqual(TWELVE.map(({ title }) => title));
    expect(new Set(made.map(({ parent }) => parent))).toEqual(new Set([EPIC]));
    const [base, ...others] = made;
    expect(base?.blockedBy ?? []).toEqual([]);
    for (const unit of others.slice(0, 9)) expect(unit.blockedBy).toEqual([base?.number]);
    expect((await go(stage, models)).quiet).toBe(true);
    expect(models.asked).toHaveLength(3);
    expect(plansOn(stage)).toHaveLength(1);
    expect(planText(stage)).not.toContain('Not followed');
    expect(planText(stage)).toContain('**Approved** by `maintainer`. Every story is an issue');
  });

  it('an approved plan that the caps hold up is opened over days, the first stories first, and says so', async () => {
    const caps = 'caps:\n  open-tasks: 40\n  new-issues-a-day: 5\n  notifications-a-week: 200\n';
    const { stage, models } = await planned({ draft: CIRCLE, review: { remarks: [] }, revise: CIRCLE }, caps);
    expect(planText(stage)).toContain('at most 5 a day');
    expect(planText(stage)).toContain('over 3 days or more');
    label(stage, 'steward:approved', 'maintainer');
    const counts: number[] = [];
    for (let day = 0; day < 3; day++) {
      for (let round = 0; round < 3; round++) await go(stage, models, caps);
      counts.push(storiesOn(stage).length);
      stage.pass(24 * 60 * MINUTE - 3 * HALF_HOUR);
    }
    expect(counts).toEqual([5, 10, 12]);
    expect(storiesOn(stage).map(({ parent }) => parent)).toEqual(Array(12).fill(EPIC));
    expect(storiesOn(stage).map(({ title }) => title)).toEqual(TWELVE.map(({ title }) => title));
  });
});

describe('an approval', () => {
  it('by a label counts by who put it', async () => {
    const { stage, models } = await planned({ draft: SMALL, review: { remarks: [] } });
    label(stage, 'steward:approved', 'sorter');
    await go(stage, models);
    expect(storiesOn(stage)).toEqual([]);
    expect(planText(stage)).toContain('**Not followed:** `steward:approved` of `sorter`');
    stage.sandbox.world.removeLabels(EPIC, ['steward:approved'], 'maintainer');
    label(stage, 'steward:approved', 'maintainer');
    await go(stage, models);
    expect(storiesOn(stage)).toHaveLength(2);
  });

  it('from before there was a plan is none', async () => {
    const stage = await raise([TREE], { world: town() });
    label(stage, 'steward:plan', 'maintainer');
    label(stage, 'steward:approved', 'maintainer');
    say(stage, '/steward approve', 'maintainer');
    const models = scripted({ draft: SMALL, review: { remarks: [] } });
    for (let round = 0; round < 2; round++) await go(stage, models);
    say(stage, 'Thanks!', 'visitor');
    for (let round = 0; round < 2; round++) await go(stage, models);
    expect(plansOn(stage)).toHaveLength(1);
    expect(storiesOn(stage)).toEqual([]);
    // Nor is the issue taken up as a task of its own.
    expect((await stage.memory()).tasks).toEqual({});
  });

  it('can be taken back for what is not opened yet', async () => {
    const caps = 'caps:\n  open-tasks: 40\n  new-issues-a-day: 1\n  notifications-a-week: 200\n';
    const { stage, models } = await planned({ draft: SMALL, review: { remarks: [] } }, caps);
    say(stage, '/steward approve', 'maintainer');
    await go(stage, models, caps);
    say(stage, '/steward unapprove', 'maintainer');
    await go(stage, models, caps);
    expect(Object.values((await stage.memory()).tasks).map(({ status }) => status)).toEqual(['ready']);
    stage.pass(24 * 60 * MINUTE);
    await go(stage, models, caps);
    expect(storiesOn(stage)).toHaveLength(1);
    expect(planText(stage)).toContain('**Waits for approval.**');
  });

  it('in mode suggest opens stories and puts them below the issue, as a person asked for it', async () => {
    const { stage, models } = await planned({ draft: SMALL, review: { remarks: [] } });
    say(stage, '/steward approve', 'maintainer');
    for (let round = 0; round < 3; round++) {
      await stage.tick(settings('', { ask: models.ask, mode: 'suggest' }));
      stage.pass(HALF_HOUR);
    }
    expect(storiesOn(stage).map(({ parent }) => parent)).toEqual([EPIC, EPIC]);
  });

  it('in mode observe writes nothing', async () => {
    const { stage, models } = await planned({ draft: SMALL, review: { remarks: [] } });
    say(stage, '/steward approve', 'maintainer');
    const before = JSON.stringify([stage.sandbox.world.data.issues, stage.sandbox.world.data.comments]);
    const report = await stage.tick(settings('', { ask: models.ask, mode: 'observe' }));
    expect(report.done.filter(({ kind }) => kind === 'opened')).toHaveLength(2);
    expect(JSON.stringify([stage.sandbox.world.data.issues, stage.sandbox.world.data.comments])).toBe(before);
  });
});

describe('who has an issue planned', () => {
  it.each([
    ['somebody who may only sort issues', 'sorter'],
    ['whoever wrote it, by a form', 'visitor'],
  ])('is not %s: models cost money', async (_, by) => {
    const stage = await raise([TREE], { world: town() });
    label(stage, 'steward:plan', by);
    const models = scripted({ draft: SMALL });
    const report = await go(stage, models);
    expect(models.asked).toEqual([]);
    expect(plansOn(stage)).toEqual([]);
    expect(report.left).toContainEqual({ title: '#1', reason: 'nobody who may write wants it planned' });
    expect((await go(stage, models)).quiet).toBe(true);
  });

  it('is the owner, who says which label epics have', async () => {
    const stage = await raise([TREE], { world: town() });
    label(stage, 'epic', 'maintainer');
    const models = scripted({ draft: SMALL, review: { remarks: [] } });
    await go(stage, models, 'planning:\n  epic-label: epic\n');
    expect(planText(stage)).toContain('### Plan: 2 stories');
  });

  it('is the owner, who says which type epics have, where a person who may write wrote it', async () => {
    const stage = await raise([TREE], { world: town({ author: 'maintainer' }) });
    stage.sandbox.world.setType(EPIC, 'Epic');
    const models = scripted({ draft: SMALL, review: { remarks: [] } });
    await go(stage, models, 'planning:\n  epic-type: epic\n');
    expect(planText(stage)).toContain('### Plan: 2 stories');
  });

  it('is nobody where planning is turned off', async () => {
    const stage = await raise([TREE], { world: town() });
    label(stage, 'steward:plan', 'maintainer');
    const models = scripted({ draft: SMALL });
    await go(stage, models, 'planning:\n  enabled: false\n');
    expect(models.asked).toEqual([]);
  });
});
