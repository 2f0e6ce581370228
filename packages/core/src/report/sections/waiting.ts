/** The tasks that wait, in their order, the first to the eye and the others folded. */
import type { Task } from '../../domain/task.ts';
import { ageOf, folded, moreTasks, referenceOf } from '../phrases.ts';
import { having, type Scene } from '../scene.ts';

export function waiting(scene: Scene): string {
  const tasks = having(scene, 'ready', 'blocked');
  const { items, folded: most } = scene.room;
  const lineOf = lineIn(scene);
  const [open, hidden] = [tasks.slice(0, items), tasks.slice(items, items + most)];
  const rest = tasks.length - open.length - hidden.length;
  const lines = [
    ...hidden.map((task, index) => lineOf(task, items + index + 1)),
    ...(rest > 0 ? ['', moreTasks(scene)(rest)] : []),
  ];
  const others = (tasks.length - open.length).toLocaleString('en-US');
  return [
    open.map((task, index) => lineOf(task, index + 1)).join('\n'),
    hidden.length === 0 ? lines.join('\n').trim() : folded(`The ${others} after these`, lines.join('\n')),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function lineIn(scene: Scene): (task: Task, position: number) => string {
  const numbers = new Map(scene.tasks.map(({ id, number }) => [id, number]));
  return (task, position) => {
    const blockers = task.dependsOn.map((id) => numbers.get(id)).filter((number) => number !== undefined);
    const state =
      blockers.length > 0 ? `blocked by ${blockers.map((number) => `#${number}`).join(', ')}` : task.priority;
    return `${position}. ${referenceOf(task, scene)} (${state}, ${ageOf(task, scene)})`;
  };
}
