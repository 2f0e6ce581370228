/** A pull request that conflicts with the default branch: the words of a task that makes it mergeable, or ends it. */

import { aboutPage, codeSpan, fact, type Template } from '../draft.ts';

export const conflictingPullRequest: Template = (brief, [first]) => {
  const branch = codeSpan(brief.branch);
  const approved = fact(first, 'review') === 'APPROVED';
  return {
    title: aboutPage(`Pull request ${codeSpan(first.path)} conflicts with ${branch}`, first),
    type: 'code-review',
    priority: { least: 'low', most: 'medium' },
    why: `${approved ? 'It is approved, but it' : 'It'} changes lines that ${branch} has changed since, so it cannot be merged as it is. Every further change of ${branch} may make that worse.`,
    criteria: [
      { text: `It merges into ${branch} without a conflict, or is ended with the reason said in it.`, check: 'review' },
      { text: 'Its checks pass after the conflict was resolved.', check: 'review' },
      { text: `What ${branch} brought meanwhile is still there: the resolution dropped nothing.`, check: 'review' },
    ],
    scope: { paths: [], not: ['changes that the conflict does not need'] },
    assumptions: approved ? ['The approval still holds after the resolution'] : [],
    estimate: 1,
  };
};
