/** What becomes of a task when an attempt at it ends: another try after a rest, a question that waits, or a person. */
import { type Attempt, type Ending, isFailure } from '../../domain/lease.ts';
import type { Status, Task } from '../../domain/task.ts';
import { backoffAfter } from './backoff.ts';

export interface Aftermath {
  next: Extract<Status, 'retrying' | 'blocked' | 'escalated'>;
  /** Milliseconds until another try; null: it waits for somebody. */
  rest: number | null;
  /** One clause, for people. */
  reason: string;
}

const WORDS: Record<Ending, string> = {
  'not-started': 'it did not start',
  silent: 'nothing was heard of it',
  'run-failed': 'its run failed',
  'closed-unmerged': 'its pull request was closed unmerged',
  rejected: 'its work was not accepted',
  'no-quota': 'its quota is used up',
  reverted: 'its change was reverted',
  merged: 'its work was merged',
  'taken-over': 'a person took over',
  question: 'it asked a question',
  withdrawn: 'it is not wanted any more',
};

/** What an ending is called where people read of it. */
export const endingWords = (ending: Ending): string => WORDS[ending];

/** An agent without quota was never able to try, so no attempt is used up by that. */
const isTried = ({ ending }: Pick<Attempt, 'ending'>): boolean => isFailure(ending) && ending !== 'no-quota';

/** `most`: attempts that may fail before a person is asked. */
export function aftermathOf(task: Pick<Task, 'id' | 'attempts'>, ending: Ending, most: number): Aftermath {
  const reason = endingWords(ending);
  if (ending === 'question') return { next: 'blocked', rest: null, reason };
  if (!isFailure(ending)) return { next: 'escalated', rest: null, reason };
  if (ending === 'no-quota') return { next: 'retrying', rest: 0, reason };
  const failures = (task.attempts ?? []).filter(isTried).length + 1;
  if (failures >= most) return { next: 'escalated', rest: null, reason: `${reason}, and ${failures} attempts failed` };
  return { next: 'retrying', rest: backoffAfter(task.id, failures), reason };
}
