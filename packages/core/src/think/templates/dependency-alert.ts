/** A dependency with a known weakness: the words of a task that replaces it. */

import { codeSpan, distinct, fact, named, suitePasses, type Template, titlePath, withoutStop } from '../draft.ts';
import { countedDraft, isCounted, scopeOf } from './alerts.ts';

export const dependencyAlert: Template = (brief, [first, ...others]) => {
  if (isCounted(first)) return countedDraft(first, 'dependency', 'dependency-update');
  const name = fact(first, 'package') ?? first.path;
  const manifest = fact(first, 'manifest');
  const summary = fact(first, 'summary');
  const all = [first, ...others];
  const patched = distinct(all.map((finding) => fact(finding, 'patched')));
  const place = manifest === undefined ? '' : ` in ${codeSpan(manifest)}`;
  const advisories = distinct(all.map((finding) => fact(finding, 'advisory'))).filter((one) => one !== undefined);
  const fixed = patched.filter((version) => version !== undefined);
  const isFixable = fixed.length === patched.length;
  const use = first.facts.scope === 'development' ? ' It is used in development only.' : '';
  return {
    title: `${named(name)}${manifest === undefined ? '' : ` in ${titlePath(manifest)}`} has a known weakness`,
    type: 'dependency-update',
    priority: { least: 'medium', most: first.facts.severity === 'critical' ? 'urgent' : 'high' },
    why: [
      `${named(name)}${place} is in a range with a known weakness of ${fact(first, 'severity') ?? 'high'} severity`,
      summary === undefined ? '.' : `: ${withoutStop(summary)}.`,
      isFixable ? '' : ' There is no version without it yet.',
      use,
    ].join(''),
    criteria: [
      isFixable
        ? { text: `${named(name)} is at ${fixed.map(codeSpan).join(' and ')} or later${place}.`, check: 'review' }
        : { text: `${named(name)} is replaced, removed or kept from doing harm, and how is said.`, check: 'review' },
      {
        text: `The alert is gone from the security tab${advisories.length === 0 ? '' : ` (${advisories.map(codeSpan).join(', ')})`}.`,
        check: 'review',
      },
      ...suitePasses(brief, manifest ?? ''),
    ],
    scope: { paths: scopeOf(manifest), not: ['other dependencies, unless this one asks for it'] },
    assumptions: isFixable ? ['The new version asks for no change of the code beyond what its notes say'] : [],
    estimate: isFixable ? 1 : 4,
  };
};
