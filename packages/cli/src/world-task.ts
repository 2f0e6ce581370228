/** A task of the world file, filled in with plain values so that a title is enough. */
import { categoryOf } from '@steward/core/domain/category.ts';
import { digest } from '@steward/core/domain/digest.ts';
import type { Priority, Task } from '@steward/core/domain/task.ts';
import { resolveTime } from '@steward/sandbox/world-file.ts';

/** As world.schema.json describes it; the sandbox has checked it. */
export type WorldTask = Pick<Task, 'title'> & Partial<Omit<Task, 'title' | 'intent'>>;

const SCORES: Record<Priority, number> = { urgent: 90, high: 70, medium: 50, low: 30 };

/** Older than anything that a world file dates by itself, so that these tasks are no news. */
export const FOUNDED = '-14d';

export function taskOf(draft: WorldTask, start: Date): Task {
  const id = draft.id ?? digest(`world task\n${draft.title}`, 12);
  const type = draft.type ?? 'feature';
  const priority = draft.priority ?? 'medium';
  return {
    type,
    category: categoryOf(type, draft.title),
    priority,
    score: SCORES[priority],
    reasons: [],
    why: draft.title,
    criteria: [{ n: 1, text: 'It is done as the title says', check: 'review' }],
    evidence: [],
    scope: { paths: [], not: [] },
    assumptions: [],
    dependsOn: [],
    estimate: 2,
    fingerprints: [digest(`world task ${id}`, 16)],
    status: 'ready',
    ...draft,
    id,
    since: resolveTime(draft.since ?? FOUNDED, start),
  };
}
