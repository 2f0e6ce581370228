/** Where the person stands: what relative paths start from, and how paths are shown to them. */
import { isAbsolute, join, relative, resolve, sep } from 'node:path';

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
