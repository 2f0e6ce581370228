/** Shards: what the ledger holds beside its state, in small files, of which a transaction writes those that it changed. */
import { canonical, digest } from './digest.ts';
import { type Ledger, shardOf } from './state.ts';

const TASKS = 'tasks';
const REJECTED = 'rejected';
const ANSWERS = 'answers';
export const tasksPath = (shard: string): string => `${TASKS}/${shard}.json`;
export const rejectedPath = (shard: string): string => `${REJECTED}/${shard}.json`;
export const answersPath = (shard: string): string => `${ANSWERS}/${shard}.json`;

/** Where there are none, and were none, nothing is said of them. */
export function answersChange(before: Ledger, after: Ledger) {
  const answers = shardChange(before.state.shards.answers ?? {}, 'all', after.answers ?? {}, answersPath);
  return { answers, index: Object.keys(answers.index).length > 0 && { answers: answers.index } };
}

export function shardChange<T>(
  index: Record<string, string>,
  loaded: 'all' | readonly string[],
  entries: Record<string, T>,
  pathOf: (shard: string) => string,
): { index: Record<string, string>; files: Record<string, string>; deletions: string[] } {
  const shards = new Map<string, Record<string, T>>();
  for (const [id, entry] of Object.entries(entries)) {
    const shard = shardOf(id);
    shards.set(shard, { ...shards.get(shard), [id]: entry });
  }
  const touched = loaded === 'all' ? [...new Set([...Object.keys(index), ...shards.keys()])] : loaded;
  const next = { ...index };
  const files: Record<string, string> = {};
  const deletions: string[] = [];
  for (const shard of touched) {
    const entry = shards.get(shard);
    if (!entry) {
      if (shard in index) deletions.push(pathOf(shard));
      delete next[shard];
      continue;
    }
    const text = `${canonical(entry)}\n`;
    const hash = digest(text, 12);
    if (index[shard] === hash) continue;
    next[shard] = hash;
    files[pathOf(shard)] = text;
  }
  return { index: Object.fromEntries(Object.entries(next).sort(([a], [b]) => (a < b ? -1 : 1))), files, deletions };
}
