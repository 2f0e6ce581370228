/** A run may die at any call while it plans, opens stories and puts them below their issue: nothing is made twice, nothing is lost. */
import { describe, expect, it } from 'vitest';
import { HALF_HOUR, MINUTE, Stage, stagesOf } from '../support/cycle.ts';
import { deathsIn, type NumberedDeath } from '../support/deaths.ts';
import {
  after,
  EPIC,
  label,
  plan,
  plansOn,
  planText,
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

const THREE = plan([
  story('weeks', after('manual')),
  story('months', after('weeks')),
  story('manual', after('months')),
]);
const TWELVE_ROUND = plan(TWELVE.map((one) => (one.key === 'grammar' ? { ...one, ...after('manual') } : one)));

const scriptOf = (draft: object) =>
  scripted({ draft, review: { remarks: [{ story: '', text: 'A circle.' }] }, revise: draft });

async function tickWith(stage: Stage, models: ReturnType<typeof scripted>, death?: NumberedDeath): Promise<boolean> {
  const report = await stage.tick(settings('', { ask: models.ask, ...(death && { death }) })).catch(() => null);
  stage.pass(HALF_HOUR);
  return report?.quiet ?? false;
}

async function settle(stage: Stage, models: ReturnType<typeof scripted>): Promise<void> {
  for (let round = 0; round < 8; round++) if (await tickWith(stage, models)) return;
  throw new Error('never quiet');
}

/** Intents and numbers differ with the way there; what people see does not. */
async function outcome(stage: Stage, models: ReturnType<typeof scripted>) {
  const { state, tasks } = await stage.memory();
  const titles = new Map(stage.sandbox.world.data.issues.map(({ number, title }) => [number, title]));
  const named = (text: string) => text.replace(/#(\d+)/g, (_, number: string) => titles.get(Number(number)) ?? number);
  return {
    plans: plansOn(stage).length,
    text: named(planText(stage)),
    stories: storiesOn(stage)
      .map(({ title, state: open, parent, blockedBy = [] }) => ({
        ...{ title, open, parent },
        blockedBy: blockedBy.map((number) => titles.get(number)).sort(),
      }))
      .sort((a, b) => (a.title < b.title ? -1 : 1)),
    tasks: Object.values(tasks)
      .map(({ id, status, child }) => ({ id, status, child: child !== undefined }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    claims: Object.keys(state.claims),
    asked: models.asked.length,
  };
}

/** The way to an approved plan: up to which of its three ticks nothing happens. */
async function upTo(stage: Stage, models: ReturnType<typeof scripted>, step: number): Promise<void> {
  label(stage, 'steward:plan', 'maintainer');
  if (step === 0) return;
  await tickWith(stage, models);
  await settle(stage, models);
  say(stage, '/steward approve', 'maintainer');
  for (let done = 1; done < step; done++) await tickWith(stage, models);
}

/** After a death while it was drafted, nobody has approved yet. */
async function finish(stage: Stage, models: ReturnType<typeof scripted>, step: number): Promise<void> {
  await settle(stage, models);
  if (step > 0) return;
  say(stage, '/steward approve', 'maintainer');
  await settle(stage, models);
}

/** The ways in which the tick of this step can die, and how it ends where it does not. */
async function undisturbed(draft: object, step: number) {
  const stage = await Stage.raise([TREE], { world: town() });
  const models = scriptOf(draft);
  await upTo(stage, models, step);
  const before = stage.sandbox.transcript.length;
  await tickWith(stage, models);
  const deaths = deathsIn(stage.sandbox.transcript.slice(before)).map((death) => ({ ...death, step }));
  await finish(stage, models, step);
  const end = await outcome(stage, models);
  await stage.close();
  return { deaths, end };
}

const drafting = await undisturbed(THREE, 0);
const linking = await undisturbed(THREE, 2);
const opening = await undisturbed(TWELVE_ROUND, 1);
const three = drafting;

it('is worth killing: three stories, each an issue below the planned one, in one chain', () => {
  const { stories, claims, plans } = three.end;
  expect(stories.map(({ parent, open }) => [parent, open])).toEqual(Array(3).fill([EPIC, 'OPEN']));
  expect(stories.flatMap(({ blockedBy }) => blockedBy)).toHaveLength(2);
  expect([claims, plans]).toEqual([[], 1]);
  expect(linking.end).toEqual(three.end);
  expect([drafting, linking, opening].map(({ deaths }) => deaths.length > 5)).toEqual([true, true, true]);
});

describe('a run that dies', () => {
  it.each([...drafting.deaths, ...linking.deaths])(
    'right $timing request $at of tick $step comes to the same',
    async ({ step, ...death }) => {
      const stage = await raise([TREE], { world: town() });
      const models = scriptOf(THREE);
      await upTo(stage, models, step);
      await tickWith(stage, models, death);
      await finish(stage, models, step);
      expect(await outcome(stage, models)).toEqual(three.end);
    },
  );
});

describe('the run that opens twelve stories', () => {
  it('opens each once, below the planned one', () => {
    expect(opening.end.stories.map(({ title }) => title)).toEqual(TWELVE.map(({ title }) => title).sort());
    expect(opening.end.stories.map(({ parent }) => parent)).toEqual(Array(12).fill(EPIC));
  });

  it.each(opening.deaths)('dies right $timing request $at, and each story is made once', async ({ step, ...death }) => {
    const stage = await raise([TREE], { world: town() });
    const models = scriptOf(TWELVE_ROUND);
    await upTo(stage, models, step);
    await tickWith(stage, models, death);
    await settle(stage, models);
    expect(await outcome(stage, models)).toEqual(opening.end);
  });
});

it('two runs at once open each story once', async () => {
  const stage = await raise([TREE], { world: town() });
  const models = scriptOf(THREE);
  await upTo(stage, models, 1);
  await Promise.all([1, 2].map(() => stage.tick(settings('', { ask: models.ask })).catch(() => undefined)));
  stage.pass(11 * MINUTE);
  await settle(stage, models);
  expect(await outcome(stage, models)).toEqual(three.end);
});

it('memory that was lost makes no story twice, and puts none below its issue twice', async () => {
  const stage = await raise([TREE], { world: town() });
  const models = scriptOf(THREE);
  await upTo(stage, models, 2);
  await settle(stage, models);
  await stage.sandbox.world.moveBranch('steward/state', null);
  await tickWith(stage, models);
  stage.pass(HALF_HOUR);
  await settle(stage, models);
  expect(storiesOn(stage).map(({ parent, state }) => [parent, state])).toEqual(Array(3).fill([EPIC, 'OPEN']));
  expect(plansOn(stage)).toHaveLength(1);
  expect(models.asked).toHaveLength(3);
});
