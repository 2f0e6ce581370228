/** Coming back to a repository that Steward left: what said so goes first, and then all is as on the first day. */
import { LEFT_LABEL } from '../domain/leaving.ts';
import { EMPTY_LEDGER } from '../domain/state.ts';
import { carryJudged } from './showing.ts';
import type { Tick } from './tick.ts';

export async function takeLeaveBack(tick: Tick): Promise<void> {
  const held = { oid: '', ledger: EMPTY_LEDGER, at: tick.snapshot.now, elapsed: tick.startedAt };
  const label = { name: LEFT_LABEL, color: '', description: '', carriers: tick.snapshot.left?.reopened ?? 0 };
  await carryJudged(tick, held, EMPTY_LEDGER, [{ kind: 'delete-label', subject: `label ${LEFT_LABEL}`, label }]);
}
