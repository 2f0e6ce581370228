// The repository's files, read and written without git: what git itself says of them is the measure.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GitRepository, noObject } from '@steward/sandbox/git-repository.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { checkoutWith, cleanUp, git, startSandbox, temporaryFolder } from './sandbox-fixture.ts';

const open: GitRepository[] = [];

afterEach(async () => {
  for (const repository of open.splice(0)) repository.close();
  await cleanUp();
});

async function founded(): Promise<{ repository: GitRepository; ask: (...args: string[]) => string }> {
  const repository = await GitRepository.open(temporaryFolder());
  open.push(repository);
  return { repository, ask: (...args) => git(repository.path, ...args) };
}

const person = 'Ada <ada@example.com> 1795000000 +0000';

async function commit(repository: GitRepository, files: Record<string, string | null>, parents: string[] = []) {
  const changes = Object.entries(files).map(([path, text]) => ({
    path,
    content: text === null ? null : Buffer.from(text),
  }));
  const tree = await repository.changeTree(parents[0] ?? null, changes);
  const lines = [`tree ${tree}`, ...parents.map((oid) => `parent ${oid}`), `author ${person}`, `committer ${person}`];
  return repository.writeObject('commit', Buffer.from(`${lines.join('\n')}\n\nSay\n`));
}

describe('objects written without git', () => {
  it('are the ones that git would have written, and pass its strictest check', async () => {
    const { repository, ask } = await founded();
    const files = { 'a-b': '1', 'a/b': '2', 'a.c': '3', 'a/ü/ñ.txt': '4', z: '', big: 'x'.repeat(2_000_000) };
    const first = await commit(repository, files);
    const second = await commit(repository, { 'a/b': null, 'a/c': '5', z: null }, [first]);
    const empty = await commit(repository, { 'a-b': null, 'a.c': null, a: null, big: null }, [second]);
    await repository.updateRef('refs/heads/main', empty, noObject);
    expect(ask('fsck', '--full', '--strict', '--no-dangling')).toBe('');
    expect(ask('ls-tree', '-r', '--name-only', '-z', first).split('\0').filter(Boolean)).toEqual([
      ...['a-b', 'a.c', 'a/b', 'a/ü/ñ.txt', 'big', 'z'],
    ]);
    expect(ask('ls-tree', '-r', '--name-only', '-z', second).split('\0').filter(Boolean)).toEqual([
      ...['a-b', 'a.c', 'a/c', 'a/ü/ñ.txt', 'big'],
    ]);
    expect(ask('ls-tree', '-r', empty)).toBe('');
    const twin = ask('mktree', '--missing');
    expect(await repository.writeTree([])).toBe(twin);
  });

  it('are written once, and left alone where git packed them', async () => {
    const { repository, ask } = await founded();
    const oid = await commit(repository, { a: '1' });
    await repository.updateRef('refs/heads/main', oid, noObject);
    ask('repack', '-a', '-d', '-q');
    ask('prune-packed', '-q');
    repository.close();
    const again = await GitRepository.open(join(repository.path, '..'));
    open.push(again);
    expect((await again.read('main:a'))?.content.toString()).toBe('1');
    expect(await commit(again, { a: '1' })).toBe(oid);
    const next = await commit(again, { b: '2' }, [oid]);
    expect((await again.read(`${next}:a`))?.content.toString()).toBe('1');
    expect(await again.isAncestor(oid, next)).toBe(true);
    expect(ask('fsck', '--full', '--strict', '--no-dangling')).toBe('');
  });
});

describe('an expression', () => {
  it('names the object that git would name', async () => {
    const { repository, ask } = await founded();
    const first = await commit(repository, { 'a/b.txt': 'one', c: 'two' });
    const second = await commit(repository, { c: 'three', 'a/d e': 'four' }, [first]);
    for (const [name, oid] of [
      ['refs/heads/main', second],
      ['refs/heads/steward/state', first],
      ['refs/tags/main', first],
    ] as const) {
      await repository.updateRef(name, oid, noObject);
    }
    ask('-c', 'user.name=Ada', '-c', 'user.email=a@b.c', 'tag', '-a', '-m', 'noted', 'noted', first);
    const bases = [
      first,
      second,
      'main',
      'heads/main',
      'refs/heads/main',
      'tags/main',
      'steward/state',
      'HEAD',
      'noted',
    ];
    const odd = [
      'absent',
      first.slice(0, 9),
      'main~1',
      '',
      '-h',
      'refs',
      'a b',
      noObject,
      'config',
      '@',
      '..',
      'main..noted',
    ];
    const ends = ['', '^{tree}', '^{commit}', ':c', ':a', ':a/b.txt', ':a/d e', ':', ':a/', ':/c', ':a/../c', ':z'];
    const asked = [...bases, ...odd].flatMap((base) => [...ends, '^{tree}:c'].map((end) => base + end));
    const theirs = execFileSync('git', ['cat-file', '--batch-check=%(objectname)'], {
      cwd: repository.path,
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' },
      input: `${asked.join('\n')}\n`,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
    })
      .trimEnd()
      .split('\n')
      .map((line) => (/^[0-9a-f]{40}$/.test(line) ? line : null));
    const ours: (string | null)[] = [];
    for (const expression of asked) ours.push((await repository.read(expression))?.oid ?? null);
    expect(asked.map((expression, index) => [expression, ours[index]])).toEqual(
      asked.map((expression, index) => [expression, theirs[index]]),
    );
    expect(ours.filter((oid) => oid !== null).length).toBeGreaterThan(60);
    expect(await repository.read('main:./c')).toBeNull();
  });

  it('sees at once what another process wrote', async () => {
    const { repository, ask } = await founded();
    const first = await commit(repository, { a: '1' });
    await repository.updateRef('refs/heads/main', first, noObject);
    expect(await repository.resolve('main~1')).toBeNull();
    const tree = ask('rev-parse', `${first}^{tree}`);
    const second = ask('-c', 'user.name=A', '-c', 'user.email=a@b.c', 'commit-tree', '-p', first, '-m', 'x', tree);
    ask('update-ref', 'refs/heads/main', second, first);
    expect([await repository.resolve('main'), await repository.resolve('main~1')]).toEqual([second, first]);
    const third = await commit(repository, { a: '2' }, [second]);
    expect(await repository.updateRef('refs/heads/main', third, second)).toBe(true);
    expect([await repository.resolve('main~1'), await repository.resolve('main~2')]).toEqual([second, first]);
  });
});

describe('refs', () => {
  const names = async (repository: GitRepository, prefix: string) =>
    (await repository.refs(prefix)).map(({ name, oid }) => `${name} ${oid}`);
  const theirs = (ask: (...args: string[]) => string, prefix: string) =>
    ask('for-each-ref', '--format=%(refname) %(objectname)', prefix).split('\n').filter(Boolean);

  it('are listed as git lists them, packed or not', async () => {
    const { repository, ask } = await founded();
    const first = await commit(repository, { a: '1' });
    const second = await commit(repository, { a: '2' }, [first]);
    for (const name of ['heads/main', 'heads/a-b', 'heads/a/b', 'heads/ä', 'tags/v1', 'sandbox/published']) {
      expect(await repository.updateRef(`refs/${name}`, first, noObject)).toBe(true);
    }
    ask('-c', 'user.name=Ada', '-c', 'user.email=a@b.c', 'tag', '-a', '-m', 'noted', 'v2', first);
    const prefixes = ['refs', 'refs/', 'refs/heads', 'refs/heads/', 'refs/heads/a', 'refs/tags/', 'refs/none/'];
    const compare = async () => {
      for (const prefix of prefixes) expect(await names(repository, prefix)).toEqual(theirs(ask, prefix));
    };
    await compare();
    ask('pack-refs', '--all');
    expect(existsSync(join(repository.path, 'refs/heads/main'))).toBe(false);
    await compare();
    expect(await repository.updateRef('refs/heads/a/b', second, first)).toBe(true);
    expect(await repository.updateRef('refs/heads/ä', noObject, first)).toBe(true);
    expect(await repository.updateRef('refs/tags/v2', noObject, ask('rev-parse', 'v2'))).toBe(true);
    await compare();
    expect(ask('rev-parse', 'refs/heads/a/b')).toBe(second);
    expect(readFileSync(join(repository.path, 'packed-refs'), 'utf8')).not.toContain('refs/tags/v2');
    expect(ask('fsck', '--strict', '--no-dangling')).toBe('');
  });

  it('move only from what they were, as `git update-ref` moves them', async () => {
    const { repository, ask } = await founded();
    const first = await commit(repository, { a: '1' });
    const second = await commit(repository, { a: '2' }, [first]);
    const main = 'refs/heads/main';
    const moves: [string, string, string][] = [
      [main, first, second],
      [main, first, noObject],
      [main, second, noObject],
      [main, second, second],
      [main, noObject, second],
      ['refs/heads/main/below', first, noObject],
      ['refs/heads', first, noObject],
      [main, second, first],
      [main, first, first],
      [main, noObject, first],
      [main, noObject, first],
      ['refs/heads/main/below', first, noObject],
      [main, second, noObject],
      ['refs/heads/main/below', noObject, first],
      [main, second, noObject],
    ];
    for (const packed of [false, true]) {
      const theirs: string[] = [];
      const ours: string[] = [];
      for (const [name, oid, old] of moves) {
        const args = oid === noObject ? ['-d', name, old] : [name, oid, old];
        try {
          ask('update-ref', ...args);
          theirs.push(`${name} true`);
        } catch {
          theirs.push(`${name} false`);
        }
        if (packed) ask('pack-refs', '--all');
      }
      const left = ask('for-each-ref');
      for (const { name, oid } of await repository.refs('refs')) await repository.updateRef(name, noObject, oid);
      expect(await repository.refs('refs')).toEqual([]);
      for (const [name, oid, old] of moves) {
        ours.push(`${name} ${await repository.updateRef(name, oid, old)}`);
        if (packed) ask('pack-refs', '--all');
      }
      expect(ours).toEqual(theirs);
      expect(ask('for-each-ref')).toBe(left);
      await repository.updateRef(main, noObject, second);
    }
  });

  it('do not move while another process holds their lock, and keep git from moving them meanwhile', async () => {
    const { repository, ask } = await founded();
    const first = await commit(repository, { a: '1' });
    const lock = join(repository.path, 'refs/heads/main.lock');
    await repository.updateRef('refs/heads/main', first, noObject);
    const second = await commit(repository, { a: '2' }, [first]);
    writeFileSync(lock, '');
    expect(await repository.updateRef('refs/heads/main', second, first)).toBe(false);
    expect(existsSync(lock)).toBe(true);
    rmSync(lock);
    ask('pack-refs', '--all');
    writeFileSync(join(repository.path, 'packed-refs.lock'), '');
    expect(await repository.updateRef('refs/heads/main', noObject, first)).toBe(false);
    expect(await repository.ref('refs/heads/main')).toBe(first);
    rmSync(join(repository.path, 'packed-refs.lock'));
    expect(await repository.updateRef('refs/heads/main', second, first)).toBe(true);
    expect(existsSync(lock)).toBe(false);
  });

  it('point only to what is there, and branches only to commits', async () => {
    const { repository } = await founded();
    const blob = await repository.writeObject('blob', Buffer.from('a'));
    await expect(repository.updateRef('refs/heads/main', 'a'.repeat(40), noObject)).rejects.toThrow('cannot point');
    await expect(repository.updateRef('refs/heads/main', blob, noObject)).rejects.toThrow('cannot point');
    await expect(repository.updateRef('refs/../x', blob, noObject)).rejects.toThrow('is no name');
    expect(await repository.updateRef('refs/tags/blob', blob, noObject)).toBe(true);
  });
});

describe('history', () => {
  it('is walked as git walks it, over merges and behind a cut as well', async () => {
    const { repository, ask } = await founded();
    const root = await commit(repository, { a: '0' });
    const line = [root];
    for (let n = 1; n < 6; n += 1) line.push(await commit(repository, { a: `${n}` }, [line[n - 1] as string]));
    const side = await commit(repository, { b: '1' }, [line[2] as string]);
    const merge = await commit(repository, { c: '1' }, [line[5] as string, side]);
    const stranger = await commit(repository, { d: '1' });
    const all = [...line, side, merge, stranger];
    const isAncestor = (older: string, newer: string): boolean => {
      try {
        ask('merge-base', '--is-ancestor', older, newer);
        return true;
      } catch {
        return false;
      }
    };
    for (const newer of all) {
      for (const older of [root, line[4] as string, side, merge, stranger]) {
        expect(await repository.isAncestor(older, newer)).toBe(isAncestor(older, newer));
        const listed = ask('rev-list', newer, `^${older}`).split('\n').filter(Boolean);
        expect(await repository.commitsBetween(older, newer)).toEqual(listed);
      }
      expect(await repository.commits(newer)).toEqual(ask('rev-list', newer).split('\n'));
    }
  });

  it('ends where a shallow checkout was cut off', async () => {
    const full = checkoutWith([{ a: '1' }, { a: '2' }, { a: '3' }]);
    const shallow = temporaryFolder();
    git(shallow, 'clone', '--quiet', '--depth=2', `file://${full}`, 'copy');
    const sandbox = await startSandbox({ checkout: join(shallow, 'copy') });
    const { git: repository } = sandbox.world;
    const head = (await repository.ref('refs/heads/main')) ?? '';
    expect(await repository.commits(head)).toHaveLength(2);
    expect(await repository.isAncestor(git(full, 'rev-parse', 'HEAD~1'), head)).toBe(true);
  });
});
