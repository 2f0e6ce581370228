/** The one transaction before acting: what was seen is noted, what was granted is reserved, what was refused is kept. */
import { chooseMoves, slotsOf } from '../decide/moves.ts';
import { findNews, hasNews, observedEvent } from '../decide/news.ts';
import { apply } from '../domain/apply.ts';
import { canonical, digest } from '../domain/digest.ts';
import type { LedgerEvent } from '../domain/event.ts';
import { TIMES } from '../domain/intent.ts';
import type { Approved, Proposal, Refusal } from '../domain/proposal.ts';
import { goalsOf, type Stub } from '../domain/snapshot.ts';
import type { Ledger } from '../domain/state.ts';
import type { Done, Move } from '../domain/tick.ts';
import { type Court, judge } from '../guard/judge.ts';
import type { CleaningContext } from '../guard/specification.ts';
import type { SecretFinding } from '../ports.ts';
import { type OwnIssue, ownIssues, reconcile } from '../record/recovery.ts';
import { intentsOf, isCreating, reserveEvents, takeOverEvents } from '../record/reservation.ts';
import { type Held, hold, isBlank, transact } from '../record/transaction.ts';
import { epochOf, identitiesOf, specificationOf, type Tick } from './tick.ts';

/** What the run wants, and what guard needs to judge it. */
export interface Wish {
  /** Foreign issues of Steward, with their markers. */
  own: readonly OwnIssue[];
  proposals: readonly Proposal[];
  titles: readonly Stub[];
  /** Paths of the tree; null when it was not read. */
  paths: ReadonlySet<string> | null;
  secrets: readonly SecretFinding[];
  /** Evidence was gathered: suggestions that it no longer supports are withdrawn. */
  generated: boolean;
}

export interface Grant {
  held: Held;
  /** In the order in which they are to be carried out. */
  approved: Approved[];
  /** Subjects whose claim was taken over from another run: to be listed before they are created. */
  takenOver: string[];
}

export const NO_WISH: Wish = { own: [], proposals: [], titles: [], paths: null, secrets: [], generated: false };

/** Reserves what guard grants on the ledger as it is at the moment of the commit. */
export async function grant(tick: Tick, from: Held, wish: Wish): Promise<Grant> {
  let judged: { approved: Approved[]; refused: Refusal[] } = { approved: [], refused: [] };
  const decide = (held: Held): LedgerEvent[] => {
    judged = { approved: [], refused: [] };
    // The branch vanished while this run was working: what was known is not, and nothing may be decided from that.
    if (isBlank(held.ledger) && !isBlank(from.ledger)) return [];
    const before = housekeeping(tick, held, wish);
    const ledger = before.reduce((current, event) => apply(current, event, held.at), held.ledger);
    judged = judgeAll(tick, ledger, wish);
    const after = [
      ...suggestionEvents(ledger, judged.approved, wish.generated),
      ...reserveEvents({ ...held, ledger }, judged.approved, tick.world.run),
      ...(wish.generated ? generatedEvent(tick, ledger, held.at) : []),
    ];
    const events = [...before, ...after];
    const kept = judged.refused.length > 0 && events.length > 0;
    return kept ? [...events, { kind: 'refused', refusals: judged.refused }] : events;
  };
  const { held, events } = await transact(tick.ledgers, decide, await recent(tick, from));
  tick.told.events += events.length;
  tick.told.done.push(...events.flatMap((event) => suggestionDone(event, from)));
  if (isBlank(held.ledger)) tick.told.warnings.push('Memory disappeared during this run; the next one looks into it.');
  const taken = events.flatMap((event) => (event.kind === 'taken-over' ? [event.intent] : []));
  const intents = intentsOf(held.ledger, tick.world.run);
  // The dashboard is reserved here and written last, when it is known what it has to say.
  const approved = judged.approved.filter((effect) => effect.kind !== 'open-dashboard');
  tick.told.refused.push(...judged.refused);
  return {
    held,
    approved,
    takenOver: [...intents].flatMap(([subject, intent]) => (taken.includes(intent) ? [subject] : [])),
  };
}

/** The act window counts from the read before the reserve: after long work on evidence, the ledger is read again. */
const recent = async (tick: Tick, from: Held): Promise<Held> =>
  tick.world.clock.elapsed() - from.elapsed > TIMES.act / 6 ? hold(tick.ledgers) : from;

/** What a transaction put on the list of suggestions, and what it took off it. */
function suggestionDone(event: LedgerEvent, { ledger }: Held): Done[] {
  if (event.kind === 'suggested') return [{ kind: 'suggested', title: event.specification.title, wrote: true }];
  if (event.kind !== 'withdrawn') return [];
  return [{ kind: 'withdrawn', title: ledger.tasks[event.task]?.title ?? event.task, wrote: true }];
}

/** Guard's judgement on what is wanted and on what follows from it: the label first, extra copies last. */
function judgeAll(tick: Tick, ledger: Ledger, wish: Wish): { approved: Approved[]; refused: Refusal[] } {
  const proposals = [...labelProposal(tick), ...wish.proposals, ...closingProposals(ledger)];
  const judged = judge(proposals, courtOf(tick, ledger, wish, new Set()), wish.secrets);
  if (judged.approved.some(isCreating)) return judged;
  return { ...judged, approved: judged.approved.filter((effect) => effect.kind !== 'create-label') };
}

export function labelProposal(tick: Tick): Proposal[] {
  const name = tick.config.labels.task;
  return [
    {
      kind: 'create-label',
      subject: `label ${name}`,
      name,
      color: '5319e7',
      description: 'Opened or adopted by Steward',
    },
  ];
}

const closingProposals = ({ state }: Ledger): Proposal[] =>
  state.closing.map(({ number, of }) => ({ kind: 'close-copy', subject: digest(`copy ${number}`, 24), number, of }));

/** The dashboard is wanted where there is none and nobody is making one; `open-dashboard` reserves it. */
export function wantsDashboard({ state }: Ledger): Proposal[] {
  const claimed = Object.values(state.claims).some((claim) => claim.subject === 'dashboard');
  return state.dashboard || claimed ? [] : [{ kind: 'open-dashboard', subject: 'dashboard', body: '' }];
}

/** Foreign issues by Steward's identities, read whole: a second look, only where there are any. */
export async function lookAtOwn(tick: Tick, { ledger }: Held): Promise<OwnIssue[]> {
  const numbers = ownStubs(tick).map((stub) => stub.number);
  if (numbers.length === 0) return [];
  const details = await tick.world.reader.details(numbers);
  tick.looked = new Set(details.map((issue) => issue.number));
  return ownIssues(details, identitiesOf(tick, tick.state), ledger);
}

/** What is noted whether or not anything is wanted: the installation, the sight of the world, copies, take-overs. */
function housekeeping(tick: Tick, held: Held, wish: Wish): LedgerEvent[] {
  const events: LedgerEvent[] = [];
  const { state } = held.ledger;
  if (state.installed === null) {
    const identities = identitiesOf(tick, state);
    events.push({ kind: 'installed', epoch: epochOf(tick), baseline: tick.snapshot.head?.oid ?? null, identities });
  }
  const news = findNews(tick.snapshot, state);
  const behind = state.watermark !== null && state.watermark >= tick.snapshot.now;
  if (!behind && (state.installed === null || hasNews(news) || news.due)) {
    events.push(observedEvent(tick.snapshot, tick.config, unread(tick, wish.own)));
  }
  const seen = events.reduce((ledger, event) => apply(ledger, event, held.at), held.ledger);
  events.push(
    ...reconcile(
      seen,
      wish.own,
      (ledger) => hasRoom(tick, ledger),
      (ledger, event) => apply(ledger, event, held.at),
    ),
  );
  events.push(...takeOverEvents(held, tick.world.run).filter((event) => stillClaimed(event, events)));
  return events;
}

const stillClaimed = (event: LedgerEvent, others: readonly LedgerEvent[]): boolean =>
  event.kind === 'taken-over' &&
  !others.some((item) => (item.kind === 'opened' || item.kind === 'dashboard-opened') && item.intent === event.intent);

const hasRoom = (tick: Tick, ledger: Ledger): boolean => ledger.state.counts.open < tick.config.caps['open-tasks'];

/** Foreign issues of Steward whose bodies could not be read yet: they stay news. */
function unread(tick: Tick, own: readonly OwnIssue[]): ReadonlySet<number> {
  const read = new Set(own.map((issue) => issue.number));
  return new Set(
    ownStubs(tick)
      .filter((stub) => !read.has(stub.number) && !tick.looked.has(stub.number))
      .map((stub) => stub.number),
  );
}

/** Foreign issues by one of Steward's identities. */
function ownStubs(tick: Tick): Stub[] {
  const identities = identitiesOf(tick, tick.state);
  return tick.news.foreign.filter((stub) => stub.kind === 'issue' && identities.includes(stub.author));
}

/** What guard judges with. `held`: subjects whose claim this run holds already. */
export function courtOf(tick: Tick, ledger: Ledger, wish: Wish, held: ReadonlySet<string>): Court {
  const { repository, head } = tick.snapshot;
  return {
    ledger,
    config: tick.config,
    mode: tick.mode,
    repository,
    titles: wish.titles,
    paths: wish.paths,
    held,
    frame: { branch: repository.branch ?? '', head: head?.oid ?? '', url: repository.url },
    cleaning: cleaningOf(tick),
  };
}

/** Where cleaned texts will stand, and what must not stand in them. */
export const cleaningOf = ({ snapshot, world }: Tick): CleaningContext => ({
  repository: snapshot.repository.name,
  server: world.settings.serverUrl,
  secrets: world.secrets,
});

function suggestionEvents(ledger: Ledger, approved: readonly Approved[], generated: boolean): LedgerEvent[] {
  if (!generated) return [];
  const wanted = approved.filter((effect) => effect.kind === 'suggest');
  const opening = new Set(approved.filter((effect) => effect.kind === 'open-issue').map((effect) => effect.subject));
  const claimed = new Set(Object.values(ledger.state.claims).map((claim) => claim.subject));
  const gone = Object.values(ledger.tasks).filter(
    (task) =>
      task.status === 'suggested' &&
      !claimed.has(task.id) &&
      !opening.has(task.id) &&
      !wanted.some((effect) => effect.subject === task.id),
  );
  const fresh = wanted.filter((effect) => {
    const known = ledger.tasks[effect.subject];
    return !known || canonical(specificationOf(known)) !== canonical(effect.specification);
  });
  return [
    ...gone.map(
      (task): LedgerEvent => ({ kind: 'withdrawn', task: task.id, reason: 'no longer among the best, or gone' }),
    ),
    ...fresh.map((effect): LedgerEvent => ({ kind: 'suggested', specification: effect.specification })),
  ];
}

function generatedEvent(tick: Tick, ledger: Ledger, at: string): LedgerEvent[] {
  const { revision, generated } = ledger.state;
  const { head } = tick.snapshot;
  const goals = goalsOf(tick.snapshot);
  const now = { head: head?.oid ?? null, goals, revision, day: at.slice(0, 10) };
  return generated && canonical(generated) === canonical(now) ? [] : [{ kind: 'generated', ...now }];
}

/** The moves of this tick, on the ledger as it would be once what was seen is noted. */
export function movesOf(tick: Tick, held: Held, own: readonly OwnIssue[]): { moves: Move[]; ledger: Ledger } {
  const events = housekeeping(tick, held, { ...NO_WISH, own });
  const ledger = events.reduce((current, event) => apply(current, event, held.at), held.ledger);
  const { config, mode, news, snapshot } = tick;
  const situation = {
    state: ledger.state,
    news,
    now: snapshot.now,
    config,
    mode,
    head: snapshot.head?.oid ?? null,
    own: own.length,
  };
  return { moves: chooseMoves(situation), ledger };
}

export const roomOf = (tick: Tick, ledger: Ledger) => slotsOf(ledger.state, tick.config, tick.mode);
