/** Java and Kotlin: text blocks, nested comments, strings with code in them. */
import { type Cursor, quoteEnd, step, take, takeSlashComment } from './cursor.ts';
import { Interpolation, type Quote } from './interpolation.ts';

export function scanJava(cursor: Cursor): void {
  const { text } = cursor;
  while (cursor.at < text.length) {
    const quote = text[cursor.at] ?? '';
    if (takeSlashComment(cursor, false)) continue;
    if (text.startsWith('"""', cursor.at))
      take(cursor, 'string', quoteEnd(text, cursor.at, { quote: '"""', escapes: true, lines: true }));
    else if (quote === '"' || quote === "'")
      take(cursor, 'string', quoteEnd(text, cursor.at, { quote, escapes: true, lines: false }));
    else step(cursor);
  }
}

const STRING: Quote = { close: '"', holes: [{ mark: '${' }], escapes: true, lines: false };
const RAW: Quote = { close: '"""', holes: [{ mark: '${' }], escapes: false, lines: true };

export function scanKotlin(cursor: Cursor): void {
  const { text } = cursor;
  const strings = new Interpolation();
  while (cursor.at < text.length) {
    const character = text[cursor.at];
    if (takeSlashComment(cursor, true)) continue;
    if (text.startsWith('"""', cursor.at)) strings.take(cursor, RAW, 3);
    else if (character === '"') strings.take(cursor, STRING, 1);
    else if (character === "'")
      take(cursor, 'string', quoteEnd(text, cursor.at, { quote: "'", escapes: true, lines: false }));
    else if (character === '{' || character === '}') {
      if (!strings.brace(cursor)) step(cursor);
    } else step(cursor);
  }
}
