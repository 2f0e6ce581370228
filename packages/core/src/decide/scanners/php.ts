/** PHP: text around the code, two kinds of comments that a closing tag ends, attributes that look like one, here documents. */
import { blockEnd, type Cursor, lineEnd, quoteEnd, step, take } from './cursor.ts';
import { Interpolation, type Quote } from './interpolation.ts';
import { LineIndex } from './line-index.ts';

const OPENING = /<\?(?:php\b|=|(?!xml)(?=\s))/gi;
const HEREDOC = /<<<[ \t]*(["']?)([A-Za-z_]\w*)\1[ \t]*(?=\r?\n)/y;
const FIRST_WORD = /[ \t]*([A-Za-z_]\w*)/y;
const HALT = /__halt_compiler\s*\(\s*\)/iy;

const quoteOf = (close: string): Quote => ({
  close,
  holes: [{ mark: '{', before: '$' }, { mark: '${' }],
  escapes: true,
  lines: true,
});
const DOUBLE = quoteOf('"');
const BACKTICK = quoteOf('`');

/** Text outside of PHP, up to and with the next opening tag. */
function takeMarkup(cursor: Cursor): void {
  OPENING.lastIndex = cursor.at;
  const opening = OPENING.exec(cursor.text);
  take(cursor, 'data', opening === null ? cursor.text.length : opening.index + opening[0].length);
}

function takeComment(cursor: Cursor): boolean {
  const { text, at } = cursor;
  if (text.startsWith('/*', at)) {
    take(cursor, 'comment', blockEnd(text, at, false));
    return true;
  }
  if (!text.startsWith('//', at) && !(text[at] === '#' && text[at + 1] !== '[')) return false;
  const end = lineEnd(text, at);
  const tag = text.slice(at, end).indexOf('?>');
  take(cursor, 'comment', tag < 0 ? end : at + tag);
  return true;
}

function takeHeredoc(cursor: Cursor, lines: LineIndex): boolean {
  const { text, at } = cursor;
  HEREDOC.lastIndex = at;
  const match = text[at] === '<' ? HEREDOC.exec(text) : null;
  if (match === null) return false;
  const last = lines.next(match[2] ?? '', at + match[0].length);
  if (last < 0) return false;
  take(cursor, 'data', text.indexOf(match[2] ?? '', last) + (match[2] ?? '').length);
  return true;
}

function takeString(cursor: Cursor, strings: Interpolation): boolean {
  const { text, at } = cursor;
  const character = text[at];
  if (character === "'") take(cursor, 'string', quoteEnd(text, at, { quote: "'", escapes: true, lines: true }));
  else if (character === '"' || character === '`') strings.take(cursor, character === '"' ? DOUBLE : BACKTICK, 1);
  else return false;
  return true;
}

export function scanPhp(cursor: Cursor): void {
  const { text } = cursor;
  const strings = new Interpolation();
  const lines = new LineIndex(text, FIRST_WORD);
  if (text.length > 0) takeMarkup(cursor);
  while (cursor.at < text.length) {
    const character = text[cursor.at];
    HALT.lastIndex = cursor.at;
    if (text.startsWith('?>', cursor.at)) takeMarkup(cursor);
    else if (character === '_' && HALT.test(text)) take(cursor, 'data', text.length);
    else if (takeComment(cursor) || takeHeredoc(cursor, lines) || takeString(cursor, strings)) continue;
    else if (!((character === '{' || character === '}') && strings.brace(cursor))) step(cursor);
  }
}
