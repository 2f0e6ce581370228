/** Finds comments and strings in source text, so that rules never mistake one for code: linear, and total on any input. */

export type Dialect = 'script' | 'go' | 'rust' | 'python' | 'shell' | 'yaml';

/** A comment or a string, from `start` up to `end`. What is between spans is code. */
export interface Span {
  kind: 'comment' | 'string';
  start: number;
  end: number;
}

interface Cursor {
  text: string;
  at: number;
  spans: Span[];
  /** Index of the last character of code that is not white space; -1 before any. */
  last: number;
}

const lineEnd = (text: string, from: number): number => {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
};

function take(cursor: Cursor, kind: Span['kind'], end: number): void {
  const stop = Math.min(end, cursor.text.length);
  cursor.spans.push({ kind, start: cursor.at, end: stop });
  if (kind === 'string') cursor.last = stop - 1;
  cursor.at = stop;
}

/** The end of a string whose opening quote is at `from`; an unterminated one-line string ends with its line. */
function quoteEnd(text: string, from: number, options: { quote: string; escapes: boolean; lines: boolean }): number {
  const { quote, escapes, lines } = options;
  let at = from + quote.length;
  while (at < text.length) {
    const character = text[at];
    if (escapes && character === '\\') at += 2;
    else if (!lines && character === '\n') return at;
    else if (text.startsWith(quote, at)) return at + quote.length;
    else at += 1;
  }
  return text.length;
}

function blockEnd(text: string, from: number, nested: boolean): number {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    if (text.startsWith('*/', at)) {
      depth -= 1;
      at += 2;
      if (depth === 0) return at;
    } else if (text.startsWith('/*', at) && (nested || depth === 0)) {
      depth += 1;
      at += 2;
    } else at += 1;
  }
  return text.length;
}

function step(cursor: Cursor): void {
  if (cursor.text.charCodeAt(cursor.at) > 32) cursor.last = cursor.at;
  cursor.at += 1;
}

/** Slash comments, which script, Go and Rust share. */
function takeSlashComment(cursor: Cursor, nested: boolean): boolean {
  const { text, at } = cursor;
  if (text[at] !== '/') return false;
  if (text[at + 1] === '/') take(cursor, 'comment', lineEnd(text, at));
  else if (text[at + 1] === '*') take(cursor, 'comment', blockEnd(text, at, nested));
  else return false;
  return true;
}

const BEFORE_REGEX = new Set('(,=:[!&|?{};+-*%~^>');
const WORD_BEFORE_REGEX = /(?:^|[^\w$.])(?:return|typeof|case|in|of|delete|void|throw|new|else|do|await|yield)$/;

function regexEnd(text: string, from: number): number {
  let inClass = false;
  for (let at = from + 1; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\n') return -1;
    if (character === '\\') at += 1;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '/' && !inClass) return at + 1;
  }
  return -1;
}

function mayStartRegex({ text, last }: Cursor): boolean {
  if (last < 0 || BEFORE_REGEX.has(text[last] ?? '')) return true;
  return WORD_BEFORE_REGEX.test(text.slice(Math.max(0, last - 10), last + 1));
}

/** Reads template text from `at` (behind a back-tick or a closing brace); true when it stopped at `${`. */
function takeTemplate(cursor: Cursor): boolean {
  const { text } = cursor;
  let at = cursor.at + 1;
  while (at < text.length) {
    if (text[at] === '\\') at += 2;
    else if (text[at] === '`') {
      take(cursor, 'string', at + 1);
      return false;
    } else if (text[at] === '$' && text[at + 1] === '{') {
      take(cursor, 'string', at + 2);
      return true;
    } else at += 1;
  }
  take(cursor, 'string', text.length);
  return false;
}

function scanScript(cursor: Cursor): void {
  const { text } = cursor;
  const holes: number[] = [];
  let depth = 0;
  let noRegexBefore = 0;
  while (cursor.at < text.length) {
    const character = text[cursor.at];
    if (takeSlashComment(cursor, false)) continue;
    if (character === '/' && cursor.at >= noRegexBefore && mayStartRegex(cursor)) {
      const end = regexEnd(text, cursor.at);
      if (end > 0) take(cursor, 'string', end);
      else {
        noRegexBefore = lineEnd(text, cursor.at);
        step(cursor);
      }
    } else if (character === '"' || character === "'") {
      take(cursor, 'string', quoteEnd(text, cursor.at, { quote: character, escapes: true, lines: false }));
    } else if (character === '`' || (character === '}' && holes.at(-1) === depth)) {
      if (character === '}') holes.pop();
      if (takeTemplate(cursor)) holes.push(depth);
    } else {
      if (character === '{') depth += 1;
      if (character === '}') depth -= 1;
      step(cursor);
    }
  }
}

function scanGo(cursor: Cursor): void {
  const { text } = cursor;
  while (cursor.at < text.length) {
    const quote = text[cursor.at] ?? '';
    if (takeSlashComment(cursor, false)) continue;
    if (quote === '`') take(cursor, 'string', quoteEnd(text, cursor.at, { quote, escapes: false, lines: true }));
    else if (quote === '"' || quote === "'")
      take(cursor, 'string', quoteEnd(text, cursor.at, { quote, escapes: true, lines: false }));
    else step(cursor);
  }
}

const HASHES = /#{0,8}"/y;
const CHARACTER = /'(?:\\[^\n]{1,10}?|[^\\'\n]{1,2})'/y;

function scanRust(cursor: Cursor): void {
  const { text } = cursor;
  while (cursor.at < text.length) {
    const { at } = cursor;
    const character = text[at];
    if (takeSlashComment(cursor, true)) continue;
    if (character === 'r' && !/\w/.test(text[at - 1] === 'b' ? (text[at - 2] ?? '') : (text[at - 1] ?? ''))) {
      HASHES.lastIndex = at + 1;
      const opening = HASHES.exec(text)?.[0];
      if (opening === undefined) step(cursor);
      else {
        const close = text.indexOf(`"${'#'.repeat(opening.length - 1)}`, at + 1 + opening.length);
        take(cursor, 'string', close < 0 ? text.length : close + opening.length);
      }
    } else if (character === '"') {
      take(cursor, 'string', quoteEnd(text, at, { quote: '"', escapes: true, lines: true }));
    } else if (character === "'") {
      CHARACTER.lastIndex = at;
      const literal = CHARACTER.exec(text)?.[0];
      if (literal === undefined) step(cursor);
      else take(cursor, 'string', at + literal.length);
    } else step(cursor);
  }
}

function scanPython(cursor: Cursor): void {
  const { text } = cursor;
  while (cursor.at < text.length) {
    const character = text[cursor.at] ?? '';
    if (character === '#') take(cursor, 'comment', lineEnd(text, cursor.at));
    else if (character === '"' || character === "'") {
      const triple = text.startsWith(character.repeat(3), cursor.at);
      const quote = triple ? character.repeat(3) : character;
      take(cursor, 'string', quoteEnd(text, cursor.at, { quote, escapes: true, lines: triple }));
    } else step(cursor);
  }
}

/** Hash comments begin a word; quotes count only where a value may begin, so that an apostrophe in plain text does not. */
function scanHash(cursor: Cursor, yaml: boolean): void {
  const { text } = cursor;
  while (cursor.at < text.length) {
    const character = text[cursor.at] ?? '';
    const before = text[cursor.at - 1] ?? '\n';
    if (character === '#' && /\s/.test(before)) take(cursor, 'comment', lineEnd(text, cursor.at));
    else if ((character === '"' || character === "'") && (!yaml || /[\s[{,:(]/.test(before)))
      take(cursor, 'string', quoteEnd(text, cursor.at, { quote: character, escapes: character === '"', lines: false }));
    else if (character === '\\' && !yaml) cursor.at += 2;
    else step(cursor);
  }
}

const SCANNERS: Record<Dialect, (cursor: Cursor) => void> = {
  script: scanScript,
  go: scanGo,
  rust: scanRust,
  python: scanPython,
  shell: (cursor) => scanHash(cursor, false),
  yaml: (cursor) => scanHash(cursor, true),
};

/** The comments and strings of a text, in order. */
export function spansOf(text: string, dialect: Dialect): Span[] {
  const cursor: Cursor = { text, at: 0, spans: [], last: -1 };
  SCANNERS[dialect](cursor);
  return cursor.spans;
}
