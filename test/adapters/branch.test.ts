// The ledger on a branch: begun once, moved only from the expected head, and judged by what GitHub vouches for.
import { createBranchLedger } from '@steward/core/adapters/ledgers/branch.ts';
import { UserError } from '@steward/core/domain/failure.ts';
import { changeOf, readLedger, rootFiles } from '@steward/core/domain/ledger.ts';
import { EMPTY_LEDGER } from '@steward/core/domain/state.ts';
import { describe, expect, test } from 'vitest';
import { data, fault, loopback } from './loopback.ts';
import { adapters, BRANCH, OVERVIEW_OF, REPOSITORY, type Sandbox, sandbox } from './world.ts';

const BOT = 'github-actions[bot]';

async function founded(world: Parameters<typeof sandbox>[0] = {}): Promise<Sandbox> {
  const github = await sandbox(world);
  await github.world.pushCommit({ files: { 'a.txt': 'a' }, by: 'octo' });
  return github;
}

async function begun(github: Sandbox) {
  const on = adapters(github);
  const root = await on.ledger.begin(rootFiles());
  if (root.kind !== 'committed') throw new Error(`not begun: ${root.kind}`);
  return { ...on, root: root.oid };
}

const change = (text: string) => ({
  headline: '1: observed [skip ci]',
  body: 'Steward-Transaction: t1',
  additions: { 'tasks/ab.json': text },
  deletions: [],
});

describe('beginning', () => {
  test('makes an orphan root that reads back as a state to which nothing has happened', async () => {
    const on = await begun(await founded());
    const { raw, at } = await on.ledger.head();
    expect(raw).toMatchObject({ oid: on.root, parent: null, author: BOT, signed: true, truncated: false });
    expect(readLedger(raw, [BOT])).toMatchObject({ kind: 'sound', state: { sequence: 0 } });
    expect(at).toBe('2026-11-20T09:07:00.000Z');
    expect((await on.reader.overview(OVERVIEW_OF)).ledger).toEqual(raw);
  });

  test('happens once, however many begin at the same time', async () => {
    const github = await founded();
    const all = await Promise.all([1, 2, 3, 4].map(() => adapters(github).ledger.begin(rootFiles())));
    expect(all.map(({ kind }) => kind).sort()).toEqual(['committed', 'stale', 'stale', 'stale']);
  });

  test('is refused where there is no commit yet', async () => {
    const on = adapters(await sandbox());
    expect(await on.ledger.begin(rootFiles())).toMatchObject({
      kind: 'refused',
      reason: expect.stringContaining('no commit yet'),
    });
    expect((await on.ledger.head()).raw).toBeNull();
  });

  test('is uncertain when the last answer is lost, and the head then tells', async () => {
    const github = await founded();
    const on = adapters(github);
    const isRef = ({ path }: { path: string }) => path.endsWith('/git/refs');
    github.faults.add({ when: isRef, timing: 'after', effect: { kind: 'status', status: 502 } });
    expect((await on.ledger.begin(rootFiles())).kind).toBe('ambiguous');
    expect((await on.ledger.head()).raw).not.toBeNull();
  });
});

describe('a commit', () => {
  test('moves the head it expects, signed and by the token, and its files and message read back', async () => {
    const on = await begun(await founded());
    const made = await on.ledger.commit({ ...change('{"é": 1}\n'), expected: on.root });
    if (made.kind !== 'committed') throw new Error(made.kind);
    expect((await on.ledger.head()).raw).toMatchObject({ oid: made.oid, parent: on.root, author: BOT, signed: true });
    const files = await on.ledger.files(made.oid, ['tasks/ab.json', 'tasks/cd.json']);
    expect([...files]).toEqual([
      ['tasks/ab.json', '{"é": 1}\n'],
      ['tasks/cd.json', null],
    ]);
    expect(await on.ledger.messages(5)).toEqual([
      '1: observed [skip ci]\n\nSteward-Transaction: t1',
      expect.stringContaining('[skip ci]'),
    ]);
    expect(await on.ledger.messages(1)).toHaveLength(1);
  });

  test('is found by the days of its events, and days without any have none', async () => {
    const on = await begun(await founded());
    const additions = {
      'events/2026/11/20/00000002-7-1.ndjson': '{}\n',
      'events/2026/11/20/00000001-6-1.ndjson': '{}\n',
      'events/2026/11/18/00000000-5-1.ndjson': '{}\n',
    };
    const made = await on.ledger.commit({ ...change('{}'), additions, expected: on.root });
    if (made.kind !== 'committed') throw new Error(made.kind);
    const before = on.client.usage().graphql;
    expect(await on.ledger.eventFiles(made.oid, ['2026-11-20', '2026-11-19', '2026-11-18'])).toEqual([
      'events/2026/11/18/00000000-5-1.ndjson',
      'events/2026/11/20/00000001-6-1.ndjson',
      'events/2026/11/20/00000002-7-1.ndjson',
    ]);
    expect(on.client.usage().graphql - before).toBe(1);
    expect(await on.ledger.eventFiles(on.root, ['2026-11-20'])).toEqual([]);
  });

  test('is found by the days whose events were joined, and by no other of that month', async () => {
    const on = await begun(await founded());
    const additions = {
      'archive/2026/08/03-00000001-00000008.ndjson': '{}\n',
      'archive/2026/08/04-00000009-00000009.ndjson': '',
      'events/2026/08/04/00000009-6-1.ndjson': '{',
    };
    const made = await on.ledger.commit({ ...change('{}'), additions, expected: on.root });
    if (made.kind !== 'committed') throw new Error(made.kind);
    const before = on.client.usage().graphql;
    expect(await on.ledger.eventFiles(made.oid, ['2026-08-04', '2026-08-05'])).toEqual([
      'archive/2026/08/04-00000009-00000009.ndjson',
      'events/2026/08/04/00000009-6-1.ndjson',
    ]);
    expect(on.client.usage().graphql - before).toBe(1);
    expect(await on.ledger.eventFiles(made.oid, ['2026-08-03'])).toEqual([
      'archive/2026/08/03-00000001-00000008.ndjson',
    ]);
  });

  test('of a transaction is believed', async () => {
    const on = await begun(await founded());
    const { change: first } = changeOf({
      ...{ before: EMPTY_LEDGER, after: EMPTY_LEDGER, events: [], parent: on.root },
      ...{ at: '2026-11-20T09:07:00.000Z', token: 't1', run: 'r1' },
    });
    await on.ledger.commit({ ...first, expected: on.root });
    expect(readLedger((await on.ledger.head()).raw, [BOT])).toMatchObject({ kind: 'sound', state: { sequence: 1 } });
  });

  test('is stale when the head has moved, or the branch is gone', async () => {
    const github = await founded();
    const on = await begun(github);
    const first = await on.ledger.commit({ ...change('a'), expected: on.root });
    expect(first.kind).toBe('committed');
    expect(await on.ledger.commit({ ...change('b'), expected: on.root })).toEqual({ kind: 'stale' });
    await github.world.git.updateRef(`refs/heads/${BRANCH}`, '0'.repeat(40), (await on.ledger.head()).raw?.oid ?? '');
    expect(await on.ledger.commit({ ...change('c'), expected: on.root })).toEqual({ kind: 'stale' });
  });

  test.each(['status', 'reset'] as const)(
    'unanswered (%s) is uncertain, was sent once, and its message tells',
    async (kind) => {
      const github = await founded();
      const on = await begun(github);
      const effect = kind === 'status' ? { kind, status: 502 as const } : { kind };
      github.faults.add({ when: ({ mutations }) => mutations.length > 0, timing: 'after', effect });
      const before = on.client.usage().writes;
      expect((await on.ledger.commit({ ...change('a'), expected: on.root })).kind).toBe('ambiguous');
      expect(on.client.usage().writes - before).toBe(1);
      expect((await on.ledger.messages(1))[0]).toContain('Steward-Transaction: t1');
    },
  );

  test('without contents: write stops the run and names the permission', async () => {
    const github = await founded();
    const { root } = await begun(github);
    const { ledger } = adapters(github, { permissions: { contents: 'read', issues: 'write' } });
    const wanted = { name: 'UserError', remedy: expect.stringContaining('`contents: write`') };
    await expect(ledger.commit({ ...change('a'), expected: root })).rejects.toMatchObject(wanted);
    await expect(ledger.begin(rootFiles())).rejects.toMatchObject(wanted);
  });

  test.each([
    ['STALE_DATA', 'in other words'],
    ['UNPROCESSABLE', `is at ${'a'.repeat(40)} but expected ${'b'.repeat(40)}`],
  ])('is stale by type or by words (%s)', async (type, message) => {
    const { client } = await loopback(fault(type, message, ['createCommitOnBranch'], { createCommitOnBranch: null }));
    const ledger = createBranchLedger({ client, repository: REPOSITORY, branch: BRANCH });
    expect(await ledger.commit({ ...change('a'), expected: '0'.repeat(40) })).toEqual({ kind: 'stale' });
  });

  test("turned away by a limit says so, and does not send the owner to the token's permissions", async () => {
    const { client } = await loopback(fault('RATE_LIMITED', 'API rate limit exceeded'));
    const ledger = createBranchLedger({ client, repository: REPOSITORY, branch: BRANCH });
    const stopped = await ledger.commit({ ...change('a'), expected: '0'.repeat(40) }).catch((error: unknown) => error);
    expect(stopped).toBeInstanceOf(UserError);
    expect(`${stopped} ${(stopped as UserError).remedy}`).toMatch(/rate limit.*it resets/s);
    expect((stopped as UserError).remedy).not.toContain('contents: write');
  });
});

describe('a forged head', () => {
  test('pushed with git is not signed by GitHub, whatever name it bears', async () => {
    const github = await founded();
    const on = await begun(github);
    const files = { 'state.json': '{"schema":1,"sequence":7,"claims":{},"shards":{"tasks":{},"rejected":{}}}' };
    await github.world.pushCommit({ files, branch: BRANCH, by: BOT });
    const { raw } = await on.ledger.head();
    expect(raw).toMatchObject({ signed: false, parent: on.root });
    expect(readLedger(raw, [BOT]).kind).toBe('forged');
  });

  const head = (author: object, signature: object | null) =>
    data({
      repository: {
        ledger: { target: { oid: 'a', message: 'm', author, signature, parents: { nodes: [] }, state: null } },
      },
    });
  const bot = { name: BOT, email: `41898282+${BOT}@users.noreply.github.com`, user: null };
  test.each([
    ['a bot without a user, signed by GitHub', bot, { isValid: true, wasSignedByGitHub: true }, BOT, true],
    ['the same, signed by somebody', bot, { isValid: true, wasSignedByGitHub: false }, 'ghost', false],
    ['the same, with a broken signature', bot, { isValid: false, wasSignedByGitHub: true }, 'ghost', false],
    ['the same, unsigned', bot, null, 'ghost', false],
    [
      'a person who took a name like a bot',
      { name: BOT, email: 'ada@example.com', user: null },
      { isValid: true, wasSignedByGitHub: true },
      'ghost',
      true,
    ],
  ])('%s', async (_, author, signature, account, signed) => {
    const { client } = await loopback(head(author, signature));
    const { raw } = await createBranchLedger({ client, repository: REPOSITORY, branch: BRANCH }).head();
    expect(raw).toMatchObject({ author: account, signed, text: null });
  });
});

describe('files', () => {
  test('are read 60 in one request', async () => {
    const on = await begun(await founded());
    const paths = Array.from({ length: 61 }, (_, n) => `tasks/${n}.json`);
    const before = on.client.usage().graphql;
    const files = await on.ledger.files(on.root, ['state.json', ...paths]);
    expect(files.size).toBe(62);
    expect(files.get('state.json')).toBe(rootFiles()['state.json']);
    expect(on.client.usage().graphql - before).toBe(2);
  });

  test('that GitHub cuts off count as missing, and a cut state says so', async () => {
    const on = await begun(await founded());
    const long = 'x'.repeat(600_000);
    const additions = { 'state.json': long, 'tasks/ab.json': long };
    const made = await on.ledger.commit({ ...change(''), additions, expected: on.root });
    if (made.kind !== 'committed') throw new Error(made.kind);
    expect((await on.ledger.files(made.oid, ['tasks/ab.json'])).get('tasks/ab.json')).toBeNull();
    expect((await on.ledger.head()).raw?.truncated).toBe(true);
  });
});
