/** What taking a run back does to the ledger. */
import type { Draft } from './draft.ts';
import type { LedgerEvent } from './event.ts';
import { endLease } from './lease-appliers.ts';
import { MOST_UNDONE } from './undo.ts';

type Kind = 'undo-begun' | 'taken-back' | 'undone';
type UndoAppliers = { [K in Kind]: (draft: Draft, event: Extract<LedgerEvent, { kind: K }>, at: string) => void };

export const UNDO_APPLIERS: UndoAppliers = {
  'undo-begun': ({ state }, { run, issues }, at) => {
    state.undoing = { run, at, issues };
  },
  // No reason to look for other work: whoever takes a run back does not ask for the next best.
  'taken-back': (draft, { task: id }, at) => {
    const task = draft.task(id);
    if (!task) throw new Error(`no task ${id} to take back`);
    for (const print of task.fingerprints) {
      draft.reject(print, { reason: 'undone', task: id, ...(task.number && { number: task.number }), at });
    }
    endLease(draft, task, { ending: 'withdrawn' }, at);
    draft.dropTask(id);
    // It teaches nothing: neither that it was wanted nor that it was not.
    draft.lessons.ended(task, 'cancelled', at);
    if (task.status !== 'suggested') draft.lessons.withdrawn(task, at);
    draft.show(at);
  },
  undone: ({ state }, { run }, at) => {
    state.undoing = null;
    state.undone = [...state.undone.filter((item) => item.run !== run), { run, at }].slice(-MOST_UNDONE);
  },
};
