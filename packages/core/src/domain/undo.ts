/** Taking a run back: what is kept of it, and the words that stay where it had written. */
import type { IssueDetail } from './snapshot.ts';
import type { Reference } from './standing.ts';

/** What a person may call a run by: it is compared with names and never becomes part of a path. */
export const RUN_NAME = /^[A-Za-z0-9][\w.-]{0,99}$/;

/** A run that is being taken back: every later run goes on with it until all is done. */
export interface Undoing {
  run: string;
  at: string;
  /** Issues that are to be closed: noted first, so that their closing is never read as a person's. */
  issues: number[];
}

/** What was not taken back, and why. */
export interface Spared {
  what: string;
  reason: string;
}

/** What of a run was taken back, for whoever asked. */
export interface UndoReport {
  run: string;
  /** When it worked. */
  at: string;
  /** `begun`: something is not known yet, and the next run goes on. */
  outcome: 'done' | 'begun' | 'before' | 'nothing';
  spared: Spared[];
}

/** Runs that were taken back: so many are remembered. */
export const MOST_UNDONE = 20;

/** An issue with all that tells whether anybody but Steward laid hands on it. */
export interface HandledIssue extends IssueDetail {
  edited: boolean;
  assigned: boolean;
  milestone: boolean;
  /** It is a part of another issue, or has parts. */
  family: boolean;
  /** Issues that it waits for, and that wait for it. Null: there are more than were read. */
  blockedBy: Reference[] | null;
  blocking: Reference[] | null;
  /** Pull requests that would close it, closed ones included. */
  pulls: number[];
  comments: { author: string; body: string }[];
  /** There are more comments than were read. */
  more: boolean;
  /** Whoever closed it or opened it again. */
  movers: string[];
  /** Who put which label, oldest first; what is too long ago is missing. */
  labelled: { label: string; by: string }[];
}

/** A label that a person put, before or since, is that person's; so is one of which nobody can say who put it. */
export const isLabelOf = (
  { labelled }: Pick<HandledIssue, 'labelled'>,
  name: string,
  accounts: readonly string[],
): boolean => accounts.includes(labelled.findLast(({ label }) => label === name)?.by ?? '');

/** On top of what an issue says: whoever opens it is to see this first. `at`: the time of the undo. */
export const withClosingNote = (body: string, at: string): string =>
  `**Taken back** on ${at.slice(0, 10)}: the run that opened this was undone, and nobody had touched it since. Reopen it to keep it.\n\n${body}`;

/** In place of what a comment said. */
export const TAKEN_BACK =
  '**Taken back.** The run that wrote this was undone: what stood here counts no more. It can still be read in the edits of this comment.';

/** What is remembered of taking runs back. */
export type UndoEvent =
  /** A person wants a run taken back: noted before anything is. */
  | { kind: 'undo-begun'; run: string; issues: number[] }
  /** A task ended because the run that made it was taken back. */
  | { kind: 'taken-back'; task: string; run: string }
  | { kind: 'undone'; run: string; spared: Spared[] };
