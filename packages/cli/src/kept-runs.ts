/** The runs of a try and what each said, kept beside its world: Actions would have kept their logs. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Mode } from '@steward/core/domain/config.ts';

export interface KeptRun {
  id: string;
  startedAt: string;
  endedAt: string;
  mode: Mode;
  conclusion: 'success' | 'failure' | 'cancelled';
  /** Its log, secrets masked. */
  lines: string[];
}

const MOST_RUNS = 100;
/** Of one run the end: a defect that prints without stopping must not fill the disk. */
const MOST_LINES = 400;
const LONGEST_LINE = 2_000;

/** Adds them, a line each; the oldest go. */
export function keepRuns(file: string, runs: readonly KeptRun[]): void {
  const kept = [...readRuns(file), ...runs.map(shortened)].slice(-MOST_RUNS);
  writeFileSync(file, kept.map((run) => `${JSON.stringify(run)}\n`).join(''));
}

const shortened = (run: KeptRun): KeptRun => ({
  ...run,
  lines: run.lines.slice(-MOST_LINES).map((line) => line.slice(0, LONGEST_LINE)),
});

/** The oldest first; what is no run of a try is passed over. */
export const readRuns = (file: string): KeptRun[] =>
  existsSync(file) ? readFileSync(file, 'utf8').split('\n').flatMap(runIn) : [];

function runIn(line: string): KeptRun[] {
  try {
    const { id, startedAt, endedAt, mode, conclusion, lines } = Object(JSON.parse(line)) as KeptRun;
    const times = [startedAt, endedAt].map((time) => Date.parse(time));
    const isRun = [id, mode, conclusion].every((text) => typeof text === 'string') && Array.isArray(lines);
    return isRun && !times.some(Number.isNaN) ? [{ id, startedAt, endedAt, mode, conclusion, lines }] : [];
  } catch {
    return [];
  }
}
