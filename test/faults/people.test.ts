/** What people do to Steward's own things: markers edited, labels and issues deleted; it converges and closes nothing of its own. */
import { describe, expect, it } from 'vitest';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { MINUTE, type Stage, stagesOf } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';

const DAY = 24 * 60 * MINUTE;
const raiseStage = stagesOf([BUSY]);

/** A world with three open tasks (#1 to #3), a dashboard (#4) and one suggestion. */
async function raise(): Promise<Stage> {
  const stage = await raiseStage();
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

it('makes its label again when somebody deleted it, and opens what was due', async () => {
  const stage = await raise();
  stage.sandbox.world.deleteLabel('steward');
  stage.pass(DAY);
  const report = await stage.tick();
  expect(report.failures).toEqual([]);
  expect(report.done.map(({ kind }) => kind)).toContain('label');
  expect(stage.visible().at(-1)).toMatchObject({ state: 'OPEN', labels: ['steward'] });
  expect(await numbersOf(stage)).toEqual([1, 2, 3, 5]);
});

it('opens another dashboard when somebody deleted it, and one only', async () => {
  const stage = await raise();
  stage.sandbox.world.deleteIssue(4);
  stage.sandbox.world.closeIssue(1, 'octo', 'NOT_PLANNED');
  const missing = await stage.tick();
  expect(missing.failures).toEqual([]);
  expect(missing.warnings.join()).toContain('there is no issue #4');
  for (let i = 0; i < 3; i++) {
    stage.pass(30 * MINUTE);
    expect((await stage.tick()).failures).toEqual([]);
  }
  expect(stage.visible().filter(({ title }) => title === 'Steward')).toMatchObject([{ state: 'OPEN', pinned: true }]);
});

it('is done with an extra copy that somebody deleted before it was closed', async () => {
  const stage = await raise();
  const { world, faults } = stage.sandbox;
  const { number } = world.openIssue({ title: 'Copy', body: bodyOf(stage, 1), by: 'github-actions[bot]' });
  faults.add({
    when: ({ mutations }) => mutations.includes('closeIssue'),
    timing: 'before',
    effect: { kind: 'status', status: 502 },
  });
  await stage.tick();
  expect((await stage.memory()).state.closing).toMatchObject([{ number }]);
  world.deleteIssue(number);
  stage.pass(30 * MINUTE);
  expect((await stage.tick()).failures).toEqual([]);
  stage.pass(30 * MINUTE);
  expect((await stage.tick()).quiet).toBe(true);
});

it('takes its suggestions back when the owner wants none, although there is no room for anything new', async () => {
  const stage = await raise();
  stage.pass(DAY);
  const config = 'caps:\n  suggestions: 0\n  open-tasks: 3\n';
  const report = await stage.tick({ config });
  expect(report.done.map(({ kind }) => kind)).toContain('withdrawn');
  expect((await stage.memory()).state.counts).toMatchObject({ open: 3, suggested: 0 });
  expect(bodyOf(stage, 4)).toContain('Turned off (`caps.suggestions: 0`).');
});

it('a run that was asked to look for work does not call itself quiet', async () => {
  const stage = await raise();
  const asked = { action: 'generate', focus: 'auto', 'max-tasks': 5 } as const;
  const { outputs, summary } = await runCycle(stage.world(), asked);
  expect(outputs.quiet).toBe('false');
  expect(summary).not.toContain('Nothing changed since');
});

it('a task whose issue was deleted gives its place back at the daily look, and is not suggested again', async () => {
  const stage = await raise();
  const title = stage.sandbox.world.issue(1)?.title;
  stage.sandbox.world.deleteIssue(1);
  const quiet = await stage.tick();
  expect(quiet.events).toBe(0);
  stage.pass(DAY);
  await stage.tick();
  const { tasks, rejected, state } = await stage.memory();
  expect(await numbersOf(stage)).not.toContain(1);
  expect(Object.values(rejected)).toMatchObject([{ reason: 'cancelled', number: 1 }]);
  expect(Object.values(tasks).map((task) => task.title)).not.toContain(title);
  expect(state.counts.open).toBe(3);
  stage.pass(30 * MINUTE);
  expect((await stage.tick()).quiet).toBe(true);
});
