/** Rules for builds, environments, migrations and health checks. */
export const deployment: readonly string[] = [
  'Deploy nothing, publish nothing and run no migration anywhere but on this machine: the pull request is all you hand in.',
  'Every step can be taken back, or the pull request says what cannot and why.',
  'The old version goes on working while the new one starts: a migration comes before the code that needs it.',
  'Pin versions of images, tools and actions; take values that differ by environment from settings, never from code.',
];
