/** Who ordered a person's issue to be taken up, and may. */
import { adoptionId, adoptionPrint } from '../domain/adoption.ts';
import { type Call, mayCommand } from '../domain/command.ts';
import type { IssueReport } from '../domain/issue-report.ts';
import type { Ledger } from '../domain/state.ts';
import { identitiesOf, type Tick } from './tick.ts';

/**
 * The newest order of somebody with write access to take it up: on the dashboard, as the ledger has it, or by a label,
 * as the issue's own history has it.
 */
export async function orderOn(
  tick: Tick,
  { state, tasks, rejected }: Ledger,
  report: IssueReport,
  roles: Map<string, boolean>,
): Promise<Call | null> {
  const { task, approved } = tick.config.labels;
  const identities = identitiesOf(tick, state);
  const end = rejected[adoptionPrint(report.number)];
  // What was ordered before a run was taken back, or the task ended, is over with it.
  const over = end?.reason === 'undone' || end?.reason === 'cancelled' ? end : null;
  const calls: Call[] = [tasks[adoptionId(report.number)]?.approved ?? []].flat();
  for (const label of [approved, task]) {
    if (!report.labels.includes(label)) continue;
    const { by, at = '' } = report.labelled.findLast((event) => event.label === label) ?? {};
    if (by === undefined || identities.includes(by) || Date.parse(at) <= Date.parse(over?.at ?? '')) continue;
    if (!roles.has(by)) roles.set(by, mayCommand(await tick.world.reader.role(by)));
    if (roles.get(by)) calls.push({ by, at });
  }
  return calls.sort((a, b) => Date.parse(b.at) - Date.parse(a.at))[0] ?? null;
}
