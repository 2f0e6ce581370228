/** A transaction taken apart into its events, each with the ledger before and after it. */
import { apply } from '@steward/core/domain/apply.ts';
import type { LedgerEvent } from '@steward/core/domain/event.ts';
import type { Ending, Lease } from '@steward/core/domain/lease.ts';
import type { Ledger } from '@steward/core/domain/state.ts';
import type { Transaction } from './shadow.ts';

export interface Step {
  event: LedgerEvent;
  before: Ledger;
  after: Ledger;
}

/** None where no agent has anything in hand, neither before nor after: most transactions are of that kind. */
export function stepsOf({ events, before, after, at }: Transaction): Step[] {
  if (isFree(before) && isFree(after) && !events.some(({ kind }) => kind === 'leased')) return [];
  let ledger = before;
  return events.map((event) => {
    const step = { event, before: ledger, after: apply(ledger, event, at) };
    ledger = step.after;
    return step;
  });
}

/** Leases that an event ended, and how. Where memory is lost nothing ends: it is forgotten. */
export function endedBy({ event, before, after }: Step): { lease: Lease; ending: Ending }[] {
  if (event.kind === 'lost' || event.kind === 'rebuilt') return [];
  return Object.values(before.state.leases).flatMap((lease) => {
    if (after.state.leases[lease.task]?.counter === lease.counter) return [];
    if (event.kind === 'attempt-ended') return [{ lease, ending: event.ending }];
    // It refused, which is noted of it; nothing was done.
    if (event.kind === 'not-handed') return [{ lease, ending: 'withdrawn' }];
    // A task that is done leaves the ledger, and its attempts with it: what its agent is credited with tells.
    const [was, is] = [before.state.agents[lease.agent], after.state.agents[lease.agent]];
    return [{ lease, ending: was === is ? 'withdrawn' : 'merged' }];
  });
}

const isFree = ({ state }: Ledger): boolean => Object.keys(state.leases).length === 0;
