/** Rules for dependencies, known weaknesses, clean-up, documentation and monitoring. */
export const maintenance: readonly string[] = [
  'One thing at a time: of dependencies only those that the task names, with their lock file, by the tool of the project.',
  'Read what changed between the versions, and say in the pull request what of it matters here.',
  'Before you remove something, look for whoever uses it, by name and by text.',
  'What documentation says of commands, names and versions is true of this commit: try each command you write down.',
];
