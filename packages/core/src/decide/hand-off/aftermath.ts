/** What becomes of a task when an attempt at it ends: another try after a rest, a question that waits, or a person. */
import type { LedgerEvent } from '../../domain/event.ts';
import type { HandOffSettings } from '../../domain/hand-off-settings.ts';
import { later } from '../../domain/intent.ts';
import { type Attempt, type Ending, endingWords, isFailure, type Lease } from '../../domain/lease.ts';
import { asRanked, PRIORITIES, type Status, type Task, TRANSITIONS } from '../../domain/task.ts';
import { backoffAfter } from './backoff.ts';

type Rules = Pick<HandOffSettings, 'attempts' | 'raise-after-failure'>;

export interface Aftermath {
  next: Extract<Status, 'retrying' | 'blocked' | 'escalated'>;
  /** Milliseconds until another try; null: it waits for somebody. */
  rest: number | null;
  /** One clause, for people. */
  reason: string;
}

/** An agent without quota was never able to try, and who gave it back did not; so no attempt is used up by that. */
const isTried = ({ ending }: Pick<Attempt, 'ending'>): boolean =>
  isFailure(ending) && ending !== 'no-quota' && ending !== 'declined';

/** `most`: attempts that may fail before a person is asked. */
export function aftermathOf(task: Pick<Task, 'id' | 'attempts'>, ending: Ending, most: number): Aftermath {
  const reason = endingWords(ending);
  if (ending === 'question') return { next: 'blocked', rest: null, reason };
  if (!isFailure(ending)) return { next: 'escalated', rest: null, reason };
  if (!isTried({ ending })) return { next: 'retrying', rest: 0, reason };
  const failures = (task.attempts ?? []).filter(isTried).length + 1;
  if (failures >= most) return { next: 'escalated', rest: null, reason: `${reason}, and ${failures} attempts failed` };
  return { next: 'retrying', rest: backoffAfter(task.id, failures), reason };
}

/** The priority after a failure, one step up; nothing where it cannot rise, or people said how urgent it is. */
function liftEvents(task: Task, ending: Ending): LedgerEvent[] {
  const isSaid = task.standing?.priority !== undefined || task.raised !== undefined;
  const priority = PRIORITIES[PRIORITIES.indexOf(asRanked(task).priority) - 1];
  if (!isTried({ ending }) || isSaid || priority === undefined) return [];
  const reason = `raised to ${priority} since an attempt failed: ${endingWords(ending)}`;
  return [{ kind: 'lifted', task: task.id, priority, reason }];
}

/** What the ledger notes of an attempt that ends; nothing where the task cannot go on from there. */
export function endingEvents(
  task: Task,
  { counter }: Pick<Lease, 'counter'>,
  { ending, hint, settings, now }: { ending: Ending; hint?: string; settings: Rules; now: string },
): LedgerEvent[] {
  const { next, rest } = aftermathOf(task, ending, settings.attempts);
  if (task.status !== next && !TRANSITIONS[task.status].includes(next)) return [];
  const resumes = rest === null || rest === 0 ? null : later(now, rest);
  return [
    { kind: 'attempt-ended', task: task.id, counter, ending, ...(hint !== undefined && { hint }), next, resumes },
    ...(settings['raise-after-failure'] ? liftEvents(task, ending) : []),
  ];
}
