/** One tick: observe, decide, generate, guard, reserve, act, settle, report. */
import type { Ledger } from '@steward/core/domain/state.ts';
import type { MoveKind } from '@steward/core/domain/tick.ts';
import { sawSomething } from '@steward/core/flow/glancing.ts';
import type { Looked } from '@steward/core/flow/monitoring.ts';
import type { AskBriefs } from '@steward/core/flow/plan-asking.ts';
import { NO_PLANNING } from '@steward/core/flow/plan-findings.ts';
import { type FlowResult, finish } from '@steward/core/flow/reporting.ts';
import { openTick, type Tick, withAskedFor } from '@steward/core/flow/tick.ts';
import { askedMoves, ordersOf } from '@steward/core/flow/wanted.ts';
import { approvedProposals, NO_WISH, type Wish, wantsDashboard } from '@steward/core/flow/wish.ts';
import type { World } from '@steward/core/runtime/world.ts';
import { planWork } from '../plan-work/flow.ts';
import { readQueue, tellQueue } from '../prioritize/flow.ts';
import { NO_REVIEWING, reviewWork } from '../review-work/flow.ts';
import { showDashboard } from '../update-dashboard/flow.ts';
import type { CycleInputs } from './inputs.ts';

export async function runCycle(world: World, inputs: CycleInputs, ask?: AskBriefs): Promise<FlowResult> {
  const result = await cycle(world, inputs, ask);
  return { ...result, outputs: { export: '', ...result.outputs } };
}

async function cycle(world: World, inputs: CycleInputs, ask: AskBriefs | undefined): Promise<FlowResult> {
  const tick = await openTick(world);
  if (inputs.action === 'uninstall' || tick.state.leaving) return leave(tick);
  if (inputs.undo || tick.state.undoing) return takeBack(tick, inputs.undo ?? null);
  const asked = askedMoves(inputs.action);
  tick.ordered = ordersOf(tick, inputs.action);
  if (await sawSomething(tick)) tick.quiet = false;
  if (tick.snapshot.head === null || (tick.quiet && asked.length === 0)) return finish(tick, null);

  const rooms = await import('@steward/core/flow/rooms.ts');
  const recalled = await rooms.recallMemory(tick);
  if (!recalled) return finish(tick, null);

  const own = await rooms.lookAtOwn(tick, recalled);
  const memory = await rooms.goOn(tick, recalled, own);
  await rooms.lookAtPulls(tick, memory);
  await rooms.lookAtSetUp(tick);
  await rooms.lookAtReturns(tick, memory);
  await rooms.lookAtOwners(tick, memory);
  const { moves, ledger } = rooms.movesOf(tick, memory, own);
  tick.told.moves.push(...withAskedFor(moves, asked));
  const makes = (kind: MoveKind): boolean => tick.told.moves.some((move) => move.kind === kind);

  const handing = makes('hand-off') ? await rooms.handOff(tick, ledger) : [];
  const questions = makes('hand-off') ? await rooms.askPeople(tick, ledger) : NO_WISH;
  const reviewing = makes('review') ? await reviewWork(tick, ledger) : NO_REVIEWING;
  const health = makes('health') ? { health: await checkHealth(tick, ledger) } : {};
  const plans = makes('plan') ? await planWork(tick, ledger, ask && { ask }) : { ...NO_PLANNING, ledger };
  const look = makes('adopt') ? await rooms.lookAtPeople(tick, plans.ledger) : null;
  const wish = makes('generate') ? await generate(tick, look ? look.ledger : plans.ledger, inputs) : NO_WISH;
  const related = { ...health, ...(makes('prioritize') ? await readQueue(tick, ledger) : {}) };
  const approved = makes('approve') || makes('plan') ? approvedProposals(plans.ledger) : [];
  const titles = approved.length > 0 && !wish.generated ? await rooms.titlesOf(tick) : wish.titles;
  const proposals = [
    ...reviewing.proposals,
    ...handing,
    ...questions.proposals,
    ...plans.proposals,
    ...approved,
    ...(look?.questions ?? []),
    ...wish.proposals,
    ...(makes('dashboard') ? wantsDashboard(ledger) : []),
  ];
  const comments = [...reviewing.comments, ...plans.comments];
  const found = { ...rooms.withPeople(wish, look), plans };
  const secrets = [...reviewing.secrets, ...plans.secrets, ...questions.secrets, ...found.secrets];
  const granted = await rooms.grant(tick, memory, { ...found, ...related, own, proposals, titles, comments, secrets });

  const outcomes = await rooms.finishTakenOver(tick, granted);
  outcomes.push(...(await rooms.carryOut(tick, granted.held, granted.approved)));
  const carried = [...outcomes];
  const more = (now: Ledger) => [...reviewing.learned(carried), ...plans.learned(carried, now)];
  if (makes('dashboard')) outcomes.push(...(await showDashboard(tick, granted.held, { outcomes, own, more })));
  const held = await rooms.settle(tick, granted.held, outcomes, more);
  if (makes('prioritize')) await tellQueue(tick, held.ledger);
  if (!makes('analyze')) return finish(tick, held);
  return (await import('../analyze-tasks/flow.ts')).finishWithAnalysis(tick, held);
}

/** Loaded here: most runs look for no work. */
async function generate(tick: Tick, ledger: Ledger, inputs: CycleInputs): Promise<Wish> {
  const { generateTasks } = await import('../generate-tasks/flow.ts');
  return generateTasks(tick, ledger, inputs);
}

/** What checks is loaded here: a run in a day needs it. */
async function checkHealth(tick: Tick, ledger: Ledger): Promise<Looked> {
  const { lookAtHealth } = await import('@steward/core/flow/monitoring.ts');
  return (await lookAtHealth(tick, ledger)).looked;
}

/** Instead of all else, and loaded here: hardly any run needs it. */
async function leave(tick: Tick): Promise<FlowResult> {
  const { leaveRepository } = await import('@steward/core/flow/leaving.ts');
  return leaveRepository(tick);
}

/** The same: one run is taken back, and nothing else is done. */
async function takeBack(tick: Tick, run: string | null): Promise<FlowResult> {
  const { undoRun } = await import('@steward/core/flow/undoing.ts');
  return undoRun(tick, run);
}
