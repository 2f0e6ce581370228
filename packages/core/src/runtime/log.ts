/** Lines for people or for machines, none of which the runner can take for a command. */
import { workflowSafe } from '../domain/log-text.ts';

export const LEVELS = ['debug', 'info', 'warning', 'error'] as const;
export type Level = (typeof LEVELS)[number];
/** What a line is about: ids and figures. What is undefined is left out. */
export type Facts = Record<string, string | number | undefined>;

export interface Log extends Record<Level, (message: string, facts?: Facts) => void> {
  /** Lines under a title that the runner folds; where none of them is printed, neither is the title. */
  group(title: string, tell: (log: Log) => void): void;
}

export type LogFormat = 'text' | 'json';

/** `always`: facts that every line ends with, such as the run it is of. */
export function createLog(
  least: Level,
  format: LogFormat,
  write = (line: string): void => void process.stdout.write(line),
  always: Facts = {},
): Log {
  const print =
    (level: Level) =>
    (message: string, facts: Facts = {}) => {
      if (LEVELS.indexOf(level) < LEVELS.indexOf(least)) return;
      const all = { ...facts, ...always };
      const line = format === 'json' ? JSON.stringify({ level, message, ...all }) : `${message}${pairsOf(all)}`;
      write(`${workflowSafe(line)}\n`);
    };
  const group: Log['group'] = (title, tell) => {
    const lines: string[] = [];
    tell(createLog(least, format, (line) => void lines.push(line), always));
    if (lines.length === 0) return;
    // A line of JSON says by itself what it is of.
    const [head, foot] = format === 'json' ? [[], []] : [[`::group::${title}\n`], ['::endgroup::\n']];
    for (const line of [...head, ...lines, ...foot]) write(line);
  };
  return { debug: print('debug'), info: print('info'), warning: print('warning'), error: print('error'), group };
}

const pairsOf = (facts: Facts): string =>
  Object.entries(facts)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}=${value}`)
    .join('');
