/** What a line means by how it starts: headings, quotes, rules, table frames and task boxes become text; plain lists stay. */
import { trimBlank } from './sanitise-blank.ts';
import { note, type Shelf } from './sanitise-pieces.ts';

const HEADING = /#{1,6}(?=[ \t]|$)/y;
const QUOTE = />/y;
const BULLET = /[-*+](?=[ \t]|$)/y;
const NUMBER = /\d{1,9}[.)](?=[ \t]|$)/y;
const BOX = /\[[ \txX\u00A0]?\](?=\s|$)/y;
/** Wide blanks begin a paragraph in some scripts, and stay there; before a mark they hide it from this reader alone. */
const BLANK = /[ \t]+|\s+(?=(?:#{1,6}|[-*+]|\d{1,9}[.)])(?:[ \t]|$)|>|\[[ \txX\u00A0]?\](?:\s|$))/y;
/** Rules, underlines of headings and the second line of a table: nothing to read in any of them. */
const FRAME = /^[\s|:\-=*_+>#]+$/;

interface Line {
  marker: string;
  text: string;
}

function eat(pattern: RegExp, line: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(line)?.[0] ?? null;
}

/** The line without the marks it starts with; of list marks the first is remembered. */
function lower(shelf: Shelf, line: string): Line {
  let at = 0;
  let marker = '';
  for (;;) {
    const blank = eat(BLANK, line, at);
    const heading = blank === null ? eat(HEADING, line, at) : null;
    const quote = blank === null ? eat(QUOTE, line, at) : null;
    const bullet = blank === null ? eat(BULLET, line, at) : null;
    const number = blank === null ? eat(NUMBER, line, at) : null;
    const box = blank === null ? eat(BOX, line, at) : null;
    const found = blank ?? heading ?? quote ?? bullet ?? number ?? box;
    if (found === null) break;
    if (heading !== null) note(shelf, 'lowered a heading');
    if (quote !== null) note(shelf, 'removed a quote mark');
    if (box !== null) note(shelf, 'removed a task box');
    if (marker === '' && bullet !== null) marker = '- ';
    if (marker === '' && number !== null) marker = `${number} `;
    at += found.length;
  }
  return { marker, text: trimBlank(line.slice(at)) };
}

/** Every line lowered; empty ones part paragraphs, and never two in a row. */
export function lowerLines(shelf: Shelf, text: string): string {
  const lines = text.split('\n').map((line) => {
    if (FRAME.test(line)) return '';
    const lowered = lower(shelf, line);
    return lowered.text === '' || FRAME.test(lowered.text) ? '' : `${lowered.marker}${lowered.text}`;
  });
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/^\n+|\n+$/g, '');
}

/** A single line lowered to bare words: it will stand inside a frame, so it may not even be a list. */
export function lowerLine(shelf: Shelf, text: string): string {
  const { text: words } = lower(shelf, text);
  return FRAME.test(words) ? '' : words;
}
