/** Pausing and resuming by the `action` input, as whoever started the run. */
import { expect, it } from 'vitest';
import { generateTasksAlone } from '../../actions/generate-tasks/flow.ts';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { HALF_HOUR, type Stage, stagesOf } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';

const raise = stagesOf([BUSY]);

const order = async (stage: Stage, action: 'pause' | 'resume') => {
  stage.pass(HALF_HOUR);
  return (await runCycle(stage.world(), { action, focus: 'auto', 'max-tasks': 50 })).report;
};

const board = (stage: Stage) => stage.sandbox.world.data.issues.find(({ title }) => title === 'Steward');

it('a run that is started to pause pauses and shows it, and one to resume goes on [CW-15]', async () => {
  const stage = await raise();
  await stage.tick();
  const paused = await order(stage, 'pause');
  expect(paused.failures).toEqual([]);
  expect((await stage.memory()).state.paused).toBe(true);
  expect(board(stage)?.labels).toContain('steward:paused');

  await stage.sandbox.world.pushCommit({
    files: { 'src/new.js': '// TODO: remove this once #4 is fixed\n' },
    message: 'x',
    by: 'octo',
  });
  const before = stage.visible().length;
  stage.pass(HALF_HOUR);
  await stage.tick();
  expect(stage.visible()).toHaveLength(before);

  await order(stage, 'resume');
  expect((await stage.memory()).state.paused).toBe(false);
  expect(board(stage)?.labels).not.toContain('steward:paused');
});

it('saying twice what is so already changes nothing', async () => {
  const stage = await raise();
  await stage.tick();
  await order(stage, 'pause');
  stage.pass(HALF_HOUR);
  await stage.tick();
  const again = await order(stage, 'pause');
  expect(again.requests.writes).toBe(0);
});

it('what is suggested stays while Steward is paused, whatever is pushed and whichever action looks [CW-15]', async () => {
  const stage = await raise();
  const suggested = async () =>
    Object.values((await stage.memory()).tasks).flatMap(({ status, id }) => (status === 'suggested' ? [id] : []));
  await stage.tick({ mode: 'suggest' });
  const before = await suggested();
  await order(stage, 'pause');
  await stage.sandbox.world.pushCommit({ files: { 'NEWS.md': '# News\n' }, message: 'News', by: 'octo' });
  stage.pass(HALF_HOUR);
  await stage.tick({ mode: 'suggest' });
  await generateTasksAlone(stage.world({ mode: 'suggest' }), { focus: 'auto', 'max-tasks': 50 });
  expect(before.length).toBeGreaterThan(1);
  expect(await suggested()).toEqual(before);
});
