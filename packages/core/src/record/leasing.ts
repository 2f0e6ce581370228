/** Leases: reserved with what is granted, and told by what became of the hand-off. */

import type { LedgerEvent } from '../domain/event.ts';
import { branchOf, generationOf, type Lease } from '../domain/lease.ts';
import type { Approved } from '../domain/proposal.ts';
import type { Ledger } from '../domain/state.ts';
import type { Task } from '../domain/task.ts';
import type { Held, Run } from './transaction.ts';

/** A lease for each hand-off that was granted, with a counter that no other of this epoch has. */
export function leaseEvents({ ledger, at }: Held, approved: readonly Approved[], run: Run): LedgerEvent[] {
  const handOffs = approved.filter((effect) => effect.kind === 'hand-off');
  return handOffs.map(({ subject: task, number, agent, as: kind, attempt, usd, patience }, index): LedgerEvent => {
    const counter = ledger.state.handOffs + index + 1;
    const lease: Lease = {
      ...{ task, number, agent, kind, attempt, counter, token: run.token, at, usd, patience },
      ...{ handed: null, started: null, seen: at, pull: null, returned: null },
      ...bystandersOf(ledger.tasks[task]),
    };
    return { kind: 'leased', lease };
  });
}

/** Who was assigned when it was given back, and whom Steward asked before: that they still are is no take-over. */
function bystandersOf({ bystanders = [], ask }: Pick<Task, 'bystanders' | 'ask'> = {}): Pick<Lease, 'bystanders'> {
  const all = [...bystanders, ...(ask?.people ?? [])];
  return all.length === 0 ? {} : { bystanders: all };
}

/** Who is to be asked, fixed before anybody is: a run that goes on where another died asks the same people. */
export const askingEvents = ({ ledger }: Held, approved: readonly Approved[]): LedgerEvent[] =>
  approved.flatMap((effect): LedgerEvent[] => {
    if (effect.kind !== 'ask-person' || ledger.tasks[effect.subject]?.ask?.people !== undefined) return [];
    const { subject: task, key, people } = effect;
    return [{ kind: 'asking', task, key, people }];
  });

/** What a run holds and may hand over now, by task. */
export function leasesOf({ state }: Ledger, run: Run): Map<string, { generation: string; branch: string }> {
  const own = Object.values(state.leases).filter(({ token, handed }) => token === run.token && handed === null);
  return new Map(
    own.map((lease) => [lease.task, { generation: generationOf(state.epoch, lease), branch: branchOf(lease) }]),
  );
}
