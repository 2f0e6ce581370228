// Second looks: pages, bodies, complete listings and titles.
import { createRepoReader } from '@steward/core/adapters/github/reader.ts';
import { describe, expect, test } from 'vitest';
import { data, fault, loopback } from './loopback.ts';
import { adapters, REPOSITORY, sandbox } from './world.ts';

const hour = (n: number): string => `-${n}h`;
const many = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    title: `Issue ${n + 1}`,
    body: `Body ${n + 1}`,
    updated: hour(count - n),
  }));

describe('older', () => {
  test('continues where the overview ends, without gap or overlap', async () => {
    const on = adapters(await sandbox({ issues: many(90) }));
    const first = await on.reader.overview({ branch: 'steward/state', configPath: 'c', goalsPath: 'g' });
    const numbers = first.issues.nodes.map(({ number }) => number);
    let cursor = first.issues.cursor;
    while (cursor !== null) {
      const page = await on.reader.older('issue', cursor);
      numbers.push(...page.nodes.map(({ number }) => number));
      cursor = page.cursor;
    }
    expect(numbers).toEqual(Array.from({ length: 90 }, (_, n) => 90 - n));
    expect(on.reader.usage().graphql).toBe(3);
  });
});

describe('details', () => {
  test('leaves out what does not exist and reads 50 in one request', async () => {
    const on = adapters(await sandbox({ issues: many(60) }));
    const numbers = Array.from({ length: 70 }, (_, n) => n + 1);
    const details = await on.reader.details([...numbers, 3, -1]);
    expect(details.map(({ number }) => number)).toEqual(numbers.slice(0, 60));
    expect(details[2]).toMatchObject({ kind: 'issue', title: 'Issue 3', body: 'Body 3', open: true });
    expect(on.reader.usage().graphql).toBe(2);
  });

  test('of nothing but what does not exist is nothing', async () => {
    expect(await adapters(await sandbox()).reader.details([7])).toEqual([]);
  });

  test('of no numbers asks nothing', async () => {
    const on = adapters(await sandbox());
    expect(await on.reader.details([])).toEqual([]);
    expect(on.reader.usage().graphql).toBe(0);
  });
});

describe('what tells whether somebody laid hands on an issue', () => {
  test('is read with it: edits, comments, people, pull requests, and who closed it', async () => {
    const github = await sandbox({ issues: many(12) });
    const { world } = github;
    world.editBody(2, 'Mine', 'octo');
    world.comment(2, 'And this', 'octo');
    world.closeIssue(2, 'octo', 'COMPLETED');
    await world.pushCommit({ files: { 'a.txt': 'a' }, by: 'octo' });
    await world.pushCommit({ files: { 'b.txt': 'b' }, branch: 'more', by: 'octo' });
    const pull = await world.openPullRequest({ title: 'More', body: 'Fixes #2', head: 'more', by: 'octo' });
    world.closePullRequest(pull.number, 'octo');
    const on = adapters(github);
    const handled = await on.reader.handled([1, 2, 99, ...Array.from({ length: 10 }, (_, n) => n + 3)]);
    expect(on.reader.usage().graphql).toBe(2);
    expect(handled).toHaveLength(12);
    const nothing = {
      ...{ edited: false, assigned: false, milestone: false, pulls: [], comments: [], more: false },
      ...{ family: false, blockedBy: [], blocking: [] },
    };
    expect(handled[0]).toMatchObject({ number: 1, body: 'Body 1', movers: [], ...nothing });
    expect(handled[1]).toMatchObject({
      ...{ edited: true, pulls: [pull.number], more: false, movers: ['octo'] },
      comments: [{ author: 'octo', body: 'And this' }],
    });
  });

  test('is read with it: what it is a part of, and what waits for what', async () => {
    const github = await sandbox({ issues: many(4) });
    github.world.setParent(2, 1);
    github.world.block(4, 3);
    const on = adapters(github);
    const handled = await on.reader.handled([1, 2, 3, 4]);
    const at = (number: number) => [{ number, open: true, elsewhere: false }];
    expect(handled.map(({ family, blockedBy, blocking }) => ({ family, blockedBy, blocking }))).toEqual([
      { family: true, blockedBy: [], blocking: [] },
      { family: true, blockedBy: [], blocking: [] },
      { family: false, blockedBy: [], blocking: at(4) },
      { family: false, blockedBy: at(3), blocking: [] },
    ]);
    expect(on.reader.usage().graphql).toBe(1);
  });

  test('is read without what an old server does not know, which is asked for once only', async () => {
    const unknown = ['blockedBy', 'blocking', 'subIssues', 'parent'];
    const errors = unknown.map((field) => ({
      message: `Field '${field}' doesn't exist on type 'Issue'`,
      extensions: { code: 'undefinedField' },
    }));
    const empty = { nodes: [], totalCount: 0 };
    const page = (numbers: number[]) => {
      const nodes = numbers.map((number) => [
        `i${number}`,
        {
          ...{ number, id: `I_${number}`, title: 'T', body: 'B', state: 'OPEN', author: null, labels: { nodes: [] } },
          ...{ createdAt: '', updatedAt: '', lastEditedAt: null, milestone: null, assignees: { totalCount: 0 } },
          ...{ repository: { nameWithOwner: 'octo/dur' }, closedByPullRequestsReferences: empty },
          ...{ comments: empty, timelineItems: empty },
        },
      ]);
      return data({ repository: Object.fromEntries(nodes) });
    };
    const numbers = Array.from({ length: 11 }, (_, n) => n + 1);
    const server = await loopback({ json: { errors } }, page(numbers.slice(0, 10)), page(numbers.slice(10)));
    const handled = await createRepoReader(server.client, REPOSITORY).handled(numbers);
    expect(handled).toHaveLength(11);
    expect(handled[10]).toMatchObject({ family: false, blockedBy: [], blocking: [] });
    expect(server.asked.map(({ body }) => body.query?.includes('blockedBy('))).toEqual([true, false, false]);
  });

  test('is not read whole where there are too many comments', async () => {
    const github = await sandbox({ issues: many(1) });
    for (let n = 0; n < 31; n++) github.world.comment(1, `${n}`, 'octo');
    expect((await adapters(github).reader.handled([1]))[0]).toMatchObject({ more: true });
  });
});

describe('a listing', () => {
  test('holds every issue, open and closed, of all pages, with bodies', async () => {
    const issues = [...many(119), { title: 'Closed', body: 'Done', state: 'closed' as const, updated: hour(1) }];
    const on = adapters(await sandbox({ issues }));
    const listing = await on.reader.listing(null);
    expect(listing).toHaveLength(120);
    expect(listing.at(-1)).toMatchObject({ title: 'Closed', body: 'Done', open: false, stateReason: 'COMPLETED' });
    expect(on.reader.usage().graphql).toBe(3);
  });

  test('since a time holds what was updated since', async () => {
    const on = adapters(await sandbox({ issues: many(10) }));
    const listing = await on.reader.listing('2026-11-20T05:07:00Z');
    expect(listing.map(({ number }) => number)).toEqual([7, 8, 9, 10]);
  });

  test('throws where a page has holes, or fails', async () => {
    const page = { nodes: [null], pageInfo: { hasNextPage: false, endCursor: null } };
    const holes = await loopback(data({ repository: { page } }));
    await expect(createRepoReader(holes.client, REPOSITORY).listing(null)).rejects.toThrow(/holes/);
    const refused = await loopback(
      fault('FORBIDDEN', 'Resource not accessible by integration', ['repository', 'page']),
    );
    await expect(createRepoReader(refused.client, REPOSITORY).listing(null)).rejects.toMatchObject({
      remedy: expect.stringContaining('issues: read'),
    });
    const broken = await loopback({ status: 502, json: {} });
    await expect(createRepoReader(broken.client, REPOSITORY).listing(null)).rejects.toMatchObject({
      name: 'UserError',
    });
    expect(broken.asked).toHaveLength(4);
  });
});

describe('titles', () => {
  test('are those of open issues and pull requests, and of the newest closed issues', async () => {
    const closed = Array.from({ length: 230 }, (_, n) => ({ title: `Closed ${n}`, state: 'closed' as const }));
    const github = await sandbox({ issues: [...many(110), ...closed] });
    await github.world.pushCommit({ files: { 'a.txt': 'a' }, by: 'octo' });
    await github.world.pushCommit({ files: { 'b.txt': 'b' }, branch: 'fix', by: 'octo' });
    await github.world.openPullRequest({ title: 'Fix it', head: 'fix', by: 'octo' });
    const on = adapters(github);
    const titles = await on.reader.titles();
    expect(titles.filter(({ kind, open }) => kind === 'issue' && open)).toHaveLength(110);
    expect(titles.filter(({ kind }) => kind === 'pull').map(({ title }) => title)).toEqual(['Fix it']);
    expect(titles.filter(({ open }) => !open)).toHaveLength(200);
    expect(on.reader.usage().graphql).toBe(2);
  });
});

describe('what an owner can mend', () => {
  test('a repository that is not there', async () => {
    const { client } = adapters(await sandbox());
    const reader = createRepoReader(client, { owner: 'octo', name: 'other' });
    const missing = { name: 'UserError', message: expect.stringContaining('no repository octo/other') };
    await expect(reader.listing(null)).rejects.toMatchObject(missing);
    await expect(reader.details([1])).rejects.toMatchObject(missing);
    await expect(reader.overview({ branch: 'b', configPath: 'c', goalsPath: 'g' })).rejects.toMatchObject(missing);
  });

  test('a token that is not valid', async () => {
    const { client } = await loopback({ status: 401, json: { message: 'Bad credentials' } });
    await expect(createRepoReader(client, REPOSITORY).listing(null)).rejects.toMatchObject({
      name: 'UserError',
      remedy: expect.stringContaining('github-token'),
    });
  });

  test('a secondary limit says how long it lasts', async () => {
    const headers = { 'retry-after': '90' };
    const { client, asked } = await loopback({ status: 403, headers, json: { message: 'secondary rate limit' } });
    await expect(createRepoReader(client, REPOSITORY).listing(null)).rejects.toMatchObject({
      remedy: expect.stringContaining('90 seconds'),
    });
    expect(asked).toHaveLength(1);
  });
});
