// What people do to pull requests: back to draft, onto another base, forced, closed with their branch, opened again, reverted.
import { afterEach, expect, it } from 'vitest';
import { cleanUp, clientOf, git, startWithCommit } from './sandbox-fixture.ts';

afterEach(cleanUp);

async function startWithPull() {
  const { sandbox } = await startWithCommit();
  const { world } = sandbox;
  const issue = world.openIssue({ title: 'Wanted', by: 'octo' });
  await world.pushCommit({ files: { 'b.txt': 'b\n' }, branch: 'other', by: 'ada' });
  const body = `Closes #${issue.number}`;
  const { number } = await world.openPullRequest({ title: 'Other', body, head: 'other', by: 'ada' });
  const ask = clientOf(sandbox);
  const look = async () => (await ask(QUERY.replace('NUMBER', String(number)))).data.repository.pullRequest;
  return { sandbox, world, number, issue: issue.number, look };
}

const QUERY = `query { repository(owner: "octo", name: "widget") { pullRequest(number: NUMBER) {
  state isDraft baseRefName headRefOid changedFiles
  closingIssuesReferences(first: 3) { nodes { number } } reviewRequests(first: 1) { totalCount }
} } }`;

it('goes back to a draft, and may ask for a review all the same until one is given', async () => {
  const { world, number, look } = await startWithPull();
  world.setDraft(number, true);
  world.requestReview(number, 'octo');
  expect(await look()).toMatchObject({ isDraft: true, reviewRequests: { totalCount: 1 } });
  world.review(number, { by: 'octo', state: 'COMMENTED' });
  world.setDraft(number, false);
  expect(await look()).toMatchObject({ isDraft: false, reviewRequests: { totalCount: 0 } });
});

it('onto another base closes no issue, also once merged', async () => {
  const { world, number, issue, look } = await startWithPull();
  await world.pushCommit({ files: { 'c.txt': 'c\n' }, branch: 'next', by: 'octo' });
  expect((await look()).closingIssuesReferences.nodes).toEqual([{ number: issue }]);
  await world.retarget(number, 'next');
  expect(await look()).toMatchObject({ baseRefName: 'next', changedFiles: 1, closingIssuesReferences: { nodes: [] } });
  await world.mergePullRequest(number, 'octo');
  expect(world.issue(issue)?.state).toBe('OPEN');
  await expect(world.retarget(number, 'nowhere')).rejects.toThrow('was not found');
});

it('counts what it changes anew after every push, also a forced one', async () => {
  const { world, look } = await startWithPull();
  await world.pushCommit({ files: { 'c.txt': 'c\n', 'd.txt': 'd\n' }, branch: 'other', by: 'ada' });
  expect((await look()).changedFiles).toBe(3);
  const oid = await world.pushCommit({ files: { 'e.txt': 'e\n' }, branch: 'elsewhere', by: 'ada' });
  await world.moveBranch('other', oid);
  expect(await look()).toMatchObject({ headRefOid: oid, changedFiles: 1 });
});

it('is closed with its branch, and opened again only once that is back', async () => {
  const { world, number, look } = await startWithPull();
  const { headRefOid } = await look();
  await world.moveBranch('other', null);
  expect((await look()).state).toBe('CLOSED');
  await expect(world.reopenPullRequest(number, 'ada')).rejects.toThrow('cannot be reopened');
  await world.moveBranch('other', headRefOid);
  await world.reopenPullRequest(number, 'ada');
  expect((await look()).state).toBe('OPEN');
});

it('once merged is taken back by another, which leaves what came after it and opens no issue', async () => {
  const { world, number, issue } = await startWithPull();
  await expect(world.revert(number, 'octo')).rejects.toThrow('Only merged');
  await world.mergePullRequest(number, 'octo');
  await world.pushCommit({ files: { 'a.txt': 'a\n' }, by: 'octo' });
  const revert = await world.revert(number, 'octo');
  expect(revert).toMatchObject({ title: 'Revert "Other"', headRefName: `revert-${number}-other`, changedFiles: 1 });
  expect(revert.body).toBe(`Reverts octo/widget#${number}`);
  await world.mergePullRequest(revert.number, 'octo');
  expect(git(world.git.path, 'ls-tree', '-r', '--name-only', 'main').split('\n')).toEqual(['README.md', 'a.txt']);
  expect(world.issue(issue)?.state).toBe('CLOSED');
});
