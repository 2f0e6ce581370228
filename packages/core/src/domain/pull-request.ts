/** Pull requests as a review sees them: plain data, nothing judged. */
import type { Untrusted } from './text.ts';

/** What the one query says of a pull request: enough to know whose work it is and whether it changed. */
export interface PullFacts {
  head: string;
  branch: string;
  /** The branch is in another repository, where anybody may name it anything. */
  fork: boolean;
  /** The branch that it goes into. */
  base: string;
  /** Still worked on: whoever leaves it a draft and asks for a review has done with it. */
  draft: boolean;
  /** Numbers of issues that merging it closes. */
  closes: number[];
  merged: boolean;
  /** The dispatched run that made it, as its text or branch says. */
  run?: string;
  /** The task that Steward's own marker in its text names. */
  marked?: string;
  /** Head, draft, decision, conflict and checks, as one text: another text, another state. */
  state: string;
}

export interface PullCheck {
  name: string;
  status: string;
  conclusion: string | null;
  url: string;
}

/** What one app reported on the head. */
export interface PullSuite {
  app: string;
  status: string;
  conclusion: string | null;
  createdAt: string;
  /** Null for suites that no workflow made. */
  run: { workflow: string; path: string; event: string; url: string } | null;
  checks: PullCheck[];
}

export interface PullStatus {
  context: string;
  state: string;
  url: string | null;
}

export interface PullFile {
  path: string;
  /** Its name before, where it was renamed. */
  before: string | null;
  status: 'added' | 'removed' | 'modified' | 'renamed';
  additions: number;
  deletions: number;
  /** Hunks; null where GitHub gives none: binary, or too large. */
  patch: string | null;
}

export interface PullThread {
  url: string;
  path: string;
  line: number | null;
  resolved: boolean;
}

export interface PullDetail {
  number: number;
  title: Untrusted;
  body: Untrusted;
  url: string;
  author: string;
  state: 'open' | 'closed' | 'merged';
  draft: boolean;
  /** Somebody was asked for a review, and has not given one. */
  asking?: true;
  head: string;
  /** When its head was committed. */
  headAt: string;
  branch: string;
  base: string;
  fork: boolean;
  mergeable: 'yes' | 'conflicting' | 'unknown';
  /** What reviewers decided: APPROVED, CHANGES_REQUESTED, REVIEW_REQUIRED or null. */
  decision: string | null;
  labels: string[];
  closes: number[];
  size: { additions: number; deletions: number; files: number };
  /** Null where they could not be read whole. */
  suites: PullSuite[] | null;
  /** Null where they could not be read. */
  statuses: PullStatus[] | null;
  /** Null where there are more than were read. */
  threads: PullThread[] | null;
  /** Null where there are more than were read, or the head moved meanwhile. */
  files: PullFile[] | null;
}

/** A file of the default branch that says what its checks run: a workflow, the manifest, the makefile. */
export interface WorkflowText {
  path: string;
  text: string;
}
