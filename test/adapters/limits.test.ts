// Limits in every shape in which GitHub tells them, through the real adapters: nothing is repeated, nothing is lost.

import { markClean } from '@steward/core/domain/text.ts';
import type { FaultEffect, LimitEffect } from '@steward/sandbox/fault-schedule.ts';
import { describe, expect, test } from 'vitest';
import { fault, loopback } from './loopback.ts';
import { adapters, OVERVIEW_OF, sandbox } from './world.ts';

const SHAPES: Omit<LimitEffect, 'kind'>[] = [
  { limit: 'primary', status: 200 },
  { limit: 'primary', status: 403 },
  { limit: 'primary', status: 429 },
  { limit: 'secondary', status: 200 },
  { limit: 'secondary', status: 403 },
  { limit: 'secondary', status: 429, retryAfter: 3600 },
];

const issue = (title: string) => ({ title: markClean(title), body: 'Body', labels: ['steward'] });
const isWrite = ({ write }: { write: boolean }) => write;

async function start(effect: FaultEffect, when = (_: { write: boolean }) => true) {
  const github = await sandbox({ labels: [{ name: 'steward' }] });
  const head = await github.world.pushCommit({ files: { 'a.txt': 'a' }, by: 'octo' });
  github.faults.add({ when, timing: effect.kind === 'cut' ? 'after' : 'before', effect });
  return { github, head, on: adapters(github, {}, { fetch: github.fetch }) };
}

describe.each(SHAPES)('a $limit limit with status $status', (shape) => {
  const effect: FaultEffect = { kind: 'limit', ...shape };
  const words = shape.limit === 'primary' ? /rate limit of this token is used up/ : /asks for a pause/;

  test('ends a read at once, and says until when', async () => {
    const { github, on } = await start(effect);
    const remedy = shape.limit === 'primary' ? /2026-11-20T10:00/ : shape.retryAfter ? /3600 seconds/ : /few minutes/;
    await expect(on.reader.overview(OVERVIEW_OF)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(words),
      remedy: expect.stringMatching(remedy),
    });
    expect([github.transcript.length, on.slept]).toEqual([1, []]);
  });

  test('turns a write away for certain, to be tried again later', async () => {
    const { github, on } = await start(effect, isWrite);
    const wait = shape.limit === 'primary' ? 3_600_000 : (shape.retryAfter ?? 300) * 1000;
    expect(await on.writer.createIssue(issue('One'))).toMatchObject({ kind: 'refused', retryAfter: wait });
    expect(github.world.data.issues).toEqual([]);
    expect(github.transcript.filter(isWrite)).toHaveLength(1);
    expect((await on.writer.createIssue(issue('Two'))).kind).toBe('done');
  });

  test('keeps a transaction from being written, by both interfaces', async () => {
    const { github, on } = await start(effect, isWrite);
    const error = { name: 'UserError', message: expect.stringMatching(words) };
    await expect(on.ledger.begin({ 'state.json': '{}' })).rejects.toMatchObject(error);
    expect(await github.world.git.ref('refs/heads/steward/state')).toBeNull();
    const begun = await on.ledger.begin({ 'state.json': '{}' });
    const expected = begun.kind === 'committed' ? begun.oid : '';
    github.faults.add({ when: isWrite, timing: 'before', effect });
    const commit = { expected, headline: 'x', body: '', additions: { 'state.json': '{"n":1}' }, deletions: [] };
    await expect(on.ledger.commit(commit)).rejects.toMatchObject(error);
    expect(await github.world.git.ref('refs/heads/steward/state')).toBe(expected);
    expect((await on.ledger.commit(commit)).kind).toBe('committed');
  });
});

test('a secondary limit that says to wait a moment is waited for by a read, never by a write', async () => {
  const effect: FaultEffect = { kind: 'limit', limit: 'secondary', status: 403, retryAfter: 3 };
  const { on } = await start(effect);
  await on.reader.overview(OVERVIEW_OF);
  expect(on.slept).toEqual([3000]);
  const writing = await start(effect, isWrite);
  expect(await writing.on.writer.createIssue(issue('One'))).toMatchObject({ kind: 'refused', retryAfter: 3000 });
});

test('content that GraphQL calls submitted too quickly is a limit, not a wrong input', async () => {
  const { client } = await loopback(fault('UNPROCESSABLE', 'was submitted too quickly', ['createIssue']));
  expect(await client.mutate('mutation { x }')).toMatchObject({ kind: 'limited', limit: 'secondary', wait: null });
  const github = await sandbox({ labels: [{ name: 'steward' }], limits: { contentPerHour: 1 } });
  const { writer } = adapters(github, {}, { fetch: github.fetch });
  expect((await writer.createIssue(issue('One'))).kind).toBe('done');
  expect(await writer.createIssue(issue('Two'))).toMatchObject({ kind: 'refused', retryAfter: 300_000 });
  expect(github.world.data.issues).toHaveLength(1);
});

describe('an answer that breaks off', () => {
  test('after a write leaves open whether it happened, and the write is not repeated', async () => {
    const { github, on } = await start({ kind: 'cut' }, isWrite);
    expect((await on.writer.createIssue(issue('One'))).kind).toBe('ambiguous');
    expect(github.world.data.issues).toHaveLength(1);
    expect(github.transcript.filter(isWrite)).toHaveLength(1);
    github.faults.add({ when: isWrite, timing: 'after', effect: { kind: 'cut' } });
    expect((await on.writer.createLabel({ name: 'x', color: 'ededed', description: '' })).kind).toBe('ambiguous');
    expect(github.world.label('x')).not.toBeNull();
    github.faults.add({ when: isWrite, timing: 'after', effect: { kind: 'cut' } });
    expect((await on.ledger.begin({ 'state.json': '{}' })).kind).toBe('ambiguous');
  });

  test('after a read is read again', async () => {
    const { github, on } = await start({ kind: 'cut' });
    expect((await on.reader.overview(OVERVIEW_OF)).head).not.toBeNull();
    expect([github.transcript.length, on.slept]).toEqual([2, [1000]]);
  });
});
