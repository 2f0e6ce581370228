/** One event applied to the ledger: pure, total over the kinds. Replaying all events gives the state. */
import { APPLIERS, withState } from './appliers.ts';
import { canonical } from './digest.ts';
import type { EventKind, LedgerEvent, RecordedEvent } from './event.ts';
import type { Ledger, State } from './state.ts';
import { dayOf, weekOf } from './time.ts';

/** Applies one event. Throws on an event that cannot follow the state: a defect, never bad input. */
export function apply(ledger: Ledger, event: LedgerEvent, at: string): Ledger {
  const applier = APPLIERS[event.kind] as (ledger: Ledger, event: LedgerEvent, at: string) => Ledger;
  const applied = applier({ ...ledger, state: rollWindows(ledger.state, at) }, event, at);
  const next = isShown(ledger.state, applied.state, event) ? withState(applied, { changedAt: at }) : applied;
  return { ...next, state: { ...next.state, nextDue: nextDueOf(next) } };
}

/** Replays recorded events from nothing. */
export function replay(events: readonly RecordedEvent[], from: Ledger): Ledger {
  return events.reduce((ledger, event) => apply(ledger, event, event.at), from);
}

const SHOWN: readonly EventKind[] = [
  'installed',
  'suggested',
  'withdrawn',
  'opened',
  'adopted',
  'moved',
  'rebuilt',
  'paused',
];

/** Whether the event changes what the dashboard shows. */
function isShown(before: State, after: State, event: LedgerEvent): boolean {
  if (event.kind !== 'observed') return SHOWN.includes(event.kind);
  return before.checks !== after.checks || canonical(before.deployments) !== canonical(after.deployments);
}

function rollWindows(state: State, at: string): State {
  const { day, week, ...counts } = state.windows;
  const today = dayOf(at);
  const thisWeek = weekOf(at);
  if (day === today && week === thisWeek) return state;
  // What is held counts in the new window too: it may still be sent there, and a release takes it back from there.
  const held = Object.values(state.claims);
  return {
    ...state,
    windows: {
      day: today,
      opened: day === today ? counts.opened : held.filter((claim) => claim.kind === 'open-issue').length,
      week: thisWeek,
      notifications: week === thisWeek ? counts.notifications : held.length,
    },
  };
}

function nextDueOf({ state }: Ledger): string | null {
  const times = Object.values(state.claims).map((claim) => claim.expires);
  if (state.lost) times.push(state.lost.until);
  else if (state.daily) times.push(state.daily);
  if (state.retryAt && !state.lost) times.push(state.retryAt);
  if (state.closing.length > 0 && state.watermark) times.push(state.watermark);
  return times.sort()[0] ?? null;
}
