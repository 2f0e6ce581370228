// Plants bugs in a copy of the working tree, one by one, and says which the tests and the simulation catch: npm run mutate.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MUTANTS } from '../test/mutants/all.ts';
import { type Mutant, misfitOf } from '../test/mutants/mutant.ts';
import { committedPaths, root } from '../test/support/source.ts';
import { makeHome, removeHome, stopAll } from './mutation-copy.ts';
import { LIMITS } from './mutation-evidence.ts';
import { mutate } from './mutation-run.ts';
import { listing, progressLine, table } from './mutation-table.ts';

const USAGE = `npm run mutate -- [options]
  --only NAME        the bugs whose names hold this; may be given more than once
  --list             say what there is, and plant nothing
  --jobs N           bugs at a time (2)
  --thorough         what survives its own evidence is shown the whole suite and a simulation
  --simulate="ARGS"  in place of the evidence named: what "steward simulate ARGS" finds`;

const THOROUGH = '--days 10 --seeds 1..3 --faults wild';

function given() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true, default: [] },
      list: { type: 'boolean', default: false },
      jobs: { type: 'string', default: '2' },
      thorough: { type: 'boolean', default: false },
      simulate: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (!/^[1-9]\d?$/.test(values.jobs)) throw new Error(`--jobs takes a whole number from 1 to 99, not ${values.jobs}`);
  return { ...values, jobs: Number(values.jobs) };
}

function chosen(only: readonly string[], simulate: string | undefined): Mutant[] {
  const named = MUTANTS.filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)));
  return simulate === undefined ? named : named.map((mutant) => ({ ...mutant, caughtBy: [{ simulate }] }));
}

const read = (path: string): string | null =>
  existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : null;

async function main(): Promise<number> {
  const { only, list, jobs, thorough, simulate, help } = given();
  const say = (lines: readonly string[]): void => console.log(lines.join('\n'));
  if (help) say([USAGE]);
  const mutants = chosen(only, simulate);
  if (list) say(listing(mutants));
  if (help || list) return 0;
  if (mutants.length === 0) throw new Error(`no planted bug is called like ${only.join(', ')}; --list shows all`);
  const misfits = mutants.flatMap((mutant) => misfitOf([mutant], read) ?? ([] as string[]));
  if (misfits.length > 0) throw new Error(`these cannot be planted any more:\n  ${misfits.join('\n  ')}`);
  const began = performance.now();
  const home = makeHome();
  const stop = (): void => {
    stopAll();
    removeHome(home);
    process.exit(130);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    console.error(`Looking at the evidence for ${mutants.length} bugs without any of them`);
    const report = await mutate({
      ...{ root, paths: committedPaths(), home, mutants, jobs, limits: LIMITS },
      thorough: thorough ? { simulate: THOROUGH } : null,
      onEnd: (result, done) => console.error(progressLine(result, done, mutants.length)),
    });
    say(table(report, (performance.now() - began) / 1000));
    return report.faults.length === 0 && report.results.every(({ verdict }) => verdict === 'caught') ? 0 : 1;
  } finally {
    removeHome(home);
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
