/** One line of the benchmark's table, and how ratios are taken. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Row {
  /** Also the name of its bound. */
  name: string;
  /** What was measured, with its unit. */
  measured: string;
  /** Against the baseline of the same run; null where there is none. */
  ratio: number | null;
  /** What the ratio compares with. */
  against: string;
  /** What others, or earlier versions, were recorded with; with its source. */
  anchor: string;
}

export interface BenchOptions {
  /** Smaller sizes, the same number of runs. */
  quick: boolean;
  /** A folder for files, removed at the end. */
  folder: string;
}

export type Measurement = (options: BenchOptions) => Promise<Row[]>;

/** Of each ratio so many runs, one after the other in turn, so that a noisy moment strikes both sides. */
export const RUNS = 5;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) throw new RangeError('Nothing to take the median of.');
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

export interface Compared {
  /** Medians, in the unit of what was compared. */
  subject: number;
  baseline: number;
  /** Median of the ratios of the pairs. */
  ratio: number;
}

/** Runs both in turn, after one round that does not count; each gives its own cost. */
export async function compare(
  subject: () => number | Promise<number>,
  baseline: () => number | Promise<number>,
  runs = RUNS,
): Promise<Compared> {
  const pairs: [number, number][] = [];
  for (let round = 0; round <= runs; round++) {
    // Every other round the other way round: what comes second finds warmer caches.
    const first = round % 2 === 0;
    const one = first ? await subject() : await baseline();
    const other = first ? await baseline() : await subject();
    if (round > 0) pairs.push(first ? [one, other] : [other, one]);
  }
  return {
    subject: median(pairs.map(([cost]) => cost)),
    baseline: median(pairs.map(([, cost]) => cost)),
    ratio: median(pairs.map(([cost, base]) => cost / base)),
  };
}

/** Milliseconds of this process's own work: another process that takes the machine does not count. */
export async function cpuOf(act: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The same with the processes that it started and that have ended; in hundredths of a second, as the system counts. */
export async function cpuOfAll(act: () => unknown): Promise<number> {
  const before = childrenCpu();
  const own = await cpuOf(act);
  return own + childrenCpu() - before;
}

function childrenCpu(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[13]) + Number(fields[14])) * 10;
}

/** Runs a script of this folder in a process of its own; its last line is one JSON value. */
export function inProcess<T>(script: string, words: readonly string[], folder: string): T {
  const child = spawnSync(process.execPath, [script, ...words], { encoding: 'utf8', cwd: folder, maxBuffer: 1 << 26 });
  if (child.status !== 0) throw new Error(`${script} ended with ${child.status ?? child.signal}: ${child.stderr}`);
  return JSON.parse(child.stdout.trim().split('\n').at(-1) ?? '') as T;
}

export const milliseconds = (value: number): string => `${value < 10 ? value.toFixed(2) : Math.round(value)} ms`;
export const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0)} kB`;
