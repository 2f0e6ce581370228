// The writer: one write a method, sent once, with an end that is certain or said to be uncertain.
import { createRepoWriter } from '@steward/core/adapters/github/writer.ts';
import { markClean } from '@steward/core/domain/text.ts';
import { describe, expect, test } from 'vitest';
import { data, fault, loopback, type Reply } from './loopback.ts';
import { adapters, REPOSITORY, sandbox } from './world.ts';

const label = { name: 'steward', color: '5319e7', description: 'Written by Steward' };
const issue = (title = 'A task') => ({ title: markClean(title), body: 'Body', labels: ['steward'] });
const world = { labels: [{ name: 'steward' }] };

describe('issues', () => {
  test('are opened with their labels, looked up once', async () => {
    const github = await sandbox(world);
    const on = adapters(github);
    const written = await on.writer.createIssue(issue());
    await on.writer.createIssue(issue('Another'));
    expect(written).toEqual({ kind: 'done', value: { number: 1, updatedAt: '2026-11-20T09:07:00Z' } });
    expect(github.world.data.issues.map(({ title, body, labels }) => ({ title, body, labels }))).toEqual([
      { title: 'A task', body: 'Body', labels: ['steward'] },
      { title: 'Another', body: 'Body', labels: ['steward'] },
    ]);
    expect(on.client.usage()).toEqual({ graphql: 3, rest: 0, writes: 2 });
  });

  test('with a label that does not exist are refused, naming it', async () => {
    const github = await sandbox();
    const on = adapters(github);
    expect(await on.writer.createIssue(issue())).toEqual({ kind: 'refused', reason: 'there is no label steward' });
    expect(await on.writer.createLabel(label)).toEqual({ kind: 'done', value: { made: true } });
    expect((await on.writer.createIssue(issue())).kind).toBe('done');
    expect(github.world.data.issues).toHaveLength(1);
    expect(on.client.usage()).toEqual({ graphql: 3, rest: 1, writes: 2 });
  });

  test('are edited, pinned and closed as what they are', async () => {
    const github = await sandbox({ ...world, issues: [{ title: 'By hand', number: 5 }] });
    const on = adapters(github);
    await on.writer.createIssue(issue());
    expect(await on.writer.updateIssue({ number: 6, body: 'New' })).toMatchObject({
      kind: 'done',
      value: { number: 6 },
    });
    expect(await on.writer.pinIssue({ number: 6 })).toMatchObject({ kind: 'done', value: { number: 6 } });
    expect(await on.writer.closeIssue({ number: 6, duplicateOf: 5, body: 'Copy' })).toMatchObject({ kind: 'done' });
    expect(github.world.issue(6)).toMatchObject({ body: 'Copy', state: 'CLOSED', stateReason: 'DUPLICATE' });
    expect(await on.writer.closeIssue({ number: 5, duplicateOf: null, body: 'Extra' })).toMatchObject({ kind: 'done' });
    expect(github.world.issue(5)).toMatchObject({ body: 'Extra', stateReason: 'NOT_PLANNED' });
    expect(await on.writer.reopenIssue({ number: 5 })).toMatchObject({ kind: 'done', value: { number: 5 } });
    expect(github.world.issue(5)).toMatchObject({ state: 'OPEN', stateReason: 'REOPENED' });
    expect(github.world.data.pins).toEqual([6]);
    expect(on.client.usage()).toEqual({ graphql: 8, rest: 0, writes: 6 });
  });

  test('that do not exist are refused without a write', async () => {
    const on = adapters(await sandbox());
    expect(await on.writer.updateIssue({ number: 9, body: 'x' })).toEqual({
      kind: 'refused',
      reason: 'there is no issue #9',
      gone: true,
    });
    expect((await on.writer.pinIssue({ number: -1 })).kind).toBe('refused');
    expect(on.client.usage()).toEqual({ graphql: 1, rest: 0, writes: 0 });
  });

  test('too long to be accepted are refused', async () => {
    const on = adapters(await sandbox(world));
    expect(await on.writer.createIssue(issue('x'.repeat(300)))).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('too long'),
    });
  });
});

test('writes are a second apart', async () => {
  const on = adapters(await sandbox(world));
  for (const title of ['one', 'two', 'three']) await on.writer.createIssue(issue(title));
  expect(on.slept).toEqual([1000, 1000]);
});

describe('an unanswered write', () => {
  test.each([{ kind: 'status', status: 502 }, { kind: 'reset' }, { kind: 'hang' }, { kind: 'cut' }] as const)(
    '($kind) is uncertain, was sent once, and may have happened',
    async (effect) => {
      const github = await sandbox(world);
      const on = adapters(github, {}, { patience: effect.kind === 'hang' ? 2_000 : 30_000 });
      github.faults.add({ when: ({ write }) => write, timing: 'after', effect });
      expect((await on.writer.createIssue(issue())).kind).toBe('ambiguous');
      expect(github.world.data.issues).toHaveLength(1);
      expect(on.client.usage().writes).toBe(1);
    },
  );

  test.each([
    ['no issue', { createIssue: { issue: null } }],
    ['nothing', { createIssue: null }],
  ])('whose answer shows %s is uncertain as well', async (_, shown) => {
    const { client, clock } = await loopback(data({ repository: { id: 'R', l0: { id: 'L' } } }), data(shown));
    const writer = createRepoWriter({ client, clock, repository: REPOSITORY });
    expect((await writer.createIssue(issue())).kind).toBe('ambiguous');
  });

  test('before its effect looks the same', async () => {
    const github = await sandbox(world);
    const on = adapters(github);
    github.faults.add({ when: ({ write }) => write, timing: 'before', effect: { kind: 'status', status: 502 } });
    expect((await on.writer.createIssue(issue())).kind).toBe('ambiguous');
    expect(github.world.data.issues).toHaveLength(0);
  });
});

describe('limits and permissions', () => {
  test('a secondary limit is a definite no', async () => {
    const github = await sandbox({ ...world, limits: { contentPerMinute: 1 } });
    const on = adapters(github);
    expect((await on.writer.createIssue(issue())).kind).toBe('done');
    expect(await on.writer.createIssue(issue('Another'))).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('secondary'),
    });
    expect(github.world.data.issues).toHaveLength(1);
  });

  test('a token without issues: write is refused, and the reason names the permission', async () => {
    const github = await sandbox({ ...world, issues: [{ title: 'Old' }] });
    const on = adapters(github, { permissions: { contents: 'write', issues: 'read' } });
    const wanted = { kind: 'refused', reason: expect.stringContaining('`issues: write`') };
    expect(await on.writer.createIssue(issue())).toMatchObject(wanted);
    expect(await on.writer.updateIssue({ number: 1, body: 'x' })).toMatchObject(wanted);
    expect(await on.writer.createLabel({ ...label, name: 'other' })).toMatchObject(wanted);
    expect(await on.writer.pinIssue({ number: 1 })).toMatchObject(wanted);
  });

  const ids: Reply = data({ repository: { id: 'R', l0: { id: 'L' } } });
  test.each([
    ['archived', 'Repository was archived so is read-only.', /archived/],
    ['without issues', 'Issues are disabled for this repo', /switched off/],
  ])('a repository %s is a refusal that says so', async (_, message, words) => {
    const { client, clock } = await loopback(ids, fault('UNPROCESSABLE', message, ['createIssue']));
    const writer = createRepoWriter({ client, clock, repository: REPOSITORY });
    expect(await writer.createIssue(issue())).toMatchObject({ kind: 'refused', reason: expect.stringMatching(words) });
  });

  test('what was written counts as written, whatever else the answer lacks', async () => {
    const created = { createIssue: { issue: { id: 'I', number: 4, updatedAt: '2026-11-20T09:07:00Z' } } };
    const forbidden = fault('FORBIDDEN', 'Resource not accessible by integration', ['createIssue', 'x'], created);
    const { client, clock } = await loopback(ids, forbidden);
    const writer = createRepoWriter({ client, clock, repository: REPOSITORY });
    expect(await writer.createIssue(issue())).toMatchObject({ kind: 'done', value: { number: 4 } });
  });
});

test('a label that is there already is as good as created, and costs no write', async () => {
  const on = adapters(await sandbox(world));
  expect(await on.writer.createLabel(label)).toEqual({ kind: 'done', value: { made: false } });
  expect(on.client.usage()).toEqual({ graphql: 1, rest: 0, writes: 0 });
});
