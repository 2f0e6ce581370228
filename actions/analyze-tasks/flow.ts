/** How the work went in a window of time: read from memory, counted, told. Nothing is written anywhere. */
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
  const { text, ...outputs } = await tellAnalysis(tick, held, hours ?? days * 24);
  const result = finish(tick, held);
  return { ...result, outputs: { ...result.outputs, ...outputs, report: text }, summary: `${text}\n${result.summary}` };
}

/** For the cycle, once a week and on request: its own summary comes first. */
export async function finishWithAnalysis(tick: Tick, held: Held): Promise<FlowResult> {
  const { text } = await tellAnalysis(tick, held, USUAL_DAYS * 24);
  const result = finish(tick, held);
  return { ...result, summary: `${result.summary}\n${text}` };
}

interface Told {
  text: string;
  status: string;
  metrics: string;
  recommendations: string;
}

async function tellAnalysis(tick: Tick, held: Held | null, hours: number): Promise<Told> {
  const { analyzeWork, analysisText } = await import('@steward/core/flow/analysing.ts');
  const { config, snapshot, ledgers, state } = tick;
  const { advice, ...metrics } = await analyzeWork({
    ...{ reader: ledgers.reader, oid: held?.oid ?? null, ledger: held?.ledger ?? { state, tasks: {} } },
    ...{ now: held?.at ?? snapshot.now, hours, config, isPrivate: snapshot.repository.private },
  });
  return {
    text: analysisText({ ...metrics, advice }),
    status: metrics.status,
    metrics: JSON.stringify(metrics),
    recommendations: JSON.stringify(advice),
  };
}
