/** At the end, each task that was ever handed over is over, with an agent, with a person, or waits for something said. */
import { isOpen, type Task } from '@steward/core/domain/task.ts';
import type { Invariant, Scene } from './invariant.ts';

const DAY = 86_400_000;
/** How long one may wait for its turn. */
const MOST_DAYS = 21;

export function endings(): Invariant {
  return {
    name: 'what was handed over is not forgotten',
    check: (scene) =>
      Object.values(scene.shadow.ledger.tasks)
        .filter((task) => isOpen(task) && (task.attempts ?? []).length > 0)
        .flatMap((task) => {
          const why = forgotten(task, scene);
          return why === null ? [] : [`#${task.number} is ${task.status} since ${task.since}: ${why}`];
        }),
  };
}

/** Why nothing can be expected of it; null: something can. */
function forgotten(task: Task, { shadow, now }: Scene): string | null {
  const { state, tasks } = shadow.ledger;
  switch (task.status) {
    case 'leased':
    case 'working':
      return task.id in state.leases ? null : 'nobody has it';
    case 'in-review':
      return Object.values(state.reviews).some((review) => review.task === task.id) ? null : 'nothing is looked at';
    case 'escalated':
      return null;
    case 'blocked':
      return task.attempts?.at(-1)?.ending === 'question' || waits(task, tasks) ? null : 'nothing stands in its way';
    case 'ready':
    case 'retrying':
      return now - Date.parse(task.resumes ?? task.since) < MOST_DAYS * DAY || waits(task, tasks)
        ? null
        : 'its turn never comes';
    default:
      return `nothing is known of ${task.status}`;
  }
}

const waits = ({ dependsOn, standing }: Task, tasks: Readonly<Record<string, Task>>): boolean =>
  (standing?.awaits ?? []).length > 0 ||
  (standing?.elsewhere ?? 0) > 0 ||
  dependsOn.some((id) => tasks[id] !== undefined && isOpen(tasks[id]));
