/** A bug report that nobody has taken up: the words of a task that does. */

import { counted } from '../../domain/markdown.ts';
import { aboutPage, amount, codeSpan, type Template } from '../draft.ts';

export const untriagedBugReport: Template = (_, [first]) => {
  const others = amount(first, 'others') ?? 0;
  const also = others === 0 ? '' : ` ${counted(others, 'other person', 'other people')} commented on it.`;
  return {
    title: aboutPage(`Bug report ${codeSpan(first.path)} has no answer`, first),
    type: 'bug-fix',
    priority: { least: 'low', most: 'high' },
    why: `It was written ${counted(amount(first, 'days') ?? 0, 'day')} ago, says what goes wrong and shows it, and has neither label nor assignee nor an answer of a maintainer.${also} Unless somebody takes it up, the fault stays and its author learns that reports are not read.`,
    criteria: [
      {
        text: 'The report was tried: it is reproduced on the default branch, or its author was asked in it for what is missing.',
        check: 'review',
      },
      {
        text: 'It is adopted as a task of its own, answered, or ended with the reason said in it.',
        check: 'review',
      },
    ],
    scope: { paths: [], not: ['the repair itself, where it is more than a few lines'] },
    assumptions: ['What it describes is no use that the project rules out'],
    estimate: 1,
  };
};
