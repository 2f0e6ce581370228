/** A unit of work: its words, its life, its contract. */
import type { CommentRecord } from './comment.ts';
import type { Evidence } from './evidence.ts';
import type { Attempt } from './lease.ts';
import type { Links, Standing } from './standing.ts';

export const TASK_TYPES = [
  'new-project',
  'feature',
  'bug-fix',
  'documentation',
  'testing',
  'security',
  'performance',
  'code-review',
  'refactor',
  'dependency-update',
] as const;
export type TaskType = (typeof TASK_TYPES)[number];

export const CATEGORIES = ['development', 'testing', 'deployment', 'analysis', 'maintenance'] as const;
export type Category = (typeof CATEGORIES)[number];

export const PRIORITIES = ['urgent', 'high', 'medium', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];

const PRIORITY_WORDS: Record<string, Priority> = {
  urgent: 'urgent',
  emergency: 'urgent',
  critical: 'urgent',
  p0: 'urgent',
  '5': 'urgent',
  high: 'high',
  p1: 'high',
  important: 'high',
  '4': 'high',
  '3': 'high',
  medium: 'medium',
  normal: 'medium',
  p2: 'medium',
  '2': 'medium',
  low: 'low',
  p3: 'low',
  cleanup: 'low',
  '1': 'low',
  '0': 'low',
};

/** The priority a word or number of another system stands for; undefined for a word nobody uses. */
export function priorityOf(word: string | number): Priority | undefined {
  const known = String(word).trim().toLowerCase();
  return Object.hasOwn(PRIORITY_WORDS, known) ? PRIORITY_WORDS[known] : undefined;
}

export type CriterionCheck = 'command' | 'ci' | 'review';

/** One numbered line of "Done when". `command` is what to run, or the name of the CI workflow for `ci`. */
export interface Criterion {
  n: number;
  text: string;
  check: CriterionCheck;
  command?: string;
}

export const STATUSES = [
  'suggested',
  'ready',
  'leased',
  'working',
  'in-review',
  'done',
  'blocked',
  'retrying',
  'escalated',
  'cancelled',
  'rejected',
] as const;
export type Status = (typeof STATUSES)[number];

/** The one table of what may follow what. */
export const TRANSITIONS: Record<Status, readonly Status[]> = {
  suggested: ['ready', 'rejected', 'cancelled'],
  ready: ['leased', 'in-review', 'blocked', 'escalated', 'done', 'cancelled', 'rejected'],
  leased: ['working', 'in-review', 'ready', 'retrying', 'blocked', 'escalated', 'done', 'cancelled', 'rejected'],
  working: ['in-review', 'ready', 'retrying', 'blocked', 'escalated', 'done', 'cancelled', 'rejected'],
  'in-review': ['working', 'ready', 'retrying', 'blocked', 'escalated', 'done', 'cancelled', 'rejected'],
  blocked: ['ready', 'in-review', 'retrying', 'escalated', 'done', 'cancelled', 'rejected'],
  retrying: ['ready', 'leased', 'in-review', 'blocked', 'escalated', 'done', 'cancelled', 'rejected'],
  escalated: ['ready', 'leased', 'in-review', 'blocked', 'done', 'cancelled', 'rejected'],
  done: ['ready'],
  cancelled: ['ready'],
  rejected: [],
};

/** Of which planned issue it is a story, and which one. */
export interface StoryPlace {
  of: number;
  key: string;
}

/** What a task says, before and after it has a number. All texts may hold repository text and are cleaned by guard. */
export interface Specification {
  /** Stable over runs: a hash of the cause, so that the same work is the same task. 12 hexadecimal characters. */
  id: string;
  title: string;
  type: TaskType;
  category: Category;
  priority: Priority;
  /** 0 to 100. */
  score: number;
  /** Why this priority, best first; shown in brackets behind it. */
  reasons: string[];
  /** One paragraph: what is wrong and what follows from it. */
  why: string;
  criteria: Criterion[];
  evidence: Evidence[];
  /** What may be changed, and what is not asked for. */
  scope: { paths: string[]; not: string[] };
  assumptions: string[];
  dependsOn: string[];
  /** Hours. */
  estimate: number;
  fingerprints: string[];
  /** Of its issue, besides Steward's own; as the owner's configuration names them. */
  ownerLabels?: string[];
  /** ISO date. */
  deadline?: string;
  /** The person's issue that it is about, where Steward opens none; and a digest of what that issue said. */
  adopts?: { number: number; said: string };
  story?: StoryPlace;
}

/** A task as the ledger keeps it. */
export interface Task extends Specification {
  status: Status;
  /** The number, once opened or adopted. */
  number?: number;
  intent?: string;
  /** A person with write access wants it opened. Kept until it is. */
  approved?: { by: string; at: string };
  /** The labels that Steward gave its issue; absent: only the one that every task carries. */
  labels?: string[];
  /** Who has it, or had it last. */
  agent?: string;
  /** Tries at it that are over, the last one last. */
  attempts?: Attempt[];
  /** Before then no other try is made. */
  resumes?: string;
  /** The person who took it over; nobody else is given it until they give it back. */
  taken?: { by: string; at: string };
  /** Who was assigned when it was given back: that they still are says nothing anew. */
  bystanders?: string[];
  /** When the newest comment was written that was heard for orders. */
  heard?: string;
  /** Steward's comments about it, by subject. */
  comments?: Record<string, CommentRecord>;
  /** Server time of the last change of status. */
  since: string;
  /** Server time from which it was open: its work is counted from there. */
  opened?: string;
  standing?: Standing;
  /** The priority to which a person raised it on the dashboard or by a command. */
  raised?: Priority;
  /** The priority to which a failure raised it, by setting, and why; what people say of it counts before. */
  lifted?: { priority: Priority; reason: string };
  /** The deadline that was noted to have passed. */
  overdue?: string;
  /** What a person is asked about it, the last time that one was. */
  ask?: Ask;
  links?: Links;
  /** What became of its issue as a sub-issue of the planned one. */
  child?: 'own' | 'native' | 'refused';
}

/** A question to a person: noted with what led to it, so that it is put once. */
export interface Ask {
  /** Tells this time from others: `attempt 3`, `due 2026-11-20`. */
  key: string;
  /** One clause, for people. */
  reason: string;
  /** Who may be assigned, in the order in which it is tried; absent: not chosen yet. */
  people?: string[];
  /** Who was; null: nobody could be. Absent: it was not tried yet. */
  person?: string | null;
}

/** Tasks that still hold a place: neither suggestions nor ended. */
export const isOpen = ({ status }: { status: Status }): boolean => !PLACELESS.includes(status);

const PLACELESS: readonly Status[] = ['suggested', 'done', 'cancelled', 'rejected'];

/** Null for the number of an issue that mode `observe` only imagines: those lie below zero. */
export const realNumber = (number: number | null | undefined): number | null =>
  typeof number === 'number' && number > 0 ? number : null;

/** The task with what people said of it in place of what Steward thought. */
export function asRanked(task: Task): Task {
  const { standing, lifted } = task;
  if (!standing && !lifted) return task;
  const { priority: said, type = task.type, due = task.deadline } = standing ?? {};
  const orders = [said, task.raised].filter((order) => order !== undefined);
  // Of two orders of people the more urgent holds.
  const priority = PRIORITIES.find((one) => orders.includes(one)) ?? lifted?.priority ?? task.priority;
  return { ...task, priority, type, ...(due !== undefined && { deadline: due }) };
}

/** The task as it is shown to anybody. */
export function asShown(task: Task): Task {
  const { number, ...rest } = asRanked(task);
  return number === undefined || realNumber(number) === null ? rest : { ...rest, number };
}
