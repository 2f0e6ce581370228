/** What events about comments do to the ledger: each is kept with the task it is about, or else among the newest. */
import { type CommentRecord, MOST_COMMENTS } from './comment.ts';
import type { Draft } from './draft.ts';
import type { CommentWritten, LedgerEvent } from './event.ts';

type Kind = 'commented' | 'comment-written' | 'comment-gone';
type Commented = Extract<LedgerEvent, { kind: 'commented' }>;
type CommentAppliers = { [K in Kind]: (draft: Draft, event: Extract<LedgerEvent, { kind: K }>, at: string) => void };

export const COMMENT_APPLIERS: CommentAppliers = {
  commented: (draft, event, at) => {
    if (draft.claims.get(event.intent) === undefined) throw new Error(`no claim ${event.intent} to comment under`);
    draft.claims.delete(event.intent);
    keep(draft, event);
    takeUp(draft, event, at);
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

/** Criteria on a person's issue are what opening an issue is elsewhere: from then on it is a task. */
function takeUp(draft: Draft, { purpose, number, task: id, intent }: Commented, at: string): void {
  const task = id === null ? undefined : draft.task(id);
  if (purpose !== 'criteria' || task?.status !== 'suggested' || task.adopts?.number !== number) return;
  draft.putTask({ ...task, status: 'ready', number, intent, since: at });
  draft.lessons.opened(task, at);
  draft.show(at);
}

function without(records: Readonly<Record<string, CommentRecord>>, subject: string): Record<string, CommentRecord> {
  const { [subject]: _, ...others } = records;
  return others;
}
