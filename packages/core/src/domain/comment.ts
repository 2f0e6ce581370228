/** Comments that Steward writes: what each is for, and what the ledger keeps of it. One purpose, one comment, edited in place. */
import type { Ledger } from './state.ts';

export const COMMENT_PURPOSES = ['criteria', 'question', 'review', 'note', 'escalation', 'plan'] as const;
export type CommentPurpose = (typeof COMMENT_PURPOSES)[number];

export type Discussion = 'issue' | 'pull';

/** Where a comment stands and what it is for. */
export interface CommentPlace {
  purpose: CommentPurpose;
  on: Discussion;
  number: number;
  /** The task it is about; null where there is none. */
  task: string | null;
}

/** A comment as the ledger keeps it. */
export interface CommentRecord extends Omit<CommentPlace, 'task'> {
  /** GitHub's node id. */
  comment: string;
  /** Of the body as it was last written, without the marker. */
  digest: string;
}

/** What a comment is called among claims and records: `review #12`. `key` tells several notes on one issue apart. */
export const commentSubject = ({ purpose, number }: Pick<CommentPlace, 'purpose' | 'number'>, key?: string): string =>
  `${purpose} #${number}${key === undefined ? '' : ` ${key}`}`;

/** Comments that are about no task the ledger holds: the newest so many are remembered. */
export const MOST_COMMENTS = 50;

/** The comment of this subject, as far as it is remembered. */
export const recordedComment = (
  { state, tasks }: Pick<Ledger, 'state' | 'tasks'>,
  subject: string,
  task: string | null,
) => (task === null ? undefined : tasks[task]?.comments?.[subject]) ?? state.comments[subject] ?? null;
