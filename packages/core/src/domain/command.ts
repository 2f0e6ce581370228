/** What people may tell Steward, whichever way they say it: one table of verbs. */
import { ownLines } from './own-lines.ts';

/** About one task, or about everything. */
export const TASK_VERBS = ['approve', 'unapprove', 'reject', 'raise', 'take', 'release', 'retry', 'escalate'] as const;
export const WHOLE_VERBS = ['pause', 'resume'] as const;
export type TaskVerb = (typeof TASK_VERBS)[number];
export type WholeVerb = (typeof WHOLE_VERBS)[number];
export type Verb = TaskVerb | WholeVerb;

export type Command = { verb: TaskVerb; task: string } | { verb: WholeVerb };

/** Where a command is spoken, what follows the word: one of them, or what nobody knows. */
export interface Spoken {
  word: string;
  verb: Verb | null;
}

const ADDRESSED = /^ {0,3}\/steward[ \t]+([a-z][a-z-]{0,30})(?![\w-])/i;
const VERBS: readonly string[] = [...TASK_VERBS, ...WHOLE_VERBS];
/** Nobody means more than a few things with one comment. */
const MOST_SPOKEN = 5;

/** What a comment orders: each line of its author's own that begins with `/steward`. */
export const spokenIn = (text: string): Spoken[] =>
  ownLines(text)
    .flatMap((line) => ADDRESSED.exec(line)?.[1]?.toLowerCase() ?? [])
    .slice(0, MOST_SPOKEN)
    .map((word) => ({ word, verb: VERBS.includes(word) ? (word as Verb) : null }));

/** A command with who gave it, not yet asked whether they may. */
export interface Order {
  command: Command;
  by: string;
  at: string;
  /** Who was assigned to the task's issue then, where it was said there. */
  assigned?: readonly string[];
}

/** Who gave it, and when. */
export type Call = Pick<Order, 'by' | 'at'>;

/** One version of a text that people and Steward edit in turn. */
export interface Version {
  id: string;
  editor: string;
  at: string;
  text: string;
}

/** Roles that may give orders: those that may write anyway. */
const ROLES: readonly string[] = ['admin', 'maintain', 'write'];

/** Unknown is no permission. */
export const mayCommand = (role: string | null): boolean => role !== null && ROLES.includes(role);

export const WORDS: Record<Verb, string> = {
  approve: 'approve a suggestion',
  unapprove: 'take an approval back',
  reject: 'refuse a suggestion',
  raise: 'raise a priority',
  take: 'take a task over',
  release: 'give a task back',
  retry: 'have a task tried again',
  escalate: 'have a person asked about a task',
  pause: 'pause Steward',
  resume: 'resume Steward',
};
