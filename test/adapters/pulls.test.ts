// Pull requests read for a review: whole or said to be unknown, in a bounded number of requests.
import { describe, expect, test } from 'vitest';
import { adapters, sandbox } from './world.ts';

const WORKFLOW = 'name: ci\non: pull_request\njobs: {}\n';

async function github() {
  const github = await sandbox({ issues: [{ title: 'A bug', number: 5 }], people: [{ login: 'ada', role: 'write' }] });
  const files = { 'a.txt': 'one\n', '.github/workflows/ci.yml': WORKFLOW, 'package.json': '{}', Makefile: 'test:\n' };
  await github.world.pushCommit({ files, by: 'octo' });
  await github.world.pushCommit({ branch: 'fix', files: { 'a.txt': 'one\ntwo\n', 'b.txt': 'b\n' }, by: 'ada' });
  const { number } = await github.world.openPullRequest({ title: 'Fix', body: 'Fixes #5', head: 'fix', by: 'ada' });
  return { github, number };
}

describe('a pull request', () => {
  test('is read with its checks, threads and files, in two requests', async () => {
    const { github: on, number } = await github();
    await on.world.addWorkflowRun({
      workflow: 'ci.yml',
      workflowName: 'ci',
      branch: 'fix',
      event: 'pull_request',
      conclusion: 'success',
      jobs: [{ name: 'test', conclusion: 'success' }],
    });
    on.world.startThread(number, { path: 'a.txt', line: 2, by: 'octo', body: 'Why?' });
    const sha = on.world.pullRequest(number)?.headRefOid ?? '';
    on.world.addCommitStatus({ sha, context: 'other/ci', state: 'failure', by: 'octo' });
    const { reader, client } = adapters(on);
    expect(await reader.pull(number)).toMatchObject({
      ...{ number, author: 'ada', state: 'open', draft: false, head: sha, branch: 'fix', base: 'main', fork: false },
      ...{ mergeable: 'unknown', closes: [5], size: { additions: 2, deletions: 0, files: 2 } },
      suites: [
        {
          ...{
            app: 'github-actions',
            conclusion: 'SUCCESS',
            run: { path: '.github/workflows/ci.yml', workflow: 'ci', event: 'pull_request' },
          },
          checks: [{ name: 'test', conclusion: 'SUCCESS' }],
        },
      ],
      statuses: [{ context: 'other/ci', state: 'FAILURE' }],
      threads: [{ path: 'a.txt', line: 2, resolved: false }],
      files: [
        { path: 'a.txt', status: 'modified', patch: '@@ -1 +1,2 @@\n one\n+two' },
        { path: 'b.txt', status: 'added', additions: 1 },
      ],
    });
    expect(client.usage()).toMatchObject({ graphql: 1, rest: 1, writes: 0 });
    expect((await reader.pull(number))?.mergeable).toBe('yes');
  });

  test('that is not there is null; one that was merged says so', async () => {
    const { github: on, number } = await github();
    const { reader } = adapters(on);
    expect(await reader.pull(99)).toBeNull();
    expect(await reader.pull(5)).toBeNull();
    await on.world.mergePullRequest(number, 'octo');
    expect(await reader.pull(number)).toMatchObject({ state: 'merged' });
  });

  test('with more files than are read has none, not some', async () => {
    const { github: on } = await github();
    const many = Object.fromEntries(Array.from({ length: 301 }, (_, n) => [`many/${n}.txt`, 'x\n']));
    await on.world.pushCommit({ branch: 'many', files: many, by: 'ada' });
    const { number } = await on.world.openPullRequest({ title: 'Many', head: 'many', by: 'ada' });
    const { reader, client } = adapters(on);
    expect(await reader.pull(number)).toMatchObject({ files: null, size: { files: 301 } });
    expect(client.usage().rest).toBe(0);
  });

  test('with up to 300 files is read in pages', async () => {
    const { github: on } = await github();
    const many = Object.fromEntries(Array.from({ length: 250 }, (_, n) => [`many/${n}.txt`, 'x\n']));
    await on.world.pushCommit({ branch: 'many', files: many, by: 'ada' });
    const { number } = await on.world.openPullRequest({ title: 'Many', head: 'many', by: 'ada' });
    const { reader, client } = adapters(on);
    expect((await reader.pull(number))?.files).toHaveLength(250);
    expect(client.usage().rest).toBe(3);
  });

  test('whose head moved between the two readings has no files', async () => {
    const { github: on, number } = await github();
    const { reader, client } = adapters(on);
    const rest = client.rest;
    client.rest = async (route, parameters) => {
      await on.world.pushCommit({ branch: 'fix', files: { 'a.txt': 'three\n' }, by: 'ada' });
      return rest(route, parameters);
    };
    expect((await reader.pull(number))?.files).toBeNull();
  });

  test.each([
    ['checks', { suites: null }],
    ['actions', { suites: null }],
    ['statuses', { statuses: null }],
  ] as const)('without `%s: read` is unknown there, and known for the rest', async (missing, unknown) => {
    const { github: on, number } = await github();
    await on.world.addWorkflowRun({ workflow: 'ci.yml', branch: 'fix', event: 'pull_request', conclusion: 'success' });
    const all = {
      contents: 'read',
      issues: 'read',
      'pull-requests': 'read',
      checks: 'read',
      actions: 'read',
      statuses: 'read',
    } as const;
    const { [missing]: _, ...permissions } = all;
    const { reader } = adapters(on, { permissions });
    const detail = await reader.pull(number);
    expect(detail).toMatchObject(unknown);
    expect(detail?.files).toHaveLength(2);
  });

  test('is never half of one: whatever part of the answer is missing, it is unknown or an error', async () => {
    const { github: on, number } = await github();
    await on.world.addWorkflowRun({ workflow: 'ci.yml', branch: 'fix', event: 'pull_request', conclusion: 'success' });
    on.world.startThread(number, { path: 'a.txt', line: 2, by: 'octo', body: 'Why?' });
    const { reader } = adapters(on, {}, { fetch: on.fetch });
    const whole = await reader.pull(number);
    for (let seed = 1; seed <= 120; seed++) {
      on.faults.add({ when: ({ kind }) => kind === 'graphql', timing: 'before', effect: { kind: 'partial', seed } });
      const seen = await reader.pull(number).catch(() => null);
      on.faults.clear();
      if (!seen) continue;
      for (const part of ['suites', 'threads', 'files'] as const) {
        if (seen[part] !== null) expect(seen[part]).toEqual(whole?.[part]);
      }
    }
  });
});

test('workflows of a commit come with the manifest and makefile whose scripts they call', async () => {
  const { github: on } = await github();
  const { reader, client } = adapters(on);
  const oid = (await on.world.git.ref('refs/heads/main')) ?? '';
  expect(await reader.workflows(oid)).toEqual([
    { path: '.github/workflows/ci.yml', text: WORKFLOW },
    { path: 'package.json', text: '{}' },
    { path: 'Makefile', text: 'test:\n' },
  ]);
  expect(client.usage()).toMatchObject({ graphql: 1, rest: 0 });
});

test('open pull requests are listed with what links them, over pages', async () => {
  const { github: on, number } = await github();
  for (let n = 1; n <= 60; n++) {
    await on.world.pushCommit({ branch: `b${n}`, files: { [`b${n}.txt`]: 'x\n' }, by: 'ada' });
    await on.world.openPullRequest({ title: `Pull ${n}`, head: `b${n}`, by: 'ada' });
  }
  const { reader } = adapters(on);
  const open = await reader.openPulls();
  expect(open).toHaveLength(61);
  expect(open[0]).toMatchObject({
    number,
    open: true,
    pull: { branch: 'fix', fork: false, closes: [5], merged: false },
  });
  on.world.fromFork(number);
  expect((await reader.openPulls())[0]).toMatchObject({ number, pull: { fork: true } });
});
