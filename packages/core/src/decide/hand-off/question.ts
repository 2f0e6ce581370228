/** The question with which an agent ended what it wrote: somebody's words, read as data and bounded. */
import { QUESTION_LIMIT, QUESTION_WORD } from '../../domain/assignment.ts';
import { stripHidden } from '../../domain/hidden-text.ts';
import { oneLine, shorten } from '../../domain/markdown.ts';
import { type Untrusted, untrusted } from '../../domain/text.ts';

/** No text of an agent is looked at beyond this: GitHub takes no longer ones. */
const READ_LIMIT = 65_536;
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})(.*)$/;
/** The word at the start of a line, be it an item of a list or in bold. */
const ASKS = new RegExp(`^ {0,3}(?:[-*+] )?(\\*\\*|__)?${QUESTION_WORD}`);

/**
 * Null where it asks nothing. Of several questions the last counts; what stands in a fence, a quotation or a comment is
 * somebody else's, or seen by nobody.
 */
export function readQuestion(text: string): Untrusted | null {
  const lines = ownLines(visible(text.slice(0, READ_LIMIT)));
  const start = lines.findLastIndex((line) => ASKS.test(line));
  if (start < 0) return null;
  const end = lines.findIndex((line, index) => index > start && line.trim() === '');
  const [, bold = ''] = ASKS.exec(lines[start] ?? '') ?? [];
  const said = lines.slice(start, end < 0 ? undefined : end).join(' ');
  const words = oneLine(said.slice(said.indexOf(QUESTION_WORD) + QUESTION_WORD.length));
  const question = bold === '' ? words : oneLine(words.replace(bold, ''));
  return /[\p{L}\p{N}]/u.test(question) ? untrusted(shorten(question, QUESTION_LIMIT)) : null;
}

/** What people see of it; an unended comment hides the rest. */
function visible(text: string): string {
  const plain = stripHidden(text).text;
  let shown = '';
  let from = 0;
  for (let start = plain.indexOf('<!--'); start >= 0; start = plain.indexOf('<!--', from)) {
    shown += plain.slice(from, start);
    const end = plain.indexOf('-->', start + 4);
    from = end < 0 ? plain.length : end + 3;
  }
  return shown + plain.slice(from);
}

/** The lines, with empty ones in place of what is fenced or quoted. */
function ownLines(text: string): string[] {
  let fence = '';
  return text.split('\n').map((line) => {
    const [, mark = '', rest = ''] = FENCE.exec(line) ?? [];
    if (fence !== '') {
      if (mark.startsWith(fence) && rest.trim() === '') fence = '';
      return '';
    }
    fence = mark;
    return mark !== '' || /^ {0,3}>/.test(line) ? '' : line;
  });
}
