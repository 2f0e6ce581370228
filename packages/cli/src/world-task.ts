/** A task of the world file, filled in with plain values so that a line of it is enough. */
import { CATEGORY_OF } from '@steward/core/domain/contract.ts';
import { digest } from '@steward/core/domain/digest.ts';
import type { Evidence } from '@steward/core/domain/evidence.ts';
import type { Priority, Task } from '@steward/core/domain/task.ts';
import { resolveTime } from '@steward/sandbox/world-file.ts';

/** As world.schema.json describes it; the sandbox has checked it. */
export type WorldTask = Pick<Task, 'title'> & Partial<Omit<Task, 'title'>>;

const SCORES: Record<Priority, number> = { urgent: 90, high: 70, medium: 50, low: 30 };

/** Older than anything a world file dates by itself, so that these tasks are no news. */
export const FOUNDED = '-14d';

export interface Cited {
  path: string;
  url: string;
}

/** `cited`: what a task without evidence points to, so that its contract is complete. */
export function taskOf(draft: WorldTask, start: Date, cited: Cited | null): Task {
  const id = draft.id ?? digest(`world task\n${draft.title}`, 12);
  const type = draft.type ?? 'feature';
  const priority = draft.priority ?? 'medium';
  const { number, intent: _, since, ...given } = draft;
  const status = draft.status ?? 'ready';
  return {
    type,
    category: CATEGORY_OF[type],
    priority,
    score: SCORES[priority],
    reasons: [],
    why: draft.title,
    criteria: [{ n: 1, text: 'It is done as the title says', check: 'review' }],
    evidence: cited === null ? [] : [{ rule: 'todo', path: cited.path, line: 1, excerpt: '', url: cited.url } satisfies Evidence],
    scope: { paths: [], not: [] },
    assumptions: [],
    dependsOn: [],
    estimate: 2,
    fingerprints: [digest(`world task ${id}`, 16)],
    ...given,
    id,
    status,
    since: resolveTime(since ?? FOUNDED, start),
    ...(number !== undefined && { number }),
  };
}
