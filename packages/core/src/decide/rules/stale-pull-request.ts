/** Finds pull requests that nobody has touched for a month: somebody's work that waits for a decision. */
import type { Rule } from '../../domain/evidence.ts';
import { counted } from '../../domain/markdown.ts';
import { daysQuiet, isFailing, isStale } from '../pull-attention.ts';
import { citePage } from './page.ts';

export const stalePullRequest: Rule = {
  name: 'stale-pull-request',
  words: 'Open pull requests without activity for a month, drafts and updates by bots left out',
  type: 'code-review',
  category: 'analysis',
  weight: 0.5,
  needs: ['pulls'],
  find: ({ branch, remote }) =>
    (remote.pulls ?? [])
      .filter((pull) => isStale(pull, remote))
      .map((pull) => {
        const { number, url, title, mergeable, review } = pull;
        const days = daysQuiet(pull, remote);
        const facts = {
          ...{ number, days, branch, review: review ?? '' },
          ...{ conflicting: mergeable === 'no', failing: isFailing(pull) },
        };
        // Approved work is nearest to its end; what is very old is rarely wanted any more.
        const weight = (review === 'APPROVED' ? 0.8 : 0.5) - (days > 365 ? 0.2 : 0);
        return citePage(
          { rule: 'stale-pull-request', shown: `#${number}`, url, excerpt: title },
          { cause: `#${number}`, weight, facts },
        );
      }),
  reason: ({ facts }) =>
    `${facts.review === 'APPROVED' ? 'approved, and ' : ''}untouched for ${counted(Number(facts.days), 'day')}`,
};
