/** The paragraph above an analysis: a model words what rules counted and advise; without one there is none. */
import { gateKey } from '../decide/gate.ts';
import type { Analysis } from '../domain/analysis.ts';
import { UserError } from '../domain/failure.ts';
import { cleanReason } from '../guard/specification.ts';
import type { Worded } from '../report/analysis.ts';
import { readParagraph } from '../think/answers/report.ts';
import { figuresOf } from '../think/figures.ts';
import { draftReport, figuresText, reportQuestion } from '../think/questions/report.ts';
import { askNobody, cleanedFor } from './ask.ts';
import { askerOf } from './asking.ts';
import { instructionsOf } from './instructing.ts';
import { cleaningOf, isOrdered, type Tick } from './tick.ts';

/** Asked at once, and kept: the same figures are not asked about again. What stands against asking is told, and stops nothing. */
export async function wordAnalysis(tick: Tick, analysis: Analysis): Promise<Worded | null> {
  if (analysis.since === null || tick.memory === null || tick.memory.ledger.state.lost !== null) return null;
  try {
    return await worded(tick, analysis);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const why = cleanReason(`${error.message} ${error.remedy}`, cleaningOf(tick));
    tick.told.warnings.push(`No model words the analysis: ${why}`);
    return null;
  }
}

async function worded(tick: Tick, analysis: Analysis): Promise<Worded | null> {
  const ask = await askerOf(tick, { urgent: true, ordered: isOrdered(tick, 'analyze') });
  if (ask === askNobody) return null;
  const instructions = await instructionsOf(tick, 'report');
  const figures = figuresOf(analysis);
  const cleaned = await cleanedFor(tick, draftReport(figures, instructions));
  const key = gateKey({
    ...{ purpose: 'report', fingerprints: [figuresText(figures)], tasks: [], goals: [], version: instructions.version },
    settings: { egress: tick.config.egress, chain: tick.config.models.report.chain },
  });
  const question = reportQuestion(cleaned, figures, { key });
  const said = question ? (await ask([question], cleaned)).get(key) : undefined;
  if (said === undefined) return null;
  const paragraph = readParagraph(said.value, figures);
  if (paragraph !== null) return { text: cleanReason(paragraph, cleaningOf(tick)), model: said.model };
  tick.told.warnings.push(
    'A paragraph of a model is left out: it has other words than it was asked for, or does not name its figures.',
  );
  return null;
}
