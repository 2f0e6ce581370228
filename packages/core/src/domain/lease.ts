/** A task given to an agent for a time: reserved before it is handed over, and started only once something of it is seen. */
import type { AgentKind, Failure } from './agent.ts';
import { digest } from './digest.ts';
import { later } from './intent.ts';
import type { Status } from './task.ts';

/** What shows that an agent is at work. */
export const SIGNS = ['run', 'branch', 'pull', 'reaction', 'assignment', 'comment'] as const;
export type Sign = (typeof SIGNS)[number];

/** Why an attempt ended: it failed, it brought what was wanted, or somebody wants something else. */
export type Ending = Failure | 'merged' | 'taken-over' | 'question' | 'withdrawn';

export interface Lease {
  task: string;
  /** Of the task's issue. */
  number: number;
  agent: string;
  kind: AgentKind;
  /** Which try at the task, from 1. */
  attempt: number;
  /** Unlike that of every other lease of this epoch: with the epoch, its generation. */
  counter: number;
  /** Of the run that reserved it: only that one hands it over. */
  token: string;
  /** When it was reserved. */
  at: string;
  /** The run or comment it was handed over by; null: the hand-off is not known to have happened. */
  handed: { at: string; ref: string } | null;
  /** The first sign of the agent. */
  started: { at: string; sign: Sign; ref: string } | null;
  /** The last sign of it; before the first: when it was reserved. */
  seen: string;
  /** What came back, while it is looked at; and when it first did. */
  pull: number | null;
  returned: string | null;
  /** Who was assigned to the issue already and does not want the task. */
  bystanders?: string[];
  /** It came back on the branch that the agent was told. */
  onBranch?: true;
  /** Since when changes to what came back are waited for; absent: none are. */
  sentBack?: string;
  /** US dollars set aside for it; null: its price is unknown. */
  usd: number | null;
  patience: Patience;
}

/** How long an agent may take, in milliseconds. */
export interface Patience {
  /** From the reservation to the first sign. */
  start: number;
  /** Between two signs. */
  silence: number;
}

/** Mostly nobody has anything in hand; then the name of the task, fresh from a file, is not looked up, which would be dear. */
export const isLeased = (leases: Readonly<Record<string, Lease>>, task: string): boolean =>
  Object.keys(leases).length > 0 && task in leases;

/** Until when something must be seen of it; null: what came back waits for others, not for the agent. */
export function dueOf({ at, started, seen, pull, patience, sentBack }: Lease): string | null {
  if (pull !== null) return sentBack === undefined ? null : later(sentBack, patience.silence);
  return started === null ? later(at, patience.start) : later(seen, patience.silence);
}

/** Why it has run out; null while it may still come to something. */
export function ranOut(lease: Lease, now: string): Failure | null {
  const due = dueOf(lease);
  if (due === null || Date.parse(now) < Date.parse(due)) return null;
  if (lease.pull !== null) return 'rejected';
  return lease.started === null ? 'not-started' : 'silent';
}

/** One try at a task that is over, as it is told to the next agent, or to a person. */
export interface Attempt {
  attempt: number;
  agent: string;
  from: string;
  to: string;
  ending: Ending;
  /** What the next one should know; one line. */
  hint?: string;
  /** Its run and its pull request, as far as there are any. */
  run?: string;
  pull?: number;
  /** The person who had it. */
  by?: string;
}

/** Attempts that a task remembers. */
export const MOST_ATTEMPTS = 10;

/** Live leases that the state has room for. */
export const MOST_LEASES = 120;

/** What it was dispatched with: what carries another generation comes too late, and stops. */
export const generationOf = (epoch: string, { counter }: Pick<Lease, 'counter'>): string => `${epoch}.${counter}`;

/** Intent of the comment that hands it over: by it, that comment is known again. */
export const callOf = (generation: string): string => digest(generation, 24);

/** The branch that an attempt works on; by it, what comes back is known. */
export const branchOf = ({ task, attempt }: Pick<Lease, 'task' | 'attempt'>): string => `steward/${task}-${attempt}`;

/** Statuses in which somebody has a task in hand. */
export const IN_HAND: readonly Status[] = ['leased', 'working', 'in-review'];

/** Endings that are nobody's fault: no attempt is used up by them. */
const BLAMELESS: readonly Ending[] = ['merged', 'taken-over', 'question', 'withdrawn'];

export const isFailure = (ending: Ending): ending is Failure => !BLAMELESS.includes(ending);

const ENDING_WORDS: Record<Ending, string> = {
  'not-started': 'it did not start',
  silent: 'nothing was heard of it',
  'run-failed': 'its run failed',
  'closed-unmerged': 'its pull request was closed unmerged',
  rejected: 'its work was not accepted',
  'no-quota': 'its quota is used up',
  declined: 'it was given back',
  reverted: 'its change was reverted',
  merged: 'its work was merged',
  'taken-over': 'a person took over',
  question: 'it asked a question',
  withdrawn: 'it is not wanted any more',
};

/** What an ending is called where people read of it. */
export const endingWords = (ending: Ending): string => ENDING_WORDS[ending];
