/** Looking at a repository: on GitHub, in a sandbox that is served, or in a folder where a world was kept. */
import { keptPlaceOf, withKeptWorld } from './kept-world.ts';
import { openRepository, type RealRepository, type RepositoryOptions } from './real-repository.ts';
import type { Surroundings } from './surroundings.ts';

export interface LookOptions extends RepositoryOptions {
  /** What `--out` or `--directory` named; the repository on GitHub where it is left out. */
  folder?: string;
  json: boolean;
}

export async function look(
  { folder, repo, ...options }: LookOptions,
  around: Surroundings,
  act: (repository: RealRepository, around: Surroundings) => Promise<number>,
): Promise<number> {
  if (folder === undefined) {
    const named = { ...options, ...(repo !== undefined && { repo }) };
    return act(await openRepository(named, around), around);
  }
  const kept = keptPlaceOf(folder, around);
  return withKeptWorld(kept, around, async (inside) => act(await openRepository({ ...options, kept }, inside), inside));
}

export function print({ screens }: Surroundings, isJson: boolean, data: unknown, lines: () => readonly string[]): void {
  screens.out.write(
    isJson
      ? `${JSON.stringify(data)}\n`
      : lines()
          .map((line) => `${line}\n`)
          .join(''),
  );
}
