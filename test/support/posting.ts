/** The smallest flow that comments: what a flow asks for is granted, posted, edited and settled as any other effect. */
import type { Mode } from '@steward/core/domain/config.ts';
import type { Proposal } from '@steward/core/domain/proposal.ts';
import type { Ledger } from '@steward/core/domain/state.ts';
import { carryOut, finishTakenOver } from '@steward/core/flow/acting.ts';
import { grant } from '@steward/core/flow/granting.ts';
import { recallMemory } from '@steward/core/flow/memory.ts';
import { lookAtOwn } from '@steward/core/flow/noticing.ts';
import { finish } from '@steward/core/flow/reporting.ts';
import { settle } from '@steward/core/flow/settling.ts';
import { openTick } from '@steward/core/flow/tick.ts';
import { NO_WISH, type Wish } from '@steward/core/flow/wish.ts';
import type { World } from '@steward/core/runtime/world.ts';

export async function postingTick(
  world: World,
  proposals: (ledger: Ledger, mode: Mode) => readonly Proposal[],
  wish: Partial<Wish> = {},
) {
  const tick = await openTick(world);
  const memory = await recallMemory(tick);
  if (!memory) return finish(tick, null).report;
  const own = await lookAtOwn(tick, memory);
  const wanted = proposals(memory.ledger, tick.mode);
  const granted = await grant(tick, memory, { ...NO_WISH, own, ...wish, proposals: wanted });
  const outcomes = await finishTakenOver(tick, granted);
  outcomes.push(...(await carryOut(tick, granted.held, granted.approved)));
  return finish(tick, await settle(tick, granted.held, outcomes)).report;
}
