/** Rules for writing tests, running them, coverage, and keeping them working. */
export const testing: readonly string[] = [
  'A test shows what the code promises, not how it is written: break the code on purpose once and see the test fail.',
  'Skip no test, loosen no assertion and raise no time limit to make a run green.',
  'No waiting for time, no network and no order between tests, unless the project tests so already.',
  'Where a test brings a mistake in the code to light, mend the mistake if the criteria cover it; otherwise report it.',
];
