/** A run may die at any request while it takes up people's issues and asks about them: nothing is said twice, nothing is lost. */
import { describe, expect, it } from 'vitest';
import { HALF_HOUR, MINUTE, Stage, stagesOf } from '../support/cycle.ts';
import { deathsIn } from '../support/deaths.ts';
import { BOT, issueOf, peoplesWords, saidBy, settings, TREE, town, VAGUE } from './town.ts';

const AUTO = settings('adopt: good-bug-reports');
const WORLD = () =>
  town([{}, { title: 'Wrong result', body: VAGUE }, { title: 'How do I parse weeks?', body: 'How?' }]);
const raise = stagesOf([TREE]);

async function settle(stage: Stage): Promise<void> {
  for (let round = 0; round < 5; round++) {
    stage.pass(HALF_HOUR);
    if ((await stage.tick(AUTO)).quiet) return;
  }
  throw new Error('never quiet');
}

async function outcome(stage: Stage) {
  const { state, tasks } = await stage.memory();
  return {
    words: peoplesWords(stage),
    said: saidBy(stage, BOT)
      .map(({ on, body }) => `${on} ${body.replace(/<!--.*-->/s, '')}`)
      .sort(),
    labels: [1, 2, 3].map((number) => issueOf(stage, number).labels),
    tasks: Object.values(tasks).map(({ id, status, number, adopts, labels }) => ({
      id,
      status,
      number,
      adopts,
      labels,
    })),
    claims: Object.keys(state.claims),
    counts: state.counts,
    boards: stage.sandbox.world.data.issues.filter(({ author }) => author === BOT).length,
  };
}

async function undisturbed() {
  const stage = await Stage.raise([TREE], { world: WORLD() });
  await stage.tick(AUTO);
  const requests = stage.sandbox.transcript.filter((record) => record.kind !== 'git').length;
  const deaths = deathsIn(stage.sandbox.transcript);
  await settle(stage);
  const end = await outcome(stage);
  await stage.close();
  return { requests, deaths, outcome: end };
}

const calm = await undisturbed();
const steps = Array.from({ length: calm.requests }, (_, index) => index + 1);

it('is a cycle worth killing: one issue taken up with its label, one asked about, one left alone', () => {
  expect(calm.outcome.said.map((text) => text.slice(0, 14))).toEqual(['1 ### Criteria', '2 This cannot ']);
  expect(calm.outcome.labels).toEqual([['steward'], [], []]);
  expect(calm.outcome.tasks).toMatchObject([{ status: 'ready', number: 1 }]);
  expect(calm.outcome.claims).toEqual([]);
});

describe('a run that dies', () => {
  it.each(calm.deaths)('right $timing request $at says the same in the end', async (death) => {
    const stage = await raise([TREE], { world: WORLD() });
    await stage.tick({ ...AUTO, death }).catch(() => undefined);
    await settle(stage);
    expect(await outcome(stage)).toEqual(calm.outcome);
  });
});

it.each(steps)(
  'an answer that is lost after its effect, as a 502 to request %i, changes nothing in the end',
  async (at) => {
    const stage = await raise([TREE], { world: WORLD() });
    let seen = 0;
    stage.sandbox.faults.add({
      when: (request: { kind: string }) => request.kind !== 'git' && ++seen === at,
      timing: 'after',
      effect: { kind: 'status', status: 502 },
    });
    await stage.tick(AUTO).catch(() => undefined);
    await settle(stage);
    expect(await outcome(stage)).toEqual(calm.outcome);
  },
);

it('two runs at once take up each issue once, and ask once', async () => {
  const stage = await raise([TREE], { world: WORLD() });
  await Promise.all([stage.tick(AUTO), stage.tick(AUTO)].map((run) => run.catch(() => undefined)));
  stage.pass(11 * MINUTE);
  await settle(stage);
  expect(await outcome(stage)).toEqual(calm.outcome);
});
