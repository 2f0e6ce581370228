/** What can be seen of agents at work: plain data, nothing concluded. */
import type { Untrusted } from './text.ts';

/** What is looked at: an issue that an agent has in hand. */
export interface Watched {
  number: number;
  /** Node id of the comment that handed it over; null: it was no comment. */
  comment: string | null;
  /** The branch it is to work on; null: none is looked for. */
  branch: string | null;
  /** When its workflow was dispatched, and which run that made, where that is known; null: no run is waited for. */
  dispatched: { at: string; run: string | null } | null;
  /** Whether its agent shows by a reaction on the issue itself that it looks at it. */
  eyed?: boolean;
}

/** A run that was dispatched. */
export interface RunSight {
  id: string;
  status: string;
  conclusion: string | null;
  /** When it last changed. */
  updatedAt: string;
}

export interface CommentSight {
  id: string;
  author: string;
  createdAt: string;
  body: Untrusted;
}

/** An issue that an agent has in hand. */
export interface IssueSight {
  number: number;
  open: boolean;
  assignees: string[];
  /** The newest, oldest first. */
  comments: CommentSight[];
  /** Who looked at the comment that handed it over, or at the issue, by the reaction with the eyes. */
  seenBy: string[];
}

export interface BranchSight {
  name: string;
  oid: string;
  /** When its newest commit was made. */
  committedAt: string;
}

export interface Sights {
  /** Null: they could not be read. */
  runs: RunSight[] | null;
  issues: IssueSight[];
  branches: BranchSight[];
}

export const NO_SIGHTS: Sights = { runs: null, issues: [], branches: [] };
