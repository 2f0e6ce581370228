// `steward sandbox` as a process: the line it prints, the door it opens, how it ends and what it keeps.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { commit, git, makeRepository, steward, temporaryFolder, write } from './stage.ts';

const main = join(import.meta.dirname, '../../packages/cli/src/main.ts');

async function serve(base: string, ...words: string[]) {
  const env = { PATH: process.env.PATH ?? '', INIT_CWD: base };
  const child = spawn(process.execPath, [main, 'sandbox', ...words], { cwd: import.meta.dirname, env });
  onTestFinished(() => void child.kill('SIGKILL'));
  const told = { out: '', err: '' };
  child.stderr.on('data', (chunk) => {
    told.err += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  await new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.stdout.on('data', (chunk) => {
      told.out += chunk;
      if (told.out.endsWith('\n')) resolve();
    });
  });
  return { child, told, ended };
}

test('prints one JSON line, answers with its token, and saves and ends with 0 when told to stop', async () => {
  const base = temporaryFolder();
  const checkout = makeRepository(join(base, 'dur'));
  const { child, told, ended } = await serve(base, '--repo', 'dur', '--directory', 'kept', '--json');
  expect(told.err).toBe('');
  const said = JSON.parse(told.out);
  expect(said).toEqual({
    serverUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    apiUrl: `${said.serverUrl}/api/v3`,
    graphqlUrl: `${said.serverUrl}/api/graphql`,
    repository: 'local/dur',
    defaultBranch: 'main',
    head: git(checkout, 'rev-parse', 'HEAD'),
    token: expect.any(String),
    ownerToken: expect.any(String),
  });
  const answer = await fetch(said.graphqlUrl, {
    method: 'POST',
    headers: { authorization: `Bearer ${said.token}` },
    body: JSON.stringify({ query: '{ viewer { login } }' }),
  });
  expect(await answer.json()).toEqual({ data: { viewer: { login: 'github-actions[bot]' } } });
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(existsSync(join(base, 'kept/world.json'))).toBe(true);
  expect(existsSync(join(base, 'kept/lock'))).toBe(false);
});

test('has the tasks of a world file in its ledger, and readable text without --json', async () => {
  const base = temporaryFolder();
  makeRepository(join(base, 'dur'));
  write(base, { 'world.json': JSON.stringify({ ledgerTasks: [{ title: 'One' }, { title: 'Two' }] }) });
  const { child, told, ended } = await serve(base, '--repo', 'dur', '--world', 'world.json', '--directory', 'kept');
  expect(told.out).toMatch(/^Sandbox GitHub at http[\s\S]*export GITHUB_API_URL=http[\s\S]*Ctrl-C ends it\.\n$/);
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  const repository = join(base, 'kept/repository.git');
  const state = JSON.parse(git(base, '--git-dir', repository, 'show', 'steward/state:state.json'));
  expect(state.counts.open).toBe(2);
});

const WORKFLOW = `on: workflow_dispatch
permissions: {}
jobs:
  reads: {runs-on: ubuntu-24.04, permissions: {issues: read}, steps: [{run: make}]}
  writes: {runs-on: ubuntu-24.04, permissions: {issues: write}, steps: [{run: make}]}
`;

test('gives the token of a job of a workflow where one is named, with that job’s permissions', async () => {
  const base = temporaryFolder();
  const checkout = makeRepository(join(base, 'dur'));
  write(checkout, { '.github/workflows/two.yml': WORKFLOW });
  commit(checkout, 'second');
  const statuses = [];
  for (const job of ['reads', 'writes']) {
    const { child, told, ended } = await serve(base, '--repo', 'dur', '--workflow', 'two.yml', '--job', job, '--json');
    const { apiUrl, repository, token } = JSON.parse(told.out);
    const answer = await fetch(`${apiUrl}/repos/${repository}/issues`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ title: 'One' }),
    });
    statuses.push(answer.status);
    child.kill('SIGTERM');
    await ended;
  }
  expect(statuses).toEqual([403, 201]);
});

test.each([
  [['--workflow', 'one.yml'], 'one.yml: there is no .github/workflows/one.yml on the default branch.'],
  [['--workflow', 'two.yml'], 'two.yml: .github/workflows/two.yml has several jobs: reads, writes.'],
  [['--workflow', 'two.yml', '--job', 'c'], 'two.yml: .github/workflows/two.yml has no job c: reads, writes.'],
  [['--job', 'reads'], '--job reads is of no workflow.'],
])('refuses a job that there is not: %j', async (words, fault) => {
  const base = temporaryFolder();
  const checkout = makeRepository(join(base, 'dur'));
  write(checkout, { '.github/workflows/two.yml': WORKFLOW });
  commit(checkout, 'second');
  const { code, err } = await steward(base, ['sandbox', '--repo', 'dur', ...words]);
  expect([code, err.split('\n')[0]]).toEqual([2, fault]);
});
