/** A person's issue as a task: how it is named, so that the same issue is always the same task, and where it ranks. */
import { digest } from './digest.ts';
import type { Priority, Task } from './task.ts';

export const adoptionId = (number: number): string => digest(`issue ${number}`, 12);

/** What is remembered of it when it ends. */
export const adoptionPrint = (number: number): string => digest(`issue\n${number}`, 20);

/** Above what Steward finds by itself, but for the least of them. */
export const ADOPTION_SCORES: Record<Priority, number> = { urgent: 98, high: 92, medium: 84, low: 60 };

type Adopting = Task & { adopts: NonNullable<Task['adopts']> };

export const isAdopting = (task: Task): task is Adopting => task.adopts !== undefined;

/** A person's issue that waits on the dashboard. */
export const isAdoptable = (task: Task): task is Adopting => task.status === 'suggested' && isAdopting(task);
