/** The doors to what surrounds a run: its time, its machine, chance, and what looks for secrets. */
import type { Known } from '../domain/remote.ts';
import type { RunnerVitals, TokenVitals } from '../domain/vitals.ts';

/** Chance (flow): numbers from 0 up to 1, which spread what would else come all at once. */
export interface Dice {
  roll(): number;
}

/** Keeps files for people beyond the run (flow). */
export interface Shelf {
  /** The folder they are in, which is empty at first; null where nothing is kept. */
  keep(files: Readonly<Record<string, string>>): Promise<string | null>;
}

/** GitHub's time, and waiting (flow). */
export interface Clock {
  /** GitHub's time: the `Date` of the first answer plus monotonic time since. Throws before any answer. */
  now(): string;
  /** Milliseconds on a clock that only goes forward. */
  elapsed(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** What GitHub tells of one token (flow): one request, which counts against no limit. Never throws. */
export interface Gauge {
  vitals(): Promise<Known<TokenVitals>>;
}

/** The machine that a run works on (flow). Never throws. */
export interface Machine {
  vitals(): Promise<RunnerVitals>;
}

/** Secrets found in texts, by id (flow). What it finds is guard's input; it never shows a value. */
export interface Inspector {
  inspect(texts: readonly { id: string; text: string }[]): Promise<SecretFinding[]>;
}

export interface SecretFinding {
  id: string;
  /** Half-open range in the text as given. */
  start: number;
  end: number;
  /** What it is, such as `github token`. */
  what: string;
}
