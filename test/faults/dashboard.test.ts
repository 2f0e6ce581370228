/** A dashboard that says what is no longer so is rewritten by the next run, and not asked for again where GitHub refuses. */
import { expect, it } from 'vitest';
import { MINUTE, type Stage, stagesOf } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';

const raiseStage = stagesOf([BUSY]);
const BOARD = 4;

/** Three open tasks and a dashboard that shows them; a person has just closed the first. */
async function raise(): Promise<Stage> {
  const stage = await raiseStage();
  await stage.tick();
  stage.pass(30 * MINUTE);
  stage.sandbox.world.closeIssue(1, 'octo', 'NOT_PLANNED');
  return stage;
}

const bodyOf = ({ sandbox }: Stage): string => sandbox.world.issue(BOARD)?.body ?? '';
const unshown = async (stage: Stage): Promise<string | null> => (await stage.memory()).state.unshown;

it('is due at once when the run that changed what it says died before it wrote', async () => {
  const stage = await raise();
  const before = bodyOf(stage);
  await stage.tick({ death: { at: /UpdateIssue/, timing: 'before' } }).catch(() => undefined);
  expect(bodyOf(stage)).toBe(before);
  expect(await unshown(stage)).not.toBeNull();

  stage.pass(30 * MINUTE);
  expect(await stage.tick()).toMatchObject({ quiet: false, failures: [] });
  expect(bodyOf(stage)).not.toBe(before);
  expect(await unshown(stage)).toBeNull();
  stage.pass(30 * MINUTE);
  expect((await stage.tick()).quiet).toBe(true);
});

it('is not asked for again at every run where GitHub refuses it', async () => {
  const stage = await raise();
  const before = bodyOf(stage);
  stage.sandbox.faults.add({
    when: ({ mutations }) => mutations.includes('updateIssue'),
    timing: 'before',
    effect: { kind: 'status', status: 403 },
  });
  expect((await stage.tick()).failures).toHaveLength(1);
  expect(bodyOf(stage)).toBe(before);
  stage.pass(30 * MINUTE);
  expect((await stage.tick()).quiet).toBe(true);
});

it('is not due any more where a change made no difference to what it says', async () => {
  const stage = await raise();
  await stage.tick({ death: { at: /UpdateIssue/, timing: 'after' } }).catch(() => undefined);
  const written = bodyOf(stage);
  expect(await unshown(stage)).not.toBeNull();
  stage.pass(30 * MINUTE);
  const report = await stage.tick();
  expect(report.done).toEqual([]);
  expect(bodyOf(stage)).toBe(written);
  expect(await unshown(stage)).toBeNull();
  stage.pass(30 * MINUTE);
  expect((await stage.tick()).quiet).toBe(true);
});

it('is kept again once it is opened, and not before, however much changed meanwhile', async () => {
  const stage = await raise();
  const before = bodyOf(stage);
  stage.sandbox.world.closeIssue(BOARD, 'octo', 'COMPLETED');
  expect(await stage.tick()).toMatchObject({ failures: [], warnings: [] });
  stage.pass(30 * MINUTE);
  expect((await stage.tick()).quiet).toBe(true);
  expect(bodyOf(stage)).toBe(before);

  stage.sandbox.world.reopen(BOARD, 'octo');
  stage.pass(30 * MINUTE);
  expect(await stage.tick()).toMatchObject({ quiet: false, failures: [] });
  expect(bodyOf(stage)).not.toBe(before);
  expect(bodyOf(stage)).not.toContain('#1 ');
});
