/** Pull requests of tasks, judged gate by gate and criterion by criterion, and said in one comment each. */
import type { Ledger } from '@steward/core/domain/state.ts';
import { carryOut, finishTakenOver } from '@steward/core/flow/acting.ts';
import { grant } from '@steward/core/flow/granting.ts';
import { recallMemory } from '@steward/core/flow/memory.ts';
import { lookAtOwn, lookAtPulls, movesOf } from '@steward/core/flow/noticing.ts';
import { type FlowResult, finish, settle } from '@steward/core/flow/reporting.ts';
import { askedPull, NO_REVIEWING, type Reviewing } from '@steward/core/flow/review-request.ts';
import { askedFor, openTick, type Tick } from '@steward/core/flow/tick.ts';
import { NO_WISH } from '@steward/core/flow/wish.ts';
import type { World } from '@steward/core/runtime/world.ts';
import type { ReviewInputs } from './inputs.ts';

export { NO_REVIEWING };

/** The action alone: it looks at what is due, or at the one pull request that it is asked about. */
export async function reviewWorkAlone(world: World, inputs: ReviewInputs): Promise<FlowResult> {
  const tick = await openTick(world);
  const number = inputs['pull-request'];
  if (tick.snapshot.head === null) return withVerdict(finish(tick, null), number);
  const memory = await recallMemory(tick);
  if (!memory) return withVerdict(finish(tick, null), number);
  tick.told.moves.push(askedFor('review'));
  const own = await lookAtOwn(tick, memory);
  await lookAtPulls(tick, memory);
  if (number !== null) tick.pulls = [...tick.pulls, await askedPull(tick, number)];
  const { ledger } = movesOf(tick, memory, own);
  const { proposals, comments, secrets, learned } = await reviewWork(tick, ledger, number);
  const granted = await grant(tick, memory, { ...NO_WISH, own, proposals, comments, secrets, leavesDaily: true });
  const outcomes = await finishTakenOver(tick, granted);
  outcomes.push(...(await carryOut(tick, granted.held, granted.approved)));
  return withVerdict(finish(tick, await settle(tick, granted.held, outcomes, () => learned(outcomes))), number);
}

/** What is due of pull requests, the one asked about first. Loaded here, as a quiet tick needs none of it. */
export async function reviewWork(tick: Tick, ledger: Ledger, asked: number | null = null): Promise<Reviewing> {
  const { reviewPulls } = await import('@steward/core/flow/reviewing.ts');
  return reviewPulls(tick, ledger, asked);
}

/** Of the pull request that was asked about, else of the only one that was looked at. */
function withVerdict(result: FlowResult, number: number | null): FlowResult {
  const { reviews } = result.report;
  const told = number === null && reviews.length === 1 ? reviews[0] : reviews.find((one) => one.number === number);
  const outputs = { verdict: told?.overall ?? '', criteria: JSON.stringify(told?.criteria ?? []) };
  return { ...result, outputs: { ...result.outputs, ...outputs } };
}
