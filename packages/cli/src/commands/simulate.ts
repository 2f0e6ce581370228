/** `steward simulate`: days of a repository's life in minutes, with everything that can go wrong, and every promise looked at. */
import { readFileSync, rmSync } from 'node:fs';
import type { Mode } from '@steward/core/domain/config.ts';
import { UserError } from '@steward/core/domain/failure.ts';
import { readConfiguration } from '@steward/core/runtime/configuration.ts';
import { WrongUse } from '../failure.ts';
import { resolveFrom, shownPath } from '../place.ts';
import { makeScratch } from '../scratch.ts';
import { simulateAll } from '../simulate/crew.ts';
import type { SimulationEnd } from '../simulate/simulation.ts';
import type { FaultLevel } from '../simulate/trouble.ts';
import { endingLine, headLine, seedLines } from '../simulate-lines.ts';
import type { Surroundings } from '../surroundings.ts';
import { paintOn } from '../terminal.ts';

/** Bytes. A seed takes some 35 kB a day, and each processor has one at a time. */
const ROOM = 2 ** 27;

export interface SimulateOptions {
  days: number;
  seed: number;
  seeds?: { from: number; to: number };
  config?: string;
  mode: Mode;
  faults: FaultLevel;
  /** Absent: no model can be asked. */
  model?: 'sandbox';
  verbose: boolean;
  json: boolean;
}

export async function simulateSeeds(options: SimulateOptions, surroundings: Surroundings): Promise<number> {
  const { screens, environment, stop } = surroundings;
  const config = options.config === undefined ? null : readConfig(options.config, surroundings);
  const seeds = seedsOf(options);
  const paint = paintOn(screens.out, environment);
  const say = (lines: readonly string[]): void => {
    if (!options.json) for (const line of lines) screens.out.write(`${line}\n`);
  };
  say(headLine(options, seeds.length, paint));
  const began = performance.now();
  const folder = makeScratch('steward-simulation-', ROOM);
  try {
    const { days, faults, mode, model, verbose } = options;
    const ends = await simulateAll({
      assignments: seeds.map((seed) => ({ seed, days, faults, mode, model, config, verbose, folder })),
      stop,
      onEnd: (end) => say(seedLines(end, options, paint)),
      onLine: (line) => say([line]),
    });
    const seconds = (performance.now() - began) / 1000;
    if (options.json) screens.out.write(`${JSON.stringify(jsonOf(options, ends, seconds))}\n`);
    say(endingLine(ends, seeds.length, seconds, paint));
    return ends.length === seeds.length && ends.every(({ violations }) => violations.length === 0) ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const seedsOf = ({ seed, seeds }: SimulateOptions): number[] =>
  seeds === undefined ? [seed] : Array.from({ length: seeds.to - seeds.from + 1 }, (_, index) => seeds.from + index);

/** A configuration with faults would make every run red: said before anything begins. */
function readConfig(path: string, { place }: Surroundings): string {
  const file = resolveFrom(place, path);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new WrongUse(`${shownPath(place, file)} is not a file that can be read.`, 'Check the path.', { cause });
  }
  try {
    readConfiguration(text, shownPath(place, file));
  } catch (error) {
    if (error instanceof UserError) throw new WrongUse(error.message, '', { cause: error });
    throw error;
  }
  return text;
}

const jsonOf = ({ days, faults, mode, model }: SimulateOptions, ends: readonly SimulationEnd[], seconds: number) => ({
  ...{ days, faults, mode, ...(model && { model }) },
  violations: ends.reduce((sum, end) => sum + end.violations.length, 0),
  seconds: Math.round(seconds * 10) / 10,
  seeds: ends,
});
