/** How much a pull request changes. */

import type { World } from '../world.ts';
import type { PullRequestData } from '../world-data.ts';

export async function measureChange(
  world: World,
  base: string,
  head: string,
): Promise<Pick<PullRequestData, 'additions' | 'deletions' | 'changedFiles'>> {
  const output = await world.git.git(['diff', '--numstat', '-z', '--no-renames', `${base}...${head}`, '--']);
  const rows = output.toString('utf8').split('\0').filter(Boolean);
  const counts = rows.map((row) =>
    row
      .split('\t')
      .slice(0, 2)
      .map((count) => (count === '-' ? 0 : Number(count))),
  );
  const sum = (column: number) => counts.reduce((total, row) => total + (row[column] ?? 0), 0);
  return { additions: sum(0), deletions: sum(1), changedFiles: rows.length };
}
