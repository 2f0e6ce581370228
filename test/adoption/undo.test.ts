/** A run that took up a person's issue is taken back: the task, the label and the comment, and no word of anybody else. */
import { adoptionId } from '@steward/core/domain/adoption.ts';
import { describe, expect, it } from 'vitest';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { HALF_HOUR, MINUTE, type Stage, stagesOf } from '../support/cycle.ts';
import { BOT, issueOf, peoplesWords, saidBy, settings, TREE, town } from './town.ts';

const raise = stagesOf([TREE]);
const AUTO = { ...settings('adopt: good-bug-reports'), mode: 'assist' as const };
const DAY = 24 * 60 * MINUTE;

const undo = (stage: Stage) =>
  runCycle(stage.world(AUTO), { action: 'auto', focus: 'auto', 'max-tasks': 50, undo: 'last' });
const linesOf = (stage: Stage) => saidBy(stage, BOT, 1).map(({ body }) => body.split('\n')[0]);

/** A person's issue (#1) that the first run took up. */
async function taken(): Promise<Stage> {
  const stage = await raise([TREE], { world: town([{}]) });
  await stage.tick(AUTO);
  expect((await stage.memory()).tasks[adoptionId(1)]).toMatchObject({ status: 'ready', number: 1 });
  expect(issueOf(stage, 1).labels).toEqual(['steward']);
  stage.pass(HALF_HOUR);
  return stage;
}

describe("a person's issue that a run took up", () => {
  it('stays open and as its author wrote it, without label and criteria, and is not taken up again by itself', async () => {
    const stage = await taken();
    const before = peoplesWords(stage);
    const { report } = await undo(stage);
    expect(report.failures).toEqual([]);
    expect(issueOf(stage, 1)).toMatchObject({ state: 'OPEN', labels: [] });
    expect(peoplesWords(stage)).toBe(before);
    expect(linesOf(stage)).toEqual([expect.stringMatching(/^\*\*Taken back\.\*\*/)]);
    expect((await stage.memory()).tasks[adoptionId(1)]).toBeUndefined();
    for (const wait of [HALF_HOUR, DAY, DAY]) {
      stage.pass(wait);
      await stage.tick(AUTO);
    }
    expect(linesOf(stage)).toEqual([expect.stringMatching(/^\*\*Taken back\.\*\*/)]);
    expect((await stage.memory()).tasks[adoptionId(1)]).toBeUndefined();
    stage.pass(HALF_HOUR);
    expect((await stage.tick(AUTO)).quiet).toBe(true);
  });

  it('is taken up again once somebody with write access labels it after that, and not by a label from before', async () => {
    const stage = await raise([TREE], { world: town([{}]) });
    stage.sandbox.world.addLabels(1, ['steward'], 'maintainer');
    await stage.tick(AUTO);
    stage.pass(HALF_HOUR);
    await undo(stage);
    expect(issueOf(stage, 1).labels).toEqual(['steward']);
    stage.pass(DAY);
    await stage.tick(AUTO);
    expect((await stage.memory()).tasks[adoptionId(1)]).toBeUndefined();

    stage.sandbox.world.removeLabels(1, ['steward'], 'maintainer');
    stage.sandbox.world.addLabels(1, ['steward'], 'maintainer');
    stage.pass(HALF_HOUR);
    await stage.tick(AUTO);
    expect((await stage.memory()).tasks[adoptionId(1)]).toMatchObject({ status: 'ready', number: 1 });
    expect(linesOf(stage)).toEqual([expect.stringMatching(/^\*\*Taken back\.\*\*/), '### Criteria']);
  });

  it('is not taken up again by itself after memory was lost', async () => {
    const stage = await taken();
    await undo(stage);
    stage.git(['update-ref', '-d', 'refs/heads/steward/state']);
    for (let round = 0; round < 4; round++) {
      stage.pass(HALF_HOUR);
      await stage.tick(AUTO);
    }
    const { tasks, rejected } = await stage.memory();
    expect(tasks[adoptionId(1)]).toBeUndefined();
    expect(Object.values(rejected)).toMatchObject([{ reason: 'undone', number: 1 }]);
    expect(linesOf(stage)).toHaveLength(1);
  });

  it('is left alone where somebody works on it or changed what the comment says', async () => {
    const stage = await taken();
    const [comment] = saidBy(stage, BOT, 1);
    if (!comment) throw new Error('no comment');
    comment.body = comment.body.replace('Criteria', 'My criteria');
    const { report } = await undo(stage);
    expect(linesOf(stage)[0]).not.toContain('Taken back');
    expect(report.undo?.spared).toContainEqual({ what: 'a comment on #1', reason: 'somebody edited it' });
  });
});
