/** Finds pull requests that cannot be merged any more: each week makes the conflict larger. */
import type { Rule } from '../../domain/evidence.ts';
import type { OpenPull, Remote } from '../../domain/remote.ts';
import { daysQuiet, isStale, isUpdater, isWaiting } from '../pull-attention.ts';
import { citePage } from './page.ts';

/** Days in which whoever is at it resolves the conflict without being told. */
const GRACE = 3;

/** Nobody is at it; and what is stale as well is one task, not two. */
const isLeft = (pull: OpenPull, remote: Remote): boolean =>
  isWaiting(pull) &&
  !isUpdater(pull) &&
  !isStale(pull, remote) &&
  (pull.review === 'APPROVED' || daysQuiet(pull, remote) >= GRACE);

export const conflictingPullRequest: Rule = {
  name: 'conflicting-pull-request',
  words: 'Open pull requests that conflict with the default branch and that nobody has touched for some days',
  type: 'code-review',
  category: 'analysis',
  weight: 0.5,
  needs: ['pulls'],
  find: ({ branch, remote }) =>
    (remote.pulls ?? [])
      .filter((pull) => pull.mergeable === 'no' && isLeft(pull, remote))
      .map(({ number, url, title, review }) =>
        citePage(
          { rule: 'conflicting-pull-request', shown: `#${number}`, url, excerpt: title },
          {
            cause: `#${number}`,
            weight: review === 'APPROVED' ? 0.9 : 0.5,
            facts: { number, branch, review: review ?? '' },
          },
        ),
      ),
  reason: ({ facts }) => (facts.review === 'APPROVED' ? 'approved, but it conflicts' : 'it cannot be merged as it is'),
};
