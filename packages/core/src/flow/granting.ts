/** The one transaction before acting: what was seen is noted, what was granted is reserved, what was refused is kept. */
import { applyAll } from '../domain/apply.ts';
import { canonical } from '../domain/digest.ts';
import type { LedgerEvent } from '../domain/event.ts';
import { TIMES } from '../domain/intent.ts';
import { isDueAgain, WORDING_ROLES } from '../domain/postponed.ts';
import type { Approved, Proposal, Refusal } from '../domain/proposal.ts';
import { quietUntil } from '../domain/quiet-hours.ts';
import { goalsOf } from '../domain/snapshot.ts';
import type { Ledger } from '../domain/state.ts';
import { type Court, type Judgement, judge } from '../guard/judge.ts';
import { cleanName } from '../guard/sight.ts';
import { askingEvents, leaseEvents } from '../record/leasing.ts';
import { intentsOf, reserveEvents } from '../record/reservation.ts';
import { type Held, hold, isBlank, transactWith } from '../record/transaction.ts';
import { adoptionEvents, adoptionProposals } from './adoption.ts';
import { needsOf, withinLimits } from './bounding.ts';
import type { Compacting } from './compacting.ts';
import { healthKept, healthProposals } from './health-issue.ts';
import { labelProposals, labelsToMake, MOST_LABELLED, withoutIdleLabels } from './labelling.ts';
import { notice } from './noticing.ts';
import { mergedUnreviewed } from './returning.ts';
import { type Block, type Blocks, isShared, NO_BLOCKS, settleBlocks, takeBlocks } from './sharing.ts';
import { suggestionDone, suggestionEvents } from './suggesting.ts';
import { cleaningOf, identitiesOf, type Tick } from './tick.ts';
import { closingProposals, reopeningProposals, type Wish } from './wish.ts';

export interface Grant {
  held: Held;
  /** In the order in which they are to be carried out. */
  approved: Approved[];
  /** Subjects whose claim was taken over from another run: to be listed before they are created. */
  takenOver: string[];
}

/** Reserves what guard grants on the ledger as it is at the moment of the commit. */
export async function grant(tick: Tick, from: Held, wish: Wish): Promise<Grant> {
  // Whoever asked models wrote the ledger meanwhile.
  const base = await recent(tick, tick.memory ?? from);
  tick.blocks = isShared(tick) ? await takeBlocks(tick, needsFrom(deliberate(tick, base, wish))) : NO_BLOCKS;
  // The branch vanished while this run was working: what was known is not, and nothing may be decided from that.
  const isGone = (held: Held): boolean => isBlank(held.ledger) && !isBlank(from.ledger);
  const decide = (held: Held): Granted => (isGone(held) ? nothingGranted(tick, held) : grantOn(tick, held, wish));
  const upkeep = tick.news.daily && !wish.leavesDaily ? await compacted(tick, base) : null;
  const { held, events, judged, unused, blocks, stoodOn } = await transactWith(tick.ledgers, decide, base, upkeep);
  tick.blocks = blocks;
  await settleBlocks(tick, unused);
  tick.told.events += events.length;
  if (upkeep && events.length > 0 && stoodOn === upkeep.oid) tick.told.warnings.push(...upkeep.warnings);
  tick.told.done.push(...events.flatMap((event) => suggestionDone(event, from)));
  tick.told.warnings.push(...mergedUnreviewed(events));
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

/** A decision on one head of the ledger. */
interface Granted {
  events: LedgerEvent[];
  judged: Judgement;
  unused: Block[];
  blocks: Blocks;
  stoodOn: string;
}

const nothingGranted = ({ blocks }: Tick, { oid }: Held): Granted => ({
  ...{ events: [], judged: { approved: [], refused: [] }, unused: [...blocks.values()], blocks, stoodOn: oid },
});

function grantOn(tick: Tick, held: Held, wish: Wish): Granted {
  const { before, ledger, refused, judged: wanted } = deliberate(tick, held, wish);
  const elsewhere = { blocks: tick.blocks, isShared: isShared(tick) };
  const bounded = withinLimits(wanted, ledger, tick.config, held.at, elsewhere);
  const judged = { approved: bounded.approved, refused: [...refused, ...bounded.refused] };
  // While Steward is paused nothing new is suggested, and what is suggested stays as it is.
  const looked = wish.generated && !ledger.state.paused;
  const after = [
    ...(looked ? suggestionEvents(ledger, judged.approved, wish, tick.config.caps.suggestions) : []),
    ...reserveEvents({ ...held, ledger }, judged.approved, tick.world.run),
    ...leaseEvents({ ...held, ledger }, judged.approved, tick.world.run),
    ...askingEvents({ ...held, ledger }, judged.approved),
    ...bounded.events,
    ...putOffEvents(tick, wish, judged.refused),
    ...labelsLeft(tick, ledger, judged.approved),
    ...healthKept(tick, ledger),
    ...(looked ? generatedEvent(tick, ledger, held.at) : []),
  ];
  const events = [...before, ...after];
  const isKept = judged.refused.length > 0 && events.length > 0;
  const told: LedgerEvent[] = isKept ? [{ kind: 'refused', refusals: judged.refused }] : [];
  const { unused, blocks } = bounded;
  return { events: [...events, ...told], judged, unused, blocks, stoodOn: held.oid };
}

const needsFrom = ({ judged, ledger }: ReturnType<typeof deliberate>) => needsOf(judged.approved, ledger);

/** What was seen, what people and plans mean, and guard's judgement on the ledger as it is after that. */
function deliberate(tick: Tick, held: Held, wish: Wish) {
  const seen = notice(tick, held, wish);
  const found = peopleEvents(tick, { ...held, ledger: applyAll(held.ledger, seen, held.at) }, wish);
  const met = [...seen, ...found.events];
  const planned = planEvents(tick, { ...held, ledger: applyAll(held.ledger, met, held.at) }, wish);
  const before = [...met, ...planned.events, ...healthEvents(wish)];
  const ledger = applyAll(held.ledger, before, held.at);
  return { before, ledger, refused: [...found.refused, ...planned.refused], judged: judgeAll(tick, ledger, wish) };
}

/** Loaded here: a run in a day needs it. */
async function compacted(tick: Tick, base: Held): Promise<Compacting | null> {
  const { compactEvents } = await import('./compacting.ts');
  return compactEvents(tick, base);
}

/** What people's issues mean for the ledger, each judged before it is noted. */
function peopleEvents(tick: Tick, { ledger, at }: Held, wish: Wish): { events: LedgerEvent[]; refused: Refusal[] } {
  if (!wish.people) return { events: [], refused: [] };
  const judgeThem = (seen: Ledger, proposals: readonly Proposal[]) =>
    judge(proposals, courtOf(tick, seen, wish, new Set()), wish.secrets);
  return adoptionEvents(
    { tick, at, secrets: wish.secrets, settles: !wish.generated, judge: judgeThem },
    ledger,
    wish.people,
  );
}

/** What a look at plans means for the ledger: stories that a person approved, each judged before it is noted. */
function planEvents(tick: Tick, { ledger, at }: Held, wish: Wish): { events: LedgerEvent[]; refused: Refusal[] } {
  const judgeThem = (seen: Ledger, proposals: readonly Proposal[]) =>
    judge(proposals, courtOf(tick, seen, wish, new Set()), wish.secrets);
  return wish.plans?.eventsOn(ledger, at, judgeThem) ?? { events: [], refused: [] };
}

const healthEvents = ({ health }: Wish): LedgerEvent[] => (health ? [{ kind: 'health-checked', ...health }] : []);

/** The act window counts from the read before the reserve: after long work on evidence, the ledger is read again. */
const recent = async (tick: Tick, from: Held): Promise<Held> =>
  tick.world.clock.elapsed() - from.elapsed > TIMES.act / 6 ? hold(tick.ledgers) : from;

/** What could not be looked for is due again, and so is what people sleep through, in the hour in which they are up. */
function putOffEvents(tick: Tick, wish: Wish, refused: readonly Refusal[]): LedgerEvent[] {
  if (wish.putOff !== undefined) return [{ kind: 'put-off', retryAfter: wish.putOff }];
  const until = quietUntil(tick.snapshot.now, tick.config['quiet-hours']);
  const waits = wish.sleeps === true || refused.some(({ policy }) => policy === 'quiet-hours');
  if (until === null || !waits) return [];
  return [{ kind: 'put-off', retryAfter: Date.parse(until) - Date.parse(tick.snapshot.now) }];
}

/** Whose labels this run has no time for follow in the next, as long as it gets through with some. */
const labelsLeft = (tick: Tick, ledger: Ledger, approved: readonly Approved[]): LedgerEvent[] =>
  approved.some(({ kind }) => kind === 'set-labels') && labelProposals(tick, ledger).length > MOST_LABELLED
    ? [{ kind: 'put-off', retryAfter: 0 }]
    : [];

/** Guard's judgement on what is wanted and on what follows from it: the label first, extra copies last. */
function judgeAll(tick: Tick, ledger: Ledger, wish: Wish): Judgement {
  const links = wish.related?.linksOn(ledger) ?? [];
  const labelled = labelProposals(tick, ledger).slice(0, MOST_LABELLED);
  const people = wish.adopts ? adoptionProposals(tick, ledger) : [];
  const health = healthProposals(tick, ledger);
  const wanted = [
    ...[...people, ...wish.proposals, ...links, ...labelled, ...health],
    ...closingProposals(ledger),
    ...reopeningProposals(ledger),
  ];
  const proposals = [...labelsToMake(wanted, tick.config.labels), ...wanted];
  const judged = judge(proposals, courtOf(tick, ledger, wish, new Set()), wish.secrets);
  return { ...judged, approved: withoutIdleLabels(judged.approved) };
}

/** What guard judges with. `held`: subjects whose claim this run holds already. */
export function courtOf(tick: Tick, ledger: Ledger, wish: Wish, held: ReadonlySet<string>): Court {
  const { repository, head } = tick.snapshot;
  return {
    ledger,
    config: tick.config,
    mode: tick.mode,
    now: tick.snapshot.now,
    repository,
    titles: wish.titles,
    paths: wish.paths,
    held,
    stateBranch: tick.world.settings.ledgerBranch,
    identities: identitiesOf(tick, ledger.state),
    frame: { branch: cleanName(repository.branch ?? '', cleaningOf(tick)), head: head?.oid ?? '', url: repository.url },
    cleaning: cleaningOf(tick),
  };
}

function generatedEvent(tick: Tick, ledger: Ledger, at: string): LedgerEvent[] {
  const { revision, generated } = ledger.state;
  const { head } = tick.snapshot;
  const goals = goalsOf(tick.snapshot);
  const now = { head: head?.oid ?? null, goals, revision, day: at.slice(0, 10) };
  const isAgain = isDueAgain(ledger.state.postponed, WORDING_ROLES, at);
  const known = generated && canonical(generated) === canonical(now) && !isAgain;
  return known ? [] : [{ kind: 'generated', ...now }];
}
