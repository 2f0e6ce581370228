/** When a person is asked about a task, and where: told from the task alone, so that a repeated run asks nothing twice. */
import { type CommentPlace, commentSubject } from './comment.ts';
import { type Ask, asRanked, isOpen, realNumber, type Task } from './task.ts';
import { dayOf } from './time.ts';

/** Who may be assigned to one question: further ones are tried where GitHub leaves the first out. */
export const MOST_PEOPLE = 3;

/** The comment in which its question is put. */
export function askPlace({ id, number }: Task, { key }: Ask): CommentPlace & { subject: string } {
  const place: CommentPlace = { purpose: 'escalation', on: 'issue', number: realNumber(number) ?? 0, task: id };
  return { ...place, subject: commentSubject(place, key) };
}

/** The question that still has to be put; null: there is none, or it is answered by what happened since. */
export function openAsk(task: Task): Ask | null {
  const { ask, status } = task;
  if (ask === undefined || ask.person !== undefined || task.taken !== undefined || realNumber(task.number) === null)
    return null;
  const isLate = task.overdue !== undefined && ask.key === `due ${task.overdue}`;
  return status === 'escalated' || (isLate && IN_WORK.includes(status)) ? ask : null;
}

const IN_WORK: readonly Task['status'][] = ['leased', 'working', 'blocked'];

/** Its deadline has passed, nobody has brought anything, and that was not noted yet; null: it is not so. */
export function missedDeadline(task: Task, now: string): string | null {
  const deadline = deadlineOf(task);
  return deadline !== null && deadline < dayOf(now) ? deadline : null;
}

/** The moment from which on its deadline has passed; null: none counts. */
export function overdueFrom(task: Task): string | null {
  const deadline = deadlineOf(task);
  if (deadline === null) return null;
  return new Date(Date.parse(`${deadline}T00:00:00Z`) + 86_400_000).toISOString();
}

const DATE = /^\d{4}-\d\d-\d\d$/;

/** A deadline that was not noted to have passed, of a task that waits or is worked on. */
function deadlineOf(task: Task): string | null {
  if (!isOpen(task) || !COUNTS.includes(task.status)) return null;
  const deadline = dayOf(asRanked(task).deadline ?? '');
  const isDate = DATE.test(deadline) && !Number.isNaN(Date.parse(deadline));
  return isDate && task.overdue !== deadline ? deadline : null;
}

/** What was left to a person, or is looked at by one, is in people's hands already. */
const COUNTS: readonly Task['status'][] = ['ready', 'retrying', 'blocked', 'leased', 'working'];
