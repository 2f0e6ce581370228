/** How every rule cites a line, so that excerpt and fingerprint cannot differ between rules. */
import { excerptOf, type Finding, fingerprint, type RuleName, type SourceFile } from '../../domain/evidence.ts';
import { cutTo } from '../../domain/markdown.ts';
import { syntaxOf } from '../syntax.ts';

interface Place {
  rule: RuleName;
  file: SourceFile;
  line: number;
}
type Judgement = Pick<Finding, 'weight' | 'facts'> & {
  /** What this finding has in common with others; the rule's name is put in front. */
  cause: string;
  /** What the finding is known by over time where its line does not tell it: several may cite one line. */
  identity?: string;
  url?: string;
};

export function cite({ rule, file, line }: Place, { cause, weight, facts, identity, url }: Judgement): Finding {
  const excerpt = excerptOf(syntaxOf(file).lines[line - 1] ?? '');
  return {
    rule,
    path: file.path,
    line,
    excerpt,
    fingerprint: fingerprint(rule, file.path, identity ?? excerpt),
    cause: `${rule}:${cause}`,
    weight: Math.round(Math.min(1, Math.max(0, weight)) * 100) / 100,
    facts,
    ...(url === undefined ? {} : { url }),
  };
}

/** A text without repeated white space, cut to what a fact needs. */
export const shorten = (text: string, limit = 160): string => cutTo(text.replace(/\s+/g, ' ').trim(), limit).trim();
