/** Where a scanner is in a text, and how every scanner takes comments and strings. */

/** A comment, a string or data, from `start` up to `end`. What is between spans is code. */
export interface Span {
  /** Data stands in the file without being read as code: text around PHP, here documents, what the preprocessor drops. */
  kind: 'comment' | 'string' | 'data';
  start: number;
  end: number;
}

export interface Cursor {
  text: string;
  at: number;
  spans: Span[];
  /** Index of the last character of code that is not white space; -1 before any. */
  last: number;
}

export const lineEnd = (text: string, from: number): number => {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
};

export function take(cursor: Cursor, kind: Span['kind'], end: number): void {
  const stop = Math.min(end, cursor.text.length);
  cursor.spans.push({ kind, start: cursor.at, end: stop });
  if (kind !== 'comment') cursor.last = stop - 1;
  cursor.at = stop;
}

/** The end of a string whose opening quote is at `from`; an unterminated one-line string ends with its line. */
export function quoteEnd(
  text: string,
  from: number,
  options: { quote: string; escapes: boolean; lines: boolean },
): number {
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

export function blockEnd(text: string, from: number, nested: boolean): number {
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

export function step(cursor: Cursor): void {
  if (cursor.text.charCodeAt(cursor.at) > 32) cursor.last = cursor.at;
  cursor.at += 1;
}

/** Slash comments, which script, Go and Rust share. */
export function takeSlashComment(cursor: Cursor, nested: boolean): boolean {
  const { text, at } = cursor;
  if (text[at] !== '/') return false;
  if (text[at + 1] === '/') take(cursor, 'comment', lineEnd(text, at));
  else if (text[at + 1] === '*') take(cursor, 'comment', blockEnd(text, at, nested));
  else return false;
  return true;
}
