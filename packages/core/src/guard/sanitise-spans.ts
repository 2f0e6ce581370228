/** Reads fences, code spans and comments as a Markdown reader would, left to right, each in one pass. */
import { asCode, note, type Shelf } from './sanitise-pieces.ts';

export type Block = { kind: 'text'; text: string } | { kind: 'fence'; text: string; language: string };

const PREFIX = String.raw`[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*`;
const OPENING = new RegExp(`^${PREFIX}(\`{3,}|~{3,})([^\`]*)$`);
const CLOSING = /^[ \t>]*(`{3,}|~{3,})[ \t]*$/;

/** The text as fenced blocks and what stands between them. A fence without an end runs to the end. */
export function splitFences(text: string): Block[] {
  const blocks: Block[] = [];
  let lines: string[] = [];
  let fence: { mark: string; language: string } | null = null;
  const flush = () => {
    const content = lines.join('\n');
    lines = [];
    blocks.push(
      fence === null ? { kind: 'text', text: content } : { kind: 'fence', text: content, language: fence.language },
    );
  };
  for (const line of text.split('\n')) {
    const match: RegExpExecArray | null = fence === null ? OPENING.exec(line) : CLOSING.exec(line);
    const mark: string = match?.[1] ?? '';
    if (mark === '' || (fence !== null && !closes(mark, fence.mark))) {
      lines.push(line);
      continue;
    }
    flush();
    fence = fence === null ? { mark, language: (match?.[2] ?? '').trim().split(/\s/)[0] ?? '' } : null;
  }
  flush();
  return blocks;
}

const closes = (mark: string, opening: string): boolean => mark[0] === opening[0] && mark.length >= opening.length;

interface Run {
  start: number;
  length: number;
}

/** For each run of backticks the next run of its length in the same paragraph, or none. */
function pairRuns(text: string): { runs: Run[]; closer: (index: number) => number | null } {
  const runs = [...text.matchAll(/`+/g)].map((match) => ({ start: match.index, length: match[0].length }));
  const gaps = [...text.matchAll(/\n[ \t]*(?=\n)/g)].map((match) => match.index);
  const next = new Array<number | null>(runs.length).fill(null);
  const latest = new Map<number, number>();
  let gap = gaps.length - 1;
  let border = Number.POSITIVE_INFINITY;
  for (let index = runs.length - 1; index >= 0; index -= 1) {
    const run = runs[index];
    if (run === undefined) continue;
    while (gap >= 0 && (gaps[gap] ?? 0) > run.start) {
      border = gaps[gap] ?? border;
      gap -= 1;
    }
    const partner = latest.get(run.length);
    if (partner !== undefined && (runs[partner]?.start ?? 0) < border) next[index] = partner;
    latest.set(run.length, index);
  }
  return { runs, closer: (index) => next[index] ?? null };
}

/** Sets code spans aside, drops comments (an unended one to the end), and makes any backtick left over an apostrophe. */
export function takeSpans(shelf: Shelf, text: string): string {
  const { runs, closer } = pairRuns(text);
  const parts: string[] = [];
  let position = 0;
  let index = 0;
  let comment = text.indexOf('<!--');
  while (position < text.length) {
    while ((runs[index]?.start ?? Number.POSITIVE_INFINITY) < position) index += 1;
    if (comment >= 0 && comment < position) comment = text.indexOf('<!--', position);
    const run = runs[index];
    if (run === undefined && comment < 0) break;
    if (comment >= 0 && (run === undefined || comment < run.start)) {
      parts.push(text.slice(position, comment));
      note(shelf, 'removed a comment');
      position = endOfComment(text, comment);
      continue;
    }
    if (run === undefined) break;
    parts.push(text.slice(position, run.start));
    const partner = runs[closer(index) ?? -1];
    const inside = run.start + run.length;
    parts.push(partner === undefined ? "'" : setSpanAside(shelf, text.slice(inside, partner.start)));
    position = partner === undefined ? inside : partner.start + partner.length;
  }
  parts.push(text.slice(position));
  return parts.join('');
}

const spanContent = (text: string): string =>
  text
    .split('\n')
    .map((line, index) => (index === 0 ? line : line.replace(/^[ \t>]+/, '')).trimEnd())
    .join(' ')
    .trim();

/** An empty span is a blank at once: as a token it would hide what a line starts with. */
function setSpanAside(shelf: Shelf, text: string): string {
  const content = spanContent(text);
  return content === '' ? ' ' : asCode(shelf, content);
}

function endOfComment(text: string, start: number): number {
  const end = text.indexOf('-->', start + 2);
  return end < 0 ? text.length : end + 3;
}

/** Drops comments that only decoding brought to light. */
export function dropComments(shelf: Shelf, text: string): string {
  const parts: string[] = [];
  let position = 0;
  for (let start = text.indexOf('<!--'); start >= 0; start = text.indexOf('<!--', position)) {
    parts.push(text.slice(position, start));
    note(shelf, 'removed a comment');
    position = endOfComment(text, start);
  }
  parts.push(text.slice(position));
  return parts.join('');
}
