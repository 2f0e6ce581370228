/** Alerts that are only counted: the words of a task that says nothing of what they are about. */

import type { Finding } from '../../domain/evidence.ts';
import { counted } from '../../domain/markdown.ts';
import { amount, type Draft } from '../draft.ts';

export const isCounted = (finding: Finding): boolean => finding.facts.count !== undefined;

/** `what`: `dependency`, `code-scanning`. */
export function countedDraft(first: Finding, what: string, type: Draft['type']): Draft {
  const count = amount(first, 'count') ?? 0;
  const many = `${first.facts.more === true ? 'at least ' : ''}${counted(count, `open ${what} alert`)}`;
  const one = count === 1 && first.facts.more !== true;
  return {
    title: many.charAt(0).toUpperCase() + many.slice(1),
    type,
    priority: { least: 'medium', most: 'high' },
    why: `GitHub lists ${many} for this repository. What ${one ? 'it is' : 'they are'} about is not told here, where everybody can read; whoever may see ${one ? 'it finds it' : 'them finds them'} in the security tab.`,
    criteria: [
      {
        text: `${one ? `The ${what} alert` : `Each of the ${what} alerts`} is fixed on the default branch, or dismissed with a reason.`,
        check: 'review',
      },
      { text: 'No issue, pull request or commit message told of one before its fix was there.', check: 'review' },
    ],
    scope: { paths: [], not: ['alerts of other kinds'] },
    assumptions: [],
    estimate: 2,
  };
}

/** Workflows and the settings of agents are named by evidence that lies there, never by an alert. */
export const scopeOf = (path: string | undefined): string[] =>
  path === undefined || path.startsWith('.') ? [] : [path];
