/** What a review says: of each criterion, of what stands in the way, and of the whole. */

/** Unknown is never a pass. */
export type Ruling = 'met' | 'not-met' | 'unknown';

/** A place that can be opened; the text is a name or a path. */
export interface Citation {
  text: string;
  url: string;
}

export interface CriterionVerdict {
  n: number;
  /** The criterion's own words. */
  text: string;
  ruling: Ruling;
  /** One clause: what was seen. */
  reason: string;
  evidence: Citation[];
  /** What to do about it; of a criterion that is not met. */
  hint?: string;
  /** It may be known soon: checks are still running or wait for approval. */
  waits?: true;
}

export const GATES = [
  'draft',
  'empty',
  'conflicts',
  'checks',
  'origin',
  'base',
  'size',
  'unread',
  'forbidden',
  'scope',
  'tests',
  'secrets',
  'threads',
  'reviewers',
  'rival',
] as const;
export type GateName = (typeof GATES)[number];

/** What follows from a gate: the author changes something, time or a click is waited for, or a person looks. */
export type Level = 'change' | 'wait' | 'person';

export interface GateFinding {
  gate: GateName;
  level: Level;
  /** A sentence: what is there, and what to do. */
  text: string;
  places: Citation[];
}

/** What only a person can press. */
export const CLICKS = ['approve-runs', 'mark-ready', 'resolve-threads', 'approve'] as const;
export type Click = (typeof CLICKS)[number];

export const OVERALL = ['accepted', 'changes-requested', 'waiting', 'needs-person'] as const;
export type Overall = (typeof OVERALL)[number];

export interface Review {
  overall: Overall;
  head: string;
  round: number;
  criteria: CriterionVerdict[];
  gates: GateFinding[];
  clicks: Click[];
  /** What nobody looked at, and why. */
  notChecked: string[];
}

/** Rounds of changes an author is asked for before a person decides. */
export const ROUNDS = 2;

/** What the ledger keeps of an open pull request. */
export interface ReviewRecord {
  /** The task it is for; null where a person asked for a review and there is none. */
  task: string | null;
  /** A person wants it reviewed, whoever wrote it. */
  asked: boolean;
  /** Written by Steward or an agent, not by a person. */
  agent: boolean;
  /** It is reviewed: it was asked for, or it is an agent's and the mode looks at those. */
  wanted: boolean;
  /** Something of it changed since it was last looked at. */
  stale: boolean;
  /** It is to be looked at again at this time, although nothing of it changes by then. */
  due: string | null;
  /** The rest is of the last review; before the first: empty. */
  head: string;
  facts: string;
  overall: Overall | null;
  met: number;
  of: number;
  round: number;
  clicks: Click[];
  /** What is certainly wrong, for whoever tries next; one line. Absent: nothing is. */
  hint?: string;
  /** No further commit mends it. */
  hopeless?: true;
  /** Counter of the lease whose agent brought it. */
  counter?: number;
  /** It keeps nobody from the task: its attempt is over, or anybody could have opened it. */
  aside?: true;
  /** Still worked on. */
  draft?: true;
}

/** Open pull requests that are remembered at once: those of all leases there may be, and some that people ask about. */
export const MOST_REVIEWS = 140;
