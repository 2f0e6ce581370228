/** What asking people, and what leads to it, does to the ledger. */
import type { Draft } from './draft.ts';
import type { EventKind, LedgerEvent } from './event.ts';
import { HANDABLE } from './hand-off.ts';
import { isLeased } from './lease.ts';
import type { Task } from './task.ts';

type AskKind = 'lifted' | 'overdue' | 'asking' | 'asked';
type Of<K extends EventKind> = Extract<LedgerEvent, { kind: K }>;

function taskOf(draft: Draft, id: string, purpose: string): Task {
  const task = draft.task(id);
  if (!task) throw new Error(`no task ${id} to ${purpose}`);
  return task;
}

/** The question that is put: whoever answers for another speaks too late. */
function askedOf(draft: Draft, { task: id, key }: Pick<Of<'asking'>, 'task' | 'key'>) {
  const task = taskOf(draft, id, 'ask for');
  if (task.ask?.key !== key) throw new Error(`task ${id} does not ask ${key}`);
  return { task, ask: task.ask };
}

export const ASK_APPLIERS: { [K in AskKind]: (draft: Draft, event: Of<K>, at: string) => void } = {
  lifted: (draft, { task, priority, reason }, at) => {
    draft.putTask({ ...taskOf(draft, task, 'lift'), lifted: { priority, reason } });
    draft.show(at);
  },
  // Whoever has it in hand keeps it, and an answer that it waits for is still heard.
  overdue: (draft, { task: id, deadline }, at) => {
    const task = taskOf(draft, id, 'call overdue');
    const isLeft = HANDABLE.includes(task.status) && !isLeased(draft.state.leases, id);
    const ask = { key: `due ${deadline}`, reason: `it was due ${deadline}` };
    draft.putTask({ ...task, overdue: deadline, ask, ...(isLeft && { status: 'escalated', since: at }) });
    draft.show(at);
  },
  asking: (draft, { task: id, key, people }, at) => {
    const { task, ask } = askedOf(draft, { task: id, key });
    draft.putTask({ ...task, ask: { ...ask, people } });
    const { leases } = draft.state;
    const lease = leases[id];
    // Before anybody is assigned: a run may die right after.
    if (lease)
      draft.state.leases = { ...leases, [id]: { ...lease, bystanders: [...(lease.bystanders ?? []), ...people] } };
    draft.show(at);
  },
  asked: (draft, { task: id, key, person }, at) => {
    const { task, ask } = askedOf(draft, { task: id, key });
    draft.putTask({ ...task, ask: { ...ask, person } });
    draft.show(at);
  },
};
