/** A pull request that nobody has touched for a month: the words of a task that decides about it. */

import { counted } from '../../domain/markdown.ts';
import { aboutPage, amount, codeSpan, fact, type Template } from '../draft.ts';

const WAITS_FOR: Record<string, string> = {
  APPROVED: 'It is approved and was not merged.',
  CHANGES_REQUESTED: 'Changes were asked for and did not come.',
  REVIEW_REQUIRED: 'It waits for a review.',
};

export const stalePullRequest: Template = (brief, [first]) => {
  const days = amount(first, 'days') ?? 0;
  const branch = codeSpan(brief.branch);
  const state = [
    WAITS_FOR[fact(first, 'review') ?? ''] ?? 'Nobody is asked for a review.',
    ...(first.facts.conflicting === true ? [`It conflicts with ${branch}.`] : []),
    ...(first.facts.failing === true ? ['Its checks fail.'] : []),
  ];
  return {
    title: aboutPage(`Pull request ${codeSpan(first.path)} waits for a decision`, first),
    type: 'code-review',
    priority: { least: 'low', most: 'medium' },
    why: `Nobody has touched it for ${counted(days, 'day')}. ${state.join(' ')} The longer it waits, the less it fits, and its author does not know whether it is wanted.`,
    criteria: [
      {
        text: `A maintainer has said in it what becomes of it: merged, brought up to date with ${branch}, or not wanted, with the reason.`,
        check: 'review',
      },
      {
        text: 'If it is wanted, it has no conflict, its checks pass, and somebody is named for what is left.',
        check: 'review',
      },
    ],
    scope: { paths: [], not: ['changes beyond what the pull request is for'] },
    assumptions: [],
    estimate: 0.5,
  };
};
