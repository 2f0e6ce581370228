/** A workflow that fails on the default branch: the words of a task that makes it green again. */

import { link } from '../../domain/markdown.ts';
import { codeSpan, fact, named, type Template } from '../draft.ts';

const VERBS: Record<string, string> = { timed_out: 'times out', startup_failure: 'does not start' };

export const failingWorkflow: Template = (brief, [first]) => {
  const workflow = fact(first, 'workflow') ?? first.path;
  const conclusion = (fact(first, 'conclusion') ?? 'failure').toLowerCase();
  const event = fact(first, 'event');
  const run = first.url === undefined ? '' : ` (${link('run', first.url)})`;
  return {
    title: `${named(workflow)} ${VERBS[conclusion] ?? 'fails'} on ${codeSpan(brief.branch)}`,
    type: 'bug-fix',
    priority: { least: 'high', most: 'high' },
    why: [
      `The run of ${named(workflow)} at ${brief.head.slice(0, 7)}`,
      event === undefined ? '' : `, started by ${codeSpan(event)},`,
      ` ended with ${codeSpan(conclusion)}${run}.`,
      ' Until it succeeds, a failure that a change brings cannot be told from this one.',
    ].join(''),
    criteria: [
      { text: `${named(workflow)} succeeds on ${codeSpan(brief.branch)}.`, check: 'ci', command: workflow },
      { text: 'The pull request names the cause: in the code, in the workflow, or outside of both.', check: 'review' },
      { text: 'No check was removed, skipped or allowed to fail to get there.', check: 'review' },
    ],
    scope: { paths: [], not: ['other workflows', 'changes that the failure does not need'] },
    assumptions: ['The failure is not a passing fault of a service, which a second run would show'],
    estimate: 2,
  };
};
