/** Where the person stands: what relative paths start from, and how paths are shown to them. */
import { accessSync, constants, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { WrongUse } from './failure.ts';

export interface Place {
  /** The folder relative paths start from. */
  base: string;
  home: string | null;
}

/** npm changes the directory and leaves the person's own in INIT_CWD. */
export function placeOf(environment: NodeJS.ProcessEnv, workingDirectory: string): Place {
  return { base: environment.INIT_CWD ?? workingDirectory, home: environment.HOME ?? null };
}

export const resolveFrom = (place: Place, path: string): string => resolve(place.base, path);

/** As short as it stays unmistakable: below the base, below the home folder, or whole. */
export function shownPath(place: Place, path: string): string {
  const below = relative(place.base, path);
  if (below !== '' && !below.startsWith('..') && !isAbsolute(below)) return below;
  if (place.home !== null && (path === place.home || path.startsWith(place.home + sep))) {
    return join('~', relative(place.home, path));
  }
  return path;
}

/** The same path, once it is sure that what stands there can be read. */
export function readableFile(path: string, remedy: string): string {
  try {
    accessSync(path, constants.R_OK);
    if (statSync(path).isFile()) return path;
  } catch {
    // Said below, as for a folder.
  }
  throw new WrongUse(`${path} is not a file that can be read.`, remedy);
}
