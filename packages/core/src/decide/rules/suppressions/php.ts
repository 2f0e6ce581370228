/** PHPStan, Psalm, PHP_CodeSniffer and Sonar. */
import type { CommentLine } from '../../syntax.ts';
import { type Found, off, unexplained } from './suppression.ts';

/** What stands behind the mark: a reason in brackets, behind dashes, or as it is. */
const reasonIn = (rest = ''): string => rest.replace(/^[\s(:–—-]+|\)\s*$/g, '');

export function phpComment({ text }: CommentLine): Found {
  const stan = /^@?(phpstan-ignore(?:-next-line|-line))\b(.*)$/.exec(text);
  // With names of errors behind it the mark is narrow, in the way of newer versions.
  if (stan !== null) {
    if (/^\s+[a-z]\w*\.[a-z]\w*/.test(stan[2] ?? '')) return null;
    return off(`@${stan[1]}`, 'line', 0.45, reasonIn(stan[2]));
  }
  if (/^@psalm-suppress\s+all\b/i.test(text)) return off('@psalm-suppress all', 'line', 0.5);
  if (/^@SuppressWarnings\(\s*"?PHPMD"?\s*\)/.test(text)) return off('@SuppressWarnings(PHPMD)', 'line', 0.4);
  const file = /^(?:@)?(phpcs:ignoreFile|codingStandardsIgnoreFile)\b(.*)$/.exec(text);
  if (file !== null && !/^\s+[A-Z]\w*\./.test(file[2] ?? '')) {
    const mark = file[1]?.startsWith('coding') ? `@${file[1]}` : (file[1] ?? '');
    return off(mark, 'file', 0.8, reasonIn(file[2]));
  }
  const sniff = /^(?:@)?(phpcs:(?:disable|ignore)|codingStandardsIgnore(?:Start|Line))\b(.*)$/.exec(text);
  if (sniff !== null) return codeSniffer(sniff[1] ?? '', sniff[2] ?? '');
  const sonar = /^NOSONAR(?![\w(])(.*)$/.exec(text);
  return sonar === null ? null : off('NOSONAR', 'line', 0.3, sonar[1]);
}

function codeSniffer(word: string, rest: string): Found {
  const named = /^\s+([A-Z]\w*(?:\.\w+)*(?:\s*,\s*[A-Z]\w*(?:\.\w+)*)*)\s*(.*)$/.exec(rest);
  if (named?.[1]?.includes('.')) return unexplained(word, named[1], named[2]?.replace(/^--\s*/, ''));
  const directive = word.startsWith('coding') ? `@${word}` : word;
  const isFile = word === 'phpcs:disable' || word === 'codingStandardsIgnoreStart';
  return off(directive, isFile ? 'file' : 'line', isFile ? 0.8 : 0.4, reasonIn(rest));
}
