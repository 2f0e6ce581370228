// Lints every workflow and action file of the repository with all linters there are, and fails on what no reason is written for.
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { lint, PROGRAMS, readExceptions, unexcepted } from './workflow-lint.ts';

const PLACES = ['.github/**/*.{yml,yaml}', 'workflows/*.{yml,yaml}', 'actions/*/action.{yml,yaml}'];

export const lintedPaths = (root: string): string[] =>
  globSync(PLACES, { cwd: root })
    .map((path) => path.split(sep).join('/'))
    .sort();

function installed(): Partial<Record<(typeof PROGRAMS)[number], string>> {
  const missing = PROGRAMS.filter((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).error !== undefined);
  for (const name of missing) {
    const message = `${name} is not installed; .ci/run installs it.`;
    if (process.env.STEWARD_TOOLS === 'required') throw new Error(message);
    console.log(`  skipped: ${message}`);
  }
  return Object.fromEntries(PROGRAMS.filter((name) => !missing.includes(name)).map((name) => [name, name]));
}

async function main(): Promise<void> {
  const root = join(import.meta.dirname, '..');
  const found = await lint({ base: root, home: root, paths: lintedPaths(root), programs: installed() });
  const faults = unexcepted(found, readExceptions(root));
  for (const { linter, rule, path, line, message } of faults)
    console.error(`${path}:${line}: ${message} (${linter}: ${rule})`);
  if (faults.length === 0) return;
  console.error('Mend it, or write the reason why it stays into scripts/lint-exceptions.yml.');
  process.exitCode = 1;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
