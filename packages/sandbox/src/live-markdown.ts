/** Reads Markdown line by line for what is live in it: outside of fences, code spans and escapes. Errs on the side of live. */

/** Stands for a code span: no letter, so that nothing joins across it. */
const CODE = '\u0001';
/** Stands for an escaped sign: text, and no longer structure. */
const INERT = '\u0002';

/** What is found on the way. */
export interface Reading {
  faults: Set<string>;
  /** Addresses that a click or a view would open. */
  addresses: string[];
}

interface Line {
  cells: string[];
}

const FENCE = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})(.*)$/;
const CLOSING = /^[ \t>]*(`{3,}|~{3,})[ \t]*$/;
const DRAWN = /^(?:mermaid|math|geojson|topojson|stl|suggestion)\b/i;
const TABLE = /^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$/;
const OWN_COMMENT = /^<!-- steward:v1 (\{.*\}) -->$/;

/** A box of the dashboard, at the end of its line: what it stands for, in letters and digits. */
const BOX = / <!-- steward:(?:approve|reject|raise|retry|pause)(?: [0-9a-f]{8,64})? -->$/;
/** A part that is folded, in fixed words; it needs a blank line after it, or what follows is HTML as well. */
const FOLD = /^<details><summary>[A-Za-z0-9 ,.()'’-]{1,80}<\/summary>$/;
/** A chart of numbers, line by line: nothing else may be drawn. */
const CHART =
  /^(?:xychart-beta|\s+(?:title "[\w ,.()-]*"|[xy]-axis (?:"[\w ,.()-]*" )?(?:\[[\w ,"-]*\]|\d+ --> \d+)|(?:bar|line) \[[\d ,.]*\]))$/;

/** A graph of places and words, line by line: nothing in it can be pressed. */
const GRAPH = /^(?:graph LR| {2}s\d+(?:\["[\p{L}\p{N} .,-]+"\]|\(\["[\p{L}\p{N} .,-]+"\]\))| {2}s\d+ --> s\d+)$/u;
/** A plan that is kept in its comment, out of sight. */
const KEPT = /^<!-- (?:\/?steward:history|steward:plan (\[.*\])) -->$/;

const isFold = (line: string, next: string | undefined): boolean =>
  (FOLD.test(line) || line === '</details>') && (next ?? '').trim() === '';

/** Whether the fence that begins in this line holds nothing but a chart, or nothing but a graph. */
function isChart(lines: readonly string[], index: number): boolean {
  const rest = lines.slice(index + 1);
  const end = rest.findIndex((line) => CLOSING.test(line));
  const drawn = rest.slice(0, Math.max(0, end));
  const isOf = (kind: RegExp): boolean => drawn.every((line) => kind.test(line));
  return lines[index] === '```mermaid' && drawn.length > 0 && (isOf(CHART) || isOf(GRAPH));
}

/** Lines outside of fences and outside of Steward's own marker; in a table each cell is read on its own. */
export function* liveLines({ faults }: Reading, markdown: string): Generator<Line> {
  const lines = markdown.split(/\r\n|\r|\n/);
  let fence: string | null = null;
  let isTable = false;
  let isMarked = false;
  for (const [index, line] of lines.entries()) {
    if (fence !== null) {
      const mark = CLOSING.exec(line)?.[1] ?? '';
      if (mark[0] === fence[0] && mark.length >= fence.length) fence = null;
      continue;
    }
    const opening = FENCE.exec(line);
    if (opening !== null && !(opening[1]?.startsWith('`') && opening[2]?.includes('`'))) {
      fence = opening[1] ?? null;
      if (DRAWN.test(opening[2]?.trim() ?? '') && !isChart(lines, index)) faults.add('fence that is drawn');
      continue;
    }
    if (isOwnMarker(line)) {
      if (isMarked) faults.add('second marker');
      isMarked = true;
      continue;
    }
    if (isFold(line, lines[index + 1]) || isKept(line)) continue;
    isTable = TABLE.test(lines[index + 1] ?? '') || (isTable && line.trim() !== '');
    yield { cells: isTable ? cellsOf(line) : [/^- \[[ x]\] /.test(line) ? line.replace(BOX, '') : line] };
  }
  if (fence !== null) faults.add('fence without an end');
}

function isKept(line: string): boolean {
  const kept = KEPT.exec(line);
  return kept !== null && !kept[1]?.includes('--') && !/[<>]/.test(kept[1] ?? '');
}

function isOwnMarker(line: string): boolean {
  const json = OWN_COMMENT.exec(line)?.[1];
  if (json === undefined || json.includes('--')) return false;
  try {
    return JSON.parse(json) !== null;
  } catch {
    return false;
  }
}

/** A bar ends a cell also inside code, unless a backslash stands before it; the table takes that backslash away. */
const cellsOf = (line: string): string[] => line.split(/(?<!\\)\|/).map((cell) => cell.replaceAll('\\|', '|'));

const AUTOLINK = /^<([a-z][a-z0-9+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^{|}~-]+@[a-z0-9.-]+)>/i;
const TAG = /^<(?:[a-z/!?][^>]*>?)/i;
const STRUCTURE = '!"$\'()*+,;<=>?[]^`{|}~\\&';

/** The line without code spans, escapes and what HTML is expected; autolinks are noted. */
export function liveText(reading: Reading, line: string): string {
  let text = '';
  let from = 0;
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at];
    if (sign !== '\\' && sign !== '`' && sign !== '<') continue;
    text += line.slice(from, at);
    const taken =
      sign === '\\' ? takeEscape(line, at) : sign === '`' ? takeSpan(reading, line, at) : takeAngle(reading, line, at);
    text += taken.text;
    at = taken.end - 1;
    from = taken.end;
  }
  return text + line.slice(from);
}

interface Taken {
  text: string;
  end: number;
}

function takeEscape(line: string, at: number): Taken {
  const next = line[at + 1] ?? '';
  if (STRUCTURE.includes(next) && next !== '') return { text: INERT, end: at + 2 };
  return { text: /[!-/:-@[-`{-~]/.test(next) ? next : `\\${next}`, end: at + 2 };
}

function takeSpan({ faults }: Reading, line: string, at: number): Taken {
  let inside = at;
  while (line[inside] === '`') inside += 1;
  const length = inside - at;
  for (let close = line.indexOf('`', inside); close >= 0; close = line.indexOf('`', close)) {
    let end = close;
    while (line[end] === '`') end += 1;
    if (end - close === length) return { text: CODE, end };
    close = end;
  }
  faults.add('unpaired backtick');
  return { text: INERT, end: inside };
}

function takeAngle({ faults, addresses }: Reading, line: string, at: number): Taken {
  const rest = line.slice(at, at + 2_000);
  const address = AUTOLINK.exec(rest);
  if (address !== null) {
    addresses.push(address[1] ?? '');
    return { text: ` ${address[1] ?? ''} `, end: at + address[0].length };
  }
  const tag = TAG.exec(rest)?.[0];
  if (tag === undefined) return { text: '<', end: at + 1 };
  // On a line of its own a tag begins a block in which backticks mean nothing.
  const isExpected = (tag === '<sub>' || tag === '</sub>') && line.trim() !== tag;
  if (!isExpected) faults.add('HTML');
  return { text: ' ', end: at + (isExpected ? tag.length : 1) };
}
