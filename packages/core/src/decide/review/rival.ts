/** How a pull request stands to the attempt that has its task in hand. */
import type { Lease } from '../../domain/lease.ts';
import type { Ledger } from '../../domain/state.ts';
import type { Review, ReviewRecord } from '../../domain/verdict.ts';
import type { Rival } from './gate.ts';
import { hintOf, isHopeless } from './hint.ts';

const leaseOf = ({ state }: Ledger, { task }: ReviewRecord): Lease | undefined =>
  task === null ? undefined : state.leases[task];

/** An agent's pull request that is not what the task's own agent brought. */
export function rivalOf(ledger: Ledger, record: ReviewRecord, number: number): Rival | null {
  const lease = leaseOf(ledger, record);
  if (!lease || !record.agent || lease.pull === number) return null;
  if (lease.pull === null && record.counter === lease.counter) return null;
  return { attempt: lease.attempt, pull: lease.pull };
}

/** Whether the attempt that brought it ends with this verdict: see `judged` in `decide/hand-off/signs`. */
export function isRetried(ledger: Ledger, record: ReviewRecord, review: Review): boolean {
  const lease = leaseOf(ledger, record);
  if (!lease || lease.counter !== record.counter || lease.kind === 'person' || hintOf(review) === null) return false;
  return lease.kind === 'workflow' || review.overall === 'needs-person' || isHopeless(review);
}
