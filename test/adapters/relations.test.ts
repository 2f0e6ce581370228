// How issues hang together: read in one request, and linked; older servers know less, and that is an answer.
import { createRepoReader } from '@steward/core/adapters/github/reader.ts';
import { createRepoWriter } from '@steward/core/adapters/github/writer.ts';
import { describe, expect, test } from 'vitest';
import { data, fault, loopback } from './loopback.ts';
import { adapters, REPOSITORY, sandbox } from './world.ts';

const issues = ['One', 'Two', 'Three'].map((title) => ({ title }));

describe('relations', () => {
  test('hold labels, type, due date, dependencies and sub-issues, closed ones too, in one request', async () => {
    const github = await sandbox({ issues });
    const { world } = github;
    world.block(1, 2);
    world.setParent(3, 1);
    world.setType(1, 'Bug');
    world.schedule(1, { title: 'v1', dueOn: '2026-12-01T00:00:00Z' });
    world.addLabels(1, ['P1'], 'octo');
    world.closeIssue(2, 'octo');
    const on = adapters(github);
    const { issues: read, dependencies } = await on.reader.relations([1, 2, 99, 1, -4]);
    expect(dependencies).toBe(true);
    expect(read).toEqual([
      {
        ...{ number: 1, open: true, labels: ['P1'], type: 'Bug', due: '2026-12-01T00:00:00Z', blocking: [] },
        blockedBy: [{ number: 2, open: false, elsewhere: false }],
        subIssues: [{ number: 3, open: true, elsewhere: false }],
      },
      {
        ...{ number: 2, open: false, labels: [], type: null, due: null, blockedBy: [], subIssues: [] },
        blocking: [{ number: 1, open: true, elsewhere: false }],
      },
    ]);
    expect(on.reader.usage()).toEqual({ graphql: 1, rest: 0, writes: 0 });
  });

  test('of no issue ask nothing, and of more than a hundred ask for a hundred', async () => {
    const server = await loopback(data({ repository: { nameWithOwner: 'octo/dur' } }));
    const reader = createRepoReader(server.client, REPOSITORY);
    expect(await reader.relations([])).toEqual({ issues: [], dependencies: true });
    expect(server.asked).toHaveLength(0);
    await reader.relations(Array.from({ length: 130 }, (_, n) => n + 1));
    expect(server.asked[0]?.body.query?.match(/i\d+: issue/g)).toHaveLength(100);
  });

  const node = (change: object) => ({
    ...{ number: 1, state: 'OPEN', labels: { nodes: [] }, milestone: null },
    ...change,
  });
  const whole = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };

  test.each([
    ["Field 'blockedBy' doesn't exist on type 'Issue'; Field 'blocking' doesn't exist on type 'Issue'", false],
    ['Cannot query field "issueType" on type "Issue".', true],
  ])('where a server says %j are asked for without that', async (message, dependencies) => {
    const server = await loopback(
      { json: { errors: [{ message, extensions: { code: 'undefinedField' } }] } },
      data({
        repository: { nameWithOwner: 'octo/dur', i1: node({ blockedBy: whole, blocking: whole, subIssues: whole }) },
      }),
    );
    const read = await createRepoReader(server.client, REPOSITORY).relations([1]);
    expect(read.dependencies).toBe(dependencies);
    expect(read.issues[0]).toMatchObject({ number: 1, blockedBy: [], blocking: [], type: null });
    const again = server.asked[1]?.body.query ?? '';
    expect(again.includes('blockedBy(')).toBe(dependencies);
    expect(again.includes('subIssues(')).toBe(true);
  });

  test('that were not seen whole are unknown, not none', async () => {
    const holes = { nodes: [null], pageInfo: { hasNextPage: false, endCursor: null } };
    const long = { nodes: [], pageInfo: { hasNextPage: true, endCursor: 'x' } };
    const server = await loopback(
      data({
        repository: {
          nameWithOwner: 'octo/dur',
          i1: node({ labels: holes, blockedBy: holes, blocking: null, subIssues: long, issueType: null }),
        },
      }),
    );
    const { issues: read } = await createRepoReader(server.client, REPOSITORY).relations([1]);
    expect(read[0]).toMatchObject({ labels: null, blockedBy: null, blocking: null, subIssues: null });
  });

  test('to other repositories are told apart, and none is named', async () => {
    const away = {
      nodes: [{ number: 5, state: 'OPEN', repository: { nameWithOwner: 'octo/secret' } }],
      pageInfo: whole.pageInfo,
    };
    const unseen = { nodes: [{ number: 6, state: 'OPEN', repository: null }], pageInfo: whole.pageInfo };
    const server = await loopback(
      data({
        repository: { nameWithOwner: 'octo/dur', i1: node({ blockedBy: away, blocking: unseen, subIssues: whole }) },
      }),
    );
    const { issues: read } = await createRepoReader(server.client, REPOSITORY).relations([1]);
    expect(read[0]?.blockedBy).toEqual([{ number: 5, open: true, elsewhere: true }]);
    expect(read[0]?.blocking).toEqual([{ number: 6, open: true, elsewhere: true }]);
    expect(JSON.stringify(read)).not.toContain('secret');
  });

  test('that the token may not read are an error with its remedy', async () => {
    const refused = await loopback(fault('FORBIDDEN', 'Resource not accessible by integration', ['repository']));
    await expect(createRepoReader(refused.client, REPOSITORY).relations([1])).rejects.toMatchObject({
      remedy: expect.stringContaining('issues: read'),
    });
  });
});

describe('a dependency', () => {
  test('is written, with the times of both issues, and once only', async () => {
    const github = await sandbox({ issues });
    const on = adapters(github);
    const first = await on.writer.linkIssue({ number: 1, blockedBy: 2 });
    const updated = (number: number) => github.world.issue(number)?.updatedAt;
    expect(first).toEqual({
      kind: 'done',
      value: {
        made: true,
        issue: { number: 1, updatedAt: updated(1) },
        blocker: { number: 2, updatedAt: updated(2) },
      },
    });
    expect(await on.writer.linkIssue({ number: 1, blockedBy: 2 })).toEqual({ kind: 'done', value: { made: false } });
    expect(github.world.issue(1)?.blockedBy).toEqual([2]);
  });

  test('on what is not there, or without the permission, is refused with the reason', async () => {
    const github = await sandbox({ issues });
    expect(await adapters(github).writer.linkIssue({ number: 1, blockedBy: 77 })).toEqual({
      kind: 'refused',
      reason: 'there is no issue #77',
      gone: true,
    });
    const reading = adapters(github, { permissions: { issues: 'read' } });
    expect(await reading.writer.linkIssue({ number: 1, blockedBy: 2 })).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('issues: write'),
    });
  });

  test('whose answer does not show it is ambiguous', async () => {
    const ids = (name: string, id: string) => data({ repository: { id: 'R', [name]: { id } } });
    const { client, clock } = await loopback(ids('i1', 'I1'), ids('i2', 'I2'), data({ addBlockedBy: null }));
    const writer = createRepoWriter({ client, clock, repository: REPOSITORY });
    expect(await writer.linkIssue({ number: 1, blockedBy: 2 })).toMatchObject({ kind: 'ambiguous' });
  });
});

describe('a sub-issue', () => {
  test('is put below another, with the times of both issues, and once only', async () => {
    const github = await sandbox({ issues });
    const on = adapters(github);
    const first = await on.writer.linkChild({ number: 1, parent: 2 });
    const updated = (number: number) => github.world.issue(number)?.updatedAt;
    const both = { issue: { number: 1, updatedAt: updated(1) }, blocker: { number: 2, updatedAt: updated(2) } };
    expect(first).toEqual({ kind: 'done', value: { made: true, ...both } });
    expect(await on.writer.linkChild({ number: 1, parent: 2 })).toEqual({ kind: 'done', value: { made: false } });
    expect(github.world.issue(1)?.parent).toBe(2);
  });

  test('that a person put below another stays there', async () => {
    const github = await sandbox({ issues });
    github.world.setParent(1, 3);
    expect(await adapters(github).writer.linkChild({ number: 1, parent: 2 })).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('one parent'),
    });
    expect(github.world.issue(1)?.parent).toBe(3);
  });

  test('of what is not there, or without the permission, is refused with the reason', async () => {
    const github = await sandbox({ issues });
    const { writer } = adapters(github);
    expect(await writer.linkChild({ number: 77, parent: 1 })).toMatchObject({ reason: 'there is no issue #77' });
    expect(await writer.linkChild({ number: 1, parent: 77 })).toMatchObject({ reason: 'there is no issue #77' });
    const reading = adapters(github, { permissions: { issues: 'read' } });
    expect(await reading.writer.linkChild({ number: 1, parent: 2 })).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('issues: write'),
    });
  });

  test('whose answer does not show it is ambiguous', async () => {
    const ids = (name: string, id: string) => data({ repository: { id: 'R', [name]: { id } } });
    const { client, clock } = await loopback(ids('i1', 'I1'), ids('i2', 'I2'), data({ addSubIssue: null }));
    const writer = createRepoWriter({ client, clock, repository: REPOSITORY });
    expect(await writer.linkChild({ number: 1, parent: 2 })).toMatchObject({ kind: 'ambiguous' });
  });
});
