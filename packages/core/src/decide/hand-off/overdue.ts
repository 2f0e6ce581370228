/** Deadlines that passed while nothing came back: each is noted once, and is a moment to wake up for. */
import { missedDeadline, overdueFrom } from '../../domain/ask.ts';
import type { LedgerEvent } from '../../domain/event.ts';
import type { Task } from '../../domain/task.ts';

export const overdueEvents = (tasks: readonly Task[], now: string): LedgerEvent[] =>
  tasks.flatMap((task): LedgerEvent[] => {
    const deadline = missedDeadline(task, now);
    return deadline === null ? [] : [{ kind: 'overdue', task: task.id, deadline }];
  });

/** When the next deadline will have passed; null: none is coming. */
export const nextOverdue = (tasks: readonly Task[]): string | null =>
  tasks
    .flatMap((task) => overdueFrom(task) ?? [])
    .sort()
    .at(0) ?? null;
