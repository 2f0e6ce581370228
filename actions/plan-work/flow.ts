/** Issues taken apart into stories: drafted, read, shown to people, and created once somebody who may approves. */

import { unlinked } from '@steward/core/domain/standing.ts';
import type { Ledger } from '@steward/core/domain/state.ts';
import type { AskBriefs } from '@steward/core/flow/plan-asking.ts';
import type { PlanLooks } from '@steward/core/flow/planning.ts';
import { type FlowResult, finish } from '@steward/core/flow/reporting.ts';
import { askedFor, openTick, type Tick } from '@steward/core/flow/tick.ts';
import { approvedProposals, NO_WISH } from '@steward/core/flow/wish.ts';
import type { World } from '@steward/core/runtime/world.ts';
import { readQueue } from '../prioritize/flow.ts';
import type { PlanInputs } from './inputs.ts';

/** The action alone: it plans what is due, or the one issue that it is asked about, and opens stories that were approved. */
export async function planWorkAlone(world: World, inputs: PlanInputs, ask?: AskBriefs): Promise<FlowResult> {
  const tick = await openTick(world);
  const { issue } = inputs;
  if (tick.snapshot.head === null) return withPlan(finish(tick, null), tick, issue);
  const rooms = await import('@steward/core/flow/rooms.ts');
  const memory = await rooms.recallMemory(tick);
  if (!memory) return withPlan(finish(tick, null), tick, issue);
  tick.told.moves.push(askedFor('plan'));
  const own = await rooms.lookAtOwn(tick, memory);
  await rooms.lookAtReturns(tick, memory);
  const { ledger } = rooms.movesOf(tick, memory, own);
  const plans = await planWork(tick, ledger, { asked: issue, ...(ask && { ask }) });
  const approved = approvedProposals(plans.ledger).filter(({ subject }) => plans.ledger.tasks[subject]?.story);
  const titles = approved.length > 0 ? await rooms.titlesOf(tick) : [];
  const related = unlinked(ledger.tasks).length > 0 ? await readQueue(tick, ledger) : {};
  const { comments, secrets } = plans;
  const proposals = [...plans.proposals, ...approved];
  const wish = { ...NO_WISH, ...related, own, proposals, comments, secrets, titles, plans, leavesDaily: true };
  const granted = await rooms.grant(tick, tick.memory ?? memory, wish);
  const outcomes = await rooms.finishTakenOver(tick, granted);
  outcomes.push(...(await rooms.carryOut(tick, granted.held, granted.approved)));
  const held = await rooms.settle(tick, granted.held, outcomes, (now) => plans.learned(outcomes, now));
  return withPlan(finish(tick, held), tick, issue);
}

/** What is due of plans, or the one asked about. Loaded here, as a quiet tick needs none of it. */
export async function planWork(
  tick: Tick,
  ledger: Ledger,
  { ask, asked = null }: { ask?: AskBriefs; asked?: number | null } = {},
): Promise<PlanLooks> {
  const { planIssues } = await import('@steward/core/flow/planning.ts');
  const { askOf } = await import('@steward/core/flow/plan-asking.ts');
  return planIssues(tick, ledger, { ask: ask ?? askOf(tick), asked });
}

/** Of the issue that was asked about, else of the only one that was looked at. */
function withPlan(result: FlowResult, { told }: Tick, number: number | null): FlowResult {
  const { plans = [] } = told;
  const one = number === null && plans.length === 1 ? plans[0] : plans.find((plan) => plan.number === number);
  return {
    ...result,
    outputs: { ...result.outputs, plan: JSON.stringify(one?.plan ?? null), status: one?.status ?? '' },
  };
}
