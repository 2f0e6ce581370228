/** Rules for new code, features, bug fixes, refactoring and speed. */
export const development: readonly string[] = [
  'Change as little as the criteria ask for: no rewriting by the way, no new dependency where the project can do without.',
  'Write as the code around it is written: its names, its structure, its way of handling errors.',
  'A mistake gets a test that fails before the change and passes after it; new behaviour gets a test that could fail.',
  'What other code or other people rely on stays as it is, unless a criterion says otherwise.',
];
