/** The last line: what changed last and when, and where to look further. */
import { isAdopting } from '../../domain/adoption.ts';
import { link } from '../../domain/markdown.ts';
import { realNumber, type Status, type Task } from '../../domain/task.ts';
import { minute } from '../phrases.ts';
import type { Scene } from '../scene.ts';

export const footer = (scene: Scene): string =>
  `<sub>${[...lastChange(scene), link('runs', `${scene.url}/actions`)].join(' · ')}</sub>`;

/** The newest change of a task that is still listed, for what ended is not: part of the state, so that the text stays as it is while nothing changes. */
function lastChange({ tasks }: Scene): string[] {
  const newest = tasks.reduce<Task | null>((last, task) => (last && last.since >= task.since ? last : task), null);
  return newest === null ? [] : [`Newest change of a task listed here: ${minute(newest.since)}, ${changeOf(newest)}`];
}

const CHANGES: Record<Status, string> = {
  suggested: 'was suggested',
  ready: 'was opened',
  leased: 'was handed over',
  working: 'was begun',
  'in-review': 'came back for review',
  done: 'was done',
  blocked: 'was blocked',
  retrying: 'failed and is tried again',
  escalated: 'was left to a person',
  cancelled: 'was cancelled',
  rejected: 'was rejected',
};

function changeOf(task: Task): string {
  const { number, status } = task;
  // Its author opened it, long before.
  const change = status === 'ready' && isAdopting(task) ? 'was taken up' : CHANGES[status];
  return `${realNumber(number) === null ? 'a task' : `#${number}`} ${change}`;
}
