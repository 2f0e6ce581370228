import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createSandbox } from '@steward/sandbox/sandbox.ts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  checkoutWith,
  cleanUp,
  clientOf,
  commitInput,
  commitMutation,
  git,
  startSandbox,
  startWithCommit,
  temporaryFolder,
} from './sandbox-fixture.ts';

afterEach(async () => {
  vi.unstubAllEnvs();
  await cleanUp();
});

/** Git must not block this process, which is also the server. */
const remoteGit = (at: string, ...args: string[]): Promise<string> => {
  return new Promise((resolve, reject) => {
    const env = {
      PATH: process.env.PATH,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_TERMINAL_PROMPT: '0',
      GIT_AUTHOR_NAME: 'Ada',
      GIT_AUTHOR_EMAIL: 'a@b.c',
      GIT_COMMITTER_NAME: 'Ada',
      GIT_COMMITTER_EMAIL: 'a@b.c',
    };
    execFile('git', args, { cwd: at, env }, (error, out, complaint) =>
      error === null ? resolve(out.trim()) : reject(new Error(complaint)),
    );
  });
};

describe('a checkout', () => {
  it('is published with its history, and moves the branch again only when HEAD moved', async () => {
    const checkout = checkoutWith([{ a: '1' }, { a: '2' }], 'trunk');
    const sandbox = await startSandbox({ checkout });
    const bare = sandbox.world.git.path;
    expect(sandbox.defaultBranch).toBe('trunk');
    expect(sandbox.head).toBe(git(checkout, 'rev-parse', 'HEAD'));
    expect(git(bare, 'rev-list', '--count', 'trunk')).toBe('2');
    await sandbox.world.pushCommit({ files: { merged: '1' }, by: 'octo' });
    expect(await sandbox.publish(checkout)).toEqual({ moved: false });
    expect(git(bare, 'rev-list', '--count', 'trunk')).toBe('3');
    git(checkout, 'commit', '--quiet', '--allow-empty', '--message', 'third');
    expect(await sandbox.publish(checkout)).toEqual({ moved: true });
    expect(git(bare, 'rev-parse', 'trunk')).toBe(git(checkout, 'rev-parse', 'HEAD'));
  });

  it('may have a detached HEAD', async () => {
    const checkout = checkoutWith([{ a: '1' }, { a: '2' }], 'trunk');
    git(checkout, 'checkout', '--quiet', '--detach', 'HEAD~1');
    const sandbox = await startSandbox({ checkout });
    expect(sandbox.defaultBranch).toBe('main');
    expect(git(sandbox.world.git.path, 'rev-parse', 'main')).toBe(git(checkout, 'rev-parse', 'HEAD'));
  });

  it('may be shallow, a bare repository or a linked worktree', async () => {
    const origin = checkoutWith([{ a: '1' }, { a: '2' }, { a: '3' }]);
    const folder = temporaryFolder();
    git(folder, 'clone', '--quiet', '--depth=1', `file://${origin}`, 'shallow');
    git(folder, 'clone', '--quiet', '--bare', origin, 'bare.git');
    git(origin, 'worktree', 'add', '--quiet', '-b', 'side', join(folder, 'linked'));
    const counts: Record<string, string> = {};
    for (const name of ['shallow', 'bare.git', 'linked']) {
      const sandbox = await startSandbox({ checkout: join(folder, name) });
      expect(sandbox.head).toBe(git(origin, 'rev-parse', 'HEAD'));
      counts[name] = git(sandbox.world.git.path, 'rev-list', '--count', sandbox.defaultBranch);
    }
    expect(counts).toEqual({ shallow: '1', 'bare.git': '3', linked: '3' });
  });

  it('without commits leaves the default branch unborn', async () => {
    const sandbox = await startSandbox({ checkout: checkoutWith([], 'trunk') });
    expect([sandbox.head, sandbox.defaultBranch]).toEqual([null, 'trunk']);
    const answer = await clientOf(sandbox)(
      '{ repository(owner: "octo", name: "widget") { defaultBranchRef { name } isEmpty } }',
    );
    expect(answer.data.repository).toEqual({ defaultBranchRef: null, isEmpty: true });
  });

  it('that belongs to somebody else is published all the same', async () => {
    const checkout = checkoutWith([{ a: '1' }]);
    const folder = temporaryFolder();
    // Git's own switch for tests: every repository looks like somebody else's.
    const real = join(git(folder, '--exec-path'), 'git');
    writeFileSync(join(folder, 'git'), `#!/bin/sh\nGIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec "${real}" "$@"\n`, {
      mode: 0o755,
    });
    vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
    expect(() => git(checkout, 'rev-parse', 'HEAD')).toThrow('dubious ownership');
    const sandbox = await startSandbox({ checkout });
    expect(sandbox.head).toMatch(/^[0-9a-f]{40}$/);
  });

  it('that is no git repository is refused', async () => {
    await expect(startSandbox({ checkout: temporaryFolder() })).rejects.toThrow('is not a git repository');
  });
});

describe('git over HTTP', () => {
  const withToken = (token: string): string[] => [
    '-c',
    `http.extraHeader=Authorization: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`,
  ];

  it('clones, also shallow, filtered and by commit, and answers over protocol 2', async () => {
    const { sandbox, head } = await startWithCommit();
    await sandbox.world.pushCommit({ files: { b: '2' }, by: 'octo' });
    const folder = temporaryFolder();
    const url = `${sandbox.serverUrl}/octo/widget.git`;
    await remoteGit(folder, 'clone', '--quiet', url, 'whole');
    await remoteGit(folder, 'clone', '--quiet', '--depth=1', '--filter=blob:none', url, 'shallow');
    await remoteGit(folder, 'init', '--quiet', 'single');
    await remoteGit(join(folder, 'single'), 'fetch', '--quiet', '--depth=1', url, head);
    expect(git(join(folder, 'whole'), 'rev-list', '--count', 'HEAD')).toBe('2');
    expect(git(join(folder, 'shallow'), 'rev-list', '--count', 'HEAD')).toBe('1');
    expect(git(join(folder, 'single'), 'rev-parse', 'FETCH_HEAD')).toBe(head);
    const asked = await fetch(`${url}/info/refs?service=git-upload-pack`, { headers: { 'git-protocol': 'version=2' } });
    expect(await asked.text()).toContain('version 2');
  });

  it('takes pushes only from a token that may write contents, and pull requests follow their branch', async () => {
    const { sandbox } = await startWithCommit();
    await sandbox.world.pushCommit({ files: { b: '2' }, branch: 'topic', by: 'octo' });
    const pull = await sandbox.world.openPullRequest({ title: 'Topic', head: 'topic', by: 'octo' });
    const folder = temporaryFolder();
    await remoteGit(folder, 'clone', '--quiet', '--branch=topic', `${sandbox.serverUrl}/octo/widget.git`, 'work');
    const work = join(folder, 'work');
    await remoteGit(work, 'commit', '--quiet', '--allow-empty', '--message', 'more');
    await expect(remoteGit(work, 'push', '--quiet')).rejects.toThrow();
    const reader = sandbox.mintToken({ permissions: { contents: 'read' } });
    await expect(remoteGit(work, ...withToken(reader), 'push', '--quiet')).rejects.toThrow('403');
    await remoteGit(work, ...withToken(sandbox.mintToken()), 'push', '--quiet');
    expect(sandbox.world.pullRequest(pull.number)?.headRefOid).toBe(git(work, 'rev-parse', 'HEAD'));
    expect(sandbox.transcript.some(({ kind, write, status }) => kind === 'git' && write && status === 200)).toBe(true);
  });

  it('tells a client what it cannot have', async () => {
    const { sandbox } = await startWithCommit();
    const folder = temporaryFolder();
    await remoteGit(folder, 'init', '--quiet', 'single');
    const url = `${sandbox.serverUrl}/octo/widget.git`;
    const asked = remoteGit(join(folder, 'single'), 'fetch', '--quiet', url, 'c'.repeat(40));
    await expect(asked).rejects.toThrow('not our ref');
  });

  it('understands a compressed request', async () => {
    const { sandbox } = await startWithCommit();
    const answer = await fetch(`${sandbox.serverUrl}/octo/widget.git/git-upload-pack`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-git-upload-pack-request',
        'content-encoding': 'gzip',
        'git-protocol': 'version=2',
      },
      body: gzipSync('0014command=ls-refs\n0000'),
    });
    expect(await answer.text()).toContain('refs/heads/main');
  });
});

describe('a folder', () => {
  it('keeps its world between runs, after a clean end and after none', async () => {
    const directory = temporaryFolder();
    const first = await createSandbox({ directory, repository: 'octo/widget', now: '2026-11-20T09:00:00Z' });
    const head = await first.world.pushCommit({ files: { a: '1' }, by: 'octo' });
    const token = first.mintToken();
    await clientOf(first, token)(
      'mutation($r: ID!) { createIssue(input: { repositoryId: $r, title: "Kept" }) { issue { number } } }',
      { r: first.world.repository.id },
    );
    // What a killed process leaves behind is what the last write request left.
    const kept = JSON.parse(readFileSync(join(directory, 'world.json'), 'utf8'));
    expect(kept.issues.map(({ title }: { title: string }) => title)).toEqual(['Kept']);
    first.clock.advance(60_000);
    const then = first.clock.now();
    await first.close();
    const second = await startSandbox({ directory, repository: 'other/name', now: '2030-01-01T00:00:00Z' });
    expect([second.repository, second.clock.now()]).toEqual(['octo/widget', then]);
    expect(second.world.issue(1)?.title).toBe('Kept');
    const made = await clientOf(second, token)(commitMutation, { input: commitInput(head, { b: '2' }) });
    expect(made.errors).toEqual([]);
  });

  it('is never shared by two, and is free again after closing', async () => {
    const directory = temporaryFolder();
    const first = await createSandbox({ directory });
    await expect(createSandbox({ directory })).rejects.toThrow(`in use by process ${process.pid}`);
    await first.close();
    expect(existsSync(join(directory, 'lock'))).toBe(false);
    await startSandbox({ directory });
  });
});
