/** Python, and the formats whose comments begin with a hash: shell, TOML, YAML. */
import { type Cursor, lineEnd, quoteEnd, step, take } from './cursor.ts';

export function scanPython(cursor: Cursor): void {
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
export function scanHash(cursor: Cursor, yaml: boolean): void {
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
