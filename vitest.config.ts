// How the suite runs: child processes, because tests change directories and environments; three on two cores, since each often waits for git.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { makeScratch } from './packages/cli/src/scratch.ts';

/** What takes minutes, simulations first: begun last, each would run beside an idle core. */
const LONG = /\/test\/(?:cli\/simulate|faults|hostile|adoption|actions)\//;

/** Bytes. Seen at once were 68 MB. */
const ROOM = 2 ** 30;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number =>
      moduleId.endsWith('/quarter.test.ts') ? 0 : LONG.test(moduleId) ? 1 : 2;
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

// One folder for what tests leave behind. Where somebody said a place for temporary files, it is there.
const scratch = process.env.TMPDIR
  ? mkdtempSync(join(process.env.TMPDIR, 'steward-tests-'))
  : makeScratch('steward-tests-', ROOM);
process.env.TMPDIR = scratch;
process.once('exit', () => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }));

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/fixtures/**', '**/node_modules/**'],
    pool: 'forks',
    // To begin anew for each file would take a fifth of the whole; what files must not leave behind is looked at.
    isolate: false,
    setupFiles: ['test/support/launched-git.ts', 'test/support/left-behind.ts'],
    maxWorkers: 3,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 10_000,
    sequence: { sequencer: LongestFirst },
  },
});
