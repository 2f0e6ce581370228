/** Events applied to the ledger: pure, total over the kinds. Replaying all events gives the state. */
import { APPLIERS } from './appliers.ts';
import { Draft } from './draft.ts';
import type { LedgerEvent, RecordedEvent } from './event.ts';
import { dueOf } from './lease.ts';
import type { Ledger, State } from './state.ts';
import { lookedAtFrom } from './thinking.ts';
import { dayOf, weekOf } from './time.ts';

/** Applies one event. Throws on an event that cannot follow the state: a defect, never bad input. */
export const apply = (ledger: Ledger, event: LedgerEvent, at: string): Ledger => applyAll(ledger, [event], at);

/** Applies the events of one transaction, in order. */
export function applyAll(ledger: Ledger, events: Iterable<LedgerEvent>, at: string): Ledger {
  const replay = new Replay(ledger);
  for (const event of events) replay.add(event, at);
  return replay.ledger();
}

/** Replays recorded events. */
export function replay(events: Iterable<RecordedEvent>, from: Ledger): Ledger {
  const past = new Replay(from);
  for (const event of events) past.add(event, event.at);
  return past.ledger();
}

type Applier = (draft: Draft, event: LedgerEvent, at: string) => void;
/** A map takes a text that was read just now for a key much sooner than an object does. */
const APPLIER_OF = new Map(Object.entries(APPLIERS)) as Map<string, Applier>;

/** A replay that goes on: what an event costs depends neither on how many came before it nor on the size of the ledger. */
export class Replay {
  /** The ledger so far; null while there are events that it does not know. */
  #known: Ledger | null;
  readonly #draft: Draft;
  /** Time and day of the last event: those of one transaction share them. */
  #at = '';
  #day = '';

  constructor(from: Ledger) {
    this.#known = from;
    this.#draft = new Draft(from);
  }

  add(event: LedgerEvent, at: string): void {
    const draft = this.#draft;
    const applier = APPLIER_OF.get(event.kind) as Applier;
    this.#known = null;
    if (at !== this.#at) this.#rollWindows(at);
    applier(draft, event, at);
  }

  /** The ledger after the events so far; later ones leave it as it is. */
  ledger(): Ledger {
    if (this.#known !== null) return this.#known;
    const ledger = this.#draft.ledger();
    // It follows from all the rest, so it is worked out once at the end and not after each event.
    this.#known = { ...ledger, state: { ...ledger.state, nextDue: nextDueOf(ledger.state) } };
    return this.#known;
  }

  #rollWindows(at: string): void {
    this.#at = at;
    // No event changes the day of the windows but by what this does.
    if (this.#day !== '' && at.startsWith(this.#day)) return;
    const today = dayOf(at);
    this.#day = today;
    const week = weekOf(at);
    const { claims, state } = this.#draft;
    const { windows } = state;
    const isSameDay = windows.day === today;
    const isSameWeek = windows.week === week;
    if (isSameDay && isSameWeek) return;
    // What is held counts in the new window too: it may still be sent there, and a release takes it back from there.
    const held = claims.size > 0 ? claims.values() : [];
    state.windows = {
      day: today,
      opened: isSameDay ? windows.opened : held.filter((claim) => claim.kind === 'open-issue').length,
      week,
      notifications: isSameWeek ? windows.notifications : held.length,
    };
  }
}

function nextDueOf(state: State): string | null {
  const times = Object.values(state.claims).map((claim) => claim.expires);
  if (state.lost) times.push(state.lost.until);
  else if (state.daily) times.push(state.daily);
  if (!state.lost) times.push(...Object.values(state.money?.holds ?? {}).map((hold) => hold.expires));
  if (state.retryAt && !state.lost) times.push(state.retryAt);
  if (isUnfinished(state) && state.watermark) times.push(state.watermark);
  if (state.unshown && !state.lost) times.push(state.unshown);
  if (!state.lost) times.push(...leaseTimes(state));
  if (state.health?.due && !state.lost) times.push(state.health.due);
  if (!state.lost) times.push(...batchTimes(state));
  if (!state.lost && !state.paused) times.push(...Object.values(state.plans ?? {}).flatMap(({ due }) => due ?? []));
  if (state.handOffDue && !state.lost && !state.paused) times.push(state.handOffDue);
  if (!state.lost && !state.paused) times.push(...reviewTimes(state));
  return times.sort()[0] ?? null;
}

/** A pull request that changed is looked at as soon as may be. */
const reviewTimes = ({ reviews, watermark }: State): string[] =>
  Object.values(reviews)
    .filter(({ wanted }) => wanted)
    .flatMap(({ stale, due }) => (stale ? [watermark ?? due] : [due]))
    .filter((time) => time !== null);

/** Whether it was sent is found out soon; what was sent is looked at by runs as they come, and given up in the end. */
const batchTimes = ({ batches = {} }: State): string[] =>
  Object.values(batches).map((batch) => (batch.id === null ? lookedAtFrom(batch) : batch.until));

const leaseTimes = ({ leases }: State): string[] =>
  Object.values(leases)
    .map(dueOf)
    .filter((time) => time !== null);

/** What a run began and another has to end, as soon as there is one. */
const isUnfinished = ({ closing, orders, undoing, leaving }: State): boolean =>
  closing.length > 0 || orders.missed || undoing !== null || leaving !== null;
