/** What events about comments do to the ledger: each is kept with the task it is about, or else among the newest. */
import { type CommentRecord, MOST_COMMENTS } from './comment.ts';
import type { Draft } from './draft.ts';
import type { CommentWritten, LedgerEvent } from './event.ts';

type Kind = 'commented' | 'comment-written' | 'comment-gone';
type CommentAppliers = { [K in Kind]: (draft: Draft, event: Extract<LedgerEvent, { kind: K }>) => void };

export const COMMENT_APPLIERS: CommentAppliers = {
  commented: (draft, event) => {
    if (draft.claims.get(event.intent) === undefined) throw new Error(`no claim ${event.intent} to comment under`);
    draft.claims.delete(event.intent);
    keep(draft, event);
  },
  'comment-written': keep,
  'comment-gone': (draft, { subject, task: id }) => {
    const task = id === null ? undefined : draft.task(id);
    if (task?.comments?.[subject]) draft.putTask({ ...task, comments: without(task.comments, subject) });
    draft.state.comments = without(draft.state.comments, subject);
  },
};

function keep(draft: Draft, { subject, purpose, on, number, task: id, comment, digest }: CommentWritten): void {
  const record: CommentRecord = { purpose, on, number, comment, digest };
  const task = id === null ? undefined : draft.task(id);
  if (task) {
    draft.putTask({ ...task, comments: { ...task.comments, [subject]: record } });
    return;
  }
  const others = Object.entries(without(draft.state.comments, subject));
  draft.state.comments = Object.fromEntries([...others, [subject, record]].slice(-MOST_COMMENTS));
}

function without(records: Readonly<Record<string, CommentRecord>>, subject: string): Record<string, CommentRecord> {
  const { [subject]: _, ...others } = records;
  return others;
}
