/** How rules cite a page of the repository's own site, where there is no line: an issue, a run, an alert, a folder. */
import { excerptOf, type Finding, fingerprint, type Project, type RuleName } from '../../domain/evidence.ts';
import { encodePath } from '../../domain/markdown.ts';

interface Page {
  rule: RuleName;
  /** What is shown for it, such as `#198`. */
  shown: string;
  url: string;
  /** Words that matter there. */
  excerpt?: string;
}

type Judgement = Pick<Finding, 'cause' | 'weight' | 'facts'> & {
  /** What the finding is known by over time, where several may be about one page. */
  identity?: string;
};

export function citePage(
  { rule, shown, url, excerpt = '' }: Page,
  { cause, weight, facts, identity }: Judgement,
): Finding {
  const cited = excerptOf(excerpt.replace(/\s+/g, ' '));
  return {
    rule,
    path: shown,
    line: 0,
    excerpt: cited,
    fingerprint: fingerprint(rule, shown, identity ?? cited),
    cause: `${rule}:${cause}`,
    weight: Math.round(Math.min(1, Math.max(0, weight)) * 100) / 100,
    facts,
    url,
  };
}

/** A path of which no line can be shown, since it is not there or not read: shown by the folder that is there. */
export function pageOf({ paths, remote, head }: Project, path: string): Pick<Page, 'shown' | 'url'> {
  const shown = path.replace(/^\//, '');
  const folders = shown.split('/').slice(0, -1);
  const isThere = (folder: string): boolean => paths.some((one) => one.startsWith(folder));
  while (folders.length > 0 && !isThere(`${folders.join('/')}/`)) folders.pop();
  return { shown, url: [`${remote.home}/tree/${head}`, ...folders.map(encodePath)].join('/') };
}
