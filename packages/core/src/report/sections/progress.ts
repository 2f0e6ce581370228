/** What somebody is at, as a table that a phone can show. */
import { shorten, tableCell } from '../../domain/markdown.ts';
import type { Task } from '../../domain/task.ts';
import { ageOf, moreTasks, referenceOf } from '../phrases.ts';
import { having, type Scene } from '../scene.ts';

interface Column {
  title: string;
  cell: (task: Task) => string;
}

export function progress(scene: Scene): string {
  const tasks = having(scene, 'leased', 'working', 'in-review');
  if (tasks.length === 0) return '';
  const columns = columnsOf(tasks, scene);
  const shown = tasks.slice(0, scene.room.items);
  const row = (cells: readonly string[]): string => `| ${cells.map(tableCell).join(' | ')} |`;
  const rest = tasks.length - shown.length;
  return [
    row(columns.map(({ title }) => title)),
    `|${'---|'.repeat(columns.length)}`,
    ...shown.map((task) => row(columns.map(({ cell }) => cell(task)))),
    ...(rest > 0 ? ['', moreTasks(scene)(rest)] : []),
  ].join('\n');
}

/** A column that would be empty is none. */
function columnsOf(tasks: readonly Task[], scene: Scene): Column[] {
  const all: Column[] = [
    { title: 'Task', cell: (task) => referenceOf(task, scene) },
    { title: 'Agent', cell: ({ agent = '' }) => shorten(agent, 40) },
    { title: 'State', cell: (task) => `${task.status}, ${ageOf(task, scene)}` },
  ];
  return all.filter(({ cell }) => tasks.some((task) => cell(task) !== ''));
}
