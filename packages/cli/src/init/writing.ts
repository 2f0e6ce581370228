/** Writes what `init` has decided on, into the repository and nowhere else: no link is followed. */
import { lstatSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { WrongUse } from '../failure.ts';

export interface Change {
  /** Relative to the repository. */
  path: string;
  content: string | Uint8Array;
}

/** Throws before anything is written if any of the paths would lead elsewhere. */
export function refuseLinks(repository: string, paths: readonly string[]): void {
  const parts = new Set(paths.flatMap((path) => foldersOf(path)));
  for (const part of [...parts].sort()) {
    const status = lstatSync(join(repository, part), { throwIfNoEntry: false });
    if (status === undefined) continue;
    if (status.isSymbolicLink())
      throw new WrongUse(
        `${part} is a symbolic link; init writes only inside the repository.`,
        'Put a folder or file in its place and run it again.',
      );
    if (!status.isDirectory() && !paths.includes(part))
      throw new WrongUse(`${part} is a file, and has to be a folder.`, 'Move it away and run it again.');
  }
}

/** `.github`, `.github/workflows`, `.github/workflows/steward.yml` */
const foldersOf = (path: string): string[] =>
  path.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'));

export function writeAll(repository: string, changes: readonly Change[], removed: readonly string[] = []): void {
  for (const path of removed) rmSync(join(repository, path), { force: true });
  for (const { path, content } of changes) {
    mkdirSync(dirname(join(repository, path)), { recursive: true });
    writeFileSync(join(repository, path), content);
  }
}
