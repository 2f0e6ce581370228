/** A tree that cannot be read: the run is red, does everything else, and looks again, soon at first and then seldom. */
import { expect, it } from 'vitest';
import { HALF_HOUR, type Stage, stagesOf } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';

const raise = stagesOf([BUSY]);

const withoutGit = (stage: Stage, times = 50): void =>
  stage.sandbox.faults.add({
    when: ({ kind }) => kind === 'git',
    timing: 'before',
    effect: { kind: 'status', status: 503 },
    times,
  });

it('does not keep a closed issue from being noticed', async () => {
  const stage = await raise();
  await stage.tick();
  const task = stage.sandbox.world.data.issues.find(({ author, title }) => author !== null && title !== 'Steward');
  stage.sandbox.world.closeIssue(task?.number ?? 0, 'octo', 'NOT_PLANNED');
  withoutGit(stage);
  stage.pass(HALF_HOUR);
  const blind = await stage.tick();
  expect(blind.failures).toEqual([expect.stringMatching(/^No work was looked for: git could not fetch octo\/dur/)]);
  expect((await stage.memory()).state.counts.rejected).toBe(1);
});

it('is tried again at the next run, and then some hours later only', async () => {
  const stage = await raise();
  withoutGit(stage);
  const runs: string[] = [];
  for (let run = 0; run < 18; run++) {
    const { failures, quiet } = await stage.tick();
    runs.push(failures.length > 0 ? 'red' : quiet ? 'quiet' : 'green');
    stage.pass(HALF_HOUR);
  }
  expect(runs.slice(0, 2)).toEqual(['red', 'red']);
  expect(runs.filter((end) => end === 'red')).toHaveLength(3);
  stage.sandbox.faults.clear();
  stage.pass(12 * HALF_HOUR);
  expect((await stage.tick()).failures).toEqual([]);
  expect(stage.visible()).toHaveLength(4);
});
