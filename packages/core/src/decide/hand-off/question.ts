/** The question with which an agent ended what it wrote: somebody's words, read as data and bounded. */
import { QUESTION_LIMIT, QUESTION_WORD } from '../../domain/assignment.ts';
import { oneLine, shorten } from '../../domain/markdown.ts';
import { ownLines } from '../../domain/own-lines.ts';
import { type Untrusted, untrusted } from '../../domain/text.ts';

/** The word at the start of a line, be it an item of a list or in bold. */
const ASKS = new RegExp(`^ {0,3}(?:[-*+] )?(\\*\\*|__)?${QUESTION_WORD}`);

/**
 * Null where it asks nothing. Of several questions the last counts; what stands in a fence, a quotation or a comment is
 * somebody else's, or seen by nobody.
 */
export function readQuestion(text: string): Untrusted | null {
  const lines = ownLines(text);
  const start = lines.findLastIndex((line) => ASKS.test(line));
  if (start < 0) return null;
  const end = lines.findIndex((line, index) => index > start && line.trim() === '');
  const [, bold = ''] = ASKS.exec(lines[start] ?? '') ?? [];
  const said = lines.slice(start, end < 0 ? undefined : end).join(' ');
  const words = oneLine(said.slice(said.indexOf(QUESTION_WORD) + QUESTION_WORD.length));
  const question = bold === '' ? words : oneLine(words.replace(bold, ''));
  return /[\p{L}\p{N}]/u.test(question) ? untrusted(shorten(question, QUESTION_LIMIT)) : null;
}
