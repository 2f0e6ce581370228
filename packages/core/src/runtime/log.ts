/** Lines for people or for machines, none of which the runner can take for a command. */
import { workflowSafe } from '../domain/log-text.ts';

const LEVELS = ['debug', 'info', 'warning', 'error'] as const;
export type Level = (typeof LEVELS)[number];
export type Log = Record<Level, (message: string, facts?: Record<string, string | number>) => void>;

export function createLog(
  least: Level,
  format: 'text' | 'json',
  write = (line: string): void => void process.stdout.write(line),
): Log {
  const print =
    (level: Level) =>
    (message: string, facts: Record<string, string | number> = {}) => {
      if (LEVELS.indexOf(level) < LEVELS.indexOf(least)) return;
      const pairs = Object.entries(facts).map(([name, value]) => ` ${name}=${value}`);
      const line = format === 'json' ? JSON.stringify({ level, message, ...facts }) : `${message}${pairs.join('')}`;
      write(`${workflowSafe(line)}\n`);
    };
  return { debug: print('debug'), info: print('info'), warning: print('warning'), error: print('error') };
}
