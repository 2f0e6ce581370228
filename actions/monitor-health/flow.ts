/** Steward's own health: looked at, kept in one issue while something is wrong, told in one of four reports. */
import { statusOf } from '@steward/core/domain/health.ts';
import { EMPTY_STATE, type State } from '@steward/core/domain/state.ts';
import { type FlowResult, finish } from '@steward/core/flow/reporting.ts';
import { askedFor, cleaningOf, openTick } from '@steward/core/flow/tick.ts';
import { NO_WISH } from '@steward/core/flow/wish.ts';
import type { World } from '@steward/core/runtime/world.ts';
import type { HealthInputs } from './inputs.ts';

/** The action alone: it looks whether or not something changed. */
export async function monitorHealthAlone(world: World, { report }: HealthInputs): Promise<FlowResult> {
  const tick = await openTick(world);
  // A repository without a commit cannot hold the state branch.
  if (tick.snapshot.head === null) return told(finish(tick, null), EMPTY_STATE);
  const rooms = await import('@steward/core/flow/rooms.ts');
  const memory = await rooms.recallMemory(tick);
  if (!memory) return told(finish(tick, null), EMPTY_STATE);
  tick.told.moves.push(askedFor('health'));
  const own = await rooms.lookAtOwn(tick, memory);
  const { lookAtHealth } = await import('@steward/core/flow/monitoring.ts');
  const { looked, look, runs } = await lookAtHealth(tick, memory.ledger);
  const granted = await rooms.grant(tick, memory, { ...NO_WISH, own, health: looked, leavesDaily: true });
  const outcomes = await rooms.finishTakenOver(tick, granted);
  outcomes.push(...(await rooms.carryOut(tick, granted.held, granted.approved)));
  const { ledger } = await rooms.settle(tick, granted.held, outcomes);
  const result = told(finish(tick, { ...granted.held, ledger }), ledger.state);
  const { renderHealthReport } = await import('@steward/core/report/health-report.ts');
  const { cleanSight } = await import('@steward/core/guard/sight.ts');
  const snapshot = cleanSight(tick.snapshot, cleaningOf(tick));
  const scene = { state: ledger.state, config: tick.config, snapshot, runs, unknown: look.unknown };
  return { ...result, summary: `${renderHealthReport(report, scene)}\n${result.summary}` };
}

function told(result: FlowResult, { health }: State): FlowResult {
  const findings = health?.findings ?? [];
  return {
    ...result,
    outputs: { ...result.outputs, status: statusOf(health), findings: JSON.stringify(findings) },
  };
}
