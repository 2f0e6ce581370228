// Checkouts of every kind a person may have: shallow, detached, unborn, nested, and folders that are none.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findCheckout, nameOf } from '@steward/cli/checkout.ts';
import { describe, expect, test } from 'vitest';
import { git, makeRepository, steward, temporaryFolder, write } from './stage.ts';

const head = (folder: string) => git(folder, 'rev-parse', 'HEAD');
const published = (base: string, name: string) =>
  execFileSync('git', ['--git-dir', join(base, 'steward-try', name, 'world/repository.git'), 'rev-list', 'main'], {
    encoding: 'utf8',
  })
    .trim()
    .split('\n');

async function tried(base: string, repo: string) {
  const told = await steward(base, ['try', '--repo', repo]);
  expect(told).toMatchObject({ code: 0, err: '' });
  return told.out;
}

describe('a checkout is published', () => {
  test('with its history', async () => {
    const base = temporaryFolder();
    makeRepository(join(base, 'dur'), ['1', '2', '3']);
    await tried(base, 'dur');
    expect(published(base, 'dur')).toHaveLength(3);
  });

  test('when HEAD is detached', async () => {
    const base = temporaryFolder();
    const folder = makeRepository(join(base, 'dur'), ['1', '2']);
    git(folder, 'checkout', '--quiet', 'HEAD~1');
    expect(await tried(base, 'dur')).toContain(`(detached ${head(folder).slice(0, 7)}, 1 file)`);
    expect(published(base, 'dur')[0]).toBe(head(folder));
  });

  test('when it is shallow, and that is said', async () => {
    const base = temporaryFolder();
    const whole = makeRepository(join(base, 'whole'), ['1', '2', '3']);
    git(base, 'clone', '--quiet', '--depth', '1', `file://${whole}`, 'dur');
    expect(await tried(base, 'dur')).toContain('shallow checkout: 1 commit of its history are here');
    expect(published(base, 'dur')).toEqual([head(whole)]);
  });

  test('when it is a worktree', async () => {
    const base = temporaryFolder();
    const folder = makeRepository(join(base, 'dur'), ['1', '2']);
    git(folder, 'worktree', 'add', '--quiet', '--detach', join(base, 'tree ü'), 'HEAD~1');
    await tried(base, 'tree ü');
    expect(published(base, 'tree-')[0]).toBe(git(folder, 'rev-parse', 'HEAD~1'));
  });

  test('when it is a submodule', async () => {
    const base = temporaryFolder();
    const inner = makeRepository(join(base, 'inner'), ['1', '2']);
    const outer = makeRepository(join(base, 'outer'));
    git(outer, 'submodule', '--quiet', 'add', `file://${inner}`, 'module');
    await tried(base, 'outer/module');
    expect(published(base, 'module')[0]).toBe(head(inner));
  });
});

test('a repository without commits has nothing to read, and that is no failure', async () => {
  const base = temporaryFolder();
  makeRepository(join(base, 'dur'), []);
  const told = await steward(base, ['try', '--repo', 'dur']);
  expect(told.code).toBe(0);
  expect(told.out).toContain('(no commit yet)');
  expect(told.out).toContain('there is nothing to read');
  const again = await steward(base, ['try', '--repo', 'dur', '--json']);
  expect(JSON.parse(again.out)).toMatchObject({ head: null, suggestions: [], tasks: [] });
});

describe('a folder that is no checkout is wrong use', () => {
  test.each([
    ['missing', /There is no folder/],
    ['empty', /is not a git repository\.\nRun "git init"/],
    ['a file', /is a file/],
    ['dur/src', /lies inside the git repository .*dur\.\nGive --repo/],
  ])('%s', async (repo, said) => {
    const base = temporaryFolder();
    makeRepository(join(base, 'dur'));
    mkdirSync(join(base, 'empty'));
    write(base, { 'a file': '' });
    const told = await steward(base, ['try', '--repo', repo]);
    expect(told.code).toBe(2);
    expect(told.err).toMatch(said);
  });
});

test('without --repo the checkout around the place where one stands is meant', async () => {
  const folder = makeRepository(join(temporaryFolder(), 'dur'));
  expect((await findCheckout(join(folder, 'src'), false)).path).toBe(folder);
});

test('names what is not committed, with spaces and other letters as they are', async () => {
  const folder = makeRepository(join(temporaryFolder(), 'dur'));
  write(folder, { 'src/a file.txt': 'changed', 'nächste.txt': 'new' });
  expect((await findCheckout(folder, true)).uncommitted.sort()).toEqual(['nächste.txt', 'src/a file.txt']);
});

test('names a repository with the letters GitHub allows', () => {
  expect(['/a/dur', '/a/dur.git', '/a/my dür', '/a/.config', '/a/...'].map(nameOf)).toEqual([
    'dur',
    'dur',
    'my-d-r',
    'config',
    'repository',
  ]);
});
