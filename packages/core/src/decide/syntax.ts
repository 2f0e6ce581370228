/** A file as rules read it: its lines, the same lines with only code left, and its comments. */
import type { Language, SourceFile } from '../domain/evidence.ts';
import { type Dialect, type Span, spansOf } from './lexer.ts';

/** One line of a comment, without its marks. */
export interface CommentLine {
  /** Counts from 1. */
  line: number;
  text: string;
  /** No code stands on the line. */
  alone: boolean;
  /** The comment belongs to documentation: `///`, `//!`, or a block opened with two asterisks. */
  documentation: boolean;
}

export interface Syntax {
  lines: readonly string[];
  /** As `lines`, but comments and the insides of strings are blanks: columns stay. */
  code: readonly string[];
  comments: readonly CommentLine[];
}

const LANGUAGE_DIALECTS: Record<Language, Dialect> = {
  typescript: 'script',
  javascript: 'script',
  python: 'python',
  go: 'go',
  rust: 'rust',
  java: 'java',
  kotlin: 'kotlin',
  c: 'c',
  ruby: 'ruby',
  php: 'php',
};

/** How a file's text is scanned for comments and strings; null where nobody knows. */
export function dialectOf(file: Pick<SourceFile, 'path' | 'language'>): Dialect | null {
  if (file.language !== null) return LANGUAGE_DIALECTS[file.language];
  if (/\.ya?ml$/i.test(file.path)) return 'yaml';
  if (/\.gradle$/.test(file.path)) return 'java';
  if (/\.kts$/.test(file.path)) return 'kotlin';
  if (/(?:\.gemspec|(?:^|\/)(?:Gemfile|Rakefile))$/.test(file.path)) return 'ruby';
  if (/(?:\.(?:sh|bash|zsh|toml|mk|cfg|ini)|(?:^|\/)(?:Makefile|Dockerfile))$/i.test(file.path)) return 'shell';
  return null;
}

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

function blankOut(text: string, span: Span): string {
  const inside = text.slice(span.start, span.end);
  if (span.kind !== 'string' || inside.length < 2) return blank(inside);
  return inside[0] + blank(inside.slice(1, -1)) + (inside.at(-1) ?? '');
}

function codeOf(text: string, spans: readonly Span[]): string {
  const pieces: string[] = [];
  let from = 0;
  for (const span of spans) {
    pieces.push(text.slice(from, span.start), blankOut(text, span));
    from = span.end;
  }
  pieces.push(text.slice(from));
  return pieces.join('');
}

const MARKS = /^\s*(?:=(?:begin|end)\b|\/\/[/!]?|\/\*[*!]?|\*(?!\/)|#+!?)?\s?/;

function commentLines(text: string, spans: readonly Span[], code: readonly string[]): CommentLine[] {
  const found: CommentLine[] = [];
  const bare = code.map((line) => line.trim() === '');
  let line = 1;
  let next = text.indexOf('\n');
  for (const span of spans) {
    while (next >= 0 && next < span.start) {
      line += 1;
      next = text.indexOf('\n', next + 1);
    }
    if (span.kind !== 'comment') continue;
    const raw = text.slice(span.start, span.end);
    const documentation = /^(?:\/\/\/(?!\/)|\/\/!|\/\*[*!](?![*/]))/.test(raw);
    for (const [offset, part] of raw.split('\n').entries()) {
      const words = part
        .replace(/\*\/\s*$/, '')
        .replace(MARKS, '')
        .trim();
      found.push({ line: line + offset, text: words, alone: bare[line + offset - 1] ?? false, documentation });
    }
  }
  return found;
}

function read(text: string, dialect: Dialect | null): Syntax {
  const lines = text.split('\n');
  if (dialect === null) return { lines, code: lines, comments: [] };
  const spans = spansOf(text, dialect);
  const code = codeOf(text, spans).split('\n');
  return { lines, code, comments: commentLines(text, spans, code) };
}

// Several rules read the same file; the answer depends on nothing but the file.
const known = new WeakMap<SourceFile, Syntax>();

export function syntaxOf(file: SourceFile): Syntax {
  const before = known.get(file);
  if (before !== undefined) return before;
  const syntax = read(file.text, dialectOf(file));
  known.set(file, syntax);
  return syntax;
}

/** The width of a line's indentation; a tab counts as four. */
export function indentOf(line: string): number {
  let width = 0;
  for (const character of line) {
    if (character === ' ') width += 1;
    else if (character === '\t') width += 4;
    else break;
  }
  return width;
}

/** The lines of code that enclose a line by indentation, innermost first: where a condition would stand. */
export function enclosing(code: readonly string[], line: number, limit = 400): string[] {
  const found: string[] = [];
  let width = indentOf(code[line - 1] ?? '');
  for (let at = line - 2; at >= 0 && width > 0 && line - at < limit; at -= 1) {
    const text = code[at] ?? '';
    if (text.trim() === '' || indentOf(text) >= width) continue;
    width = indentOf(text);
    found.push(text.trim());
  }
  return found;
}
