/** The backlog put in order: what people arranged is read, what tasks need of each other is said to GitHub. */
import type { Ledger } from '@steward/core/domain/state.ts';
import { type FlowResult, finish } from '@steward/core/flow/reporting.ts';
import { askedFor, openTick, type Tick } from '@steward/core/flow/tick.ts';
import { NO_WISH, type Wish } from '@steward/core/flow/wish.ts';
import type { World } from '@steward/core/runtime/world.ts';

/** The action alone: it looks whether or not something changed. */
export async function prioritizeAlone(world: World): Promise<FlowResult> {
  const tick = await openTick(world);
  if (tick.snapshot.head === null) return finish(tick, null);
  const rooms = await import('@steward/core/flow/rooms.ts');
  const memory = await rooms.recallMemory(tick);
  if (!memory) return finish(tick, null);
  tick.told.moves.push(askedFor('prioritize'));
  const own = await rooms.lookAtOwn(tick, memory);
  const related = await readQueue(tick, memory.ledger);
  const granted = await rooms.grant(tick, memory, { ...NO_WISH, ...related, own, leavesDaily: true });
  const outcomes = [
    ...(await rooms.finishTakenOver(tick, granted)),
    ...(await rooms.carryOut(tick, granted.held, granted.approved)),
  ];
  const held = await rooms.settle(tick, granted.held, outcomes);
  await tellQueue(tick, held.ledger);
  return finish(tick, held);
}

/** What people arranged; loaded here, as a quiet tick needs none of it. */
export async function readQueue(tick: Tick, ledger: Ledger): Promise<Pick<Wish, 'related'>> {
  const { readArrangement } = await import('@steward/core/flow/prioritizing.ts');
  return { related: await readArrangement(tick, ledger) };
}

/** What only a person can mend in the order. */
export async function tellQueue(tick: Tick, ledger: Ledger): Promise<void> {
  const { tellCircles } = await import('@steward/core/flow/prioritizing.ts');
  tellCircles(tick, ledger);
}
