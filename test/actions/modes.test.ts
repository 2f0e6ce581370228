/** The four modes are degrees of trust: what each may write, seen on GitHub's side. */
import { expect, it } from 'vitest';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { HALF_HOUR, type Stage, stagesOf } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';

const raise = stagesOf([BUSY]);

const writes = (stage: Stage) => stage.sandbox.transcript.filter((record) => record.write);
const auto = { action: 'auto', focus: 'auto', 'max-tasks': 50 } as const;

it('observe writes nothing anywhere, and tells what it would have done [PM-13]', async () => {
  const stage = await raise();
  const { report, summary } = await runCycle(stage.world({ mode: 'observe' }), auto);
  expect(writes(stage)).toEqual([]);
  expect(stage.visible()).toEqual([]);
  expect(stage.git(['for-each-ref', 'refs/heads/steward'])).toBe('');
  expect(report.requests.writes).toBe(0);
  expect(report.done.map((item) => item.kind)).toEqual([
    'label',
    'opened',
    'opened',
    'opened',
    'suggested',
    'dashboard',
    'pinned',
  ]);
  expect(summary).toMatch(/Observe: nothing was written.* In mode `assist` this run would have:/);
  expect(summary).toContain(
    'In mode `suggest`, which the configuration names, it would have opened the dashboard alone',
  );
  // What does not exist has no number and no address.
  expect([report.tasks, report.done].flat().filter((item) => 'number' in item)).toEqual([]);
  expect(report.dashboard).toMatchObject({ number: null, url: null });
  expect(report.dashboard?.body).toContain(report.tasks[0]?.title);
  expect(summary + report.dashboard?.body).not.toContain('#-');
});

it('suggest writes one dashboard issue and its memory, and opens no task', async () => {
  const stage = await raise();
  const report = await stage.tick({ mode: 'suggest' });
  expect(stage.visible().map((issue) => issue.title)).toEqual(['Steward']);
  expect(report.tasks.map((task) => task.status)).toEqual(['suggested', 'suggested', 'suggested', 'suggested']);
  for (const task of report.tasks) expect(stage.sandbox.world.data.issues[0]?.body).toContain(task.title);
});

it.each(['assist', 'autopilot'] as const)('%s opens three tasks a day and suggests the rest', async (mode) => {
  const stage = await raise();
  const report = await stage.tick({ mode });
  expect(report.tasks.map((task) => task.status).sort()).toEqual(['ready', 'ready', 'ready', 'suggested']);
  stage.pass(24 * 2 * HALF_HOUR);
  const next = await stage.tick({ mode });
  expect(next.tasks.map((task) => task.status)).toEqual(['ready', 'ready', 'ready', 'ready']);
});

it('leaves the mode at suggest where the owner said nothing', async () => {
  const stage = await raise();
  const world = stage.world();
  const { report } = await runCycle({ ...world, settings: { ...world.settings, mode: null } }, auto);
  expect(report.mode).toBe('suggest');
});

it('never unpins what people pinned', async () => {
  const stage = await raise();
  for (const title of ['One', 'Two', 'Three']) {
    stage.sandbox.world.pin(stage.sandbox.world.openIssue({ title, by: 'octo' }).number);
  }
  const report = await stage.tick();
  expect(report.failures).toEqual([]);
  const pinned = stage.visible().filter((issue) => issue.pinned);
  expect(pinned.map((issue) => issue.title)).toEqual(['One', 'Two', 'Three']);
});

it('asks for no pin while all three are taken, and pins once people leave one free', async () => {
  const stage = await raise();
  const { world } = stage.sandbox;
  const numbers = ['One', 'Two', 'Three'].map((title) => world.openIssue({ title, by: 'octo' }).number);
  for (const number of numbers) world.pin(number);
  await stage.tick();
  expect(stage.sandbox.transcript.filter(({ mutations }) => mutations.includes('pinIssue'))).toEqual([]);
  world.data.pins.splice(world.data.pins.indexOf(numbers[0] ?? 0), 1);
  world.closeIssue(numbers[0] ?? 0, 'octo', 'COMPLETED');
  stage.pass(HALF_HOUR);
  expect((await stage.tick()).failures).toEqual([]);
  expect(stage.visible().filter((issue) => issue.pinned)).toHaveLength(3);
  expect(stage.visible().find(({ title }) => title === 'Steward')).toMatchObject({ pinned: true });
});
