// Branches that meet, move and go; runs that are started again; conversations that are locked.
import { afterEach, expect, it } from 'vitest';
import { cleanUp, clientOf, git, startWithCommit } from './sandbox-fixture.ts';

afterEach(cleanUp);

async function startWithPull(files: Record<string, string>) {
  const { sandbox, head } = await startWithCommit();
  const { world } = sandbox;
  await world.pushCommit({ files, branch: 'other', by: 'ada' });
  const { number } = await world.openPullRequest({ title: 'Other', head: 'other', by: 'ada' });
  return { sandbox, world, head, number };
}

const mergeable = `query { repository(owner: "octo", name: "widget") { pullRequest(number: 1) { mergeable } } }`;

it('merges branches that went apart by a signed commit on both', async () => {
  const { world, number } = await startWithPull({ 'b.txt': 'b' });
  const base = await world.pushCommit({ files: { 'a.txt': 'a' }, by: 'octo' });
  expect(await world.judgeMergeability(number)).toBe('MERGEABLE');
  await world.mergePullRequest(number, 'octo');
  const at = world.git.path;
  expect(git(at, 'ls-tree', '-r', '--name-only', 'main').split('\n')).toEqual(['README.md', 'a.txt', 'b.txt']);
  expect(git(at, 'rev-list', '--parents', '-n1', 'main').split(' ').slice(1)).toEqual([
    base,
    git(at, 'rev-parse', 'other'),
  ]);
  expect(git(at, 'cat-file', 'commit', 'main')).toContain('gpgsig');
  expect(git(at, 'fsck', '--full', '--strict')).toBe('');
});

it('refuses to merge what contradicts the base, and says so once somebody looks', async () => {
  const { sandbox, world, number } = await startWithPull({ 'README.md': 'theirs' });
  const before = await world.pushCommit({ files: { 'README.md': 'ours' }, by: 'octo' });
  expect(await world.judgeMergeability(number)).toBe('CONFLICTING');
  await expect(world.mergePullRequest(number, 'octo')).rejects.toThrow('not mergeable');
  expect(await world.git.ref('refs/heads/main')).toBe(before);
  expect(world.pullRequest(number)?.state).toBe('OPEN');
  const ask = clientOf(sandbox);
  const look = async () => (await ask(mergeable)).data.repository.pullRequest.mergeable;
  expect(await look()).toBe('CONFLICTING');
  await world.pushCommit({ files: { 'a.txt': 'a' }, by: 'octo' });
  expect([await look(), await look()]).toEqual(['UNKNOWN', 'CONFLICTING']);
});

it('lets somebody force a branch back, and delete one', async () => {
  const { world, head, number } = await startWithPull({ 'b.txt': 'b' });
  await world.pushCommit({ files: { 'a.txt': 'a' }, by: 'octo' });
  await world.moveBranch('main', head);
  expect(await world.git.ref('refs/heads/main')).toBe(head);
  world.closePullRequest(number, 'ada');
  await world.moveBranch('other', null);
  expect(await world.git.ref('refs/heads/other')).toBeNull();
});

it('refuses to push a path that no tree can hold, before anything happens', async () => {
  const { sandbox, head } = await startWithCommit();
  for (const path of ['a//b', 'https://x', '../a', 'a/.git/b', '']) {
    await expect(sandbox.world.pushCommit({ files: { [path]: 'x' }, by: 'octo' })).rejects.toThrow('not valid');
  }
  expect(await sandbox.world.git.ref('refs/heads/main')).toBe(head);
});

it('runs a workflow once more on the same commit', async () => {
  const { sandbox } = await startWithCommit();
  const { world } = sandbox;
  const run = await world.addWorkflowRun({ workflow: 'ci.yml', conclusion: 'failure', jobs: [{ name: 'test' }] });
  world.rerunWorkflow(run);
  const ask = clientOf(sandbox);
  const query = `query { repository(owner: "octo", name: "widget") { defaultBranchRef { target { ... on Commit {
    statusCheckRollup { state } checkSuites(first: 5) { nodes { status conclusion } } } } } } }`;
  const look = async () => (await ask(query)).data.repository.defaultBranchRef.target;
  expect(await look()).toEqual({
    statusCheckRollup: { state: 'PENDING' },
    checkSuites: { nodes: [{ status: 'IN_PROGRESS', conclusion: null }] },
  });
  world.completeWorkflowRun(run, 'success');
  expect(await look()).toEqual({
    statusCheckRollup: { state: 'SUCCESS' },
    checkSuites: { nodes: [{ status: 'COMPLETED', conclusion: 'SUCCESS' }] },
  });
  expect(run).toMatchObject({ runAttempt: 2, runNumber: 1 });
});

it('locks a conversation and unlocks it without an update', async () => {
  const { sandbox } = await startWithCommit();
  const { number, updatedAt } = sandbox.world.openIssue({ title: 'Heated', by: 'ada' });
  sandbox.clock.advance(60_000);
  sandbox.world.lock(number);
  expect(sandbox.world.issue(number)).toMatchObject({ locked: true, updatedAt });
  sandbox.world.lock(number, false);
  expect(sandbox.world.issue(number)?.locked).toBe(false);
});
