/** The tasks that wait, in their order, the first to the eye and the others folded. */
import type { Task } from '../../domain/task.ts';
import { ageOf, folded, listed, moreTasks, referenceOf } from '../phrases.ts';
import { having, type Scene } from '../scene.ts';

export function waiting(scene: Scene): string {
  const tasks = having(scene, 'ready', 'blocked');
  const lines = linesOf(tasks, scene);
  const { items, folded: most } = scene.room;
  if (lines.length <= items) return lines.join('\n');
  const others = lines.slice(items);
  return [
    lines.slice(0, items).join('\n'),
    folded(`The ${others.length.toLocaleString('en-US')} after these`, listed(others, most, moreTasks(scene))),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function linesOf(tasks: readonly Task[], scene: Scene): string[] {
  const numbers = new Map(scene.tasks.map(({ id, number }) => [id, number]));
  return tasks.map((task, index) => {
    const blockers = task.dependsOn.map((id) => numbers.get(id)).filter((number) => number !== undefined);
    const state =
      blockers.length > 0 ? `blocked by ${blockers.map((number) => `#${number}`).join(', ')}` : task.priority;
    return `${index + 1}. ${referenceOf(task, scene)} (${state}, ${ageOf(task, scene)})`;
  });
}
