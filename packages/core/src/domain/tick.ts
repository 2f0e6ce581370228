/** What one run of the cycle did: the words behind the step summary, the outputs and `steward try`. */
import type { Mode } from './config.ts';
import type { HealthStatus, KnownFinding } from './health.ts';
import type { LeaveReport } from './leaving.ts';
import type { CallTold } from './money/told.ts';
import type { Plan } from './plan.ts';
import type { SentReport } from './prompt.ts';
import type { Refusal } from './proposal.ts';
import type { Task } from './task.ts';
import type { UndoReport } from './undo.ts';
import type { Overall, Ruling } from './verdict.ts';

export const MOVES = [
  ...(['leave', 'undo', 'recover', 'review', 'hand-off', 'approve', 'adopt'] as const),
  ...(['plan', 'generate', 'prioritize', 'health', 'analyze', 'dashboard'] as const),
] as const;
export type MoveKind = (typeof MOVES)[number];

/** Something the tick could do, why, and how much it matters; higher first. */
export interface Move {
  kind: MoveKind;
  score: number;
  reasons: string[];
}

/** A cause that did not become a task, and why: `no slot`, `same cause as another`, `already reported (#212)` … */
export interface Left {
  title: string;
  reason: string;
}

/** A place of the queue, as data. */
export interface QueueEntry {
  position: number;
  /** Null for an issue that mode `observe` only imagines. */
  number: number | null;
  score: number;
  reasons: string[];
}

/** Of all calls of a run. `usd`: null where a price is unknown, or money is not shown. */
export interface ModelUse {
  calls: number;
  tokens: number;
  /** Calls of whose tokens nobody knows: they are no part of `tokens`. Absent: none. */
  untold?: number;
  usd: number | null;
}

export interface TickReport {
  at: string;
  mode: Mode;
  /** The mode that the configuration names: where the two differ, an input of the run won. */
  configured: Mode;
  quiet: boolean;
  /** Head of the default branch; null where there is no commit. */
  head: string | null;
  /** What was seen, one short phrase each: `0 issues`, `head moved`. */
  observed: string[];
  moves: Move[];
  /** What the rules that ran found, before anything was decided; seconds from the first fetch on. */
  evidence: { findings: number; rules: number; causes: number; seconds?: number };
  /** Pull requests that were looked at, and what came of it. */
  reviews: ReviewTold[];
  proposals: number;
  left: Left[];
  /** Tasks that wait and were not handed to an agent, and why; empty where nothing was handed out. */
  kept?: Left[];
  refused: Refusal[];
  /** What was done, issues first; in mode `observe`: what would have been. */
  done: Done[];
  requests: { graphql: number; rest: number; writes: number };
  model: ModelUse;
  /** What was asked of models, in order; absent: nothing was. */
  calls?: CallTold[];
  events: number;
  /** Sequence of the ledger after the tick. */
  sequence: number;
  nextDue: string | null;
  warnings: string[];
  /** What was not looked at because it may not be seen or is not there, each with the reason: unknown, not none. */
  unknown: string[];
  /** What was refused by GitHub: the run ends red, what was wanted stays due. */
  failures: string[];
  seconds: number;
  /** Open and suggested tasks after the tick, in order of the dashboard; empty on a quiet tick. */
  tasks: Task[];
  /** Places of the open tasks that wait, and why; empty on a quiet tick. */
  queue: QueueEntry[];
  /** The dashboard as it stands after the tick; null when it was not rendered. */
  dashboard: { number: number | null; url: string | null; body: string } | null;
  previous: string | null;
  /** How Steward itself did at the last look; absent: nobody looked yet. */
  health?: HealthTold;
  /** What models were sent; absent: nothing. */
  sent?: SentReport;
  /** What became of the run that was to be taken back, where one was. */
  undo?: UndoReport;
  /** What became of leaving the repository, where that was asked for. */
  leave?: LeaveReport;
}

export interface HealthTold {
  status: HealthStatus;
  findings: KnownFinding[];
  /** When that was seen. */
  at: string | null;
  /** Number of the open issue about it. */
  issue: number | null;
}

/** `status`: what the plan waits for; `not-asked`: the mode asks no model. */
export interface PlanTold {
  number: number;
  status: 'not-asked' | 'needs-model' | 'refused' | 'waiting' | 'approved' | 'ended';
  /** The plan that its comment shows; null: none. */
  plan: Plan | null;
  /** Numbers of the issues that were made of its stories, in order. */
  issues: number[];
}

export interface ReviewTold {
  number: number;
  overall: Overall;
  met: number;
  of: number;
  criteria: { n: number; ruling: Ruling; reason: string }[];
}

export interface Done {
  kind:
    | 'opened'
    | 'handed-over'
    | 'taken'
    | 'given-back'
    | 'commented'
    | 'suggested'
    | 'withdrawn'
    | 'dashboard'
    | 'health'
    | 'pinned'
    | 'label'
    | 'linked'
    | 'asked'
    | 'closed'
    | 'taken-back'
    | 'reopened'
    | 'unpinned'
    | 'removed'
    | 'rebuilt';
  number?: number;
  title: string;
  /** Why, or by whom. */
  why?: string;
  /** Whether something was really written, as opposed to found as it should be. */
  wrote: boolean;
}
