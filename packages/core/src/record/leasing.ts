/** Leases: reserved with what is granted, and told by what became of the hand-off. */

import type { LedgerEvent } from '../domain/event.ts';
import { branchOf, generationOf, type Lease } from '../domain/lease.ts';
import type { Approved } from '../domain/proposal.ts';
import type { Ledger } from '../domain/state.ts';
import type { Held, Run } from './transaction.ts';

/** A lease for each hand-off that was granted, with a counter that no other of this epoch has. */
export function leaseEvents({ ledger, at }: Held, approved: readonly Approved[], run: Run): LedgerEvent[] {
  const handOffs = approved.filter((effect) => effect.kind === 'hand-off');
  return handOffs.map(({ subject: task, number, agent, as: kind, attempt, usd, patience }, index): LedgerEvent => {
    const bystanders = ledger.tasks[task]?.bystanders;
    const counter = ledger.state.handOffs + index + 1;
    const lease: Lease = {
      ...{ task, number, agent, kind, attempt, counter, token: run.token, at, usd, patience },
      ...(bystanders && { bystanders }),
      ...{ handed: null, started: null, seen: at, pull: null, returned: null },
    };
    return { kind: 'leased', lease };
  });
}

/** What a run holds and may hand over now, by task. */
export function leasesOf({ state }: Ledger, run: Run): Map<string, { generation: string; branch: string }> {
  const own = Object.values(state.leases).filter(({ token, handed }) => token === run.token && handed === null);
  return new Map(
    own.map((lease) => [lease.task, { generation: generationOf(state.epoch, lease), branch: branchOf(lease) }]),
  );
}
