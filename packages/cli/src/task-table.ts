/** Tasks as lines of a terminal: number, priority, type, title and place, cut to its width. */
import { placeOf } from '@steward/core/domain/citation.ts';
import type { Task } from '@steward/core/domain/task.ts';
import { cutTo, harmless, type Paint, padTo, type Style, widthOf } from './terminal.ts';

const INDENT = 2;
const GAP = 2;
const LEAST_TITLE = 24;
const MOST_PLACE = 40;
const PLACE_SHARE = 0.4;
const MOST_TASKS = 20;
/** Below, what a task is of and where it lies give way to what it is called. */
const NARROW = 64;

const COLOURS: Record<Task['priority'], Style> = { urgent: 'red', high: 'yellow', medium: 'cyan', low: 'dim' };

interface Row {
  /** Number, priority and, where there is room, type. */
  cells: readonly string[];
  priority: Task['priority'];
  title: string;
  place: string;
}

export interface Table {
  columns: number;
  paint: Paint;
  /** Tasks of tables above and below, where all are to share their columns. */
  beside?: readonly Task[];
}

export function taskTable(tasks: readonly Task[], { columns, paint, beside = [] }: Table): string[] {
  const rowOf = columns < NARROW ? narrowRow : wideRow;
  const shown = tasks.slice(0, MOST_TASKS).map(rowOf);
  const rows = [...shown, ...beside.slice(0, MOST_TASKS).map(rowOf)];
  const widths = (rows[0]?.cells ?? []).map((_, at) => Math.max(...rows.map((row) => widthOf(row.cells[at] ?? '')), 0));
  const taken = INDENT + widths.reduce((sum, width) => sum + width + GAP, 0);
  const widest = Math.max(...rows.map((row) => widthOf(row.title)), 0);
  const places = Math.max(...rows.map((row) => widthOf(row.place)), 0);
  const room = Math.max(LEAST_TITLE, columns - taken);
  // A long path gives way to a long title up to a rest that still tells the file.
  const share = Math.min(MOST_PLACE, Math.floor(room * PLACE_SHARE), room - LEAST_TITLE - GAP);
  const place = Math.min(places, Math.max(room - widest - GAP, share, 0));
  const title = Math.min(widest, Math.max(LEAST_TITLE, room - place - GAP));
  const lines = shown.map((row) => line(row, { widths, title, place }, paint));
  const rest = tasks.length - shown.length;
  return rest > 0 ? [...lines, `${' '.repeat(INDENT)}and ${rest.toLocaleString('en-US')} more`] : lines;
}

function wideRow({ number, priority, type, title, evidence }: Task): Row {
  const [first] = evidence;
  return {
    cells: [number === undefined ? '·' : `#${number}`, priority, type],
    priority,
    title: harmless(title),
    place: first === undefined ? '' : harmless(placeOf(first)),
  };
}

function narrowRow(task: Task): Row {
  const row = wideRow(task);
  return { ...row, cells: row.cells.slice(0, 2), place: '' };
}

function line(row: Row, room: { widths: number[]; title: number; place: number }, paint: Paint): string {
  const padded = row.cells.map((cell, at) => padTo(cell, room.widths[at] ?? 0));
  const [number, priority, ...more] = padded;
  const title = padTo(cutTo(row.title, room.title), room.title);
  const cells = [number, paint(COLOURS[row.priority], priority ?? ''), ...more, title];
  const place = fitPath(row.place, room.place);
  return `${' '.repeat(INDENT)}${[...cells, ...(place === '' ? [] : [paint('dim', place)])].join(' '.repeat(GAP))}`.trimEnd();
}

/** Of a path the end tells more than the beginning. */
function fitPath(path: string, width: number): string {
  if (widthOf(path) <= width) return path;
  let kept = path;
  while (kept !== '' && widthOf(kept) > width - 1) kept = kept.slice(1);
  return width < 8 ? '' : `…${kept}`;
}
