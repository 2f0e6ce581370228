/** What `steward logs` prints of a run. */
import type { RunSeen } from '@steward/core/adapters/github/own-logs.ts';
import { counted } from '@steward/core/domain/markdown.ts';
import type { RunLog } from './run-log.ts';
import { minute } from './status-lines.ts';
import { cutTo, harmless, type Paint, type Style, type Wrap } from './terminal.ts';

interface Shown {
  columns: number;
  paint: Paint;
  wrap: Wrap;
}

const COLOURS: Record<string, Style> = { success: 'green', failure: 'red', timed_out: 'red', cancelled: 'yellow' };

/** What goes on below a line is set in. */
const HANG = 6;

export function runLogLines(run: RunLog, shown: Shown): string[] {
  const { paint, columns, wrap } = shown;
  const dim = (text: string): string[] => wrap(text, HANG).map((line) => paint('dim', line));
  const jobs = run.jobs.flatMap(({ name, lines, unknown }) => [
    ...(run.jobs.length > 1 ? [cutTo(`  ${harmless(name)}`, columns)] : []),
    ...lines.flatMap((line) => wrap(`    ${harmless(line)}`, HANG)),
    ...(unknown === null ? [] : dim(`    not to be read: ${harmless(unknown)}`)),
  ]);
  const unread = run.unknown === null ? [] : dim(`    its jobs are not to be read: ${harmless(run.unknown)}`);
  return [...runTitle(run, shown), ...jobs, ...unread];
}

/** The address stands alone and whole, so that it can be opened. */
export function runTitle(run: RunSeen | RunLog, { columns, paint }: Shown): string[] {
  const { status, conclusion, event, startedAt, attempt, title, url } = run;
  const ended = 'endedAt' in run ? run.endedAt : null;
  const outcome = harmless(conclusion ?? status.replace('_', ' '));
  const rest = [
    ...[minute(startedAt), harmless(event)],
    ...(ended === null ? [] : [spanOf(Date.parse(ended) - Date.parse(startedAt))]),
    ...(attempt > 1 ? [`attempt ${attempt}`] : []),
  ].join(' · ');
  return [
    `${paint(COLOURS[outcome] ?? 'cyan', outcome)} ${cutTo(rest, Math.max(1, columns - outcome.length - 1))}`,
    paint('dim', url === null ? cutTo(`  ${harmless(title)}`, columns) : `  ${harmless(url)}`),
  ];
}

function spanOf(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000));
  return seconds < 100 ? counted(seconds, 'second') : counted(Math.round(seconds / 60), 'minute');
}

/** What changed since the last look. */
export const progressLines = (lines: readonly string[], { columns, paint }: Shown): string[] =>
  lines.map((line) => paint('dim', cutTo(`  … ${harmless(line)}`, columns)));
