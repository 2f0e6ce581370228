/** `steward report`: how Steward itself does, as monitor-health tells it; read from memory and from its runs, writing nothing. */
import { agentsOf } from '@steward/core/domain/agent-settings.ts';
import { type HealthReport, statusOf } from '@steward/core/domain/health.ts';
import { remedyOf } from '@steward/core/domain/health-remedies.ts';
import { later } from '@steward/core/domain/intent.ts';
import type { Known } from '@steward/core/domain/remote.ts';
import { EMPTY_STATE } from '@steward/core/domain/state.ts';
import type { OwnRun } from '@steward/core/domain/vitals.ts';
import { cleanSight } from '@steward/core/guard/sight.ts';
import { cleanReason } from '@steward/core/guard/specification.ts';
import { renderHealthReport } from '@steward/core/report/health-report.ts';
import { type LookOptions, look, print } from '../looking.ts';
import { markdownLines } from '../markdown-lines.ts';
import { type RealRepository, type Remembered, recall } from '../real-repository.ts';
import { minute } from '../status-lines.ts';
import type { Surroundings } from '../surroundings.ts';
import { paintOn, wrapOn } from '../terminal.ts';

export interface ReportOptions extends LookOptions {
  workflow: string;
}

const WEEK = 7 * 86_400_000;

export const showReport = (report: HealthReport, options: ReportOptions, around: Surroundings): Promise<number> =>
  look(options, around, async (repository) => {
    const remembered = await recall(repository);
    const told = await tell(report, repository, { remembered, workflow: options.workflow });
    const { out } = around.screens;
    const [paint, wrap] = [paintOn(out, around.environment), wrapOn(out)];
    print(around, options.json, told, () => [
      ...wrap(lookedLine(told)).map((line) => paint('dim', line)),
      ...markdownLines(told.text, paint, wrap),
    ]);
    return 0;
  });

const lookedLine = ({ repository, at }: { repository: string; at: string | null }): string =>
  at === null ? `${repository}: nobody looked at its health yet` : `${repository}: as seen at ${minute(at)}`;

async function tell(
  report: HealthReport,
  { world }: RealRepository,
  { remembered, workflow }: { remembered: Remembered; workflow: string },
) {
  const { overview, config, state: kept } = remembered;
  const state = kept ?? EMPTY_STATE;
  const { settings, secrets } = world;
  const context = { repository: settings.repository, server: settings.serverUrl, secrets };
  const found = await world.reader.remote.ownRuns(workflow, later(overview.now, -WEEK));
  const runs: Known<OwnRun[]> =
    found.kind === 'known' ? found : { kind: 'unknown', reason: cleanReason(found.reason, context) };
  const unknown = (state.health?.unknown ?? []).map((check) => ({ check, reason: 'not to be seen at that look' }));
  const snapshot = cleanSight(overview, context);
  const findings = (state.health?.findings ?? []).map((one) => ({ ...one, remedy: remedyOf(one.check) }));
  return {
    ...{ repository: settings.repository, report, at: state.health?.at ?? null, status: statusOf(state.health) },
    ...{ findings, unknown: unknown.map(({ check }) => check), paused: state.paused, lost: state.lost !== null },
    runs: runs.kind === 'known' ? countsOf(runs.value) : { unknown: runs.reason },
    counts: state.counts,
    agents: agentsOf(config).map(({ name }) => name),
    text: renderHealthReport(report, { state, config, snapshot, runs, unknown }),
  };
}

const countsOf = (runs: readonly OwnRun[]) => ({
  seen: runs.length,
  failed: runs.filter(({ conclusion }) => conclusion !== 'success').length,
});
