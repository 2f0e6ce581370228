/** Orders to take up a person's issue, against what people had said of it: the newest word counts, and what stands in the way is told. */
import { adoptionId } from '@steward/core/domain/adoption.ts';
import { describe, expect, it } from 'vitest';
import { HALF_HOUR, MINUTE, type Stage, stagesOf } from '../support/cycle.ts';
import { BOT, boardOf, issueOf, REPORT, saidBy, settings, TREE, town } from './town.ts';

const raise = stagesOf([TREE]);
const LABELLED = settings('adopt: labelled');
const taskOf = async (stage: Stage, number: number) => (await stage.memory()).tasks[adoptionId(number)];
const next = (stage: Stage, options = settings()) => {
  stage.pass(HALF_HOUR);
  return stage.tick(options);
};

function tick(stage: Stage, number: number): void {
  const board = stage.sandbox.world.data.issues.find(({ title, author }) => title === 'Steward' && author === BOT);
  const line = `- [ ] **Adopt #${number}**`;
  expect(board?.body).toContain(line);
  stage.sandbox.world.editBody(
    board?.number ?? 0,
    board?.body.replace(line, line.replace('[ ]', '[x]')) ?? '',
    'maintainer',
  );
}

const SAID = [
  ['maintainer', 'This works as intended.'],
  ['maintainer', 'I will look into this next month.'],
  ['visitor', 'Never mind, my mistake.'],
] as const;

describe('an order', () => {
  it.each(SAID)('by a label overrides what %s said before: %s', async (by, text) => {
    const stage = await raise([TREE], { world: town([{}]) });
    stage.sandbox.world.comment(1, text, by);
    stage.pass(MINUTE);
    stage.sandbox.world.addLabels(1, ['steward'], 'maintainer');
    await stage.tick(LABELLED);
    expect(await taskOf(stage, 1)).toMatchObject({ status: 'ready', approved: { by: 'maintainer' } });
    expect(saidBy(stage, BOT, 1)).toHaveLength(1);
    expect(boardOf(stage)).not.toContain('left alone although');
  });

  it.each(SAID)('by a tick overrides what %s said before: %s', async (by, text) => {
    const stage = await raise([TREE], { world: town([{}]) });
    await stage.tick(settings());
    stage.pass(HALF_HOUR);
    stage.sandbox.world.comment(1, text, by);
    tick(stage, 1);
    stage.pass(MINUTE);
    await stage.tick(settings());
    expect(await taskOf(stage, 1)).toMatchObject({ status: 'ready', number: 1 });
  });

  it.each(SAID)('by a label is overridden by what %s said since, and the dashboard says so: %s', async (by, text) => {
    const stage = await raise([TREE], { world: town([{}]) });
    stage.sandbox.world.addLabels(1, ['steward'], 'maintainer');
    stage.pass(MINUTE);
    stage.sandbox.world.comment(1, text, by);
    await stage.tick(LABELLED);
    expect(await taskOf(stage, 1)).toBeUndefined();
    expect(boardOf(stage)).toContain('- #1 is left alone although `maintainer` ordered it (');
    expect(boardOf(stage)).toContain(by === 'visitor' ? ': taken back by its author' : ': decided by a maintainer');
    await next(stage, LABELLED);
    expect((await next(stage, LABELLED)).quiet).toBe(true);
    stage.sandbox.world.removeLabels(1, ['steward'], 'maintainer');
    stage.sandbox.world.addLabels(1, ['steward'], 'maintainer');
    await next(stage, LABELLED);
    expect(await taskOf(stage, 1)).toMatchObject({ status: 'ready', number: 1 });
    expect(boardOf(stage)).not.toContain('left alone although');
  });

  it('by a tick is not followed on an issue that somebody has by now, and the dashboard says so until it is closed', async () => {
    const stage = await raise([TREE], { world: town([{}]) });
    await stage.tick(settings());
    stage.pass(HALF_HOUR);
    issueOf(stage, 1).assignees.push('maintainer');
    stage.sandbox.world.comment(1, 'Mine.', 'maintainer');
    tick(stage, 1);
    await stage.tick(settings());
    expect(await taskOf(stage, 1)).toBeUndefined();
    expect(boardOf(stage)).toContain('#1 is left alone although `maintainer` ordered it (');
    expect(boardOf(stage)).toContain('): assigned');
    stage.sandbox.world.closeIssue(1, 'maintainer');
    await next(stage);
    expect(boardOf(stage)).not.toContain('left alone although');
  });

  it('takes up an issue that says what another says, or what was declined', async () => {
    const title = 'parse() drops what is behind a blank';
    const stage = await raise([TREE], { world: town([{}, { title, body: REPORT }, { title, body: REPORT }]) });
    await stage.tick(settings());
    expect(boardOf(stage)).toContain('- #2 looks like #1');
    stage.sandbox.world.addLabels(2, ['steward'], 'maintainer');
    await next(stage);
    expect(await taskOf(stage, 2)).toMatchObject({ status: 'ready' });
    expect(boardOf(stage)).not.toContain('- #2 looks like #1');
    expect(await taskOf(stage, 3)).toBeUndefined();
    for (const number of [1, 2]) stage.sandbox.world.closeIssue(number, 'maintainer', 'NOT_PLANNED');
    await next(stage);
    expect(await taskOf(stage, 3)).toBeUndefined();
    stage.sandbox.world.addLabels(3, ['steward'], 'maintainer');
    await next(stage);
    expect(await taskOf(stage, 3)).toMatchObject({ status: 'ready' });
  });
});

it('opposites are suggested side by side, and one does not fall with the other', async () => {
  const told = (state: string, actual: string): string =>
    `Steps:\n1. Open the settings\n2. Turn the cache ${state}\n3. Press save\n\nExpected: it is kept\n\nActual: ${actual}\n`;
  const stage = await raise([TREE], {
    world: town([
      { title: 'Crash with cache enabled', body: told('on', 'the window is gone') },
      { title: 'Crash without cache enabled', body: told('off', 'it hangs, then quits') },
    ]),
  });
  await stage.tick(settings());
  for (const number of [1, 2]) expect(await taskOf(stage, number)).toMatchObject({ status: 'suggested' });
  expect(boardOf(stage)).not.toContain('looks like');
  stage.sandbox.world.closeIssue(1, 'maintainer', 'NOT_PLANNED');
  await next(stage);
  expect(await taskOf(stage, 2)).toMatchObject({ status: 'suggested' });
});
