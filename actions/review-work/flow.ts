/** Pull requests of tasks, judged gate by gate and criterion by criterion, and said in one comment each. */
import type { Ledger } from '@steward/core/domain/state.ts';
import { type FlowResult, finish } from '@steward/core/flow/reporting.ts';
import { NO_REVIEWING, type Reviewing } from '@steward/core/flow/reviewing-result.ts';
import { askedFor, isOrdered, openTick, type Tick } from '@steward/core/flow/tick.ts';
import { NO_WISH } from '@steward/core/flow/wish.ts';
import type { World } from '@steward/core/runtime/world.ts';
import type { ReviewInputs } from './inputs.ts';

export { NO_REVIEWING };

/** The action alone: it looks at what is due, or at the one pull request that it is asked about. */
export async function reviewWorkAlone(world: World, inputs: ReviewInputs): Promise<FlowResult> {
  const tick = await openTick(world);
  const number = inputs['pull-request'];
  if (tick.snapshot.head === null) return withVerdict(finish(tick, null), number);
  const rooms = await import('@steward/core/flow/rooms.ts');
  const memory = await rooms.recallMemory(tick);
  if (!memory) return withVerdict(finish(tick, null), number);
  tick.told.moves.push(askedFor('review'));
  const own = await rooms.lookAtOwn(tick, memory);
  await rooms.lookAtPulls(tick, memory);
  await rooms.lookAtReturns(tick, memory);
  if (number !== null) tick.pulls = [...tick.pulls, await rooms.askedPull(tick, number)];
  const { ledger } = rooms.movesOf(tick, memory, own);
  const { proposals, comments, secrets, learned } = await reviewWork(tick, ledger, number);
  const granted = await rooms.grant(tick, memory, {
    ...NO_WISH,
    own,
    proposals,
    comments,
    secrets,
    leavesDaily: true,
  });
  const outcomes = await rooms.finishTakenOver(tick, granted);
  outcomes.push(...(await rooms.carryOut(tick, granted.held, granted.approved)));
  return withVerdict(finish(tick, await rooms.settle(tick, granted.held, outcomes, () => learned(outcomes))), number);
}

/** What is due of pull requests, the one asked about first. Loaded here, as a quiet tick needs none of it. */
export async function reviewWork(tick: Tick, ledger: Ledger, asked: number | null = null): Promise<Reviewing> {
  const { reviewPulls } = await import('@steward/core/flow/reviewing.ts');
  const { askerOf } = await import('@steward/core/flow/asking.ts');
  return reviewPulls(tick, ledger, asked, await askerOf(tick, { ordered: isOrdered(tick, 'review') }));
}

/** Of the pull request that was asked about, else of the only one that was looked at. */
function withVerdict(result: FlowResult, number: number | null): FlowResult {
  const { reviews } = result.report;
  const told = number === null && reviews.length === 1 ? reviews[0] : reviews.find((one) => one.number === number);
  const outputs = { verdict: told?.overall ?? '', criteria: JSON.stringify(told?.criteria ?? []) };
  return { ...result, outputs: { ...result.outputs, ...outputs } };
}
