/** A deployment that failed: the words of a task that brings the environment up to date again. */
import { link } from '../../domain/markdown.ts';
import { codeSpan, fact, named, type Template } from '../draft.ts';

export const failedDeployment: Template = (brief, [first]) => {
  const environment = named(fact(first, 'environment') ?? first.path);
  const state = codeSpan(fact(first, 'state') ?? 'failure');
  const commit = codeSpan(fact(first, 'commit') ?? brief.head.slice(0, 7));
  const page = first.url === undefined ? '' : ` (${link('its page', first.url)})`;
  return {
    title: `The deployment to ${environment} failed`,
    type: 'bug-fix',
    priority: { least: 'urgent', most: 'urgent' },
    why: `The last deployment of ${commit} to ${environment} ended with ${state}${page}. Until one succeeds, what runs there is older than ${codeSpan(brief.branch)}, or broken.`,
    criteria: [
      { text: `A later deployment to ${environment} succeeded.`, check: 'review' },
      { text: 'The cause is named: in the code, in the workflow, or outside of both.', check: 'review' },
      { text: 'No check of the deployment was removed or allowed to fail to get there.', check: 'review' },
    ],
    scope: { paths: [], not: ['changes that the failure does not need'] },
    assumptions: ['What runs there now may stay until then, and is not broken'],
    estimate: 2,
  };
};
