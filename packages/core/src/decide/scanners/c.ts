/** C and C++: raw strings, digit separators, comments that a backslash goes on with, and what `#if 0` leaves out. */
import { type Cursor, lineEnd, quoteEnd, step, take, takeSlashComment } from './cursor.ts';

const IF_ZERO = /[ \t]*#[ \t]*if[ \t]+0[ \t]*(?=\r?\n|\/[/*])/y;
const DIRECTIVE = /[ \t]*#[ \t]*(if|ifdef|ifndef|else|elif|endif)\b/y;
const RAW = /R"([^()\\\s"]{0,16})\(/y;

/** The start of the line at which `#if 0` ends: what the preprocessor never reads. */
function deadEnd(text: string, from: number): number {
  let depth = 0;
  let start = lineEnd(text, from) + 1;
  while (start < text.length) {
    DIRECTIVE.lastIndex = start;
    const word = DIRECTIVE.exec(text)?.[1] ?? '';
    if (word.startsWith('if')) depth += 1;
    else if (word !== '' && depth === 0) return start;
    else if (word === 'endif') depth -= 1;
    start = lineEnd(text, start) + 1;
  }
  return text.length;
}

function takeDead(cursor: Cursor): boolean {
  const { text, at } = cursor;
  if (at > 0 && text[at - 1] !== '\n') return false;
  IF_ZERO.lastIndex = at;
  if (!IF_ZERO.test(text)) return false;
  take(cursor, 'data', deadEnd(text, at));
  return true;
}

function takeLineComment(cursor: Cursor): boolean {
  const { text, at } = cursor;
  if (!text.startsWith('//', at)) return false;
  let end = lineEnd(text, at);
  while (text[end - 1] === '\\' && end < text.length) end = lineEnd(text, end + 1);
  take(cursor, 'comment', end);
  return true;
}

function takeRaw(cursor: Cursor): boolean {
  const { text, at } = cursor;
  const before = text.slice(Math.max(0, at - 3), at);
  if (text[at] !== 'R' || !/(?:^|\W)(?:u8|[uUL])?$/.test(before)) return false;
  RAW.lastIndex = at;
  const opening = RAW.exec(text);
  if (opening === null) return false;
  const close = `)${opening[1]}"`;
  const end = text.indexOf(close, at + opening[0].length);
  take(cursor, 'string', end < 0 ? text.length : end + close.length);
  return true;
}

/** `1'000'000` */
const isSeparator = (text: string, at: number): boolean =>
  /[0-9a-fA-F]/.test(text[at + 1] ?? '') && /(?:^|[^\w'])\d[\w']*$/.test(text.slice(Math.max(0, at - 24), at));

export function scanC(cursor: Cursor): void {
  const { text } = cursor;
  while (cursor.at < text.length) {
    const quote = text[cursor.at] ?? '';
    if (takeDead(cursor) || takeLineComment(cursor) || takeSlashComment(cursor, false) || takeRaw(cursor)) continue;
    if (quote === '"' || (quote === "'" && !isSeparator(text, cursor.at)))
      take(cursor, 'string', quoteEnd(text, cursor.at, { quote, escapes: true, lines: false }));
    else step(cursor);
  }
}
