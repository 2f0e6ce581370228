/** Rust: nested comments, raw strings, and lifetimes that look like characters. */
import { type Cursor, quoteEnd, step, take, takeSlashComment } from './cursor.ts';

const HASHES = /#{0,8}"/y;
const CHARACTER = /'(?:\\[^\n]{1,10}?|[^\\'\n]{1,2})'/y;

export function scanRust(cursor: Cursor): void {
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
