/** Hostile inputs 19 to 25: what GitHub, the network, other runs and people do to a cycle. Each fault at every request is in test/faults. */
import type { FaultEffect } from '@steward/sandbox/fault-schedule.ts';
import { describe, expect, it } from 'vitest';
import { HALF_HOUR, MINUTE, Stage, stagesOf } from '../support/cycle.ts';
import { outcome, settle } from '../support/outcome.ts';
import { BUSY } from '../support/repositories.ts';

const raise = stagesOf([BUSY]);
const DAY = 48 * HALF_HOUR;

const titlesOf = (stage: Stage): string[] => stage.visible().map(({ title }) => title);
const expectNoCopies = (stage: Stage): void => expect(new Set(titlesOf(stage)).size).toBe(titlesOf(stage).length);
const creates = ({ mutations }: { mutations: readonly string[] }): boolean => mutations.includes('createIssue');
const writesSince = (stage: Stage, from: number) => stage.sandbox.transcript.slice(from).filter(({ write }) => write);

async function undisturbed() {
  const stage = await Stage.raise([BUSY]);
  await stage.tick();
  await settle(stage);
  const end = await outcome(stage);
  await stage.close();
  return end;
}

const calm = await undisturbed();

describe('19. The same event twice, in another order, or a day late', () => {
  /** A person rejects one task, finishes another, and somebody pushes. */
  const happenings = [
    (stage: Stage) => stage.sandbox.world.closeIssue(1, 'octo', 'NOT_PLANNED'),
    (stage: Stage) => stage.sandbox.world.closeIssue(2, 'octo', 'COMPLETED'),
    (stage: Stage) => stage.sandbox.world.pushCommit({ files: { 'NEWS.md': '# News\n' }, by: 'octo' }),
  ];

  it.each<[string, (stage: Stage) => Promise<void>]>([
    [
      'as it comes',
      async (stage) => {
        for (const happens of happenings) {
          await happens(stage);
          await stage.tick();
          stage.pass(HALF_HOUR);
        }
      },
    ],
    [
      'each told to three runs at once',
      async (stage) => {
        for (const happens of happenings) {
          await happens(stage);
          await Promise.all([stage.tick(), stage.tick(), stage.tick()]);
          stage.pass(HALF_HOUR);
        }
      },
    ],
    [
      'the other way round',
      async (stage) => {
        for (const happens of [...happenings].reverse()) {
          await happens(stage);
          await stage.tick();
          stage.pass(HALF_HOUR);
        }
      },
    ],
    [
      'all of them a day late',
      async (stage) => {
        for (const happens of happenings) await happens(stage);
        stage.pass(DAY);
        await stage.tick();
      },
    ],
  ])('19. has one effect: %s', async (_, play) => {
    const stage = await raise();
    await stage.tick();
    stage.pass(HALF_HOUR);
    await play(stage);
    stage.pass(DAY);
    await settle(stage);
    const { tasks, rejected, state } = await stage.memory();
    expect(
      Object.values(rejected)
        .map(({ reason, number }) => `${number} ${reason}`)
        .sort(),
    ).toEqual(['1 rejected', '2 done']);
    expect(Object.values(tasks).map(({ status }) => status)).toEqual(['ready', 'ready']);
    expect(state.counts).toMatchObject({ open: 2, suggested: 0, done: 1, rejected: 1 });
    expectNoCopies(stage);
  });
});

it.each<[string, FaultEffect, number | undefined]>([
  ['a 502', { kind: 'status', status: 502 }, undefined],
  ['a broken connection', { kind: 'reset' }, undefined],
  ['silence', { kind: 'hang' }, 1_000],
])(
  '20. After %s to a create that happened the issue is found by its marker, and there is one',
  async (_, effect, timeout) => {
    const stage = await raise();
    stage.sandbox.world.data.listingLagMilliseconds = 2 * MINUTE;
    stage.sandbox.faults.add({ when: creates, timing: 'after', effect, times: 2 });
    await stage.tick({ ...(timeout !== undefined && { timeout }) }).catch(() => undefined);
    stage.sandbox.world.data.listingLagMilliseconds = 0;
    await settle(stage);
    expect(await outcome(stage)).toEqual(calm);
  },
);

describe('21. A crash after any call, while a lost memory is being rebuilt', () => {
  const loss = async (): Promise<Stage> => {
    const stage = await raise();
    await stage.tick();
    stage.pass(HALF_HOUR);
    stage.git(['update-ref', '-d', 'refs/heads/steward/state']);
    await stage.tick();
    stage.pass(HALF_HOUR);
    return stage;
  };

  it('21. converges in the next runs, to the state that was', async () => {
    const quiet = await loss();
    const from = quiet.sandbox.transcript.length;
    await quiet.tick();
    const requests = quiet.sandbox.transcript.slice(from).filter(({ kind }) => kind !== 'git').length;
    quiet.pass(DAY);
    await settle(quiet);
    const end = await outcome(quiet);
    expect(requests).toBeGreaterThan(3);
    for (let at = 1; at <= requests; at += 1) {
      const stage = await loss();
      expect(await stage.dyingTick({ at, timing: 'after' }), `request ${at}`).toBe(true);
      stage.pass(DAY);
      await settle(stage);
      expect(await outcome(stage), `request ${at}`).toEqual(end);
    }
  });
});

it('22. Two and eight writers at once lose no update, repeat nothing, and never force', async () => {
  const stage = await raise();
  for (const many of [2, 8]) {
    await Promise.all(Array.from({ length: many }, () => stage.tick()));
    stage.pass(HALF_HOUR);
    stage.sandbox.world.closeIssue(many === 2 ? 1 : 2, 'octo', 'NOT_PLANNED');
  }
  await settle(stage);
  const { state, rejected } = await stage.memory();
  expect(stage.git(['rev-list', '--count', 'refs/heads/steward/state']).trim()).toBe(String(state.sequence + 1));
  expect(
    Object.values(rejected)
      .map(({ number }) => number)
      .sort(),
  ).toEqual([1, 2]);
  expectNoCopies(stage);
  expect(state.claims).toEqual({});
  const writes = writesSince(stage, 0).map(({ method, path, requestBody }) => `${method} ${path} ${requestBody}`);
  expect(writes.filter((write) => /^(?:PATCH|PUT|DELETE) |"force":\s*true|git-receive-pack/.test(write))).toEqual([]);
});

describe('23. A state that is missing, cut, older, newer, forged, or whose branch is gone', () => {
  const BRANCH = 'refs/heads/steward/state';
  const put = (stage: Stage, change: (text: string) => string): void => {
    const git = (args: string[], input?: string) => stage.git(args, input).trim();
    const blob = git(['hash-object', '-w', '--stdin'], change(git(['show', `${BRANCH}:state.json`])));
    const others = git(['ls-tree', BRANCH])
      .split('\n')
      .filter((line) => !line.endsWith('\tstate.json'));
    const tree = git(['mktree'], `${[...others, `100644 blob ${blob}\tstate.json`].join('\n')}\n`);
    const message = git(['log', '-1', '--format=%B', BRANCH]);
    git(['update-ref', BRANCH, git(['commit-tree', tree, '-p', `${BRANCH}~1`, '-m', message])]);
  };

  it.each<[string, 'rebuilt' | 'stopped', (stage: Stage) => void]>([
    ['missing', 'rebuilt', (stage) => put(stage, () => '')],
    ['cut in the middle', 'rebuilt', (stage) => put(stage, (text) => text.slice(0, text.length / 2))],
    ['no state at all', 'rebuilt', (stage) => put(stage, () => '[{"__proto__": {"schema": 1}}]')],
    ['older', 'stopped', (stage) => put(stage, (text) => text.replace('"schema": 1', '"schema": 0'))],
    ['newer', 'stopped', (stage) => put(stage, (text) => text.replace('"schema": 1', '"schema": 2'))],
    ['forged', 'stopped', (stage) => put(stage, (text) => text.replace(/"open": \d+,/, '"open": 0,'))],
    ['on a branch that is gone', 'rebuilt', (stage) => void stage.git(['update-ref', '-d', BRANCH])],
  ])('23. %s: %s, and nothing is there twice', async (_, end, harm) => {
    const stage = await raise();
    await stage.tick();
    stage.pass(HALF_HOUR);
    const before = stage.visible();
    harm(stage);
    const from = stage.sandbox.transcript.length;
    if (end === 'stopped') {
      await expect(stage.tick()).rejects.toThrow(/Nothing was written/);
      expect(writesSince(stage, from).filter(({ kind }) => kind !== 'git')).toEqual([]);
      expect(stage.visible()).toEqual(before);
      return;
    }
    expect((await stage.tick()).warnings.join()).toContain('Memory was lost');
    stage.pass(HALF_HOUR);
    expect((await stage.tick()).warnings.join()).toContain('rebuilt');
    stage.pass(DAY);
    await settle(stage);
    expectNoCopies(stage);
    expect((await stage.memory()).state.counts).toMatchObject({ open: 3, suggested: 1 });
  });
});

it.each<[string, FaultEffect]>([
  ['a secondary limit as 403', { kind: 'limit', limit: 'secondary', status: 403, retryAfter: 60 }],
  ['a 429 that says nothing more', { kind: 'limit', limit: 'secondary', status: 429 }],
  ['a limit as GraphQL says it', { kind: 'limit', limit: 'primary', status: 200 }],
  ['a Retry-After of an hour', { kind: 'limit', limit: 'secondary', status: 403, retryAfter: 3600 }],
])('24. After %s a run ends with one clear failure, asks no more, and goes on later', async (_, effect) => {
  const stage = await raise();
  stage.sandbox.faults.add({ when: creates, timing: 'before', effect, times: 50 });
  const report = await stage.tick();
  expect(report.failures).toHaveLength(1);
  expect(report.failures[0]).toMatch(/limit/i);
  expect(stage.visible()).toEqual([]);
  const tries = stage.sandbox.transcript.filter(creates).length;
  expect(tries).toBeLessThanOrEqual(4);
  stage.pass(5 * MINUTE);
  const from = stage.sandbox.transcript.length;
  await stage.tick();
  if (effect.kind === 'limit' && effect.retryAfter === 3600)
    expect(writesSince(stage, from).filter(creates)).toEqual([]);
  stage.sandbox.faults.clear();
  stage.pass(2 * HALF_HOUR);
  await settle(stage);
  expect(await outcome(stage)).toEqual(calm);
});

describe('25. A schedule that fails, a refusal, long lists and late ones', () => {
  it('25. twelve hours without a run are caught up with once, within the caps', async () => {
    const stage = await raise();
    const { world } = stage.sandbox;
    await stage.tick();
    for (let hour = 0; hour < 12; hour += 1) {
      stage.pass(2 * HALF_HOUR);
      world.openIssue({ title: `Report ${hour}`, by: 'octo' });
      const test = `import { it } from 'vitest';\nit.skip('case ${hour} of many', () => {});\n`;
      await world.pushCommit({ files: { [`test/case-${hour}.test.ts`]: test }, by: 'octo' });
    }
    const from = stage.sandbox.transcript.length;
    await stage.tick();
    const sent = writesSince(stage, from).flatMap(({ mutations }) => mutations);
    expect(sent.filter((name) => name === 'createIssue')).toEqual([]);
    expect(sent.filter((name) => name === 'updateIssue')).toHaveLength(1);
    stage.pass(DAY);
    await stage.tick();
    expect(stage.visible().filter(({ title }) => !/^Report|^Steward$/.test(title))).toHaveLength(6);
    expectNoCopies(stage);
  });

  it('25. a label that may not be made turns the run red, with what to change', async () => {
    const stage = await raise();
    const isLabel = ({ method, path }: { method: string; path: string }) => method === 'POST' && /\/labels$/.test(path);
    stage.sandbox.faults.add({ when: isLabel, timing: 'before', effect: { kind: 'status', status: 403 }, times: 50 });
    const { failures } = await stage.tick();
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatch(/may not create labels.*`issues: write`/s);
    stage.sandbox.faults.clear();
    stage.pass(DAY);
    await settle(stage);
    expect(titlesOf(stage)).toContain('Steward');
  });

  it('25. of a list of two hundred every page is read, also where it shows things late', async () => {
    const stage = await raise();
    const { world } = stage.sandbox;
    await stage.tick();
    const own = (await outcome(stage)).issues;
    for (let index = 0; index < 200; index += 1) world.openIssue({ title: `Report ${index}`, by: 'octo' });
    stage.pass(HALF_HOUR);
    stage.git(['update-ref', '-d', 'refs/heads/steward/state']);
    world.data.listingLagMilliseconds = 5 * MINUTE;
    for (let round = 0; round < 4; round += 1) {
      await stage.tick();
      stage.pass(HALF_HOUR);
    }
    expect(
      stage
        .visible()
        .filter(({ title }) => !title.startsWith('Report'))
        .sort((a, b) => (a.title < b.title ? -1 : 1)),
    ).toEqual(own);
    expect((await stage.memory()).state.counts.open).toBe(3);
  });
});
