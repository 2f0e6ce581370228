/** What orders of people do to the ledger, and what was seen of how Steward is set up. */
import type { Draft } from './draft.ts';
import type { EventKind, LedgerEvent } from './event.ts';
import type { Task } from './task.ts';

type OrderKind =
  | 'paused'
  | 'approved'
  | 'unapproved'
  | 'raised'
  | 'denied'
  | 'orders-read'
  | 'orders-missed'
  | 'examined';
type Of<K extends EventKind> = Extract<LedgerEvent, { kind: K }>;

function taskOf(draft: Draft, id: string, purpose: string): Task {
  const task = draft.task(id);
  if (!task) throw new Error(`no task ${id} to ${purpose}`);
  return task;
}

function followed(draft: Draft, at: string): void {
  draft.state.denied = null;
  draft.show(at);
}

export const ORDER_APPLIERS: { [K in OrderKind]: (draft: Draft, event: Of<K>, at: string) => void } = {
  paused: (draft, { paused }, at) => {
    draft.state.paused = paused;
    followed(draft, at);
  },
  approved: (draft, { task: id, by, given }, at) => {
    const task = taskOf(draft, id, 'approve');
    draft.putTask({ ...task, approved: { by, at: given ?? at } });
    draft.lessons.approved(task, at);
    followed(draft, at);
  },
  unapproved: (draft, { task: id }, at) => {
    const { approved: _, ...task } = taskOf(draft, id, 'take an approval from');
    draft.putTask(task);
    followed(draft, at);
  },
  raised: (draft, { task: id, priority }, at) => {
    draft.putTask({ ...taskOf(draft, id, 'raise'), priority, raised: priority });
    followed(draft, at);
  },
  denied: (draft, { verb, by }, at) => {
    draft.state.denied = { verb, by, at };
    draft.show(at);
  },
  'orders-read': ({ state }, { edit }) => {
    state.orders = { edit, missed: false };
  },
  'orders-missed': ({ state }) => {
    state.orders = { ...state.orders, missed: true };
  },
  examined: (draft, { findings }, at) => {
    draft.state.setUp = findings;
    draft.show(at);
  },
};
