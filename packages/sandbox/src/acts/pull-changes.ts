/** What people do to a pull request while it is there, and after it was merged: draft, base, review requests, reopening, reverting. */

import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import type { PullRequestData } from '../world-data.ts';
import { createSignedCommit, moveRef } from './commits.ts';
import { bump, recordEvent } from './discussions.ts';
import { measureChange } from './measuring.ts';
import { openPullRequest } from './pull-requests.ts';

export function setDraft(world: World, pull: PullRequestData, isDraft: boolean): void {
  if (pull.state !== 'OPEN' || pull.isDraft === isDraft) return;
  pull.isDraft = isDraft;
  bump(world, pull);
}

/** Whoever asks says that there is something to look at, also on a draft. */
export function requestReview(world: World, pull: PullRequestData, login: string): void {
  const asked = world.introduce(login).login;
  pull.reviewRequests = [...new Set([...(pull.reviewRequests ?? []), asked])];
  bump(world, pull);
}

/** Its commits stay; what it changes is counted against the new base. */
export async function retarget(world: World, pull: PullRequestData, base: string): Promise<void> {
  const baseRefOid = await world.git.ref(`refs/heads/${base}`);
  if (pull.state !== 'OPEN' || baseRefOid === null || pull.headRefOid === null) {
    throw new Refusal('UNPROCESSABLE', `Proposed base branch '${base}' was not found`);
  }
  Object.assign(pull, { baseRefName: base, baseRefOid, mergeableComputed: false });
  Object.assign(pull, await measureChange(world, baseRefOid, pull.headRefOid));
  bump(world, pull);
}

/** Only while its branch is there, and unless another for the same branch is open. */
export async function reopenPullRequest(world: World, pull: PullRequestData, by: string): Promise<void> {
  const head = await world.git.ref(`refs/heads/${pull.headRefName}`);
  const isTaken = world.data.pullRequests.some(
    (other) => other !== pull && other.state === 'OPEN' && other.headRefName === pull.headRefName,
  );
  if (pull.state !== 'CLOSED' || head === null || isTaken) {
    throw new Refusal('UNPROCESSABLE', 'state cannot be changed. The pull request cannot be reopened.');
  }
  Object.assign(pull, { state: 'OPEN', closedAt: null, headRefOid: head, mergeableComputed: false });
  recordEvent(world, pull, { kind: 'ReopenedEvent', actor: world.introduce(by).login });
  bump(world, pull);
}

/** What the button “Revert” does: another pull request, with the names and words that GitHub gives it. */
export async function revertPullRequest(world: World, pull: PullRequestData, by: string): Promise<PullRequestData> {
  if (pull.state !== 'MERGED' || pull.headRefOid === null || pull.baseRefOid === null) {
    throw new Refusal('UNPROCESSABLE', 'Only merged pull requests can be reverted');
  }
  const now = await world.git.ref(`refs/heads/${pull.baseRefName}`);
  if (now === null) throw new Refusal('UNPROCESSABLE', `There is no branch ${pull.baseRefName}`);
  const from = await world.git.git(['merge-base', pull.baseRefOid, pull.headRefOid]);
  // Its head with the tree that it was made from, merged into what is there now, takes exactly it back.
  const before = await world.git.resolve(`${from.toString('utf8').trim()}^{tree}`);
  if (before === null) throw new Refusal('UNPROCESSABLE', 'It has no base any more');
  const old = await createSignedCommit(world, { tree: before, parents: [pull.headRefOid], message: 'undo', by });
  const merged = await world.git.git(['merge-tree', '--write-tree', '--no-messages', now, old]);
  const title = `Revert "${pull.title}"`;
  const body = `Reverts ${world.repository.owner}/${world.repository.name}#${pull.number}`;
  const tree = merged.toString('utf8').trim();
  const oid = await createSignedCommit(world, { tree, parents: [now], message: `${title}\n\n${body}`, by });
  const head = `revert-${pull.number}-${pull.headRefName}`;
  await moveRef(world, { name: `refs/heads/${head}`, oid, old: null });
  return openPullRequest(world, { title, body, head, base: pull.baseRefName, by });
}
