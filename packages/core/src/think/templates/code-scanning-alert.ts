/** A weakness that code scanning found: the words of a task that mends it. */

import {
  codeSpan,
  counted,
  fact,
  named,
  suitePasses,
  type Template,
  titlePath,
  titleQuoting,
  withoutStop,
} from '../draft.ts';
import { countedDraft, isCounted, scopeOf } from './alerts.ts';

/** What is wrong says more than the name of the check that found it. */
function titleOf(description: string | undefined, check: string, path: string | undefined): string {
  const after = ` is reported${path === undefined ? '' : ` in ${titlePath(path)}`}`;
  if (description === undefined || description === check) return `${named(check)}${after}`;
  return titleQuoting(withoutStop(description), { after }) ?? `${named(check)}${after}`;
}

export const codeScanningAlert: Template = (brief, [first, ...others]) => {
  if (isCounted(first)) return countedDraft(first, 'code-scanning', 'security');
  const check = fact(first, 'check') ?? first.path;
  const path = fact(first, 'path');
  const place = path === undefined ? '' : ` in ${codeSpan(path)}`;
  const description = fact(first, 'description');
  const places = others.length === 0 ? '' : ` in ${counted(others.length + 1, 'place')}`;
  return {
    title: titleOf(description, check, path),
    type: 'security',
    priority: { least: 'medium', most: first.facts.severity === 'critical' ? 'urgent' : 'high' },
    why: `${fact(first, 'tool') ?? 'Code scanning'} reports ${codeSpan(check)}${place}${places}, of ${fact(first, 'severity') ?? 'high'} severity${description === undefined ? '' : `: ${withoutStop(description)}`}. It stays open until the code changes or somebody says why it does no harm.`,
    criteria: [
      { text: `The next analysis of ${codeSpan(brief.branch)} no longer reports it.`, check: 'review' },
      { text: 'A test shows that the input which was dangerous does no harm any more.', check: 'review' },
      { text: 'Nothing was silenced to get there; what is no weakness is dismissed with a reason.', check: 'review' },
      ...suitePasses(brief, path ?? ''),
    ],
    scope: { paths: scopeOf(path), not: ['other alerts'] },
    assumptions: ['What is reported can be reached with input from outside'],
    estimate: 3,
  };
};
