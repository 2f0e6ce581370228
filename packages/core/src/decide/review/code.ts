/** A patch read as code: comments and strings are no code, whatever stands in them. As far as a patch shows where they begin. */

import { hunksOf, type PatchLine } from '../../domain/patch.ts';
import type { PullFile } from '../../domain/pull-request.ts';
import { languageOf } from '../../domain/tooling.ts';
import { type Dialect, type Span, spansOf } from '../lexer.ts';
import { dialectOf } from '../syntax.ts';

export interface CodeLine extends PatchLine {
  /** The text with blanks for comments and for the insides of strings. */
  code: string;
  /** The text with blanks for comments. */
  bare: string;
}

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

function without(text: string, spans: readonly Span[], strings: boolean): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { kind, start, end } of spans) {
    const inside = text.slice(start, end);
    const kept = kind === 'string' && (!strings || inside.length < 2);
    const quoted = () => (inside[0] ?? '') + blank(inside.slice(1, -1)) + (inside.at(-1) ?? '');
    pieces.push(text.slice(from, start), kept ? inside : kind === 'string' ? quoted() : blank(inside));
    from = end;
  }
  return [...pieces, text.slice(from)].join('');
}

/** What opens PHP stands at the head of its file, which a hunk rarely shows. */
function scan(text: string, dialect: Dialect): { code: string; bare: string } {
  const opening = dialect === 'php' && !text.includes('<?') ? '<?php\n' : '';
  const whole = opening + text;
  const spans = spansOf(whole, dialect);
  const read = (strings: boolean): string => without(whole, spans, strings).slice(opening.length);
  return { code: read(true), bare: read(false) };
}

/** One side of a hunk, before or after, is one text. */
function sideOf(hunk: readonly PatchLine[], leftOut: PatchLine['kind'], dialect: Dialect | null) {
  const own = hunk.filter(({ kind }) => kind !== leftOut);
  const text = own.map((line) => line.text).join('\n');
  const { code, bare } = dialect === null ? { code: text, bare: text } : scan(text, dialect);
  const [codes, bares] = [code.split('\n'), bare.split('\n')];
  return new Map(own.map((line, at) => [line, { ...line, code: codes[at] ?? '', bare: bares[at] ?? '' }]));
}

// Several gates read the same file; the answer depends on nothing but the file.
const known = new WeakMap<PullFile, CodeLine[][]>();

export function codeHunks(file: PullFile): CodeLine[][] {
  const before = known.get(file);
  if (before !== undefined) return before;
  const hunks = readHunks(file);
  known.set(file, hunks);
  return hunks;
}

function readHunks(file: PullFile): CodeLine[][] {
  const dialect = dialectOf({ path: file.path, language: languageOf(file.path) });
  return hunksOf(file).map((hunk) => {
    const after = sideOf(hunk, 'removed', dialect);
    const before = sideOf(hunk, 'added', dialect);
    return hunk.flatMap((line) => after.get(line) ?? before.get(line) ?? []);
  });
}

export const codeLines = (file: PullFile): CodeLine[] => codeHunks(file).flat();

/** Lines of code that the pull request adds: a line that only moved, or was indented otherwise, is not new. */
export function newCode(file: PullFile): CodeLine[] {
  const lines = codeLines(file);
  const before = new Set(lines.filter(({ kind }) => kind === 'removed').map(({ text }) => text.trim()));
  return lines.filter(({ kind, code, text }) => kind === 'added' && code.trim() !== '' && !before.has(text.trim()));
}

/** A test that is declared, by the name or the title that it has. */
export interface DeclaredTest {
  name: string;
  kind: PatchLine['kind'];
}

const NAMED = /\b(?:def|class|func|fn|fun|function|void|int|MunitResult|object|module)\s+(?:\([^()]*\)\s*)?([\w$]+)/g;
const MACRO = /^\s*(?:[A-Z]+_)*(?:TEST|Test|Theory)\w*\s*\(\s*(\w+)\s*(?:,\s*(\w+))?/g;
const BACKTICKS = /\bfun\s+`([^`\n]+)`/g;
/** What stands before a title: the call of a runner, or the end of its table of cases. */
const TITLED =
  /(?<![\w$.])(?:[xf]?(?:it|test|describe|context|suite|specify|example|scenario|feature)|should|bench|group|Deno\.test|\w\.(?:Run|test)|TEST_CASE|SCENARIO|SECTION)(?:\.\w+)*(?:<[^<>]*>)?\s*\(?\s*$|\.each\b[\s\S]{0,200}[)`]\s*\(\s*$/;
const QUOTED = /(["'`])((?:\\.|(?!\1)[^\\\n])*)\1/g;

export function declaredTests(file: PullFile): DeclaredTest[] {
  const named = languageOf(file.path) === 'c' ? [NAMED, MACRO] : [NAMED];
  const declaredBy = (side: readonly CodeLine[], at: number, line: CodeLine): DeclaredTest[] => [
    ...named.flatMap((pattern) => namesIn(line, pattern)),
    ...titlesIn(line, side.slice(Math.max(0, at - 6), at)),
  ];
  return codeHunks(file).flatMap((hunk) => {
    const after = hunk.filter(({ kind }) => kind !== 'removed');
    const before = hunk.filter(({ kind }) => kind !== 'added');
    return [
      ...after.flatMap((line, at) => declaredBy(after, at, line)),
      ...before.flatMap((line, at) => (line.kind === 'removed' ? declaredBy(before, at, line) : [])),
    ];
  });
}

function namesIn({ code, bare, kind }: CodeLine, pattern: RegExp): DeclaredTest[] {
  const names = [...code.matchAll(pattern), ...bare.matchAll(BACKTICKS)].flatMap(([, ...groups]) => groups);
  return names.flatMap((name) => (name === undefined ? [] : [{ name, kind }]));
}

/** The string must begin where code has it: what is quoted within a string is no title. */
function titlesIn(line: CodeLine, above: readonly CodeLine[]): DeclaredTest[] {
  return [...line.bare.matchAll(QUOTED)].flatMap(({ index, 1: quote, 2: name = '' }) => {
    if (line.code[index] !== quote) return [];
    const before = [...above.map(({ code }) => code), line.code.slice(0, index)].join('\n').slice(-300);
    return TITLED.test(before) ? [{ name, kind: line.kind }] : [];
  });
}
