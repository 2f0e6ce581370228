// A stage for `steward init`: repositories, a Steward with other templates, and what lies in a folder.
import { cpSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf } from '@steward/cli/init/template.ts';
import { root } from '../support/source.ts';
import { git, temporaryFolder, write } from './stage.ts';

export const WORKFLOW = '.github/workflows/steward.yml';
export const CONFIG = '.github/steward.yml';
export const COMMIT = '0123456789abcdef0123456789abcdef01234567';

export function emptyRepository(): string {
  const folder = temporaryFolder();
  git(folder, 'init', '--quiet', '--initial-branch=main');
  return folder;
}

export const read = (folder: string, path: string): string => readFileSync(join(folder, path), 'utf8');

/** Every file outside of git's own folder, with what it holds. */
export function filesIn(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => !/^\.git(?:\/|$)/.test(path),
  );
  const files = paths.sort().filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(folder, path), 'latin1')]));
}

/** A later Steward: `change` is made to its template, which counts up, and the one of today becomes history. */
export function laterSteward(change: (text: string) => string, version = '9.0.0'): string {
  const home = temporaryFolder();
  for (const path of ['LICENSE', 'workflows', 'actions/run-cycle', 'packages/core/config.schema.json'])
    cpSync(join(root, path), join(home, path), { recursive: true });
  const today = read(root, 'workflows/steward.yml');
  const next = change(today.replace(/^(# steward-template: steward) 1 /m, '$1 2 '));
  const lines = next.split('\n').filter((line) => !line.startsWith('# steward-template:'));
  write(home, {
    'package.json': JSON.stringify({ version }),
    'dist/run-cycle.js': `// ${version}\n`,
    'workflows/history/steward-1.yml': today,
    'workflows/steward.yml': next.replace(/^(# steward-template: steward 2) \w+/m, `$1 ${digestOf(lines)}`),
  });
  return home;
}
