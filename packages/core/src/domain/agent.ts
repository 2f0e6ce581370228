/** Who can be given a task, and what is known of how they do. */
import type { Category, Priority, TaskType } from './task.ts';

/**
 * How a task reaches it: a workflow is dispatched, a comment mentions it, Copilot is assigned, or a person is.
 */
export const AGENT_KINDS = ['workflow', 'mention', 'copilot', 'person'] as const;
export type AgentKind = (typeof AGENT_KINDS)[number];

/** An agent as the owner's configuration has it, its preset and the defaults filled in. */
export interface Agent {
  name: string;
  kind: AgentKind;
  /** How well it suits a type or a category of tasks, from 0 (never) to 1; a type says more than its category. */
  skills: Partial<Record<TaskType | Category, number>>;
  /** The same for what `skills` does not name. */
  otherwise: number;
  /** Tasks at once. */
  capacity: number;
  /** US dollars that one attempt costs; null: unknown. */
  cost: number | null;
  /** The pool it belongs to: a task goes to agents of its own environment only. */
  environment: string;
  /** Of kind `workflow`: the file's name, such as `steward-agent.yml`. */
  workflow?: string;
  /** Of kind `mention`: what a comment says to start it, such as `@claude`. */
  phrase?: string;
  /** Of kind `person`: a login, `org/team`, or null for the owners of the code. */
  login?: string | null;
}

/** Why an attempt ended without what was wanted. */
export const FAILURES = [
  'not-started',
  'silent',
  'run-failed',
  'closed-unmerged',
  'rejected',
  'no-quota',
  'declined',
  'reverted',
] as const;
export type Failure = (typeof FAILURES)[number];

/** Counted attempts and the hours they took in all; what is older counts less, see `agent-record.ts`. */
export interface Span {
  count: number;
  hours: number;
}

/** What was seen of an agent; in bounded counts. */
export interface AgentRecord {
  /** When it last changed: from then on what it counts fades. */
  asOf: string | null;
  /** Attempts that ended well and badly, by type of task; what is older counts less, so these are no whole numbers. */
  outcomes: Partial<Record<TaskType, readonly [done: number, failed: number]>>;
  /** How many there ever were, for people to read; nothing of it fades. Absent: none yet. */
  ended?: readonly [done: number, failed: number];
  /** From the hand-off to the first sign of it, and to its pull request. */
  toStart: Span;
  toPull: Span;
  /** Rounds of review in all, over the attempts that came to one. */
  rounds: { count: number; rounds: number };
  /** US dollars that were seen, over so many attempts, and the attempts whose price nobody told; nothing of it fades. */
  spent: { count: number; usd: number; unknown: number };
  /** When it was last seen to start. */
  lastStart: string | null;
  /** Until when it is not asked: it said that its quota is used up, or it did not start several times in a row. */
  restsUntil: string | null;
  /** Hand-offs in a row that did not start. */
  notStarted: number;
  /** GitHub would not have anything handed to it, and why: until then it is not asked again. Absent: it can be reached. */
  refused?: { at: string; until: string; reason: string };
}

export const EMPTY_RECORD: AgentRecord = {
  asOf: null,
  outcomes: {},
  toStart: { count: 0, hours: 0 },
  toPull: { count: 0, hours: 0 },
  rounds: { count: 0, rounds: 0 },
  spent: { count: 0, usd: 0, unknown: 0 },
  lastStart: null,
  restsUntil: null,
  notStarted: 0,
};

/** What selection needs to know of a task. */
export interface Wanted {
  id: string;
  type: TaskType;
  category: Category;
  priority: Priority;
  /** The environment it belongs to. */
  environment: string;
  /** Agents whose attempt at it failed, the last one last. */
  failed: readonly string[];
}
