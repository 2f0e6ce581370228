/** What becomes of a task when an attempt at it ends: another try after a rest, a question that waits, or a person. */
import type { LedgerEvent } from '../../domain/event.ts';
import { later } from '../../domain/intent.ts';
import { type Attempt, type Ending, endingWords, isFailure, type Lease } from '../../domain/lease.ts';
import { type Status, type Task, TRANSITIONS } from '../../domain/task.ts';
import { backoffAfter } from './backoff.ts';

export interface Aftermath {
  next: Extract<Status, 'retrying' | 'blocked' | 'escalated'>;
  /** Milliseconds until another try; null: it waits for somebody. */
  rest: number | null;
  /** One clause, for people. */
  reason: string;
}

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

/** What the ledger notes of an attempt that ends; nothing where the task cannot go on from there. */
export function endingEvents(
  task: Task,
  { counter }: Pick<Lease, 'counter'>,
  { ending, hint, most, now }: { ending: Ending; hint?: string; most: number; now: string },
): LedgerEvent[] {
  const { next, rest } = aftermathOf(task, ending, most);
  if (task.status !== next && !TRANSITIONS[task.status].includes(next)) return [];
  const resumes = rest === null || rest === 0 ? null : later(now, rest);
  return [
    { kind: 'attempt-ended', task: task.id, counter, ending, ...(hint !== undefined && { hint }), next, resumes },
  ];
}
