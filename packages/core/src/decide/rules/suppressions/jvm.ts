/** Compilers and linters of Java and Kotlin: annotations of the language, comments of Checkstyle, PMD and Sonar. */
import type { CommentLine } from '../../syntax.ts';
import { type Found, off, unexplained } from './suppression.ts';

const MARK = /^\s*@(file:)?(SuppressWarnings|Suppress|SuppressFBWarnings)\b\s*(\(.{0,400})?/;
const EVERYTHING = /^(?:all|ALL|warnings|PMD|checkstyle:all|detekt\.all|detekt:all)$/;

/** Over a type of the file's own the mark covers the file; over a member, a part of it. */
const scopeOf = (line: string): 'file' | 'line' => (/^\s/.test(line) ? 'line' : 'file');

export function jvmAnnotation(line: string): Found {
  const match = MARK.exec(line);
  if (match === null) return null;
  const [, whole, name = '', rest = ''] = match;
  const words = [...rest.matchAll(/"([^"\\]{1,100})"/g)].map(([, word = '']) => word);
  const comment = /\/\/\s*(.*)$/.exec(rest)?.[1] ?? '';
  const scope = whole === undefined ? scopeOf(line) : 'file';
  if (name === 'SuppressFBWarnings') {
    return /^$|^\(\s*\)/.test(rest.trim()) ? off('@SuppressFBWarnings', scope, scope === 'file' ? 0.7 : 0.45) : null;
  }
  const all = words.find((word) => EVERYTHING.test(word));
  if (all !== undefined) return off(`@${name}("${all}")`, scope, scope === 'file' ? 0.8 : 0.5, comment);
  return unexplained(`@${name}`, words.join(','), comment);
}

export function jvmComment({ text }: CommentLine): Found {
  const sonar = /^(NOSONAR|NOPMD)(?![\w(])(.*)$/.exec(text);
  if (sonar !== null) return off(sonar[1] ?? '', 'line', 0.3, sonar[2]);
  if (/^CHECKSTYLE[: ]*(?:OFF|DISABLE)\s*$/i.test(text)) return off('CHECKSTYLE:OFF', 'file', 0.7);
  if (/^noinspection\s+ALL\b/.test(text)) return off('noinspection ALL', 'line', 0.45);
  return /^ktlint-disable\s*$/.test(text) ? off('ktlint-disable', 'line', 0.4) : null;
}
