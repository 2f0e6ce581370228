/** The compiler and the linters of JavaScript and TypeScript. */
import type { SourceFile } from '../../../domain/evidence.ts';
import type { CommentLine } from '../../syntax.ts';
import { type Found, off, unexplained } from './suppression.ts';

export function scriptDirective({ text }: CommentLine, file: SourceFile): Found {
  const typed = /^@ts-(ignore|nocheck)\b(.*)$/.exec(text);
  // In plain JavaScript the compiler checks nothing unless asked to.
  const compiled = file.language === 'typescript' ? 1 : 0.5;
  if (typed?.[1] === 'nocheck') return off('@ts-nocheck', 'file', 0.9 * compiled, typed[2]);
  if (typed !== null) return off('@ts-ignore', 'line', 0.6 * compiled, typed[2]);
  const linted = /^eslint-disable(-next-line|-line)?(?:\s+--(.*)|\s*)$/.exec(text);
  if (linted !== null) {
    const line = linted[1] !== undefined;
    return off(`eslint-disable${linted[1] ?? ''}`, line ? 'line' : 'file', line ? 0.45 : 0.8, linted[2]);
  }
  const named = /^eslint-disable(-next-line|-line)\s+(\S+(?:,\s*\S+)*)(.*)$/.exec(text);
  if (named !== null) return unexplained(`eslint-disable${named[1]}`, named[2] ?? '', named[3]);
  if (/^deno-lint-ignore-file\s*$/.test(text)) return off('deno-lint-ignore-file', 'file', 0.7);
  if (/^biome-ignore-all\s+lint\s*:/.test(text)) return off('biome-ignore-all lint', 'file', 0.7, text.split(':')[1]);
  return null;
}
