/** How tasks, times and the ends of lists are named, alike in every section. */
import { counted, link, shorten, titleText } from '../domain/markdown.ts';
import { realNumber, type Task } from '../domain/task.ts';
import { daysBetween } from '../domain/time.ts';
import type { Scene } from './scene.ts';

/** `2026-11-20 09:37 UTC` */
export const minute = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

export const titleOf = (task: Task, { room }: Pick<Scene, 'room'>): string =>
  titleText(shorten(task.title, room.title));

/** `#12 Its title`; the title alone for what is no issue, or one that mode `observe` only imagines. */
export const referenceOf = (task: Task, scene: Scene): string =>
  realNumber(task.number) === null ? titleOf(task, scene) : `#${task.number} ${titleOf(task, scene)}`;

export function ageOf({ since }: Task, { asOf }: Pick<Scene, 'asOf'>): string {
  const days = asOf === null ? 0 : daysBetween(since, asOf);
  return days === 0 ? 'new' : counted(days, 'day');
}

/** The first lines, and how many are not shown, with a way to them where there is one. */
export function listed(lines: readonly string[], most: number, more = andMore): string {
  const rest = lines.length - most;
  return rest <= 0 ? lines.join('\n') : [...lines.slice(0, most), '', more(rest)].join('\n').trim();
}

export const andMore = (count: number): string => `and ${count.toLocaleString('en-US')} more`;

/** The same, leading to all open tasks. */
export const moreTasks =
  ({ url, config }: Pick<Scene, 'url' | 'config'>) =>
  (count: number): string => {
    const query = encodeURIComponent(`is:issue is:open label:"${config.labels.task}"`).replaceAll('%20', '+');
    return `and ${link(`${count.toLocaleString('en-US')} more`, `${url}/issues?q=${query}`)}`;
  };

/** What can be opened by whoever wants it; Markdown inside, or nothing at all. */
export const folded = (summary: string, body: string): string =>
  body === '' ? '' : `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
