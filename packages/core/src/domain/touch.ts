/** Whether an issue of Steward is still as Steward left it: asked when an undo is planned, and by guard before it is closed. */
import { parseMarker } from './marker.ts';
import type { Task } from './task.ts';
import type { HandledIssue } from './undo.ts';

export interface Hands {
  /** Accounts that are Steward's. */
  identities: readonly string[];
  /** The label that every task carries. */
  label: string;
}

/** What keeps an issue from being closed; null: nothing. Whatever is not seen whole keeps it too. */
export function touchOf(issue: HandledIssue, task: Task, { identities, label }: Hands): string | null {
  const isOwn = (account: string): boolean => identities.includes(account);
  const given = task.labels ?? [label];
  const [pull] = issue.pulls;
  const reasons: [boolean, string][] = [
    [!isOwn(issue.author), "it is a person's issue"],
    [!issue.open, 'it is closed already'],
    [pull !== undefined, `pull request #${pull} is linked to it`],
    [task.status !== 'ready' && task.status !== 'blocked', `work on it has begun (${task.status})`],
    [issue.more || issue.comments.some((comment) => !isOwnComment(comment, isOwn)), 'somebody commented on it'],
    [issue.edited && !isMarkedUndone(issue), 'somebody edited it'],
    [issue.title !== task.title, 'somebody renamed it'],
    [issue.assigned, 'it is assigned'],
    [issue.milestone, 'it is in a milestone'],
    [issue.labels.some((name) => name !== label && !given.includes(name)), 'somebody labelled it'],
    [issue.movers.some((account) => !isOwn(account)), 'somebody closed it and opened it again'],
  ];
  return reasons.find(([holds]) => holds)?.[1] ?? null;
}

/** Where the token is a person's, that person's comments are told from Steward's by the marker. */
const isOwnComment = ({ author, body }: HandledIssue['comments'][number], isOwn: (account: string) => boolean) =>
  isOwn(author) && parseMarker(body)?.comment !== undefined;

/** An undo was here before, and died or got no answer. */
export const isMarkedUndone = ({ body }: { body: string }): boolean => parseMarker(body)?.undone === true;
