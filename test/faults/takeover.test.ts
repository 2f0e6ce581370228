/** Taking over from a run that went silent: not too early, not blind to what it did, and late work not put off for long. */
import { expect, it } from 'vitest';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { HALF_HOUR, MINUTE, type Stage, stagesOf } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';

const raise = stagesOf([BUSY]);

const CREATION = /mutation CreateIssue/;
const EXPIRED = 11 * MINUTE;
const AUTO = { action: 'auto', focus: 'auto', 'max-tasks': 50 } as const;

const issues = (stage: Stage) => stage.sandbox.world.data.issues;
const claims = async (stage: Stage) => Object.values((await stage.memory()).state.claims);

/** A run that reserved what is due and died before it created any of it. */
async function reservedOnly(stage: Stage): Promise<void> {
  await stage.tick({ death: { at: CREATION, timing: 'before' } }).catch(() => undefined);
  expect(await claims(stage)).toHaveLength(4);
}

it('leaves alone what another run may still be creating, although something else wakes it', async () => {
  const stage = await raise();
  await reservedOnly(stage);
  const held = await claims(stage);
  for (const minutes of [1, 4, 3]) {
    stage.pass(minutes * MINUTE);
    const { number } = stage.sandbox.world.openIssue({ title: `A question after ${minutes}`, by: 'octo' });
    expect((await stage.tick()).quiet).toBe(false);
    expect(issues(stage).filter(({ author }) => author !== 'octo')).toEqual([]);
    expect(number).toBe(issues(stage).length);
  }
  expect(await claims(stage)).toEqual(held);
  stage.pass(3 * MINUTE);
  await stage.tick();
  expect(issues(stage).filter(({ author }) => author !== 'octo')).toHaveLength(4);
});

it('lists from the first reservation on, however often it was taken over', async () => {
  const stage = await raise();
  await reservedOnly(stage);
  const first = (await claims(stage)).map((claim) => claim.first).sort()[0] ?? '';
  stage.pass(EXPIRED);
  await reservedOnly(stage);
  expect((await claims(stage)).every((claim) => claim.at > first)).toBe(true);
  stage.pass(EXPIRED);
  const world = stage.world();
  const asked: (string | null)[] = [];
  const listing = (since: string | null) => {
    asked.push(since);
    return world.reader.listing(since);
  };
  await runCycle({ ...world, reader: { ...world.reader, listing } }, AUTO);
  expect(asked).toHaveLength(1);
  expect(Date.parse(asked[0] ?? '')).toBeLessThan(Date.parse(first));
  expect(issues(stage)).toHaveLength(4);
});

it('does in the next run what came too late in this one', async () => {
  const stage = await raise();
  const delay = { kind: 'delay', milliseconds: 3 * MINUTE } as const;
  stage.sandbox.faults.add({ when: ({ operation }) => operation === 'Commit', timing: 'after', effect: delay });
  expect((await stage.tick()).warnings.join()).toMatch(/time to send it had passed/);
  expect(issues(stage)).toEqual([]);
  stage.pass(HALF_HOUR);
  await stage.tick();
  expect(issues(stage)).toHaveLength(4);
});
