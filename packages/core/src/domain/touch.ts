/** Whether an issue of Steward is still as Steward left it: asked when an undo is planned, and by guard before it is closed. */
import { parseMarker } from './marker.ts';
import type { Reference } from './standing.ts';
import { isOpen, type Task } from './task.ts';
import type { HandledIssue } from './undo.ts';

export interface Hands {
  /** Accounts that are Steward's. */
  identities: readonly string[];
  /** The label that every task carries. */
  label: string;
  tasks: Readonly<Record<string, Task>>;
}

/** What keeps an issue from being closed; null: nothing. Whatever is not seen whole keeps it too. */
export function touchOf(issue: HandledIssue, task: Task, { identities, label, tasks }: Hands): string | null {
  const isOwn = (account: string): boolean => identities.includes(account);
  const given = task.labels ?? [label];
  const [pull] = issue.pulls;
  const reasons: [boolean, string][] = [
    [!isOwn(issue.author), "it is a person's issue"],
    [!issue.open, 'it is closed already'],
    [pull !== undefined, `pull request #${pull} is linked to it`],
    [task.status !== 'ready' && task.status !== 'blocked', `work on it has begun (${task.status})`],
    [issue.more || issue.comments.some((comment) => !isOwnComment(comment, isOwn)), 'somebody commented on it'],
    [issue.edited && !isMarkedUndone(issue) && !isMarkedLeft(issue), 'somebody edited it'],
    [issue.title !== task.title, 'somebody renamed it'],
    [issue.assigned, 'it is assigned'],
    [issue.milestone, 'it is in a milestone'],
    [issue.family, 'it is a part of another issue, or has parts'],
    [isLinked(issue, task, tasks), 'another issue waits for it, or it for another'],
    [issue.labels.some((name) => name !== label && !given.includes(name)), 'somebody labelled it'],
    [issue.movers.some((account) => !isOwn(account)), 'somebody closed it and opened it again'],
  ];
  return reasons.find(([holds]) => holds)?.[1] ?? null;
}

/** By a dependency that is not Steward's own. One on what is closed holds nothing up. */
function isLinked({ blockedBy, blocking }: HandledIssue, task: Task, tasks: Hands['tasks']): boolean {
  if (!blockedBy || !blocking) return true;
  const at = ({ number, elsewhere }: Reference): Task | undefined =>
    elsewhere ? undefined : Object.values(tasks).find((other) => other.number === number && isOpen(other));
  const isOwn = (waiting: Task | undefined, needed: Task | undefined): boolean =>
    needed !== undefined && waiting?.links?.[needed.id] === 'own';
  return (
    blockedBy.some((other) => other.open && !isOwn(task, at(other))) ||
    blocking.some((other) => other.open && !isOwn(at(other), task))
  );
}

/** Where the token is a person's, that person's comments are told from Steward's by the marker. */
const isOwnComment = ({ author, body }: HandledIssue['comments'][number], isOwn: (account: string) => boolean) =>
  isOwn(author) && parseMarker(body)?.comment !== undefined;

/** An undo was here before, and died or got no answer. */
export const isMarkedUndone = ({ body }: { body: string }): boolean => parseMarker(body)?.undone === true;

/** Steward was here as it left, and died or got no answer. */
export const isMarkedLeft = ({ body }: { body: string }): boolean => parseMarker(body)?.left === true;
