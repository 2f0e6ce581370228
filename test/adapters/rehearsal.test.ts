// The rehearsal: everything as if it had been written, and nothing written.
import { createRehearsal } from '@steward/core/adapters/rehearsal.ts';
import { changeOf, readLedger, rootFiles } from '@steward/core/domain/ledger.ts';
import { EMPTY_LEDGER } from '@steward/core/domain/state.ts';
import { markClean } from '@steward/core/domain/text.ts';
import { expect, test } from 'vitest';
import { adapters, sandbox } from './world.ts';

const VIEWER = 'github-actions[bot]';
const change = { headline: 'h [skip ci]', body: 'b', additions: { 'tasks/ab.json': 'new' }, deletions: ['README.md'] };

async function rehearsed() {
  const github = await sandbox();
  await github.world.pushCommit({ files: { 'a.txt': 'a' }, by: 'octo' });
  const on = adapters(github);
  return {
    github,
    on,
    ...createRehearsal({
      ledger: on.ledger,
      clock: on.clock,
      author: () => VIEWER,
      hasLabel: async (name) => name === 'there',
    }),
  };
}

test('a begun and written ledger is believed by later reads of the run, and by nobody else', async () => {
  const { on, ledger, noted } = await rehearsed();
  const root = await ledger.begin(rootFiles());
  if (root.kind !== 'committed') throw new Error(root.kind);
  expect(readLedger((await ledger.head()).raw, [VIEWER])).toMatchObject({ kind: 'sound', state: { sequence: 0 } });
  const { change: first } = changeOf({
    ...{ before: EMPTY_LEDGER, after: EMPTY_LEDGER, events: [], parent: root.oid },
    ...{ at: '2026-11-20T09:07:00.000Z', token: 't1', run: 'r1' },
  });
  expect((await ledger.commit({ ...first, expected: root.oid })).kind).toBe('committed');
  expect(readLedger((await ledger.head()).raw, [VIEWER])).toMatchObject({ kind: 'sound', state: { sequence: 1 } });
  expect((await ledger.messages(2))[0]).toContain('Steward-Transaction: t1');
  expect((await on.ledger.head()).raw).toBeNull();
  expect(on.client.usage().writes).toBe(0);
  expect(noted.map(({ kind }) => kind)).toEqual(['begin', 'commit']);
});

test('over a ledger that exists, what is not rehearsed is read from it', async () => {
  const { on, ledger } = await rehearsed();
  const root = await on.ledger.begin(rootFiles());
  if (root.kind !== 'committed') throw new Error(root.kind);
  expect(await ledger.begin(rootFiles())).toEqual({ kind: 'stale' });
  const made = await ledger.commit({ ...change, expected: root.oid });
  if (made.kind !== 'committed') throw new Error(made.kind);
  expect(await ledger.commit({ ...change, expected: root.oid })).toEqual({ kind: 'stale' });
  const files = await ledger.files(made.oid, ['tasks/ab.json', 'README.md', 'state.json', 'tasks/cd.json']);
  expect([...files.values()]).toEqual(['new', null, rootFiles()['state.json'], null]);
  expect((await ledger.files(root.oid, ['README.md'])).get('README.md')).toBe(rootFiles()['README.md']);
  expect(await ledger.messages(5)).toHaveLength(2);
  const path = 'events/2026/11/20/00000001-1-1.ndjson';
  const noted = await ledger.commit({ ...change, additions: { [path]: '{}' }, expected: made.oid });
  if (noted.kind !== 'committed') throw new Error(noted.kind);
  expect(await ledger.eventFiles(noted.oid, ['2026-11-20', '2026-11-21'])).toEqual([path]);
  expect(await ledger.eventFiles(root.oid, ['2026-11-20'])).toEqual([]);
  expect((await on.ledger.head()).raw?.oid).toBe(root.oid);
});

test('issues get numbers below zero, and every write is noted in order', async () => {
  const { github, on, writer, noted } = await rehearsed();
  await on.ledger.head();
  await writer.createLabel({ name: 'steward', color: '5319e7', description: '' });
  await writer.createLabel({ name: 'there', color: '5319e7', description: '' });
  const first = await writer.createIssue({ title: markClean('One'), body: 'b', labels: ['steward'] });
  const second = await writer.createIssue({ title: markClean('Two'), body: 'b', labels: [] });
  await writer.pinIssue({ number: -2 });
  await writer.updateIssue({ number: 7, body: 'x' });
  await writer.closeIssue({ number: 8, duplicateOf: 7, body: 'x' });
  expect(first).toEqual({ kind: 'done', value: { number: -1, updatedAt: '2026-11-20T09:07:00.000Z' } });
  expect(second).toMatchObject({ value: { number: -2 } });
  expect(noted.map(({ kind }) => kind)).toEqual([
    ...['create-label', 'create-issue', 'create-issue', 'pin-issue', 'update-issue', 'close-issue'],
  ]);
  expect(noted[1]).toMatchObject({ number: -1, title: 'One', labels: ['steward'] });
  expect(github.transcript.filter(({ write }) => write)).toEqual([]);
});
