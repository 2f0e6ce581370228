/** Length limits with a visible notice, never through a pair of surrogates, a code span or a link. */
import { codeSpan } from '../domain/markdown.ts';
import { trimBlank } from './sanitise-blank.ts';
import { type Part, renderPart } from './sanitise-pieces.ts';

export const NOTICE = '… (cut)';

export interface Cut {
  text: string;
  cut: boolean;
}

/** The first characters of a text, at most so many code units, whole characters only. */
function head(text: string, length: number): string {
  const end = length > 0 && /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length - 1 : length;
  return text.slice(0, Math.max(0, end));
}

/** Plain or code text on its own. */
export function cutText(text: string, limit: number): Cut {
  if (text.length <= limit) return { text, cut: false };
  return { text: `${head(text, limit - NOTICE.length - 1).trimEnd()} ${NOTICE}`, cut: true };
}

/** Most of a word that is given up so as not to break it; longer ones, as in scripts without spaces, are cut through. */
const LONGEST_WORD = 60;

function wholeWords(text: string, room: number): string {
  const kept = head(text, room);
  if (kept === text) return kept;
  const tail = kept.slice(-LONGEST_WORD);
  const space = Math.max(tail.lastIndexOf(' '), tail.lastIndexOf('\n'));
  if (space >= 0) return kept.slice(0, kept.length - tail.length + space);
  const end = tail.replace(/[^\p{L}\p{N}]+$/u, '');
  return kept.slice(0, kept.length - tail.length) + end;
}

function shortened(part: Part, room: number): string {
  if (part.kind === 'whole') return '';
  if (part.kind === 'plain') return wholeWords(part.text, room);
  const span = codeSpan(`${head(part.raw, room - 10)}…`);
  return room > 20 && span.length <= room ? span : '';
}

/** A run of parts, cut where the limit falls; what must stay whole is left out rather than broken. */
export function cutParts(parts: readonly Part[], limit: number): Cut {
  const full = trimBlank(parts.map(renderPart).join(''));
  if (full.length <= limit) return { text: full, cut: false };
  return { text: trimBlank(`${partsWithin(parts, limit - NOTICE.length - 1)} ${NOTICE}`), cut: true };
}

function partsWithin(parts: readonly Part[], most: number): string {
  let text = '';
  for (const part of parts) {
    const piece = renderPart(part);
    if (text.length + piece.length > most) {
      text += shortened(part, most - text.length);
      break;
    }
    text += piece;
  }
  return withoutMarks(trimBlank(text));
}

/** What a line starts with, and nothing behind it yet. */
const MARKS = /^(?:(?:-|\d{1,9}[.)])[ \t]+)?(?:#{1,6}|[-*+>]|\d{1,9}[.)]|\[[ \txX\u00A0]?\])?$/;

/** A last line that is nothing but marks would, with the notice behind them, begin to mean something. */
function withoutMarks(text: string): string {
  const start = text.lastIndexOf('\n') + 1;
  return MARKS.test(text.slice(start)) ? trimBlank(text.slice(0, start)) : text;
}

export type CutBlock = { kind: 'whole'; text: string } | { kind: 'parts'; parts: readonly Part[] };

/** Blocks parted by empty lines; the first that does not fit is cut or left out, and nothing follows it. */
export function cutBlocks(blocks: readonly CutBlock[], limit: number): Cut {
  const shown: string[] = [];
  let room = limit - NOTICE.length - 2;
  const full = blocks
    .map((block) => (block.kind === 'whole' ? block.text : trimBlank(block.parts.map(renderPart).join(''))))
    .filter((text) => text !== '');
  const joined = full.join('\n\n');
  if (joined.length <= limit) return { text: joined, cut: false };
  for (const block of blocks) {
    const text = block.kind === 'whole' ? block.text : trimBlank(block.parts.map(renderPart).join(''));
    if (text === '') continue;
    if (text.length + 2 <= room) {
      shown.push(text);
      room -= text.length + 2;
      continue;
    }
    if (block.kind === 'parts' && room > 40) shown.push(partsWithin(block.parts, room - NOTICE.length - 1));
    break;
  }
  const last = shown.at(-1) ?? '';
  const gap = last === '' || last.endsWith('```') ? '\n\n' : ' ';
  return { text: `${shown.join('\n\n')}${gap}${NOTICE}`.replace(/^\n+/, ''), cut: true };
}
