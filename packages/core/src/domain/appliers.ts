/**
 * What each kind of event does to the ledger: one total record, so that a new kind without an effect does not compile.
 * What changes the dashboard says so with `show`.
 */
import { allReached } from './agent-record.ts';
import { ASK_APPLIERS } from './ask-appliers.ts';
import { COMMENT_APPLIERS } from './comment-appliers.ts';
import { DASHBOARD_APPLIERS } from './dashboard-appliers.ts';
import type { Draft } from './draft.ts';
import type { EventKind, LedgerEvent, Rejection } from './event.ts';
import { FURTHER_APPLIERS } from './further-appliers.ts';
import { HEALTH_APPLIERS, rebuiltHealth } from './health-appliers.ts';
import { type Claim, later } from './intent.ts';
import { noteCounted, returned } from './landed.ts';
import { IN_HAND, isLeased } from './lease.ts';
import { endLease, LEASE_APPLIERS } from './lease-appliers.ts';
import { EMPTY_LEARNING } from './lessons.ts';
import { lostMoney, rebuiltMoney } from './money-appliers.ts';
import { ORDER_APPLIERS } from './order-appliers.ts';
import { storyOpened } from './plan-appliers.ts';
import { lookedAt, WORDING_ROLES } from './postponed.ts';
import { REVIEW_APPLIERS, staleAfter } from './review-appliers.ts';
import { showsOther } from './shown.ts';
import { EMPTY_STATE, SCHEMA } from './state.ts';
import { isOpen, type Specification, type Status, type Task, TRANSITIONS } from './task.ts';
import { UNDO_APPLIERS } from './undo-appliers.ts';

type Of<K extends EventKind> = Extract<LedgerEvent, { kind: K }>;
type Change = Partial<Draft['state']>;
type Appliers = { [K in EventKind]: (draft: Draft, event: Of<K>, at: string) => void };

function claimOf({ claims }: Draft, intent: string, purpose: string): Claim {
  const claim = claims.get(intent);
  if (!claim) throw new Error(`no claim ${intent} to ${purpose}`);
  return claim;
}

function taskOf(draft: Draft, id: string, purpose: string): Task {
  const task = draft.task(id);
  if (!task) throw new Error(`no task ${id} to ${purpose}`);
  return task;
}

function end(draft: Draft, task: Task, status: 'done' | 'rejected' | 'cancelled', at: string): void {
  const { id, number } = task;
  const rejection = number ? { reason: status, task: id, number, at } : { reason: status, task: id, at };
  for (const print of task.fingerprints) draft.reject(print, rejection);
  draft.dropTask(task.id);
  draft.lessons.ended(task, status, at);
  const { state } = draft;
  state.revision += 1;
  if (status !== 'cancelled') state.counts = { ...state.counts, [status]: state.counts[status] + 1 };
  if (status === 'done') noteCounted(draft, task.id);
}

type Windows = Draft['state']['windows'];

const heldMore = (windows: Windows, { kind }: Claim, step: 1 | -1): Windows => ({
  ...windows,
  opened: Math.max(0, windows.opened + (kind === 'open-issue' ? step : 0)),
  notifications: Math.max(0, windows.notifications + step),
});

/** What people said of a task stays when its text is written anew, and so does when it was first suggested. */
function putSuggestion(draft: Draft, specification: Specification, since: string, intent?: string): void {
  const known = draft.task(specification.id);
  if (!known) draft.lessons.suggested(specification, since);
  const task: Task = { ...specification, status: 'suggested', since };
  if (known?.status === 'suggested') task.since = known.since;
  if (intent !== undefined) task.intent = intent;
  if (known?.approved) task.approved = known.approved;
  draft.putTask(task);
}

const ENDED: readonly Status[] = ['done', 'rejected', 'cancelled'];

export const APPLIERS: Appliers = {
  installed: (draft, { epoch, baseline, identities }, at) => {
    Object.assign(draft.state, { schema: SCHEMA, epoch, installed: { at, baseline }, identities } satisfies Change);
    draft.show(at);
  },
  // Fields one by one: a recorded event also carries its sequence and time, which are none of the state's.
  observed: (draft, event, at) => {
    const { state } = draft;
    const { watermark } = event;
    if (showsOther(event, state)) draft.show(at);
    state.watermark = watermark;
    state.head = event.head;
    state.checks = event.checks;
    state.deployments = event.deployments;
    state.reviews = staleAfter(state, event.pulls);
    state.pulls = event.pulls;
    state.goals = event.goals;
    state.daily = event.daily;
    if (event.settings !== undefined && event.settings !== state.settings) state.agents = allReached(state.agents);
    state.settings = event.settings ?? state.settings;
    state.retryAt = (state.retryAt ?? '') > watermark ? state.retryAt : null;
    draft.seen.look(event.seen, watermark);
  },
  wrote: (draft, { key, updatedAt }) => {
    draft.seen.add(key, updatedAt);
  },
  generated: ({ state }, { head, goals, revision, day }, at) => {
    state.generated = { head, goals, revision, day };
    if (state.postponed) state.postponed = lookedAt(state.postponed, WORDING_ROLES, at);
  },
  reserved: (draft, { claim, specification }, at) => {
    const { state } = draft;
    draft.claims.set(claim.intent, claim);
    state.occurrence += 1;
    state.windows = heldMore(state.windows, claim, 1);
    if (specification) putSuggestion(draft, specification, at, claim.intent);
  },
  'taken-over': (draft, { intent, token, claimedAt, expires }) => {
    const claim = claimOf(draft, intent, 'take over');
    draft.claims.set(intent, { ...claim, token, at: claimedAt, expires });
  },
  'put-off': ({ state }, { retryAfter }, at) => {
    state.retryAt = later(at, retryAfter);
  },
  released: (draft, { intent }) => {
    const claim = claimOf(draft, intent, 'release');
    draft.claims.delete(intent);
    draft.state.windows = heldMore(draft.state.windows, claim, -1);
    const task = draft.task(claim.subject);
    if (claim.kind !== 'open-issue' || !task) return;
    const { intent: _, ...waiting } = task;
    draft.putTask(waiting);
  },
  opened: (draft, { intent, number, task }, at) => {
    const waiting = taskOf(draft, task, 'open');
    draft.claims.delete(intent);
    draft.putTask({ ...waiting, status: 'ready', number, intent, since: at });
    draft.lessons.opened(waiting, at);
    storyOpened(draft, waiting, at);
    draft.show(at);
  },
  ...DASHBOARD_APPLIERS,
  ...HEALTH_APPLIERS,
  suggested: (draft, { specification }, at) => {
    putSuggestion(draft, specification, at);
    draft.show(at);
  },
  withdrawn: (draft, { task }, at) => {
    const known = draft.task(task);
    if (known) draft.lessons.withdrawn(known, at);
    draft.dropTask(task);
    draft.show(at);
  },
  adopted: (draft, { task }, at) => {
    const known = draft.task(task.id);
    if (!known) draft.lessons.suggested(task, at, task.since);
    // One that is open already only says something else by now.
    if (!known || !isOpen(known)) draft.lessons.opened(task, at, task.since);
    draft.putTask(returned(draft, task, at));
    draft.show(at);
  },
  intake: (draft, { below, again, alike, unheeded }, at) => {
    const before = draft.state.intake;
    draft.state.intake = { below, again, alike, ...(unheeded && { unheeded }) };
    if (JSON.stringify([before.alike, before.unheeded]) !== JSON.stringify([alike, unheeded])) draft.show(at);
  },
  moved: (draft, { task: id, status, reason, by }, at) => {
    const known = taskOf(draft, id, 'move');
    if (!TRANSITIONS[known.status].includes(status)) {
      throw new Error(`task ${id} cannot go from ${known.status} to ${status}`);
    }
    // Whoever moved it on, no agent has it in hand any more. What an agent brought was credited when it was merged.
    const isHeld = isLeased(draft.state.leases, id) && !IN_HAND.includes(status);
    const task = isHeld ? endLease(draft, known, { ending: 'withdrawn' }, at) : known;
    if (ENDED.includes(status)) end(draft, task, status as 'done', at);
    else {
      // Whom a person moved it to knows of it.
      const ask = status === 'escalated' && by === undefined && { ask: { key: `since ${at}`, reason } };
      draft.putTask({ ...task, ...ask, status, since: at, opened: task.opened ?? (isOpen(task) ? task.since : at) });
    }
    draft.show(at);
  },
  ranked: (draft, { task: id, standing }, at) => {
    const { standing: _, ...task } = taskOf(draft, id, 'rank');
    draft.putTask(standing ? { ...task, standing } : task);
    draft.show(at);
  },
  related: (draft, { task: id, dependsOn, links }, at) => {
    const { links: _, ...task } = taskOf(draft, id, 'relate');
    draft.putTask({ ...task, dependsOn, ...(Object.keys(links).length > 0 && { links }) });
    draft.show(at);
  },
  linked: (draft, { task: id, needs, as }) => {
    const task = taskOf(draft, id, 'link');
    draft.putTask({ ...task, links: { ...task.links, [needs]: as } });
  },
  labelled: (draft, { number, labels }) => {
    const { dashboard } = draft.state;
    if (dashboard?.number === number) draft.state.dashboard = { ...dashboard, labels };
    const task = draft.taskNumbered(number);
    if (task) draft.putTask({ ...task, labels });
  },
  ...{ ...COMMENT_APPLIERS, ...ORDER_APPLIERS },
  ...REVIEW_APPLIERS,
  ...LEASE_APPLIERS,
  ...ASK_APPLIERS,
  ...{ ...UNDO_APPLIERS, ...FURTHER_APPLIERS },
  refused: () => undefined,
  lost: (draft, { since, until, reason }, at) => {
    draft.replaceWork({}, {});
    for (const { intent } of draft.claims.values()) draft.claims.delete(intent);
    for (const field of ['batches', 'unanswered', 'postponed', 'plans'] as const) delete draft.state[field];
    Object.assign(draft.state, {
      lost: { since, until, reason },
      ...{ closing: [], undoing: null, generated: null },
      ...{ comments: {}, reviews: {}, leases: {}, health: null },
      handOffDue: null,
      ...{ intake: EMPTY_STATE.intake, ...lostMoney(draft.state, at) },
    } satisfies Change);
  },
  rebuilt: (draft, event, at) => {
    const { state } = draft;
    const count = (reason: Rejection['reason']) =>
      new Set(Object.values(event.rejected).flatMap((item) => (item.reason === reason ? [item.task] : []))).size;
    draft.replaceWork(Object.fromEntries(event.tasks.map((task) => [task.id, task])), event.rejected);
    draft.lessons.replace(event.learned ?? EMPTY_LEARNING);
    Object.assign(state, {
      ...{ epoch: event.epoch, handOffs: 0, lost: null, ...rebuiltMoney(state, at) },
      paused: event.paused ?? state.paused,
      installed: state.installed ?? { at, baseline: event.baseline },
      identities: event.identities,
      dashboard: event.dashboard && { ...event.dashboard, pinned: 'no' },
      health: rebuiltHealth(event),
      closings: event.closings.map(({ number }) => number),
      closing: event.closings,
      windows: { ...state.windows, opened: event.opened, notifications: event.notifications },
      revision: state.revision + 1,
      counts: {
        open: event.tasks.filter(isOpen).length,
        suggested: event.tasks.filter((task) => task.status === 'suggested').length,
        done: count('done'),
        rejected: count('rejected'),
      },
    } satisfies Change);
    draft.show(at);
  },
};
