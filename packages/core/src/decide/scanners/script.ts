/** JavaScript and TypeScript: regular expressions and templates with code in them. */
import { type Cursor, lineEnd, quoteEnd, step, take, takeSlashComment } from './cursor.ts';

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

export function scanScript(cursor: Cursor): void {
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
