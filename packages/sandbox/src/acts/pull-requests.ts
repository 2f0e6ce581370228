/** What happens to pull requests besides what they share with issues: opening, reviewing, merging, closing. */

import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import type { PullRequestData, ReviewData, ThreadData } from '../world-data.ts';
import { moveRef } from './commits.ts';
import { associationOf, bump, checkBody, checkTitle, closeIssue, recordEvent } from './discussions.ts';
import { measureChange } from './measuring.ts';
import { mergedHead } from './merging.ts';

export interface PullRequestDraft {
  title: string;
  body?: string;
  head: string;
  base?: string;
  isDraft?: boolean;
  by: string;
}

export async function openPullRequest(world: World, draft: PullRequestDraft): Promise<PullRequestData> {
  const base = draft.base ?? world.repository.defaultBranch;
  const [headRefOid, baseRefOid] = [
    await world.git.ref(`refs/heads/${draft.head}`),
    await world.git.ref(`refs/heads/${base}`),
  ];
  if (headRefOid === null) throw new Refusal('UNPROCESSABLE', `Head sha can't be blank, Head ref must be a branch`);
  if (baseRefOid === null) throw new Refusal('UNPROCESSABLE', `Base sha can't be blank, Base ref must be a branch`);
  const open = world.data.pullRequests.find(
    (pull) => pull.state === 'OPEN' && pull.headRefName === draft.head && pull.baseRefName === base,
  );
  if (open !== undefined) {
    throw new Refusal('UNPROCESSABLE', `A pull request already exists for ${world.repository.owner}:${draft.head}.`);
  }
  const title = checkTitle(draft.title);
  const body = checkBody(draft.body ?? '');
  const now = world.stamp();
  const author = world.introduce(draft.by).login;
  const pull: PullRequestData = {
    kind: 'PullRequest',
    ...world.identify('PR'),
    number: world.nextNumber(),
    title,
    body,
    state: 'OPEN',
    isDraft: draft.isDraft ?? false,
    author,
    authorAssociation: associationOf(world, author),
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    mergedAt: null,
    mergedBy: null,
    labels: [],
    assignees: [],
    milestone: null,
    locked: false,
    edits: [],
    events: [],
    headRefName: draft.head,
    headRefOid,
    baseRefName: base,
    baseRefOid,
    mergeable: 'MERGEABLE',
    mergeableComputed: false,
    reviewDecision: null,
    reviews: [],
    closes: closingReferences(world, body),
    ...(await measureChange(world, baseRefOid, headRefOid)),
  };
  for (const number of pull.closes) world.issue(number)?.closedByPullRequests.push(pull.number);
  world.data.pullRequests.push(pull);
  world.touch();
  return world.register(pull);
}

/** https://docs.github.com/articles/closing-issues-using-keywords */
export function closingReferences(world: World, body: string): number[] {
  const found = body.matchAll(/\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+#(\d{1,9})\b/gi);
  const numbers = [...found].map((match) => Number(match[1])).filter((number) => world.issue(number) !== null);
  return [...new Set(numbers)];
}

export function closePullRequest(world: World, pull: PullRequestData, change: { by: string }): void {
  if (pull.state !== 'OPEN') return;
  pull.state = 'CLOSED';
  pull.closedAt = world.stamp();
  recordEvent(world, pull, { kind: 'ClosedEvent', actor: world.introduce(change.by).login });
  bump(world, pull);
}

export function reviewPullRequest(
  world: World,
  pull: PullRequestData,
  review: { by: string; state: ReviewData['state']; body?: string },
): ReviewData {
  const written: ReviewData = {
    kind: 'PullRequestReview',
    ...world.identify('PRR'),
    author: world.introduce(review.by).login,
    state: review.state,
    body: review.body ?? '',
    commitOid: pull.headRefOid,
    submittedAt: world.stamp(),
  };
  pull.reviews.push(written);
  pull.reviewRequests = (pull.reviewRequests ?? []).filter((login) => login !== written.author);
  if (review.state === 'APPROVED' || review.state === 'CHANGES_REQUESTED') pull.reviewDecision = review.state;
  bump(world, pull);
  return written;
}

/** Its update time stays: that GitHub touches it is not known, so nobody may rely on it. */
export function startThread(
  world: World,
  pull: PullRequestData,
  draft: { path: string; line?: number; by: string; body: string; resolved?: boolean },
): ThreadData {
  const { path, line = null, body, resolved = false } = draft;
  const author = world.introduce(draft.by).login;
  const { id, databaseId } = world.identify('PRRT');
  const thread: ThreadData = { kind: 'PullRequestReviewThread', id, databaseId, path, line, resolved, author, body };
  pull.threads = [...(pull.threads ?? []), thread];
  world.touch();
  return thread;
}

/** Merges by fast-forward or by a commit of its own; closes the issues it closes, as GitHub does on the default branch. */
export async function mergePullRequest(world: World, pull: PullRequestData, change: { by: string }): Promise<void> {
  if (pull.state !== 'OPEN' || pull.headRefOid === null)
    throw new Refusal('UNPROCESSABLE', 'Pull Request is not mergeable');
  const ref = `refs/heads/${pull.baseRefName}`;
  const old = await world.git.ref(ref);
  const by = world.introduce(change.by).login;
  const oid = old === null ? null : await mergedHead(world, pull, { base: old, head: pull.headRefOid, by });
  if (oid === null) throw new Refusal('UNPROCESSABLE', 'Pull Request is not mergeable');
  await moveRef(world, { name: ref, oid, old });
  pull.state = 'MERGED';
  pull.mergedAt = world.stamp();
  pull.closedAt = pull.mergedAt;
  pull.mergedBy = by;
  recordEvent(world, pull, { kind: 'MergedEvent', actor: by });
  bump(world, pull);
  if (pull.baseRefName !== world.repository.defaultBranch) return;
  for (const number of pull.closes) {
    const issue = world.issue(number);
    if (issue !== null) closeIssue(world, issue, { by });
  }
}
