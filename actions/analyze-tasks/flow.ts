/** How the work went in a window of time: read from memory, counted, told. Nothing is written but what a model costs that words it. */
import { USUAL_DAYS } from '@steward/core/domain/analysis.ts';
import { type FlowResult, finish } from '@steward/core/flow/reporting.ts';
import { askedFor, holdLedger, openTick, type Tick } from '@steward/core/flow/tick.ts';
import type { Held } from '@steward/core/record/transaction.ts';
import type { World } from '@steward/core/runtime/world.ts';
import type { AnalysisInputs } from './inputs.ts';

export async function analyzeTasksAlone(world: World, { days, hours }: AnalysisInputs): Promise<FlowResult> {
  const tick = await openTick(world);
  tick.told.moves.push(askedFor('analyze'));
  const { inheritSettings } = await import('@steward/core/flow/inheriting.ts');
  await inheritSettings(tick);
  // Without a branch there is nothing to hold, and holding would make one.
  const held = tick.snapshot.ledger === null ? null : await holdLedger(tick);
  if (tick.damage !== null) tick.told.warnings.push(`Memory cannot be read (${tick.damage}): nothing is counted.`);
  tick.memory = held;
  const { analysis, textOf } = await analysed(tick, held, hours ?? days * 24);
  const { wordAnalysis } = await import('@steward/core/flow/wording-analysis.ts');
  const text = textOf(analysis, await wordAnalysis(tick, analysis));
  const { advice, ...metrics } = analysis;
  const result = finish(tick, held);
  const outputs = {
    ...{ ...result.outputs, status: metrics.status, report: text },
    ...{ metrics: JSON.stringify(metrics), recommendations: JSON.stringify(advice) },
  };
  return { ...result, outputs, summary: `${text}\n${result.summary}` };
}

/** For the cycle, once a week and on request: its own summary comes first, and no model words it. */
export async function finishWithAnalysis(tick: Tick, held: Held): Promise<FlowResult> {
  const { analysis, textOf } = await analysed(tick, held, USUAL_DAYS * 24);
  const result = finish(tick, held);
  return { ...result, summary: `${result.summary}\n${textOf(analysis)}` };
}

async function analysed(tick: Tick, held: Held | null, hours: number) {
  const { analyzeWork, analysisText } = await import('@steward/core/flow/analysing.ts');
  const { config, snapshot, ledgers, state } = tick;
  const analysis = await analyzeWork({
    ...{ reader: ledgers.reader, oid: held?.oid ?? null, ledger: held?.ledger ?? { state, tasks: {} } },
    ...{ now: held?.at ?? snapshot.now, hours, config, isPrivate: snapshot.repository.private },
  });
  return { analysis, textOf: analysisText };
}
