// The repository's own files as data, so that a law can be tried on invented files as well as on the real ones.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface Source {
  path: string;
  text: string;
}

export const root = join(import.meta.dirname, '..', '..');

// What is committed or about to be; what git ignores is not ours.
export function committedPaths(): string[] {
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const paths = list.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
  return [...new Set(paths)].filter((path) => statSync(join(root, path)).isFile()).sort();
}

export function readSources(pattern: RegExp): Source[] {
  return committedPaths()
    .filter((path) => pattern.test(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}
