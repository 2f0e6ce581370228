/** The rules by which issues are opened without duplicates, one test each: the flow breaks where a rule is left out. */
import { parseMarker, renderMarker } from '@steward/core/domain/marker.ts';
import type { RequestFacts } from '@steward/sandbox/fault-schedule.ts';
import { describe, expect, it } from 'vitest';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { MINUTE, type Stage, stagesOf } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';

const raiseStage = stagesOf([BUSY]);

async function raise(lag = 0): Promise<Stage> {
  const stage = await raiseStage();
  stage.sandbox.world.data.listingLagMilliseconds = lag;
  return stage;
}

const DAY = 24 * 60 * MINUTE;
const EXPIRED = 11 * MINUTE;
const MESSAGE = /mutation CreateIssue/;

const creating = ({ mutations }: RequestFacts): boolean => mutations.includes('createIssue');
const issues = (stage: Stage) => stage.sandbox.world.data.issues;
const open = (stage: Stage) => issues(stage).filter((issue) => issue.state === 'OPEN');
const operations = (stage: Stage, from = 0) => stage.sandbox.transcript.slice(from).map((record) => record.operation);
const claims = async (stage: Stage) => Object.values((await stage.memory()).state.claims);
const createdBy = (stage: Stage, from: number) =>
  operations(stage, from).filter((name) => name === 'CreateIssue').length;

/** A run that reserved everything and died before it created anything. */
async function reservedOnly(stage: Stage): Promise<void> {
  await stage.tick({ death: { at: MESSAGE, timing: 'before' } }).catch(() => undefined);
  expect(await claims(stage)).toHaveLength(4);
  expect(issues(stage)).toEqual([]);
}

/** The world in the end: each title once, three tasks and the dashboard open, nothing held, and then quiet. */
async function expectSettled(stage: Stage): Promise<void> {
  for (let round = 0; round < 4; round++) {
    stage.pass(EXPIRED);
    await stage.tick().catch(() => undefined);
  }
  const titles = open(stage).map((issue) => issue.title);
  expect(new Set(titles).size).toBe(titles.length);
  expect(titles).toHaveLength(4);
  const { state, tasks } = await stage.memory();
  expect(state).toMatchObject({ claims: {}, closing: [], counts: { open: 3 } });
  const recorded = Object.values(tasks).flatMap(({ number }) => number ?? []);
  expect([...recorded, state.dashboard?.number].sort()).toEqual(
    open(stage)
      .map((issue) => issue.number)
      .sort(),
  );
  stage.pass(EXPIRED);
  expect((await stage.tick()).quiet).toBe(true);
}

/** A tick whose first created issue is followed by this, before the run hears of it. */
async function stalledTick(stage: Stage, meanwhile: () => Promise<unknown>, when: 'before' | 'after'): Promise<void> {
  const world = stage.world();
  let stalled = false;
  const stall = async (at: typeof when): Promise<void> => {
    if (stalled || at !== when) return;
    stalled = true;
    await meanwhile();
  };
  const createIssue: typeof world.writer.createIssue = async (issue) => {
    await stall('before');
    const result = await world.writer.createIssue(issue);
    await stall('after');
    return result;
  };
  await runCycle(
    { ...world, writer: { ...world.writer, createIssue } },
    {
      action: 'auto',
      focus: 'auto',
      'max-tasks': 50,
    },
  );
}

it('expiry: what a dead run holds is left alone until everything late has landed, then finished', async () => {
  const stage = await raise();
  await reservedOnly(stage);
  stage.pass(8 * MINUTE);
  await stage.tick();
  expect(issues(stage)).toEqual([]);
  stage.pass(3 * MINUTE);
  await stage.tick();
  await expectSettled(stage);
});

it('actWindow: nothing is sent once the act window has passed, and what was held is given back', async () => {
  const stage = await raise();
  const delay = { kind: 'delay', milliseconds: 3 * MINUTE } as const;
  stage.sandbox.faults.add({ when: ({ operation }) => operation === 'Commit', timing: 'after', effect: delay });
  const report = await stage.tick();
  expect(createdBy(stage, 0)).toBe(0);
  expect(report.warnings.join()).toMatch(/time to send it had passed/);
  expect(await claims(stage)).toEqual([]);
  stage.pass(DAY);
  await stage.tick();
  await expectSettled(stage);
});

it('listAfter, keepIntent: a take-over is committed first, then listed, then created under the same intent', async () => {
  const stage = await raise();
  await reservedOnly(stage);
  const before = (await claims(stage)).map((claim) => claim.intent).sort();
  stage.pass(EXPIRED);
  const from = stage.sandbox.transcript.length;
  await stage.tick();
  const order = operations(stage, from).filter((name) => /^(?:Commit|Listing|CreateIssue)$/.test(name ?? ''));
  expect(order.slice(0, 3)).toEqual(['Commit', 'Listing', 'CreateIssue']);
  expect(
    issues(stage)
      .map((issue) => parseMarker(issue.body)?.intent)
      .sort(),
  ).toEqual(before);
});

it('listClosed: an unrecorded copy that a person closed is not created again', async () => {
  const stage = await raise(30_000);
  await stage.tick({ death: { at: MESSAGE, timing: 'after' } }).catch(() => undefined);
  expect(issues(stage)).toHaveLength(1);
  stage.sandbox.world.closeIssue(1, 'octo', 'NOT_PLANNED');
  const title = issues(stage)[0]?.title;
  stage.pass(EXPIRED);
  await stage.tick();
  stage.pass(DAY);
  await stage.tick();
  expect(issues(stage).filter((issue) => issue.title === title)).toHaveLength(1);
  expect(Object.values((await stage.memory()).rejected).map((item) => [item.reason, item.number])).toContainEqual([
    'rejected',
    1,
  ]);
});

it('listClosed: a copy that was closed while it was looked up ends its task all the same', async () => {
  const stage = await raise();
  const closing = (request: RequestFacts): boolean => {
    if (request.operation === 'Listing' && issues(stage).length > 0)
      stage.sandbox.world.closeIssue(1, 'octo', 'NOT_PLANNED');
    return false;
  };
  stage.sandbox.faults.add({ when: creating, timing: 'after', effect: { kind: 'reset' } });
  stage.sandbox.faults.add({ when: closing, timing: 'before', effect: { kind: 'reset' } });
  await stage.tick();
  stage.sandbox.faults.clear();
  stage.pass(5 * MINUTE);
  await stage.tick();
  const { tasks, rejected } = await stage.memory();
  expect(Object.values(tasks).map(({ number }) => number)).not.toContain(1);
  expect(Object.values(rejected).map(({ number }) => number)).toContain(1);
});

it('ambWait, ambKeep: after an unanswered create the owner lists once, sends no other and gives nothing back', async () => {
  const stage = await raise();
  stage.sandbox.faults.add({ when: creating, timing: 'late', effect: { kind: 'reset' }, lateBy: 110_000 });
  const report = await stage.tick();
  expect(report.warnings.join()).toMatch(/not known yet whether it happened/);
  // The first listing of the two is the installation's: it looks for traces of an older memory.
  expect(operations(stage).filter((name) => name === 'Listing')).toHaveLength(2);
  expect(createdBy(stage, 0)).toBe(4);
  expect(await claims(stage)).toHaveLength(1);
  stage.pass(2 * MINUTE);
  await stage.tick();
  await expectSettled(stage);
  expect(issues(stage)).toHaveLength(4);
});

describe('an owner that stalled', () => {
  it('ownRelease: gives back nothing that a successor holds', async () => {
    const stage = await raise();
    let successor: string[] = [];
    await stalledTick(
      stage,
      async () => {
        stage.pass(EXPIRED);
        await stage.tick({ death: { at: MESSAGE, timing: 'before' } }).catch(() => undefined);
        successor = (await claims(stage)).map((claim) => claim.token);
      },
      'after',
    );
    expect(successor).toHaveLength(3);
    expect((await claims(stage)).map((claim) => claim.token)).toEqual(successor);
    await expectSettled(stage);
  });

  it('ownSettle, byRecord: records nothing over its successor, and its late copy is found and closed', async () => {
    const stage = await raise();
    await stalledTick(
      stage,
      async () => {
        stage.pass(EXPIRED);
        await stage.tick();
      },
      'before',
    );
    expect(open(stage)).toHaveLength(5);
    const numbers = Object.values((await stage.memory()).tasks).map((task) => task.number);
    expect(numbers).not.toContain(5);
    stage.pass(MINUTE);
    expect((await stage.tick()).quiet).toBe(false);
    expect(issues(stage)[4]).toMatchObject({ state: 'CLOSED', stateReason: 'DUPLICATE' });
    await expectSettled(stage);
  });
});

it('claimDue: a held slot wakes Steward although nothing else happened', async () => {
  const stage = await raise();
  await reservedOnly(stage);
  const [held] = await claims(stage);
  expect((await stage.memory()).state.nextDue).toBe(held?.expires);
  stage.pass(EXPIRED);
  expect((await stage.tick()).quiet).toBe(false);
  await expectSettled(stage);
});

it('dueKept: what GitHub refused stays due, and is opened the next day although nothing moved', async () => {
  const stage = await raise();
  stage.sandbox.faults.add({ when: creating, timing: 'before', effect: { kind: 'status', status: 403 }, times: 4 });
  const report = await stage.tick();
  expect(report.failures.length).toBeGreaterThan(0);
  expect(await claims(stage)).toEqual([]);
  expect(issues(stage)).toEqual([]);
  stage.pass(DAY);
  await stage.tick();
  await expectSettled(stage);
});

it('author: an outsider’s copy of a live marker stands for nothing', async () => {
  const stage = await raise();
  await reservedOnly(stage);
  stage.sandbox.world.person('mallory', 'none');
  for (const { intent, subject } of await claims(stage)) {
    const body = renderMarker({ intent, task: subject, fingerprints: [] });
    stage.sandbox.world.openIssue({ title: `Mine: ${subject}`, body, by: 'mallory' });
  }
  stage.pass(EXPIRED);
  await stage.tick();
  const own = open(stage).filter((issue) => issue.author !== 'mallory');
  expect(own).toHaveLength(4);
  const { tasks } = await stage.memory();
  const numbers = Object.values(tasks).flatMap((task) => task.number ?? []);
  expect(issues(stage).filter(({ number, author }) => author === 'mallory' && numbers.includes(number))).toEqual([]);
});
