/** What a run sees and what it may conclude: nothing seen is lost, nothing unseen is gone, no older run unsees it. */
import { expect, it } from 'vitest';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { HALF_HOUR, MINUTE, type Stage, stagesOf } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';

const raiseStage = stagesOf([BUSY]);

const DAY = 24 * 60 * MINUTE;
const AUTO = { action: 'auto', focus: 'auto', 'max-tasks': 50 } as const;

/** Three open tasks (#1 to #3), a dashboard (#4) and one suggestion. */
async function raise(): Promise<Stage> {
  const stage = await raiseStage();
  await stage.tick();
  stage.pass(HALF_HOUR);
  return stage;
}

it('a copy of its own that could not be read yet is looked at again by the next run', async () => {
  const stage = await raise();
  const { title = '', body = '' } = stage.sandbox.world.issue(1) ?? {};
  const copy = stage.sandbox.world.openIssue({ title, body, by: 'github-actions[bot]' });
  stage.pass(MINUTE);
  const world = stage.world();
  await runCycle({ ...world, reader: { ...world.reader, details: async () => [] } }, AUTO);
  expect(stage.sandbox.world.issue(copy.number)?.state).toBe('OPEN');
  stage.pass(MINUTE);
  expect((await stage.tick()).quiet).toBe(false);
  expect(stage.sandbox.world.issue(copy.number)).toMatchObject({ state: 'CLOSED', stateReason: 'DUPLICATE' });
});

it('a run that began earlier and ends later does not take back what a newer one has seen', async () => {
  const stage = await raise();
  stage.sandbox.world.openIssue({ title: 'First question', by: 'octo' });
  stage.pass(MINUTE);
  const slow = stage.world();
  let newer = '';
  let head = '';
  const overview: typeof slow.reader.overview = async (request) => {
    const seen = await slow.reader.overview(request);
    stage.pass(5 * MINUTE);
    stage.sandbox.world.openIssue({ title: 'Second question', by: 'octo' });
    head = await stage.sandbox.world.pushCommit({ files: { 'NEWS.md': '# News\n' }, message: 'News', by: 'octo' });
    stage.pass(MINUTE);
    await stage.tick();
    newer = (await stage.memory()).state.watermark ?? '';
    return seen;
  };
  await runCycle({ ...slow, reader: { ...slow.reader, overview } }, AUTO);
  expect(newer).not.toBe('');
  expect((await stage.memory()).state).toMatchObject({ watermark: newer, head });
  stage.pass(MINUTE);
  expect((await stage.tick()).quiet).toBe(true);
});

it('a task keeps its place though its issue is in no list that the daily look reads', async () => {
  const stage = await raise();
  stage.pass(DAY);
  stage.sandbox.world.data.listingLagMilliseconds = 10 * DAY;
  await stage.tick();
  const { tasks, rejected } = await stage.memory();
  const numbers = Object.values(tasks).flatMap(({ number }) => number ?? []);
  expect(numbers).toEqual(expect.arrayContaining([1, 2, 3]));
  expect(rejected).toEqual({});
});

it('a dashboard that a person closed is neither written, opened again nor replaced', async () => {
  const stage = await raise();
  const { body } = stage.sandbox.world.issue(4) ?? {};
  stage.sandbox.world.closeIssue(4, 'octo', 'COMPLETED');
  stage.sandbox.world.closeIssue(1, 'octo', 'COMPLETED');
  for (let round = 0; round < 3; round++) {
    expect((await stage.tick()).failures).toEqual([]);
    stage.pass(DAY);
  }
  expect(stage.sandbox.world.issue(4)).toMatchObject({ state: 'CLOSED', body });
  expect(stage.visible().filter(({ title }) => title === 'Steward')).toHaveLength(1);
});

it('a repository whose issues are switched off gets none, and is told so for each that would have been opened', async () => {
  const stage = await raiseStage();
  stage.sandbox.world.repository.hasIssuesEnabled = false;
  const { report, outputs, summary } = await runCycle(stage.world(), AUTO);
  expect(stage.visible()).toEqual([]);
  expect(report.failures).toEqual([]);
  const told = JSON.parse(outputs.refused ?? '[]') as { kind: string; policy: string }[];
  expect(told.filter(({ kind, policy }) => kind === 'open-issue' && policy === 'repository')).toHaveLength(3);
  expect(summary).toContain('issues are turned off in this repository');
});
