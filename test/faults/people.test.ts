/** What people do to Steward's own things: markers edited, labels and issues deleted; it converges and closes nothing of its own. */
import { afterEach, describe, expect, it } from 'vitest';
import { MINUTE, Stage } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';

const DAY = 24 * 60 * MINUTE;
const stages: Stage[] = [];
afterEach(async () => {
  for (const stage of stages.splice(0)) await stage.close();
});

/** A world with three open tasks (#1 to #3), a dashboard (#4) and one suggestion. */
async function raise(): Promise<Stage> {
  const stage = await Stage.raise([BUSY]);
  stages.push(stage);
  await stage.tick();
  stage.pass(30 * MINUTE);
  return stage;
}

const bodyOf = (stage: Stage, number: number): string => stage.sandbox.world.issue(number)?.body ?? '';
const numbersOf = async (stage: Stage): Promise<(number | undefined)[]> =>
  Object.values((await stage.memory()).tasks)
    .flatMap(({ status, number }) => (status === 'suggested' ? [] : [number]))
    .sort();

describe.each([
  ['takes the marker out', (body: string) => body.replace(/<!-- steward.*/s, '')],
  [
    'writes another task into the marker',
    (body: string, other: string) => body.replace(/"task":"\w+"/, `"task":"${other}"`),
  ],
  ['invents a task for the marker', (body: string) => body.replace(/"task":"\w+"/, '"task":"deadbeefdead"')],
  ['empties its fingerprints', (body: string) => body.replace(/"fingerprints":\[[^\]]*\]/, '"fingerprints":[]')],
  [
    'marks it as a dashboard',
    (body: string) => `${body}\n<!-- steward:v1 {"intent":"deadbeefdeadbeef","dashboard":true} -->`,
  ],
])("a person who edits a task's issue and %s", (_, edit) => {
  it('changes nothing of what the ledger has recorded of it', async () => {
    const stage = await raise();
    const { tasks } = await stage.memory();
    const other = Object.values(tasks).find(({ number }) => number === 2)?.id ?? '';
    stage.sandbox.world.editBody(1, edit(bodyOf(stage, 1), other), 'octo');
    const report = await stage.tick();
    expect(report.failures).toEqual([]);
    expect(stage.visible().map(({ state }) => state)).toEqual(['OPEN', 'OPEN', 'OPEN', 'OPEN']);
    expect((await stage.memory()).tasks).toEqual(tasks);

    stage.pass(30 * MINUTE);
    stage.sandbox.world.closeIssue(1, 'octo', 'NOT_PLANNED');
    await stage.tick();
    expect(await numbersOf(stage)).toEqual([2, 3]);
    const { rejected } = await stage.memory();
    const prints = Object.values(tasks).find(({ number }) => number === 1)?.fingerprints ?? [];
    expect(Object.keys(rejected).sort()).toEqual([...prints].sort());
  });
});

it('writes the dashboard again when somebody emptied it, marker and all', async () => {
  const stage = await raise();
  const before = bodyOf(stage, 4);
  stage.sandbox.world.editBody(4, 'Mine now', 'octo');
  await stage.tick();
  expect(bodyOf(stage, 4)).toBe(before);
  stage.pass(30 * MINUTE);
  expect((await stage.tick()).quiet).toBe(true);
});
