/** How rules cite a page of the repository's own site, where there is no line: an issue, a run, an alert. */
import { excerptOf, type Finding, fingerprint, type RuleName } from '../../domain/evidence.ts';

interface Page {
  rule: RuleName;
  /** What is shown for it, such as `#198`. */
  shown: string;
  url: string;
  /** Words that matter there. */
  excerpt?: string;
}

export function citePage(
  { rule, shown, url, excerpt = '' }: Page,
  { cause, weight, facts }: Pick<Finding, 'cause' | 'weight' | 'facts'>,
): Finding {
  const cited = excerptOf(excerpt.replace(/\s+/g, ' '));
  return {
    rule,
    path: shown,
    line: 0,
    excerpt: cited,
    fingerprint: fingerprint(rule, shown, cited),
    cause: `${rule}:${cause}`,
    weight: Math.round(Math.min(1, Math.max(0, weight)) * 100) / 100,
    facts,
    url,
  };
}
