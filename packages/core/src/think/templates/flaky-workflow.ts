/** A workflow that fails by chance: the words of a task that makes its colour mean something again. */

import { counted } from '../../domain/markdown.ts';
import { amount, codeSpan, fact, named, type Template } from '../draft.ts';

export const flakyWorkflow: Template = (brief, [first]) => {
  const workflow = fact(first, 'workflow') ?? first.path;
  const runs = amount(first, 'runs') ?? 0;
  const branch = codeSpan(brief.branch);
  return {
    title: `${named(workflow)} fails by chance`,
    type: 'bug-fix',
    priority: { least: 'medium', most: 'high' },
    why: `${named(workflow)} failed in ${amount(first, 'failed') ?? 0} of its last ${counted(runs, 'run')} on ${branch} although the same commit passed. A failure that a change brings cannot be told from one of these, and whoever starts runs again until they are green overlooks it.`,
    criteria: [
      {
        text: 'The pull request names what fails by chance: the job and step or test, and what it depends on (time, order, network, leftovers of another run).',
        check: 'review',
      },
      { text: `${named(workflow)} succeeds on ${branch}.`, check: 'ci', command: workflow },
      { text: 'Nothing was deleted, skipped, retried silently or allowed to fail to get there.', check: 'review' },
    ],
    scope: { paths: [], not: ['other workflows', 'longer time limits without a cause'] },
    assumptions: ['The cited runs have one cause, or the one that hits most often is mended first'],
    estimate: 4,
  };
};
