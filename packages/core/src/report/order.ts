/** The order in which open tasks wait, and suggestions stand: the same for the same tasks, whatever order they came in. */
import { orderByNeed } from '../domain/dependencies.ts';
import { PRIORITIES, type Task } from '../domain/task.ts';

const comparisons: ((a: Task, b: Task) => number)[] = [
  (a, b) => b.score - a.score,
  (a, b) => PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority),
  (a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0),
  (a, b) => (a.number ?? Number.MAX_SAFE_INTEGER) - (b.number ?? Number.MAX_SAFE_INTEGER),
  (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
];

/** Best score first; then the more urgent, the older, the lower number. What waits for another task never leads. */
export function orderTasks(tasks: readonly Task[]): Task[] {
  const sorted = [...tasks].sort((a, b) => {
    for (const compare of comparisons) {
      const difference = compare(a, b);
      if (difference !== 0) return difference;
    }
    return 0;
  });
  return orderByNeed(sorted);
}
