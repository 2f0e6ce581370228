/** `steward analyze`: how the work went in a window of time, as analyze-tasks tells it; read from memory, writing nothing. */

import { EMPTY_STATE } from '@steward/core/domain/state.ts';
import { analysisText, analyzeWork } from '@steward/core/flow/analysing.ts';
import { type LookOptions, look, print } from '../looking.ts';
import { markdownLines } from '../markdown-lines.ts';
import { type RealRepository, recall } from '../real-repository.ts';
import type { Surroundings } from '../surroundings.ts';
import { paintOn, wrapOn } from '../terminal.ts';

export interface AnalyzeOptions extends LookOptions {
  days: number;
  /** In place of days. */
  hours?: number;
}

export const showAnalysis = (options: AnalyzeOptions, around: Surroundings): Promise<number> =>
  look(options, around, async (repository) => {
    const { out } = around.screens;
    const analysis = await analysisOf(repository, options.hours ?? options.days * 24);
    const [paint, wrap] = [paintOn(out, around.environment), wrapOn(out)];
    const columns = out.isTerminal ? out.columns : Number.POSITIVE_INFINITY;
    print(around, options.json, { repository: repository.world.settings.repository, ...analysis }, () =>
      markdownLines(analysisText(analysis), paint, wrap, columns),
    );
    return 0;
  });

async function analysisOf(repository: RealRepository, hours: number) {
  const { overview, config, state, tasks } = await recall(repository);
  return analyzeWork({
    reader: repository.world.ledger.reader,
    oid: state === null ? null : (overview.ledger?.oid ?? null),
    ledger: { state: state ?? EMPTY_STATE, tasks: Object.fromEntries(tasks.map((task) => [task.id, task])) },
    ...{ now: overview.now, hours, config, isPrivate: overview.repository.private },
  });
}
