/** When a run looks at how Steward is set up, and how that is remembered. */
import type { LedgerEvent } from '../domain/event.ts';
import type { Finding } from '../domain/set-up.ts';
import type { State } from '../domain/state.ts';
import type { Tick } from './tick.ts';

/** Once a day, and when the owner changed something: the checks, and what reads workflows, are loaded then. */
export async function lookAtSetUp(tick: Tick): Promise<void> {
  if (!tick.news.daily && !(tick.state.installed !== null && tick.news.settingsChanged)) return;
  await (await import('./doctoring.ts')).examineSetUp(tick);
}

const MOST = 10;

/** Remembered by its ids alone: what names say is anybody's, and what is remembered is published. */
export function setUpEvents(found: readonly Finding[] | null, { setUp }: State): LedgerEvent[] {
  if (found === null) return [];
  const ids = [...new Set(found.map(({ id }) => id))].slice(0, MOST);
  return ids.join() === setUp.join() ? [] : [{ kind: 'examined', findings: ids }];
}
