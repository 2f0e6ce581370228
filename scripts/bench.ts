// Measures what Steward costs and how well it finds, as ratios against baselines of the same run: npm run bench [-- --quick] [-- --output FILE] [-- --check].
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeScratch } from '../packages/cli/src/scratch.ts';
import { decisions } from '../test/bench/decisions.ts';
import { events } from '../test/bench/events.ts';
import { findings } from '../test/bench/findings.ts';
import { limits } from '../test/bench/limits.ts';
import type { Measurement, Row } from '../test/bench/measurement.ts';
import { modelMonth } from '../test/bench/model-month.ts';
import { selections } from '../test/bench/selections.ts';
import { simulations } from '../test/bench/simulations.ts';
import { starts } from '../test/bench/starts.ts';
import { type Bounds, excesses, table } from '../test/bench/table.ts';
import { ticks } from '../test/bench/ticks.ts';
import { trees } from '../test/bench/trees.ts';

const MEASUREMENTS: Readonly<Record<string, Measurement>> = {
  ticks,
  starts,
  events,
  decisions,
  selections,
  trees,
  findings,
  limits,
  simulations,
  'model-month': modelMonth,
};
// Bytes. What is measured is Steward and not the disk.
const ROOM = 2 ** 30;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      output: { type: 'string' },
      only: { type: 'string', multiple: true, default: [] },
    },
  });
  const stray = values.only.filter((name) => !Object.hasOwn(MEASUREMENTS, name));
  if (stray.length > 0)
    throw new Error(`--only knows ${Object.keys(MEASUREMENTS).join(', ')}, not ${stray.join(', ')}.`);
  const file = join(import.meta.dirname, '../test/bench/bounds.json');
  const { bounds } = JSON.parse(readFileSync(file, 'utf8')) as { bounds: Bounds };
  const { rows, broken } = await measure(values.only, values.quick);
  const shown = table(rows, bounds);
  console.log(shown);
  if (values.output !== undefined) writeFileSync(resolve(values.output), `${JSON.stringify(rows, null, 1)}\n`);
  const faults = [...broken, ...(values.check ? excesses(rows, bounds) : [])];
  if (faults.length === 0) return 0;
  console.error(`\n${faults.join('\n')}`);
  return 1;
}

/** One measurement that breaks does not take the others' figures along. */
async function measure(only: readonly string[], quick: boolean): Promise<{ rows: Row[]; broken: string[] }> {
  const folder = makeScratch('steward-bench-', ROOM);
  const rows: Row[] = [];
  const broken: string[] = [];
  try {
    for (const [name, measurement] of Object.entries(MEASUREMENTS)) {
      if (only.length > 0 && !only.includes(name)) continue;
      console.error(`measuring ${name} …`);
      const done = measurement({ quick, folder });
      await done.then(
        (found) => rows.push(...found),
        (error) => broken.push(`${name} could not be measured: ${error instanceof Error ? error.message : error}`),
      );
    }
    return { rows, broken };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) process.exitCode = await main();
