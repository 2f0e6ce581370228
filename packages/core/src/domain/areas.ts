/** Which tasks would touch the same files: two agents in one place undo each other's work. */

/** The part of a path or pattern that is certain: what stands before the first sign of a pattern, whole folders only. */
export function stemOf(path: string): string {
  const sign = path.search(/[*?[{]/);
  if (sign < 0) return path.replace(/\/+$/, '');
  return path.slice(0, path.lastIndexOf('/', sign) + 1).replace(/\/+$/, '');
}

const holds = (folder: string, path: string): boolean =>
  folder === '' || folder === path || path.startsWith(`${folder}/`);

/** The first area of one list that lies within, or around, one of the other; null: they are apart. No area is known to be none. */
export function sharedArea(one: readonly string[], other: readonly string[]): string | null {
  const stems = other.map(stemOf);
  return one.find((path) => stems.some((stem) => holds(stem, stemOf(path)) || holds(stemOf(path), stem))) ?? null;
}
