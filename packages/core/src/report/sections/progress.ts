/** What somebody is at, as a table that a phone can show. */

import { isFailure } from '../../domain/lease.ts';
import { codeSpan, shorten, tableCell } from '../../domain/markdown.ts';
import type { Task } from '../../domain/task.ts';
import { ageOf, moreTasks, referenceOf } from '../phrases.ts';
import { having, type Scene } from '../scene.ts';
import { askedReviews, reviewsOf } from './reviews.ts';

interface Row {
  task: string;
  agent: string;
  state: string;
}

const TITLES: Record<keyof Row, string> = { task: 'Task', agent: 'Agent', state: 'State' };

export function progress(scene: Scene): string {
  const tasks = having(scene, 'leased', 'working', 'in-review', 'escalated').filter(isInHand);
  const rows = [...tasks.map((task) => rowOf(task, scene)), ...askedReviews(scene).map(askedRow)];
  if (rows.length === 0) return '';
  // A column that would be empty is none.
  const columns = (Object.keys(TITLES) as (keyof Row)[]).filter((name) => rows.some((row) => row[name] !== ''));
  const line = (cells: readonly string[]): string => `| ${cells.map(tableCell).join(' | ')} |`;
  const shown = rows.slice(0, scene.room.items);
  const rest = rows.length - shown.length;
  return [
    line(columns.map((name) => TITLES[name])),
    `|${'---|'.repeat(columns.length)}`,
    ...shown.map((row) => line(columns.map((name) => row[name]))),
    ...(rest > 0 ? ['', moreTasks(scene)(rest)] : []),
  ].join('\n');
}

/** With an agent, or with a person who took it. */
const isInHand = ({ status, taken }: Task): boolean => status !== 'escalated' || taken !== undefined;

const rowOf = (task: Task, scene: Scene): Row => ({
  task: referenceOf(task, scene),
  agent: task.taken ? codeSpan(task.taken.by) : shorten(task.agent ?? '', 40),
  state: [
    `${statusWords(task, scene)}, ${ageOf(task, scene)}`,
    ...triesOf(task, scene),
    ...reviewsOf(task.id, scene),
  ].join(' · '),
});

/** A hand-off counts only when the agent was seen. */
function statusWords({ status, id, taken }: Task, { state }: Scene): string {
  if (taken !== undefined && status === 'escalated') return 'taken over';
  const lease = state.leases[id];
  if (status !== 'leased' || !lease || lease.started !== null) return status.replace('-', ' ');
  return lease.handed === null ? 'perhaps handed over, not seen yet' : 'handed over, not seen yet';
}

/** As the agent, its branch and the issue call it; where nobody was handed it, after the last that failed. */
const triesOf = ({ id, attempts = [] }: Task, { state }: Scene): string[] => {
  const attempt = state.leases[id]?.attempt ?? attempts.filter(({ ending }) => isFailure(ending)).length + 1;
  return attempt === 1 ? [] : [`attempt ${attempt}`];
};

const askedRow = (text: string): Row => ({ ...{ task: 'A review that was asked for', agent: '' }, state: text });
