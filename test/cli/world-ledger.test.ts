// Ledger tasks of a world file: the state branch they become, the issues they have, and that thousands load.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foundLedger } from '@steward/cli/world-ledger.ts';
import type { WorldTask } from '@steward/cli/world-task.ts';
import { createSystemClock } from '@steward/core/adapters/clock.ts';
import { createClient } from '@steward/core/adapters/github/client.ts';
import { createBranchLedger } from '@steward/core/adapters/ledgers/branch.ts';
import { parseContract } from '@steward/core/domain/contract.ts';
import { parseMarker } from '@steward/core/domain/marker.ts';
import { hold } from '@steward/core/record/transaction.ts';
import { createSandbox, type Sandbox } from '@steward/sandbox/sandbox.ts';
import type { WorldFile } from '@steward/sandbox/world-file.ts';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeRepository, steward, temporaryFolder, write } from './stage.ts';

async function found(tasks: WorldTask[], more: WorldFile = {}): Promise<Sandbox> {
  const base = temporaryFolder();
  const checkout = makeRepository(join(base, 'dur'));
  const world = { ...more, ledgerTasks: tasks };
  const sandbox = await createSandbox({ directory: join(base, 'world'), checkout, world });
  onTestFinished(() => sandbox.close());
  await foundLedger(sandbox);
  return sandbox;
}

/** The ledger as Steward itself reads it: throws where it is forged or newer. */
async function readLedger(sandbox: Sandbox) {
  const clock = createSystemClock();
  const { apiUrl, graphqlUrl } = sandbox;
  const token = sandbox.mintToken();
  const client = createClient({ token, apiUrl, graphqlUrl, clock, onDate: (date) => clock.answered(date) });
  const ledger = createBranchLedger({ client, repository: { owner: 'local', name: 'dur' }, branch: 'steward/state' });
  const trusted = ['github-actions[bot]'];
  return (await hold({ reader: ledger, writer: ledger, clock, run: { id: '1', token: '1' }, trusted })).ledger;
}

describe('a task of the world file', () => {
  test('becomes an entry of a sound ledger, with an issue by Steward that says the same', async () => {
    const sandbox = await found([{ title: 'Read `1h 30m` whole', type: 'bug-fix', priority: 'high' }]);
    const { state, tasks } = await readLedger(sandbox);
    const [task] = Object.values(tasks);
    expect(task).toMatchObject({
      type: 'bug-fix',
      priority: 'high',
      status: 'ready',
      number: 1,
      category: 'development',
    });
    expect(state).toMatchObject({
      sequence: 1,
      counts: { open: 1, suggested: 0 },
      installed: { baseline: sandbox.head },
    });
    const issue = sandbox.world.issue(1);
    expect(issue).toMatchObject({ author: 'github-actions[bot]', labels: ['steward'], state: 'OPEN' });
    expect(parseMarker(issue?.body ?? '')).toMatchObject({ task: task?.id, intent: task?.intent });
    expect(parseContract(issue?.title ?? '', issue?.body ?? '')?.criteria).toEqual(task?.criteria);
  });

  test('is older than what the ledger has watched, so that it is no news', async () => {
    const sandbox = await found([{ title: 'One' }], { issues: [{ title: 'A report', number: 9 }] });
    const { state } = await readLedger(sandbox);
    const [own, theirs] = [sandbox.world.issue(10), sandbox.world.issue(9)];
    expect(Date.parse(own?.updatedAt ?? '')).toBeLessThan(Date.parse(state.watermark ?? ''));
    expect(Date.parse(theirs?.updatedAt ?? '')).toBeGreaterThan(Date.parse(state.watermark ?? ''));
  });

  test('that is suggested has no issue, one that ended must not return', async () => {
    const print = 'aaaaaaaaaaaaaaaa';
    const sandbox = await found([
      { title: 'Suggested', status: 'suggested' },
      { title: 'Over', status: 'rejected', number: 4, fingerprints: [print] },
    ]);
    const { state, tasks, rejected } = await readLedger(sandbox);
    expect(Object.values(tasks).map(({ title }) => title)).toEqual(['Suggested']);
    expect(rejected[print]).toMatchObject({ reason: 'rejected', number: 4 });
    expect(state.counts).toEqual({ open: 0, suggested: 1, done: 0, rejected: 1 });
    expect(sandbox.world.data.issues.map(({ number, state: is, stateReason }) => [number, is, stateReason])).toEqual([
      [4, 'CLOSED', 'NOT_PLANNED'],
    ]);
  });

  test('keeps the issue that the world gives its number to, and numbers never clash', async () => {
    const sandbox = await found([{ title: 'Given', number: 2 }, { title: 'Next' }, { title: 'Far', number: 3 }], {
      issues: [{ title: 'There already', number: 2 }],
    });
    const { tasks } = await readLedger(sandbox);
    const numbers = Object.fromEntries(Object.values(tasks).map(({ title, number }) => [title, number]));
    expect(numbers).toEqual({ Given: 2, Next: 4, Far: 3 });
    expect(sandbox.world.issue(2)?.title).toBe('There already');
    expect(sandbox.world.openIssue({ title: 'Later', by: 'local' }).number).toBe(5);
  });
});

test('five thousand tasks load in one commit and leave no requests behind', async () => {
  const sandbox = await found(Array.from({ length: 5_000 }, (_, index) => ({ title: `Task ${index}` })));
  expect(sandbox.transcript).toEqual([]);
  expect(sandbox.world.data.issues).toHaveLength(5_000);
  const log = await sandbox.world.git.git(['rev-list', '--count', 'refs/heads/steward/state']);
  expect(log.toString().trim()).toBe('2');
});

test('two tasks that are one are wrong use, and nothing is left behind that would go on', async () => {
  const base = temporaryFolder();
  makeRepository(join(base, 'dur'));
  write(base, { 'world.json': JSON.stringify({ ledgerTasks: [{ title: 'One' }, { title: 'One' }] }) });
  const told = await steward(base, ['try', '--repo', 'dur', '--world', 'world.json']);
  expect(told.code).toBe(2);
  expect(told.err).toMatch(/ledgerTasks that are one task/);
  expect(existsSync(join(base, 'steward-try/dur/world/world.json'))).toBe(false);
});

test('a try lays the ledger out as files and reads its tasks from them', async () => {
  const base = temporaryFolder();
  makeRepository(join(base, 'dur'));
  const ledgerTasks = [
    { title: 'Open', score: 10 },
    { title: 'Better', score: 20 },
    { title: 'Maybe', status: 'suggested' },
  ];
  write(base, { 'world.json': JSON.stringify({ ledgerTasks }) });
  const told = await steward(base, ['try', '--repo', 'dur', '--world', 'world.json', '--json']);
  const report = JSON.parse(told.out);
  expect(report.tasks.map((task: { title: string; number: number }) => [task.title, task.number])).toEqual([
    ['Better', 2],
    ['Open', 1],
  ]);
  expect(report.suggestions).toMatchObject([{ title: 'Maybe', number: null, agent: null, status: 'suggested' }]);
  expect(JSON.parse(readFileSync(join(report.files.ledger, 'state.json'), 'utf8')).counts.open).toBe(2);
  expect(readFileSync(join(base, 'steward-try/dur/issues/2-better.md'), 'utf8')).toMatch(
    /^# Better\n\n#2 · open · labels/,
  );
});
