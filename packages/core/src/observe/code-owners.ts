/** Reads whose code is whose, from the first CODEOWNERS file of those that GitHub looks for. */
import { CODE_OWNERS_PATHS, MOST_CODE_OWNERS, type OwnerRule, parseCodeOwners } from '../domain/code-owners.ts';
import type { Worktree } from '../ports.ts';

/** None where there is no file, or none that GitHub would load. */
export async function readCodeOwners(
  worktree: Worktree,
  head: { oid: string; branch: string },
): Promise<readonly OwnerRule[]> {
  await worktree.fetch({ ...head, history: 'none' });
  const entries = await worktree.entries();
  const isFile = (path: string) => entries.find((entry) => entry.path === path && entry.mode.startsWith('100'));
  const found = CODE_OWNERS_PATHS.map(isFile).find((entry) => entry !== undefined);
  if (found === undefined || (found.size ?? 0) >= MOST_CODE_OWNERS) return [];
  const text = (await worktree.texts([found.oid])).get(found.oid);
  return text ? parseCodeOwners(text) : [];
}
