/** Watching agents: what can be seen of the tasks they have in hand, and what follows for their leases. */
import { endingEvents } from '../decide/hand-off/aftermath.ts';
import { type Meaning, meaningOf } from '../decide/hand-off/signs.ts';
import { isOthers } from '../decide/review/belonging.ts';
import { agentsOf } from '../domain/agent-settings.ts';
import type { LedgerEvent } from '../domain/event.ts';
import { branchOf, type Ending, type Lease } from '../domain/lease.ts';
import type { Sights, Watched } from '../domain/sight.ts';
import type { Ledger, State } from '../domain/state.ts';
import { cleanReason } from '../guard/specification.ts';
import { cleaningOf, identitiesOf, type Tick } from './tick.ts';

/** Reads the signs of all live leases; writes nothing. */
export async function watchAgents(tick: Tick): Promise<Sights | null> {
  const leases = Object.values(tick.state.leases);
  return leases.length === 0 ? null : tick.world.reader.sights(leases.map(watchedOf));
}

/** What came back waits for its review; its run matters again when that asks for changes. */
function watchedOf(lease: Lease): Watched {
  const { number, kind, handed, at, pull, sentBack } = lease;
  const isAwaited = kind === 'workflow' && (pull === null || sentBack !== undefined);
  const ref = handed === null || handed.ref === '' ? null : handed.ref;
  return {
    number,
    comment: kind === 'mention' ? ref : null,
    branch: branchOf(lease),
    dispatched: isAwaited ? { at, run: ref } : null,
    eyed: kind === 'copilot',
  };
}

/** Whether what was seen means anything for a lease as the first request found it. */
export const hasMeaning = (tick: Tick, sights: Sights): boolean =>
  Object.values(tick.state.leases).some((lease) => meaningFor(tick, tick.state, lease, sights) !== null);

function meaningFor(tick: Tick, { epoch, reviews }: State, lease: Lease, sights: Sights): Meaning | null {
  const agents = agentsOf(tick.config);
  return meaningOf(lease, {
    ...{ sights, reviews, epoch, identities: identitiesOf(tick, tick.state), now: tick.snapshot.now },
    isOthers: (login, holder) => isOthers(login, holder, agents),
  });
}

/** What the ledger notes of its leases. */
export function agentEvents(tick: Tick, ledger: Ledger): LedgerEvent[] {
  const { sights } = tick;
  if (sights === null) return [];
  return Object.values(ledger.state.leases).flatMap((lease) => {
    // A run beside this one may have given the task to somebody else since: what was seen is of whoever had it then.
    if (tick.state.leases[lease.task]?.counter !== lease.counter) return [];
    const meaning = meaningFor(tick, ledger.state, lease, sights);
    return meaning === null ? [] : eventOf(tick, ledger, lease, meaning);
  });
}

function eventOf(tick: Tick, ledger: Ledger, lease: Lease, meaning: Meaning): LedgerEvent[] {
  const { task, counter } = lease;
  if (meaning.kind === 'signed') return [{ kind: 'signed', task, counter }];
  if (meaning.kind === 'handed') return [{ kind: 'handed-over', task, counter, ref: meaning.ref }];
  if (meaning.kind === 'started') {
    const { sign, ref } = meaning;
    return [{ kind: 'started', task, counter, sign, ref: cleanReason(ref, cleaningOf(tick)) }];
  }
  const { ending, hint, by } = meaning;
  if (by !== undefined)
    return task in ledger.tasks ? [{ kind: 'taken', task, by: cleanReason(by, cleaningOf(tick)) }] : [];
  const said = hint === undefined ? {} : { hint: cleanReason(hint, cleaningOf(tick)) };
  return attemptEnds(tick, ledger, lease, { ending, ...said });
}

/** Ends an attempt; what follows is decided by how the ones before went. */
export function attemptEnds(
  { config, snapshot }: Tick,
  { tasks }: Ledger,
  lease: Lease,
  how: { ending: Ending; hint?: string },
): LedgerEvent[] {
  const task = tasks[lease.task];
  return task ? endingEvents(task, lease, { ...how, settings: config['hand-off'], now: snapshot.now }) : [];
}
