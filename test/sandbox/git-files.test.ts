import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inflateSync } from 'node:zlib';
import { GitRepository, noObject } from '@steward/sandbox/git-repository.ts';
import { zlibStream } from '@steward/sandbox/zlib-stream.ts';
import { afterEach, describe, expect, it } from 'vitest';
import {
  checkoutWith,
  cleanUp,
  clientOf,
  commitInput,
  commitMutation,
  startWithCommit,
  temporaryFolder,
} from './sandbox-fixture.ts';

const run = promisify(execFile);
const opened: GitRepository[] = [];
afterEach(async () => {
  for (const repository of opened.splice(0)) repository.close();
  await cleanUp();
});

async function open(durable: boolean): Promise<GitRepository> {
  const repository = await GitRepository.open(temporaryFolder(), { durable });
  opened.push(repository);
  return repository;
}

const person = 'Ada <ada@example.com> 1760000000 +0000';
/** Without waiting in the thread that answers. */
const client = async (at: string, ...args: string[]): Promise<string> =>
  (await run('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], { cwd: at })).stdout.trim();

async function commitOf(repository: GitRepository, tree: string, message: string, parent?: string): Promise<string> {
  const parents = parent === undefined ? '' : `parent ${parent}\n`;
  const text = `tree ${tree}\n${parents}author ${person}\ncommitter ${person}\n\n${message}\n`;
  return repository.writeObject('commit', Buffer.from(text));
}

const fsck = (repository: GitRepository) => repository.git(['fsck', '--strict', '--full', '--no-dangling']);
const main = 'refs/heads/main';

describe.each([
  { kept: 'on disk at once', durable: true },
  { kept: 'in memory until git looks', durable: false },
])('a repository kept $kept', ({ durable }) => {
  it('is sound for real git after hundreds of commits of every shape', async () => {
    const repository = await open(durable);
    let head: string | undefined;
    let tree: string | null = null;
    for (let n = 0; n < 150; n += 1) {
      const large = Buffer.from(`${n} `.repeat(n * 5));
      tree = await repository.changeTree(tree, [
        { path: 'state.json', content: large },
        { path: `a.b/${n % 7}/x`, content: Buffer.from([n & 255, 0, 255]) },
        { path: n % 2 === 0 ? 'a/b' : 'a.c', content: Buffer.from('') },
        { path: `ü/${n % 3}.sh`, content: n % 5 === 4 ? null : Buffer.from('#!'), mode: '100755' },
      ]);
      head = await commitOf(repository, tree, `Commit ${n}`, head);
      expect(await repository.updateRef(main, head, n === 0 ? noObject : ((await repository.ref(main)) ?? ''))).toBe(
        true,
      );
      if (n % 40 === 0) expect((await repository.git(['rev-parse', main])).toString().trim()).toBe(head);
    }
    expect((await fsck(repository)).toString()).toBe('');
    expect((await repository.git(['rev-list', '--count', main])).toString().trim()).toBe('150');
    const listed = (await repository.git(['ls-tree', '-r', '-z', '--name-only', main])).toString().split('\0');
    expect(listed).toEqual(expect.arrayContaining(['a.b/0/x', 'a.c', 'a/b', 'state.json', 'ü/1.sh']));
    expect((await repository.git(['show', `${main}:state.json`])).toString()).toBe('149 '.repeat(149 * 5));
  });

  it('moves a ref only from the id it has', async () => {
    const repository = await open(durable);
    const tree = await repository.writeTree([]);
    const [one, two] = [await commitOf(repository, tree, 'one'), await commitOf(repository, tree, 'two')];
    expect(await repository.updateRef(main, one, two)).toBe(false);
    expect(await repository.updateRef(main, one, noObject)).toBe(true);
    expect(await repository.updateRef(main, two, noObject)).toBe(false);
    expect(await repository.updateRef(main, two, two)).toBe(false);
    expect(await repository.updateRef(main, two, one)).toBe(true);
    expect(await repository.ref(main)).toBe(two);
    expect(await repository.updateRef(main, noObject, one)).toBe(false);
    expect(await repository.updateRef(main, noObject, two)).toBe(true);
    expect(await repository.ref(main)).toBeNull();
    expect(await repository.refs('refs')).toEqual([]);
    expect((await repository.git(['for-each-ref'])).toString()).toBe('');
  });

  it('has no ref inside of a ref, but takes the place of deleted ones', async () => {
    const repository = await open(durable);
    const oid = await commitOf(repository, await repository.writeTree([]), 'one');
    expect(await repository.updateRef('refs/heads/a/b/c', oid, noObject)).toBe(true);
    expect(await repository.updateRef('refs/heads/a/b', oid, noObject)).toBe(false);
    expect(await repository.updateRef('refs/heads/a/b/c/d', oid, noObject)).toBe(false);
    expect(await repository.updateRef('refs/heads/a/b/c', noObject, oid)).toBe(true);
    expect(await repository.updateRef('refs/heads/a', oid, noObject)).toBe(true);
    const refs = (await repository.git(['for-each-ref', '--format=%(refname)'])).toString().trim();
    expect(refs).toBe('refs/heads/a');
    expect((await repository.refs('refs/heads/')).map(({ name }) => name)).toEqual(['refs/heads/a']);
  });

  it('honours refs that git packed', async () => {
    const repository = await open(durable);
    const tree = await repository.writeTree([]);
    const [one, two] = [await commitOf(repository, tree, 'one'), await commitOf(repository, tree, 'two')];
    for (const name of [main, 'refs/heads/old', 'refs/tags/v1']) await repository.updateRef(name, one, noObject);
    await repository.git(['pack-refs', '--all']);
    expect(await repository.ref(main)).toBe(one);
    expect(await repository.updateRef(main, two, noObject)).toBe(false);
    expect(await repository.updateRef(main, two, one)).toBe(true);
    expect(await repository.updateRef('refs/heads/old/x', two, noObject)).toBe(false);
    expect(await repository.updateRef('refs/heads/old', noObject, two)).toBe(false);
    expect(await repository.updateRef('refs/heads/old', noObject, one)).toBe(true);
    expect(await repository.refs('refs')).toEqual([
      { name: main, oid: two },
      { name: 'refs/tags/v1', oid: one },
    ]);
    const seen = (await repository.git(['for-each-ref', '--format=%(refname) %(objectname)'])).toString().trim();
    expect(seen).toBe(`${main} ${two}\nrefs/tags/v1 ${one}`);
  });

  it('refuses to point a branch to what is not a commit', async () => {
    const repository = await open(durable);
    const tree = await repository.writeTree([]);
    await expect(repository.updateRef(main, tree, noObject)).rejects.toThrow('cannot point to tree');
    await expect(repository.updateRef(main, '1'.repeat(40), noObject)).rejects.toThrow('cannot point to nothing');
    await expect(repository.writeObject('commit', Buffer.from('tree me'))).rejects.toThrow('not a commit');
    expect(await repository.updateRef('refs/notes/tree', tree, noObject)).toBe(true);
  });

  it('reads an expression as git does', async () => {
    const repository = await open(durable);
    const tree = await repository.changeTree(null, [
      { path: 'a/b.txt', content: Buffer.from('text') },
      { path: 'c', content: Buffer.from('c') },
    ]);
    const one = await commitOf(repository, tree, 'one');
    const two = await commitOf(repository, await repository.writeTree([]), 'two', one);
    await repository.updateRef(main, one, noObject);
    await repository.updateRef('refs/heads/same', one, noObject);
    await repository.updateRef('refs/tags/same', two, noObject);
    await repository.git(['symbolic-ref', 'HEAD', main]);
    await repository.git(['tag', '--annotate', '--message', 'first', 'v1', one]);
    expect(await repository.read('main:./c')).toBeNull();
    const expressions = [one, one.slice(0, 10), 'main', 'heads/main', main, 'HEAD', 'HEAD^{tree}', 'HEAD:', 'HEAD:a'];
    expressions.push('main:a/b.txt', 'main:a/', 'main:c/x', 'main:nothing', `${one}:c`, `${tree}:a/b.txt`, 'same');
    expressions.push('v1', 'v1^{tree}', 'v1:c', 'main~1', `${two}~1`, `${two}^`, 'nothing', '1'.repeat(40));
    for (const expression of expressions) {
      const asked = await repository
        .git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${expression}`])
        .then((output) => output.toString().trim())
        .catch(() => null);
      const exists =
        asked !== null &&
        (await repository.git(['cat-file', '-e', asked]).then(
          () => true,
          () => false,
        ));
      expect({ expression, oid: await repository.resolve(expression) }).toEqual({
        expression,
        oid: exists ? asked : null,
      });
    }
  });
});

it('a ref whose lock somebody holds does not move', async () => {
  const repository = await open(true);
  const oid = await commitOf(repository, await repository.writeTree([]), 'one');
  const lock = join(repository.path, `${main}.lock`);
  writeFileSync(lock, '');
  expect(await repository.updateRef(main, oid, noObject)).toBe(false);
  expect(existsSync(lock)).toBe(true);
  rmSync(lock);
  expect(await repository.updateRef(main, oid, noObject)).toBe(true);
  expect(existsSync(lock)).toBe(false);
  expect(readFileSync(join(repository.path, main), 'utf8')).toBe(`${oid}\n`);
});

it('a world in memory is whole for real git, which pushes to it and fetches from it', async () => {
  const { sandbox, head } = await startWithCommit({ persist: false });
  const token = sandbox.mintToken();
  const ask = clientOf(sandbox, token);
  const first = await ask(commitMutation, { input: commitInput(head, { 'state.json': '{"n":1}' }) });
  const oid: string = first.data.createCommitOnBranch.commit.oid;
  const clone = checkoutWith([{ unrelated: '1' }]);
  const url = sandbox.serverUrl.replace('://', `://x:${token}@`);
  await client(clone, 'fetch', '--quiet', `${url}/octo/widget.git`, 'main');
  expect(await client(clone, 'show', 'FETCH_HEAD:state.json')).toBe('{"n":1}');
  await client(clone, 'checkout', '--quiet', '--detach', 'FETCH_HEAD');
  writeFileSync(join(clone, 'pushed.txt'), 'by git');
  await client(clone, 'add', '--all');
  await client(clone, 'commit', '--quiet', '--message', 'Push');
  await client(clone, 'push', '--quiet', `${url}/octo/widget.git`, 'HEAD:refs/heads/main');
  const pushed = await client(clone, 'rev-parse', 'HEAD');
  expect(await sandbox.world.git.ref('refs/heads/main')).toBe(pushed);
  expect((await sandbox.world.git.read('main:pushed.txt'))?.content.toString()).toBe('by git');
  const stale = await ask(commitMutation, { input: commitInput(oid, { 'state.json': '{"n":2}' }) });
  expect(stale.errors[0].type).toBe('STALE_DATA');
  const next = await ask(commitMutation, { input: commitInput(pushed, { 'state.json': '{"n":2}' }) });
  await client(clone, 'fetch', '--quiet', `${url}/octo/widget.git`, 'main');
  expect(await client(clone, 'rev-parse', 'FETCH_HEAD')).toBe(next.data.createCommitOnBranch.commit.oid);
  expect((await fsck(sandbox.world.git)).toString()).toBe('');
});

it('thousands of commits end up in a few packs, and the old ones can still be read', async () => {
  const repository = await open(false);
  let tree: string | null = null;
  let head: string | undefined;
  const heads: string[] = [];
  for (let n = 0; n < 3000; n += 1) {
    tree = await repository.changeTree(tree, [{ path: `${n % 16}/${n % 256}`, content: Buffer.from(String(n)) }]);
    head = await commitOf(repository, tree, String(n), head);
    heads.push(head);
    if (n % 50 === 0) repository.flush();
  }
  await repository.updateRef(main, head ?? '', noObject);
  expect((await fsck(repository)).toString()).toBe('');
  const packs = readdirSync(join(repository.path, 'objects', 'pack')).filter((name) => name.endsWith('.pack'));
  expect(packs.length).toBeLessThan(12);
  const again = await GitRepository.open(join(repository.path, '..'));
  opened.push(again);
  expect((await again.read(`${heads[17]}:1/17`))?.content.toString()).toBe('17');
});

it.each([0, 1, 1024, 1025, 100_000])('%i bytes come back from their zlib stream', (length) => {
  const bytes = Buffer.from(Array.from({ length }, (_, index) => (index * 31) & 255));
  expect(inflateSync(zlibStream(bytes)).equals(bytes)).toBe(true);
  expect(inflateSync(zlibStream(Buffer.alloc(length, 255))).length).toBe(length);
});
