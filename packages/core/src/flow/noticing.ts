/** What a tick notes of the world before it wants anything, and the moves that follow from it. */
import { chooseMoves, type Slots, slotsOf } from '../decide/moves.ts';
import { findNews, hasNews, observedEvent } from '../decide/news.ts';
import type { Linking } from '../decide/review/linking.ts';
import { missedEnds, pullEvents, revertEvents, upkeepEvents } from '../decide/review/pull-events.ts';
import { apply, applyAll } from '../domain/apply.ts';
import { recordedComment } from '../domain/comment.ts';
import type { LedgerEvent } from '../domain/event.ts';
import { expiredSpending } from '../domain/money/expiry.ts';
import type { PullDetail } from '../domain/pull-request.ts';
import { quietUntil } from '../domain/quiet-hours.ts';
import type { Stub } from '../domain/snapshot.ts';
import { unlinked, watchedNumbers } from '../domain/standing.ts';
import type { Ledger } from '../domain/state.ts';
import { isOpen } from '../domain/task.ts';
import type { Move } from '../domain/tick.ts';
import { type OwnIssue, ownIssues, reconcile } from '../record/recovery.ts';
import { takeOverEvents } from '../record/reservation.ts';
import type { Held } from '../record/transaction.ts';
import { standingIssues, takenBy } from './adoption.ts';
import { answerEvents } from './answering.ts';
import { isBacklogDue, reportedStubs } from './choosing.ts';
import { followed, orderEvents, readOrders } from './commanding.ts';
import { deadlineEvents, waitingFor } from './escalating.ts';
import { setUpEvents } from './examined.ts';
import { choiceOn, givenUp } from './handing-off.ts';
import { heardEvents, listen } from './listening.ts';
import { endedIssues, unreadIssues } from './people.ts';
import { epicsAmong, planNews } from './plan-news.ts';
import { cleanedEvent, inspectOwn } from './reading-back.ts';
import { epochOf, identitiesOf, type Tick } from './tick.ts';
import { agentEvents } from './watching.ts';
import { approvedProposals, NO_WISH, type Wish } from './wish.ts';

/** Open tasks whose issues the daily look asks for: deleted or transferred ones would hold their places for ever. */
const MOST_ASKED = 200;

/** Foreign issues by Steward's identities, read whole, and what people said on tasks: a second look, only where there are any. */
export async function lookAtOwn(tick: Tick, held: Held): Promise<OwnIssue[]> {
  await listen(tick, held);
  tick.epics = await epicsAmong(tick);
  const { ledger } = held;
  const numbers = ownStubs(tick).map((stub) => stub.number);
  const asked = tick.news.daily ? openNumbers(ledger).slice(0, MOST_ASKED) : [];
  if (numbers.length + asked.length === 0) {
    tick.orders = await readOrders(tick, held, []);
    return [];
  }
  const details = await tick.world.reader.details([...new Set([...numbers, ...asked])]);
  tick.looked = new Set(details.map((issue) => issue.number));
  tick.gone = new Set(asked.filter((number) => !tick.looked.has(number)));
  tick.asked = details.filter(({ number }) => asked.includes(number));
  const foreign = details.filter((issue) => numbers.includes(issue.number));
  const own = ownIssues(foreign, identitiesOf(tick, tick.state), ledger);
  tick.inspected = await inspectOwn(tick, own);
  tick.orders = await readOrders(tick, held, own);
  return own;
}

const openNumbers = ({ tasks }: Ledger): number[] =>
  Object.values(tasks)
    .flatMap((task) => (isOpen(task) ? (task.number ?? []) : (task.adopts?.number ?? [])))
    .sort((a, b) => a - b);

/** A task ends with its issue: asked for by number, it is not there, so no lagging list hides it. */
const goneEvents = ({ tasks }: Ledger, gone: ReadonlySet<number>): LedgerEvent[] =>
  Object.values(tasks)
    .filter((task) => isOpen(task) && task.number !== undefined && gone.has(task.number))
    .map((task) => ({ kind: 'moved', task: task.id, status: 'cancelled', reason: 'its issue is gone' }));

/** Comments that memory does not know: it was lost, or the run that posted them died before it said so. */
const foundComments = ({ state, tasks }: Ledger, { comments }: Wish): LedgerEvent[] =>
  comments
    .filter(
      ({ subject, task }) =>
        recordedComment({ state, tasks }, subject, task) === null &&
        !Object.values(state.claims).some((claim) => claim.subject === subject),
    )
    .map((comment) => ({ kind: 'comment-written', ...comment }));

/** What is noted whether or not anything is wanted: the installation, the sight of the world, copies, take-overs. */
export function notice(tick: Tick, held: Held, wish: Wish): LedgerEvent[] {
  const events: LedgerEvent[] = [];
  const { state } = held.ledger;
  if (state.installed === null) {
    const identities = identitiesOf(tick, state);
    events.push({ kind: 'installed', epoch: epochOf(tick), baseline: tick.snapshot.head?.oid ?? null, identities });
  }
  const news = findNews(tick.snapshot, state);
  const behind = state.watermark !== null && state.watermark >= tick.snapshot.now;
  if (!behind && (state.installed === null || hasNews(news) || news.due)) {
    events.push(
      observedEvent(tick.snapshot, {
        config: tick.config,
        state,
        unrecorded: unread(tick),
        daily: wish.leavesDaily ? state.daily : null,
      }),
    );
  }
  // What was merged counts for whoever brought it, before the issue that it closed ends the task.
  const pulls = [...tick.news.foreign, ...tick.pulls].filter(({ kind }) => kind === 'pull');
  const ended = pulls.filter(({ open }) => !open);
  events.push(...pullEvents(ended, linkingOf(tick, applyAll(held.ledger, events, held.at)), held.at));
  events.push(...revertEvents(ended, linkingOf(tick, applyAll(held.ledger, events, held.at))));
  const seen = applyAll(held.ledger, events, held.at);
  events.push(
    ...reconcile(
      seen,
      wish.own,
      (ledger) => hasRoom(tick, ledger),
      (ledger, event) => apply(ledger, event, held.at),
    ).map((event) => cleanedEvent(tick, event)),
  );
  events.push(...setUpEvents(tick.setUp, seen.state), ...goneEvents(seen, tick.gone), ...foundComments(seen, wish));
  events.push(...pauseByLabel(tick, seen, wish.own));
  events.push(...endedIssues(tick, applyAll(held.ledger, events, held.at)), ...unreadIssues(tick, seen, wish));
  const after = applyAll(held.ledger, events, held.at);
  events.push(...orderEvents(after, tick.orders, (ledger, event) => apply(ledger, event, held.at)));
  events.push(
    ...followed(applyAll(held.ledger, events, held.at), tick.ordered, (ledger, event) => apply(ledger, event, held.at)),
  );
  if (wish.related) events.push(...wish.related.eventsOn(applyAll(held.ledger, events, held.at)));
  events.push(
    ...heardEvents(tick, applyAll(held.ledger, events, held.at), (ledger, event) => apply(ledger, event, held.at)),
  );
  events.push(...planNews(tick, applyAll(held.ledger, events, held.at)));
  const open = pulls.filter((stub) => stub.open);
  events.push(...pullEvents(open, linkingOf(tick, applyAll(held.ledger, events, held.at)), held.at));
  events.push(...agentEvents(tick, applyAll(held.ledger, events, held.at)));
  events.push(...answerEvents(tick, applyAll(held.ledger, events, held.at)));
  const listed = new Set(pulls.map(({ number }) => number));
  events.push(...upkeepEvents(linkingOf(tick, applyAll(held.ledger, events, held.at)), listed));
  events.push(...deadlineEvents(tick, applyAll(held.ledger, events, held.at)));
  events.push(...givenUp(tick, applyAll(held.ledger, events, held.at)));
  const takesOver = (event: LedgerEvent): boolean => stillClaimed(event, events) && isWanted(event, wish);
  events.push(...expiredSpending(held.ledger.state, held.at));
  events.push(...takeOverEvents(held, tick.world.run).filter(takesOver));
  return events;
}

/** What links pull requests to the tasks of this ledger. */
export const linkingOf = (tick: Tick, ledger: Ledger): Linking => ({
  ...{ ledger, identities: identitiesOf(tick, ledger.state), config: tick.config, mode: tick.mode },
  ...{ now: tick.snapshot.now, defaultBranch: tick.snapshot.repository.branch ?? '' },
});

/**
 * Once a day, and after memory was rebuilt: all open pull requests, since what the newest have pushed out of sight is no
 * news; and those that are remembered but not open any more.
 */
export async function lookAtPulls(tick: Tick, { ledger }: Held): Promise<void> {
  const { counts, reviews } = ledger.state;
  const isDue = tick.news.daily || tick.state.lost !== null;
  if (!isDue || counts.open + Object.keys(reviews).length === 0) return;
  const open = await tick.world.reader.openPulls();
  const ended: Stub[] = [];
  for (const number of missedEnds(open, ledger)) {
    const detail = await tick.world.reader.pull(number);
    if (detail) ended.push(stubOfPull(detail));
  }
  tick.pulls = [...open, ...ended];
}

/** A pull request that was read whole, as the lists show it; its state is left to them. */
export const stubOfPull = ({ number, title, author, labels, ...pull }: PullDetail): Stub => ({
  ...{ number, kind: 'pull', title, author, labels, open: pull.state === 'open', stateReason: null },
  ...{ createdAt: pull.headAt, updatedAt: pull.headAt },
  pull: {
    ...{ head: pull.head, branch: pull.branch, base: pull.base, fork: pull.fork, closes: pull.closes },
    draft: pull.draft && pull.asking !== true,
    ...{ merged: pull.state === 'merged', state: '' },
  },
});

/** Somebody put the label of a pause on the dashboard; what Steward put there itself says nothing new. */
function pauseByLabel({ config }: Tick, { state }: Ledger, own: readonly OwnIssue[]): LedgerEvent[] {
  const { paused } = config.labels;
  const board = own.find(({ number, open }) => number === state.dashboard?.number && open);
  const isTheirs = board?.labels.includes(paused) && !state.dashboard?.labels?.includes(paused);
  return isTheirs && !state.paused ? [{ kind: 'paused', paused: true, by: 'label' }] : [];
}

const isWanted = (event: LedgerEvent, { takesOver }: Wish): boolean =>
  takesOver === undefined || (event.kind === 'taken-over' && takesOver.has(event.intent));

const stillClaimed = (event: LedgerEvent, others: readonly LedgerEvent[]): boolean =>
  event.kind === 'taken-over' &&
  !others.some((item) => OPENINGS.includes(item.kind) && 'intent' in item && item.intent === event.intent);

const OPENINGS: readonly LedgerEvent['kind'][] = ['opened', 'dashboard-opened', 'health-opened'];

const hasRoom = (tick: Tick, ledger: Ledger): boolean => ledger.state.counts.open < tick.config.caps['open-tasks'];

/** Foreign issues of Steward whose bodies could not be read yet: they stay news. */
const unread = (tick: Tick): ReadonlySet<number> =>
  new Set(ownStubs(tick).flatMap(({ number }) => (tick.looked.has(number) ? [] : [number])));

/** Foreign issues by one of Steward's identities. */
function ownStubs(tick: Tick): Stub[] {
  const identities = identitiesOf(tick, tick.state);
  return tick.news.foreign.filter((stub) => stub.kind === 'issue' && identities.includes(stub.author));
}

/** The moves of this tick, on the ledger as it would be once what was seen is noted. */
export function movesOf(tick: Tick, held: Held, own: readonly OwnIssue[]): { moves: Move[]; ledger: Ledger } {
  const events = notice(tick, held, { ...NO_WISH, own });
  const ledger = applyAll(held.ledger, events, held.at);
  const { config, mode, news, snapshot } = tick;
  const { handOffs, unreachable } = choiceOn(tick, ledger);
  // Once a day, and whenever the owner changed something: it is theirs to mend.
  if (news.daily || news.settingsChanged)
    tick.told.warnings.push(...unreachable.map((words) => `Nothing can be handed to ${words}.`));
  const situation = {
    state: ledger.state,
    news,
    now: snapshot.now,
    config,
    mode,
    head: snapshot.head?.oid ?? null,
    own: own.length,
    moved: movedNumbers(tick, ledger),
    unlinked: unlinked(ledger.tasks).length,
    approved: approvedProposals(ledger).length + standingIssues(ledger).filter(({ approved }) => approved).length,
    reported: reportedStubs(tick, ledger).length,
    backlog: isBacklogDue(tick, ledger),
    handable: handOffs.length,
    asking: waitingFor(tick, ledger).length,
  };
  return { moves: chooseMoves(situation), ledger };
}

function movedNumbers({ news }: Tick, { tasks }: Ledger): number {
  const watched = watchedNumbers(tasks);
  return news.foreign.filter(({ kind, number }) => kind === 'issue' && watched.has(number)).length;
}

/** What the caps and people's issues leave room for; while people sleep, nothing is opened. */
export function roomOf(tick: Tick, ledger: Ledger): Slots & { sleeps: boolean } {
  const all = slotsOf(ledger.state, tick.config, tick.mode);
  const taken = takenBy(tick, ledger);
  const slots = {
    open: Math.max(0, all.open - taken.open),
    suggestions: Math.max(0, all.suggestions - taken.suggestions),
  };
  const isQuiet = quietUntil(tick.snapshot.now, tick.config['quiet-hours']) !== null;
  return isQuiet ? { ...slots, open: 0, sleeps: slots.open > 0 } : { ...slots, sleeps: false };
}
