/** The worktree adapter against a real git repository over loopback HTTP. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeBareRepository } from '@steward/core/adapters/bare-repository.ts';
import type { StartProgram } from '@steward/core/adapters/git.ts';
import { GitWorktree } from '@steward/core/adapters/worktree.ts';
import { UserError } from '@steward/core/domain/failure.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GitServer, makeFolder, makeRepository, type Repository, serveGit, TOKEN } from './git-server.ts';

const folder = makeFolder();
let server: GitServer;
let repository: Repository;
let head = '';

let count = 0;
function open(settings: { name?: string; token?: string; start?: StartProgram } = {}) {
  count += 1;
  const directory = join(folder.path, `bare-${count}`);
  mkdirSync(directory);
  const worktree = new GitWorktree({
    directory,
    serverUrl: server.url,
    repository: settings.name ?? 'owner/dur',
    token: settings.token ?? TOKEN,
    environment: process.env,
    ...(settings.start && { start: settings.start }),
  });
  return { worktree, directory };
}

const blameOne = async (worktree: GitWorktree, path: string, line: number) =>
  (await worktree.blame([{ path, line }]))[0];

beforeAll(async () => {
  repository = makeRepository(join(folder.path, 'served/owner/dur'));
  repository.write('src/old.py', 'x = 1\n');
  repository.write('src/parse.py', 'a = 1\nb = 2\n');
  repository.commit('2025-01-10');
  repository.write('src/parse.py', 'a = 1\nb = 3\n');
  repository.commit('2026-02-01');
  repository.write('src/parse.py', 'a = 1\nb = 4\nc = 5\n');
  repository.write('names/with space "and" quotes.py', 'd = 1\n');
  repository.write('names/new\nline.py', 'e = 1\n');
  repository.write('names/größe-寸.py', 'f = 1\n');
  repository.write('empty.py', '');
  repository.write('picture.dat', Uint8Array.from([1, 0, 2]));
  repository.write('latin.py', Uint8Array.from([0x61, 0xe9, 0x0a]));
  repository.link('link.py', 'src/parse.py');
  repository.git('update-index', '--add', '--cacheinfo', `160000,${'b'.repeat(40)},module`);
  mkdirSync(join(repository.root, 'module'));
  head = repository.commit('2026-03-01');
  server = await serveGit(join(folder.path, 'served'));
});
afterAll(async () => {
  await server.close();
  folder.remove();
});

describe('the worktree of a commit', () => {
  it('lists every path, whatever is in its name', async () => {
    const { worktree } = open();
    await worktree.fetch({ oid: head, branch: 'main', history: 'none' });
    const entries = await worktree.entries();
    expect(entries.map(({ path }) => path).sort()).toEqual(
      [
        'empty.py',
        'latin.py',
        'link.py',
        'module',
        'names/größe-寸.py',
        'names/new\nline.py',
        'names/with space "and" quotes.py',
        'picture.dat',
        'src/old.py',
        'src/parse.py',
      ].sort(),
    );
    expect(entries.find(({ path }) => path === 'module')).toMatchObject({ mode: '160000', size: null });
    expect(entries.find(({ path }) => path === 'link.py')?.mode).toBe('120000');
    expect(entries.find(({ path }) => path === 'src/parse.py')?.size).toBe(18);
  });

  it('reads texts, and says which contents are none', async () => {
    const { worktree } = open();
    await worktree.fetch({ oid: head, branch: 'main', history: 'none' });
    const oids = new Map((await worktree.entries()).map(({ path, oid }) => [path, oid]));
    const of = (path: string) => oids.get(path) ?? '';
    const texts = await worktree.texts([...oids.values(), 'f'.repeat(40), '--help']);
    expect(texts.get(of('src/parse.py'))).toBe('a = 1\nb = 4\nc = 5\n');
    expect(texts.get(of('names/new\nline.py'))).toBe('e = 1\n');
    expect(texts.get(of('empty.py'))).toBe('');
    expect(texts.get(of('picture.dat'))).toBeNull();
    expect(texts.get(of('latin.py'))).toBeNull();
    expect(texts.has('f'.repeat(40))).toBe(false);
  });

  it('reads a thousand large contents in one pass', async () => {
    const large = makeRepository(join(folder.path, 'served/owner/large'));
    for (let at = 0; at < 1000; at += 1) large.write(`file-${at}.txt`, `${at}\n${'x'.repeat(at * 20)}`);
    const oid = large.commit('2026-03-01');
    const { worktree } = open({ name: 'owner/large' });
    await worktree.fetch({ oid, branch: 'main', history: 'none' });
    const entries = await worktree.entries();
    const texts = await worktree.texts(entries.map((entry) => entry.oid));
    expect(texts.size).toBe(1000);
    for (const entry of entries) expect(texts.get(entry.oid)?.length).toBe(entry.size);
  });

  it('counts the commits of the last year by path, and brings no old contents', async () => {
    const { worktree, directory } = open();
    await worktree.fetch({ oid: head, branch: 'main', history: 'year' });
    const churn = await worktree.churn();
    expect(churn.get('src/parse.py')).toEqual({ commits: 2, last: '2026-03-01T12:00:00.000Z' });
    expect(churn.get('names/new\nline.py')?.commits).toBe(1);
    expect(churn.has('src/old.py')).toBe(false);
    const old = execFileSync('git', ['rev-parse', 'HEAD~1:src/parse.py'], { cwd: repository.root, encoding: 'utf8' });
    const held = execFileSync('git', ['cat-file', '--batch-all-objects', '--batch-check'], {
      cwd: directory,
      encoding: 'utf8',
    });
    expect(held).not.toContain(old.trim());
  });

  it('asks for nothing more when a content is missing', async () => {
    const { worktree } = open();
    await worktree.fetch({ oid: head, branch: 'main', history: 'year' });
    await worktree.churn();
    const before = server.requests.length;
    const old = execFileSync('git', ['rev-parse', 'HEAD~1:src/parse.py'], { cwd: repository.root, encoding: 'utf8' });
    expect((await worktree.texts([old.trim()])).size).toBe(0);
    expect(server.requests.length).toBe(before);
  });

  it('tells when a line was last changed, with one request for all old versions', async () => {
    const { worktree } = open();
    await worktree.fetch({ oid: head, branch: 'main', history: 'year' });
    await worktree.churn();
    const before = server.requests.length;
    expect(await blameOne(worktree, 'src/parse.py', 2)).toEqual({ oid: head, date: '2026-03-01T12:00:00.000Z' });
    expect(server.requests.slice(before).filter((request) => request.startsWith('POST')).length).toBeLessThanOrEqual(2);
    expect((await blameOne(worktree, 'src/parse.py', 1))?.date).toBe('2025-01-10T12:00:00.000Z');
    expect(await blameOne(worktree, 'src/parse.py', 99)).toBeNull();
    expect(await blameOne(worktree, 'src/nowhere.py', 1)).toBeNull();
  });

  it('one old version that the server has lost leaves open what it says of its own file only', async () => {
    const holed = makeRepository(join(folder.path, 'served/owner/holed'));
    for (const [day, text] of [
      ['2026-01-10', 'x = 1\n'],
      ['2026-02-01', 'x = 1\ny = 2\n'],
      ['2026-03-01', 'x = 1\ny = 3\n'],
    ] as const) {
      holed.write('whole.py', text);
      holed.write('holed.py', `# ${text}`);
      holed.commit(day);
    }
    const lost = holed.git('rev-parse', 'HEAD~1:holed.py').trim();
    rmSync(join(holed.root, '.git/objects', lost.slice(0, 2), lost.slice(2)));
    const { worktree } = open({ name: 'owner/holed' });
    await worktree.fetch({ oid: holed.git('rev-parse', 'HEAD').trim(), branch: 'main', history: 'year' });
    const lines = ['holed.py', 'whole.py'].map((path) => ({ path, line: 1 }));
    const [unknown, known] = await worktree.blame(lines);
    expect(unknown).toBeNull();
    expect(known?.date).toBe('2026-01-10T12:00:00.000Z');
  });

  it('has no history unless it was asked for', async () => {
    const { worktree } = open();
    await worktree.fetch({ oid: head, branch: 'main', history: 'none' });
    expect((await worktree.churn()).size).toBe(0);
    expect(await blameOne(worktree, 'src/parse.py', 1)).toBeNull();
  });

  it('counts no commit whose parents the server does not have', async () => {
    const shallow = join(folder.path, 'served/owner/shallow');
    execFileSync('git', ['clone', '--quiet', '--depth=2', `file://${repository.root}`, shallow]);
    const { worktree } = open({ name: 'owner/shallow' });
    await worktree.fetch({ oid: head, branch: 'main', history: 'year' });
    expect((await worktree.churn()).get('src/parse.py')?.commits).toBe(1);
    expect(await blameOne(worktree, 'src/parse.py', 1)).toBeNull();
  });

  it('says what to do when the token may not read', async () => {
    const { worktree } = open({ token: 'wrong' });
    const failure = await worktree.fetch({ oid: head, branch: 'main', history: 'none' }).catch((error) => error);
    expect(failure).toBeInstanceOf(UserError);
    expect(failure.remedy).toContain('contents: read');
    expect(`${failure.message} ${failure.remedy}`).not.toContain('wrong');
  });

  it('says that a commit is gone when neither it nor its branch can be had', async () => {
    const { worktree } = open();
    const failure = await worktree
      .fetch({ oid: 'c'.repeat(40), branch: 'main', history: 'none' })
      .catch((error) => error);
    expect(failure).toBeInstanceOf(UserError);
    expect(failure.message).toContain('ccccccc');
  });

  it('keeps the token out of the repository it makes', async () => {
    const { worktree, directory } = open();
    await worktree.fetch({ oid: head, branch: 'main', history: 'none' });
    const config = execFileSync('git', ['config', '--list', '--local'], { cwd: directory, encoding: 'utf8' });
    expect(config).toContain('remote.origin.url');
    expect(config).not.toContain(TOKEN);
    expect(config).not.toContain(Buffer.from(`x-access-token:${TOKEN}`).toString('base64'));
  });
});

/** Git whose fetching of the past stands still until it is let go on. */
function heldBack(then: string): { start: StartProgram; release: () => void } {
  count += 1;
  const gate = join(folder.path, `gate-${count}`);
  const wait = `while [ ! -e '${gate}' ]; do sleep 0.01; done; ${then}`;
  return {
    start: (command, args, options) =>
      args.includes('--depth=200')
        ? spawn('sh', ['-c', wait, command, ...args], options)
        : spawn(command, args, options),
    release: () => writeFileSync(gate, ''),
  };
}

describe('the past', () => {
  it('is on its way while contents are read, and is waited for by what needs it', async () => {
    const { start, release } = heldBack('exec "$0" "$@"');
    const { worktree } = open({ start });
    await worktree.fetch({ oid: head, branch: 'main', history: 'year' });
    const entries = await worktree.entries();
    const texts = await worktree.texts(entries.map(({ oid }) => oid));
    expect(texts.size).toBeGreaterThan(0);
    const churn = worktree.churn();
    release();
    expect((await churn).get('src/parse.py')?.commits).toBeGreaterThan(0);
  });

  it('that is still on its way ends where nobody needs it any more, and nothing begins after it', async () => {
    const { start } = heldBack('exec "$0" "$@"');
    const { worktree, directory } = open({ start });
    await worktree.fetch({ oid: head, branch: 'main', history: 'year' });
    await worktree.close();
    rmSync(directory, { recursive: true });
    await expect(worktree.entries()).rejects.toThrow('closed');
    await expect(worktree.churn()).rejects.toThrow('SIGTERM');
    expect(existsSync(directory)).toBe(false);
  });

  it('that is lost is told by what needs it, not by what was read, and is asked for again', async () => {
    const lost = heldBack('echo "fatal: the remote end hung up" >&2; exit 128');
    let start = lost.start;
    const { worktree } = open({ start: (...program) => start(...program) });
    const request = { oid: head, branch: 'main', history: 'year' } as const;
    await worktree.fetch(request);
    lost.release();
    expect((await worktree.entries()).length).toBeGreaterThan(0);
    await expect(worktree.churn()).rejects.toThrow('hung up');
    await expect(worktree.blame([{ path: 'src/parse.py', line: 1 }])).rejects.toThrow('hung up');
    start = spawn;
    await worktree.fetch(request);
    expect((await worktree.churn()).size).toBeGreaterThan(0);
  });
});

describe('the processes it takes', () => {
  it('are one for each reading of a whole tree with its history', async () => {
    const commands: (string | undefined)[] = [];
    const start: StartProgram = (command, args, options) => {
      commands.push(args[0]);
      return spawn(command, args, options);
    };
    const { worktree } = open({ start });
    await worktree.fetch({ oid: head, branch: 'main', history: 'year' });
    const entries = await worktree.entries();
    await worktree.texts(entries.map(({ oid }) => oid));
    await worktree.churn();
    await worktree.blame(['empty.py', 'src/parse.py', 'src/old.py'].map((path) => ({ path, line: 1 })));
    const expected = ['fetch', 'fetch', 'ls-tree', 'cat-file', 'log', 'fetch', 'blame', 'blame', 'blame'];
    expect(commands.sort()).toEqual(expected.sort());
  });
});

describe('the repository it makes', () => {
  it('forgets after each fetch that missing contents could be had', async () => {
    const { worktree, directory } = open();
    await worktree.fetch({ oid: head, branch: 'main', history: 'none' });
    const before = readFileSync(join(directory, 'config'), 'utf8');
    await worktree.fetch({ oid: head, branch: 'main', history: 'year' });
    await blameOne(worktree, 'src/parse.py', 1);
    expect(readFileSync(join(directory, 'config'), 'utf8')).toBe(before);
    expect(before).not.toMatch(/promisor|partial/i);
  });

  it('reads commits of the other kind of hash', async () => {
    const wide = makeRepository(join(folder.path, 'served/owner/wide'), 'sha256');
    wide.write('a.py', 'a = 1\n');
    wide.commit('2026-02-01');
    wide.write('a.py', 'a = 2\n');
    const oid = wide.commit('2026-03-01');
    const { worktree } = open({ name: 'owner/wide' });
    await worktree.fetch({ oid, branch: 'main', history: 'year' });
    const [entry] = await worktree.entries();
    expect(entry?.oid).toHaveLength(64);
    expect((await worktree.texts([entry?.oid ?? ''])).get(entry?.oid ?? '')).toBe('a = 2\n');
    expect((await worktree.churn()).get('a.py')?.commits).toBe(2);
  });

  it('takes an address as it is, whatever signs it holds', async () => {
    const directory = join(folder.path, 'quoted');
    const url = 'https://example.com/a "b" \\c#d;e/f';
    await makeBareRepository({ directory, url, format: 'sha1' });
    const read = execFileSync('git', ['config', 'remote.origin.url'], { cwd: directory, encoding: 'utf8' });
    expect(read).toBe(`${url}\n`);
    await expect(makeBareRepository({ directory, url: 'a\n[core]', format: 'sha1' })).rejects.toThrow('one line');
  });
});

describe('a head that renames and changes files', () => {
  it('is read with its history, although old contents are not there', async () => {
    const moved = makeRepository(join(folder.path, 'served/owner/moved'));
    const text = Array.from({ length: 40 }, (_, index) => `line ${index}\n`).join('');
    moved.write('old/name.py', text);
    moved.commit('2026-02-01');
    moved.git('mv', 'old/name.py', 'new.py');
    moved.write('new.py', text.replace('line 7\n', 'line seven\n'));
    const oid = moved.commit('2026-03-01');
    const { worktree } = open({ name: 'owner/moved' });
    await worktree.fetch({ oid, branch: 'main', history: 'year' });
    expect([...(await worktree.churn()).keys()].sort()).toEqual(['new.py', 'old/name.py']);
    expect((await blameOne(worktree, 'new.py', 8))?.oid ?? null).toSatisfy((found) => found === oid || found === null);
  });
});
