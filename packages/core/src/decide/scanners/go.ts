/** Go: raw strings in back-ticks. */
import { type Cursor, quoteEnd, step, take, takeSlashComment } from './cursor.ts';

export function scanGo(cursor: Cursor): void {
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
