/** Compilers and linters of C and C++. */
import type { CommentLine } from '../../syntax.ts';
import { type Found, off, unexplained } from './suppression.ts';

export function cComment({ text }: CommentLine): Found {
  const named = /^(NOLINT(?:NEXTLINE|BEGIN)?)\(([^)]{1,200})\)(.*)$/.exec(text);
  if (named !== null) {
    if (named[2]?.trim() !== '*') return unexplained(named[1] ?? '', named[2] ?? '', named[3]);
    return off(named[1] ?? '', 'line', 0.4, named[3]);
  }
  const bare = /^(NOLINT(?:NEXTLINE|BEGIN)?)(?![\w(])(.*)$/.exec(text);
  if (bare?.[1] === 'NOLINTBEGIN') return off('NOLINTBEGIN', 'file', 0.7, bare[2]);
  if (bare !== null) return off(bare[1] ?? '', 'line', 0.4, bare[2]);
  const sonar = /^NOSONAR(?![\w(])(.*)$/.exec(text);
  return sonar === null ? null : off('NOSONAR', 'line', 0.3, sonar[1]);
}

const IGNORED = /^\s*#\s*pragma\s+(?:GCC|clang)\s+diagnostic\s+ignored\s+"(-W[\w-]+)"(.*)$/;
const HEADER = /^\s*#\s*pragma\s+(?:GCC|clang)\s+system_header\b/;
const PUSH = /^\s*#\s*pragma\s+(?:GCC|clang)\s+diagnostic\s+(push|pop)\b/;

/** Whether the warning comes back: a pragma between push and pop covers a region. */
function isPushed(code: readonly string[], at: number): boolean {
  for (let line = at - 1; line >= 0 && line > at - 60; line -= 1) {
    const word = PUSH.exec(code[line] ?? '')?.[1];
    if (word !== undefined) return word === 'push';
  }
  return false;
}

/** One warning is a decision; all of them, or one that finds lost errors without a word, is a gap. */
export function cPragma(line: string, at: number, code: readonly string[]): Found {
  if (HEADER.test(line)) return off('#pragma GCC system_header', 'file', 0.7);
  const match = IGNORED.exec(line);
  if (match === null) return null;
  const [, warning = '', rest = ''] = match;
  const comment = /\/[/*]\s*(.*)$/.exec(rest)?.[1] ?? '';
  if (!/^-W(?:everything|all|extra)$/.test(warning)) return unexplained('#pragma diagnostic ignored', warning, comment);
  const scope = isPushed(code, at) ? 'line' : 'file';
  return off(`#pragma diagnostic ignored "${warning}"`, scope, scope === 'file' ? 0.8 : 0.45, comment);
}
