/** Whether the ledger knows a piece of work already: asked before any model, and again by guard on fresh state. */
import type { Rejection } from './event.ts';
import type { Ledger } from './state.ts';
import { isOpen, type Task } from './task.ts';

/** What identifies work over time: its task's id and the fingerprints of its evidence. */
export interface Work {
  id: string;
  fingerprints: readonly string[];
}

/** How this work ended before, by any of its fingerprints or, where those moved, by its task; null: it never did. */
export const endedBefore = ({ rejected }: Ledger, { id, fingerprints }: Work): Rejection | null =>
  fingerprints.map((print) => rejected[print]).find(Boolean) ??
  Object.values(rejected).find((item) => item.task === id) ??
  null;

/** The open task that is this work, or shares evidence with it. */
export function openTaskOf({ tasks }: Ledger, { id, fingerprints }: Work): Task | null {
  const prints = new Set(fingerprints);
  const same = (task: Task): boolean => task.id === id || task.fingerprints.some((print) => prints.has(print));
  return Object.values(tasks).find((task) => isOpen(task) && same(task)) ?? null;
}
