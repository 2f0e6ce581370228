// What is told of agents stands on all that the ledger remembers, joined days included.
import { Story } from '@steward/cli/live/story.ts';
import { expect, test } from 'vitest';
import { HALF_HOUR, stagesOf } from '../../support/cycle.ts';
import { age, logs } from '../../support/old-memory.ts';
import { BUSY } from '../../support/repositories.ts';

const raise = stagesOf([BUSY]);

test('an issue that was opened on a day that was joined since is told by its number when it ends', async () => {
  const stage = await age(await raise());
  await stage.tick();
  expect(logs(stage)[0]).toMatch(/^archive\//);
  const story = await Story.begin(stage.sandbox);
  expect(await story.next()).toEqual([]);
  stage.sandbox.world.closeIssue(1, 'octo', 'NOT_PLANNED');
  stage.pass(HALF_HOUR);
  await stage.tick();
  expect(await story.next()).toMatchObject([{ what: 'moved', issue: 1, status: 'rejected' }]);
});
