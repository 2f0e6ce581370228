/** An issue's text taken apart: sections by headings, code apart from prose, without what forms leave behind. */
import { cutTo } from '../../domain/markdown.ts';
import { type Section, sectionOf } from './headings.ts';

export interface Piece {
  /** Null before the first heading, and below one that says nothing of what follows. */
  section: Section | null;
  kind: 'prose' | 'item' | 'code';
  /** One line; of code, all lines of the block. */
  text: string;
}

const READ_LIMIT = 30_000;
const MOST_LINES = 1_500;
const LINE_LIMIT = 1_000;

/** What forms put where nothing was said, and what templates ask for. */
const UNSAID =
  /^(?:_?no response_?|n\/?a|none|-+|\.\.\.|add any other context.{0,60}|a clear and concise description.{0,80}|if applicable,? add.{0,80}|steps to reproduce the behavio.{0,3}:?)$/i;

const HEADING = /^\s{0,3}#{1,6}\s+(.{1,200}?)\s*#*$/;
const BOLD = /^\s{0,3}(?:\*\*|__)([^*_\n]{1,90}?):?(?:\*\*|__)\s*[:：]?\s*(.*)$/;
const LABEL = /^\s{0,3}(?:[-*] )?([\p{L}\p{M}][\p{L}\p{M}\s]{1,40}?)\s?[:：]\s*(.*)$/u;
const ITEM = /^\s{0,6}(?:\d{1,3}[.)]|[-*+])\s+(?:\[[ xX]\]\s+)?(.*)$/;
const FENCE = /^\s{0,3}(`{3,}|~{3,})/;

interface Reader {
  pieces: Piece[];
  section: Section | null;
  fence: string | null;
  code: string[];
  /** The line before was empty, so an indented one is code. */
  blank: boolean;
}

export function piecesOf(body: string): Piece[] {
  const reader: Reader = { pieces: [], section: null, fence: null, code: [], blank: true };
  const lines = withoutComments(body.slice(0, READ_LIMIT)).split(/\r\n|\r|\n/, MOST_LINES);
  for (const line of lines) readLine(reader, line.slice(0, LINE_LIMIT).trimEnd());
  endCode(reader);
  return reader.pieces;
}

function withoutComments(text: string): string {
  let result = '';
  let index = 0;
  for (let start = text.indexOf('<!--'); start >= 0; start = text.indexOf('<!--', index)) {
    const close = text.indexOf('-->', start + 4);
    result += text.slice(index, start);
    index = close < 0 ? text.length : close + 3;
  }
  return result + text.slice(index);
}

function readLine(reader: Reader, line: string): void {
  const fence = FENCE.exec(line)?.[1];
  if (reader.fence !== null) {
    if (fence?.startsWith(reader.fence)) endCode(reader);
    else reader.code.push(line);
    return;
  }
  if (fence !== undefined) {
    endCode(reader);
    reader.fence = fence;
    return;
  }
  const isIndented = /^(?: {4}|\t)/.test(line) && (reader.blank || reader.code.length > 0);
  if (isIndented && !ITEM.test(line.trim())) reader.code.push(line.trim());
  else {
    if (line.trim() !== '') endCode(reader);
    readProse(reader, line.trim());
  }
  reader.blank = line.trim() === '';
}

function endCode(reader: Reader): void {
  const text = reader.code.join('\n').trim();
  if (text !== '') reader.pieces.push({ section: reader.section, kind: 'code', text });
  reader.code = [];
  reader.fence = null;
}

function readProse(reader: Reader, line: string): void {
  if (line === '' || line.startsWith('>')) return;
  const heading = HEADING.exec(line)?.[1];
  if (heading !== undefined) {
    reader.section = sectionOf(heading);
    return;
  }
  const [, label, rest] = BOLD.exec(line) ?? LABEL.exec(line) ?? [];
  const section = label === undefined ? null : sectionOf(label);
  if (section !== null) {
    reader.section = section;
    add(reader, 'prose', rest ?? '');
    return;
  }
  const item = ITEM.exec(line)?.[1];
  add(reader, item === undefined ? 'prose' : 'item', item ?? line);
}

function add({ pieces, section }: Reader, kind: Piece['kind'], text: string): void {
  const said = text.trim();
  if (said === '' || UNSAID.test(said.replace(/^[*_(]+|[*_).]+$/g, ''))) return;
  pieces.push({ section, kind, text: cutTo(said, LINE_LIMIT) });
}
