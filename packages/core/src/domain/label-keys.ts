/** What labels can say of a task. */
import { CATEGORIES, PRIORITIES, STATUSES, TASK_TYPES } from './task.ts';

/** `priority:high`, as the full set and the owner's map name it. */
export const LABEL_KEYS: readonly string[] = [
  ...TASK_TYPES.map((name) => `type:${name}`),
  ...CATEGORIES.map((name) => `category:${name}`),
  ...PRIORITIES.map((name) => `priority:${name}`),
  ...STATUSES.filter((name) => !['suggested', 'done', 'cancelled', 'rejected'].includes(name)).map(
    (name) => `status:${name}`,
  ),
];
