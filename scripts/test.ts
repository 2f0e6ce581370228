// Runs the suite and ends with one line that the runner itself counted, so that nobody has to read a report to know.
import { parseCLI, startVitest, type Vitest } from 'vitest/node';

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

function count(vitest: Vitest): Count {
  const counted: Count = { passed: 0, failed: 0, skipped: 0 };
  for (const module of vitest.state.getTestModules()) {
    const failedBefore = counted.failed;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      // A test that never ended has not passed.
      counted[state === 'pending' ? 'failed' : state] += 1;
    }
    // A file that breaks while it is loaded, or whose hook fails, holds no failed test but is a failure.
    if (failedBefore === counted.failed && module.state() === 'failed') counted.failed += 1;
  }
  return counted;
}

async function main(): Promise<number> {
  const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)]);
  const vitest = await startVitest(filter, { ...options, watch: false, passWithNoTests: true });
  const { passed, failed: failedTests, skipped } = count(vitest);
  // An error outside of any test belongs to none, and must not hide behind a line that counts no failure.
  const unhandled = vitest.state.getUnhandledErrors().length;
  const failed = failedTests + unhandled;
  await vitest.close();
  if (unhandled > 0) console.log(`Errors outside of any test: ${unhandled}.`);
  if (passed + failed === 0) console.log('No test ran.');
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed === 0 && passed > 0 && !process.exitCode ? 0 : 1;
}

process.exit(await main());
