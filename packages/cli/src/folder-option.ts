/** `--folder`, the same on every command that looks: a world that was kept, in place of GitHub. */
import { Option } from 'commander';

export const folderOption = (): Option =>
  new Option(
    '--folder <folder>',
    'instead of GitHub, the world that "steward try" (--out) or "steward sandbox" (--directory) kept there; nothing of it is changed',
  ).conflicts('repo');
