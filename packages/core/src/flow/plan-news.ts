/** Issues that are to be planned, noted whichever move this run makes, so that none is lost. */
import type { LedgerEvent } from '../domain/event.ts';
import { isToBePlanned } from '../domain/planning-settings.ts';
import type { Ledger } from '../domain/state.ts';
import type { Tick } from './tick.ts';

/** Changed issues that are epics by their type: one request, where the configuration names one and anything changed. */
export async function epicsAmong({ config, news, world }: Tick): Promise<ReadonlySet<number>> {
  const { enabled, 'epic-type': type } = config.planning;
  const open = news.foreign.filter((stub) => stub.kind === 'issue' && stub.open && !isToBePlanned(stub.labels, config));
  if (!enabled || type === undefined || open.length === 0) return new Set();
  const { issues } = await world.reader.relations(open.map(({ number }) => number));
  return new Set(issues.flatMap((issue) => (isNamed(issue.type, type) ? [issue.number] : [])));
}

export const isNamed = (name: string | null, type: string | undefined): boolean =>
  name !== null && name.toLowerCase() === type?.toLowerCase();

/** What changed of them is looked at; whether it still is to be planned is told there. */
export function planNews(tick: Tick, { state }: Ledger): LedgerEvent[] {
  const { config, news, epics } = tick;
  if (!config.planning.enabled) return [];
  return news.foreign
    .filter(({ kind }) => kind === 'issue')
    .filter(({ number, open, labels }) =>
      state.plans?.[number] ? true : open && (isToBePlanned(labels, config) || epics.has(number)),
    )
    .map(({ number }) => ({ kind: 'plan-wanted', number }));
}
