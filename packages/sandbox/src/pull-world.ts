/** The part of the world that people reach through pull requests, by number and login, in virtual time. */

import { judgeMergeability } from './acts/merging.ts';
import * as changes from './acts/pull-changes.ts';
import * as pulls from './acts/pull-requests.ts';
import { World } from './world.ts';
import type { PullRequestData, ReviewData, ThreadData } from './world-data.ts';

export class PullWorld extends World {
  openPullRequest(draft: pulls.PullRequestDraft): Promise<PullRequestData> {
    return this.exclusively(() => pulls.openPullRequest(this, draft));
  }

  closePullRequest(number: number, by: string): void {
    pulls.closePullRequest(this, this.#pull(number), { by });
  }

  reopenPullRequest(number: number, by: string): Promise<void> {
    return this.exclusively(() => changes.reopenPullRequest(this, this.#pull(number), by));
  }

  setDraft(number: number, isDraft: boolean): void {
    changes.setDraft(this, this.#pull(number), isDraft);
  }

  requestReview(number: number, login: string): void {
    changes.requestReview(this, this.#pull(number), login);
  }

  retarget(number: number, base: string): Promise<void> {
    return this.exclusively(() => changes.retarget(this, this.#pull(number), base));
  }

  /** Opens the pull request that takes this one back. */
  revert(number: number, by: string): Promise<PullRequestData> {
    return this.exclusively(() => changes.revertPullRequest(this, this.#pull(number), by));
  }

  mergePullRequest(number: number, by: string): Promise<void> {
    return this.exclusively(() => pulls.mergePullRequest(this, this.#pull(number), { by }));
  }

  /** Somebody opens its page, and GitHub finds out whether it can be merged. */
  judgeMergeability(number: number): Promise<PullRequestData['mergeable']> {
    return this.exclusively(() => judgeMergeability(this, this.#pull(number)));
  }

  review(number: number, review: { by: string; state: ReviewData['state']; body?: string }): ReviewData {
    return pulls.reviewPullRequest(this, this.#pull(number), review);
  }

  startThread(number: number, draft: Parameters<typeof pulls.startThread>[2]): ThreadData {
    return pulls.startThread(this, this.#pull(number), draft);
  }

  resolveThreads(number: number): void {
    for (const thread of this.#pull(number).threads ?? []) thread.resolved = true;
    this.touch();
  }

  /** The branch of this pull request is in a fork. */
  fromFork(number: number): void {
    this.#pull(number).fork = true;
    this.touch();
  }

  #pull(number: number): PullRequestData {
    const found = this.pullRequest(number);
    if (found === null) throw new RangeError(`The sandbox has no pull request ${number}.`);
    return found;
  }
}
