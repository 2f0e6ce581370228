/** What a person reads around the ticks of a try: what is tried, what came of it, where to look, what to do next. */
import { counted } from '@steward/core/domain/markdown.ts';
import type { MoveKind, TickReport } from '@steward/core/domain/tick.ts';
import type { Checkout } from './checkout.ts';
import type { TryResult } from './json-report.ts';
import type { OutFolder } from './out-folder.ts';
import { type Place, shownPath } from './place.ts';
import { taskTable } from './task-table.ts';
import { harmless, type Paint } from './terminal.ts';
import { looksForWork } from './tick-lines.ts';

const NAMED = 3;
const NOTHING = '  Nothing to suggest.';

export interface Heading {
  checkout: Checkout;
  ticks: number;
  place: Place;
  /** Why this checkout, where nobody named it. */
  note: string | null;
}

export function headline({ checkout, ticks, place, note }: Heading, paint: Paint): string[] {
  const { path, branch, head, files, shallow, uncommitted } = checkout;
  const where =
    head === null ? 'no commit yet' : `${branch ?? 'detached'} ${head.slice(0, 7)}, ${counted(files, 'file')}`;
  const what = ticks === 1 ? 'one cycle' : `${ticks} cycles`;
  const name = path === place.base ? shownPath({ ...place, base: '' }, path) : shownPath(place, path);
  const notes = [
    ...(note === null ? [] : [note]),
    ...(shallow === null
      ? []
      : [`shallow checkout: ${counted(shallow, 'commit')} of its history are here, the rest is not read`]),
    ...(uncommitted.length === 0
      ? []
      : [`${counted(uncommitted.length, 'uncommitted change')} not read: ${firstFew(uncommitted)}`]),
  ];
  return [
    `${paint('bold', 'Steward')} · ${what} on ${harmless(name)} (${where}) · sandbox, no network, no key`,
    ...notes.map((note) => paint('dim', `  ${note}`)),
    '',
  ];
}

function firstFew(paths: readonly string[]): string {
  const shown = paths.slice(0, NAMED).map(harmless);
  return [...shown, ...(paths.length > NAMED ? ['…'] : [])].join(', ');
}

/** Nothing after a quiet tick: all is as it was shown before. */
export function taskLines(
  { tasks, reports }: Pick<TryResult, 'tasks' | 'reports'>,
  columns: number,
  paint: Paint,
): string[] {
  if (reports.every((report) => report.quiet)) return reports.some(({ head }) => head === null) ? ['', NOTHING] : [];
  if (tasks.length === 0) return reports.some(looksForWork) ? ['', NOTHING] : [];
  const suggested = tasks.filter((task) => task.status === 'suggested');
  const open = tasks.filter((task) => task.status !== 'suggested');
  return [
    ...(open.length === 0 ? [] : ['', ...taskTable(open, { columns, paint, beside: suggested })]),
    ...(suggested.length === 0
      ? []
      : ['', '  Suggested on the dashboard, not opened:', ...taskTable(suggested, { columns, paint, beside: open })]),
  ];
}

/** What only finds work, looks after itself or shows: with nothing found, and no task, nothing of it has a question. */
const UNASKING: ReadonlySet<MoveKind> = new Set(['recover', 'generate', 'prioritize', 'health', 'dashboard']);

/** Why models that were there were not asked, where that is certain. */
export function modelLines(
  { asked, mode, reports, tasks }: Pick<TryResult, 'asked' | 'mode' | 'reports' | 'tasks'>,
  { example = false }: { example?: boolean },
): string[] {
  if (asked !== false) return [];
  if (mode === 'observe') return ['', '  No model was asked: in mode observe none is.'];
  const isBare = ({ evidence, moves }: TickReport): boolean =>
    evidence.findings === 0 && moves.every(({ kind }) => UNASKING.has(kind));
  if (tasks.length > 0 || !reports.every(isBare)) return [];
  return ['', `  There is nothing here to ask a model about${example ? '.' : ': --example shows one at work.'}`];
}

export interface Ending {
  out: OutFolder;
  place: Place;
  environment: NodeJS.ProcessEnv;
  /** What followed `steward try`. */
  given: readonly string[];
  /** Whether anybody is simulated, so that something happens by then. */
  lives?: boolean;
}

export function endLines({ out, place, environment, given, lives = false }: Ending): string[] {
  const isNpm = environment.npm_lifecycle_event === 'start';
  const command = isNpm ? 'npm start' : 'steward try';
  const withOptions = (options: string): string =>
    options === '' ? command : `${command}${isNpm ? ' --' : ''} ${options}`;
  const again = withOptions(given.map(quoted).join(' '));
  const next = given.some((word) => /^(--mode=)?observe$/.test(word))
    ? 'mode observe keeps nothing: expect the same'
    : lives
      ? 'the same world goes on'
      : 'the same world, half an hour later: expect a quiet tick';
  return [
    ...lookLines(out, place),
    `Again: ${again.padEnd(20)} (${next})`,
    `Yours: ${withOptions('--repo PATH --mode observe')}`,
  ];
}

export const lookLines = (out: OutFolder, place: Place): string[] => [
  '',
  `Look:  ${shownPath(place, out.dashboard)}   …/issues/   …/ledger/   …/transcript.jsonl`,
];

/** For a shell to read back. */
const quoted = (word: string): string => (/^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
