/** A person's issue as a second look reads it: with what tells whether it is somebody's work already. */
import type { IssueDetail } from './snapshot.ts';
import type { Untrusted } from './text.ts';

export interface Remark {
  /** GitHub's node id. */
  id: string;
  author: string;
  /** `OWNER`, `MEMBER`, `NONE` … */
  association: string;
  body: Untrusted;
  createdAt: string;
  updatedAt: string;
}

export interface LabelEvent {
  label: string;
  by: string;
  at: string;
}

export interface IssueReport extends IssueDetail {
  association: string;
  locked: boolean;
  assignees: number;
  /** Open pull requests that would close it. */
  pulls: number[];
  /** The first and the last comments, oldest first. */
  remarks: Remark[];
  /** Comments between those, which were not read. */
  unread: number;
  /** Who put which label, oldest first; what is too long ago, or cannot be read, is missing. */
  labelled: LabelEvent[];
  /** Who took which label off, likewise. */
  unlabelled: LabelEvent[];
}

/** Accounts that speak for the repository. For leaving something alone this is enough; nobody gives orders by it. */
const INSIDERS: readonly string[] = ['OWNER', 'MEMBER', 'COLLABORATOR'];

export const isInsider = (association: string): boolean => INSIDERS.includes(association);
