/** An answer about several briefs in parts, so that each is kept by itself, and parts of several answers as one again. */
import { itemsOf, memberOf } from './reading.ts';

/** What an answer says of one task: who counts it is not in it. */
export interface TaskPart {
  choice: unknown;
  /** Null: it was not worded. */
  task: unknown;
  /** Its place among those that were worded, the best first; null: it was not. */
  rank: number | null;
}

const OF_TASKS: readonly string[] = ['tasks', 'causes'];

/** By brief. An answer in any other form than that of tasks is about all its briefs together. */
export function partsOf(form: string, value: unknown, briefs: readonly string[]): ReadonlyMap<string, unknown> {
  if (!OF_TASKS.includes(form)) return new Map(briefs.map((brief) => [brief, value]));
  const choices = itemsOf(memberOf(value, 'choices'));
  const tasks = itemsOf(memberOf(value, 'tasks'));
  return new Map(
    briefs.flatMap((brief, index): [string, TaskPart][] => {
      const isIts = (item: unknown): boolean => memberOf(item, 'n') === index + 1;
      const choice = choices.filter(isIts);
      const task = tasks.filter(isIts);
      // What contradicts itself says nothing.
      if (choice.length > 1 || task.length > 1 || choice.length + task.length === 0) return [];
      const rank = task.length === 1 ? tasks.findIndex(isIts) : null;
      return [[brief, { choice: choice[0] ?? null, task: task[0] ?? null, rank }]];
    }),
  );
}

/** One answer of the parts of several, each under the number that its task has now. */
export function joined(parts: readonly { n: number; value: unknown }[]): { choices: unknown[]; tasks: unknown[] } {
  const rankOf = (value: unknown): number => Number(memberOf(value, 'rank') ?? Number.MAX_SAFE_INTEGER);
  const sorted = [...parts].sort((a, b) => rankOf(a.value) - rankOf(b.value) || a.n - b.n);
  return {
    choices: parts.flatMap(({ n, value }) => renumbered(memberOf(value, 'choice'), n)),
    tasks: sorted.flatMap(({ n, value }) => renumbered(memberOf(value, 'task'), n)),
  };
}

const renumbered = (item: unknown, n: number): unknown[] =>
  item !== null && typeof item === 'object' && !Array.isArray(item) ? [{ ...item, n }] : [];
