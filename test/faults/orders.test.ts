/** A run that follows orders may die at any request: what people approved is opened once, what they refused stays away. */

import { readBoxes } from '@steward/core/domain/box.ts';
import { expect, it } from 'vitest';
import { HALF_HOUR, type Stage, stagesOf } from '../support/cycle.ts';
import { deathsIn } from '../support/deaths.ts';
import { outcome, settle } from '../support/outcome.ts';
import { BUSY } from '../support/repositories.ts';

const raise = stagesOf([BUSY]);
const suggest = { mode: 'suggest' } as const;

/** A dashboard on which its owner has approved one suggestion, refused another, and a stranger has ticked a third. */
async function ordered(): Promise<Stage> {
  const stage = await raise();
  await stage.tick(suggest);
  stage.pass(HALF_HOUR);
  const { world } = stage.sandbox;
  const board = world.data.issues.find(({ title }) => title === 'Steward');
  if (!board) throw new Error('there is no dashboard');
  const [first, second, third] = readBoxes(board.body).flatMap(({ verb, task }) => (verb === 'approve' ? [task] : []));
  const tick = (verb: string, task: string | undefined, by: string): void => {
    const box = new RegExp(`- \\[ \\] (.*<!-- steward:${verb} ${task} -->)`);
    world.editBody(board.number, (world.issue(board.number)?.body ?? '').replace(box, '- [x] $1'), by);
  };
  tick('approve', first, 'octo');
  tick('reject', second, 'octo');
  tick('approve', third, 'helpful-stranger');
  return stage;
}

async function undisturbed() {
  const stage = await ordered();
  const before = stage.sandbox.transcript.length;
  await stage.tick(suggest);
  const deaths = deathsIn(stage.sandbox.transcript.slice(before));
  await settle(stage, suggest);
  return { deaths, outcome: await outcome(stage) };
}

it('follows the owner and not the stranger', async () => {
  const { outcome: end } = await undisturbed();
  expect(end.issues.filter(({ title }) => title !== 'Steward')).toHaveLength(1);
  expect(end.claims).toEqual([]);
});

it('converges wherever the run dies, before a request or after it', { timeout: 600_000 }, async () => {
  const calm = await undisturbed();
  expect(calm.deaths.length).toBeGreaterThan(4);
  for (const death of calm.deaths) {
    const stage = await ordered();
    await stage.tick({ ...suggest, death }).catch(() => undefined);
    await settle(stage, suggest);
    expect([death, await outcome(stage)]).toEqual([death, calm.outcome]);
  }
});
