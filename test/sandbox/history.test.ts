// History walked without starting git: what git itself says of it is the measure.
import { join } from 'node:path';
import { GitRepository } from '@steward/sandbox/git-repository.ts';
import { afterEach, expect, it } from 'vitest';
import { checkoutWith, cleanUp, git, startSandbox, temporaryFolder } from './sandbox-fixture.ts';

const opened: GitRepository[] = [];

afterEach(async () => {
  for (const repository of opened.splice(0)) repository.close();
  await cleanUp();
});

const person = 'Ada <ada@example.com> 1795000000 +0000';

async function commit(repository: GitRepository, text: string, parents: readonly string[] = []): Promise<string> {
  const tree = await repository.changeTree(null, [{ path: 'a', content: Buffer.from(text) }]);
  const lines = [`tree ${tree}`, ...parents.map((oid) => `parent ${oid}`), `author ${person}`, `committer ${person}`];
  return repository.writeObject('commit', Buffer.from(`${lines.join('\n')}\n\n${text}\n`));
}

it('is the one that git tells, over merges and strangers as well', async () => {
  const repository = await GitRepository.open(temporaryFolder());
  opened.push(repository);
  const ask = (...args: string[]) => git(repository.path, ...args);
  const line = [await commit(repository, 'root')];
  for (let n = 1; n < 6; n += 1) line.push(await commit(repository, `${n}`, line.slice(-1)));
  const side = await commit(repository, 'side', [line[2] as string]);
  const merge = await commit(repository, 'merge', [line[5] as string, side]);
  const above = await commit(repository, 'above', [merge]);
  const stranger = await commit(repository, 'stranger');
  const all = [...line, side, merge, above, stranger];
  const isAncestor = (older: string, newer: string): boolean => {
    try {
      ask('merge-base', '--is-ancestor', older, newer);
      return true;
    } catch {
      return false;
    }
  };
  for (const newer of all) {
    for (const older of [line[0] as string, line[4] as string, side, merge, stranger]) {
      expect(await repository.isAncestor(older, newer)).toBe(isAncestor(older, newer));
      const listed = ask('rev-list', newer, `^${older}`).split('\n').filter(Boolean);
      expect(await repository.commitsBetween(older, newer)).toEqual(listed);
    }
    expect(await repository.commits(newer)).toEqual(ask('rev-list', newer).split('\n'));
  }
});

it('is asked of git where it is long, and answered the same', async () => {
  const repository = await GitRepository.open(temporaryFolder(), { durable: false });
  opened.push(repository);
  const line = [await commit(repository, 'root')];
  for (let n = 1; n < 450; n += 1) line.push(await commit(repository, `${n}`, line.slice(-1)));
  const head = line.at(-1) as string;
  expect(await repository.commits(head)).toEqual(line.toReversed());
  expect(await repository.isAncestor(line[0] as string, head)).toBe(true);
  expect(await repository.commitsBetween(line[200] as string, head)).toEqual(line.slice(201).toReversed());
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
