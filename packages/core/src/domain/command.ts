/** What people may tell Steward, whichever way they say it: one table of verbs. */

/** About one task, or about everything. */
export const TASK_VERBS = ['approve', 'unapprove', 'reject', 'raise'] as const;
export const WHOLE_VERBS = ['pause', 'resume'] as const;
export type TaskVerb = (typeof TASK_VERBS)[number];
export type WholeVerb = (typeof WHOLE_VERBS)[number];
export type Verb = TaskVerb | WholeVerb;

export type Command = { verb: TaskVerb; task: string } | { verb: WholeVerb };

/** A command with who gave it, not yet asked whether they may. */
export interface Order {
  command: Command;
  by: string;
  at: string;
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
  pause: 'pause Steward',
  resume: 'resume Steward',
};
