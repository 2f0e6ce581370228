/** What each kind of event does to the ledger: one total record, so that a new kind without an effect does not compile. */
import type { Draft } from './draft.ts';
import type { EventKind, LedgerEvent, Rejection } from './event.ts';
import { type Claim, later } from './intent.ts';
import { SCHEMA } from './state.ts';
import { isOpen, type Specification, type Status, type Task, TRANSITIONS } from './task.ts';
import { momentOf, OVERLAP, trimSeen } from './time.ts';

type Of<K extends EventKind> = Extract<LedgerEvent, { kind: K }>;
type Change = Partial<Draft['state']>;
type Appliers = { [K in EventKind]: (draft: Draft, event: Of<K>, at: string) => void };

const suggestion = (specification: Specification, at: string): Task => ({
  ...specification,
  status: 'suggested',
  since: at,
});

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
  for (const print of task.fingerprints) {
    draft.reject(print, { reason: status, task: task.id, ...(task.number && { number: task.number }), at });
  }
  draft.dropTask(task.id);
  const { state } = draft;
  state.revision += 1;
  if (status !== 'cancelled') state.counts = { ...state.counts, [status]: state.counts[status] + 1 };
}

type Windows = Draft['state']['windows'];

const heldMore = (windows: Windows, { kind }: Claim, step: 1 | -1): Windows => ({
  ...windows,
  opened: Math.max(0, windows.opened + (kind === 'open-issue' ? step : 0)),
  notifications: Math.max(0, windows.notifications + step),
});

const ENDED: readonly Status[] = ['done', 'rejected', 'cancelled'];

export const APPLIERS: Appliers = {
  installed: ({ state }, { epoch, baseline, identities }, at) => {
    Object.assign(state, { schema: SCHEMA, epoch, installed: { at, baseline }, identities } satisfies Change);
  },
  // Fields one by one: a recorded event also carries its sequence and time, which are none of the state's.
  observed: (draft, event) => {
    const { state } = draft;
    const { watermark } = event;
    state.watermark = watermark;
    state.head = event.head;
    state.checks = event.checks;
    state.deployments = event.deployments;
    state.pulls = event.pulls;
    state.goals = event.goals;
    state.daily = event.daily;
    state.settings = event.settings ?? state.settings;
    state.retryAt = (state.retryAt ?? '') > watermark ? state.retryAt : null;
    draft.seen = trimSeen(draft.seen, event.seen, momentOf(watermark) - OVERLAP);
  },
  wrote: (draft, { key, updatedAt }) => {
    draft.seen.set(key, updatedAt);
  },
  generated: ({ state }, { head, goals, revision, day }) => {
    state.generated = { head, goals, revision, day };
  },
  reserved: (draft, { claim, specification }, at) => {
    const { state } = draft;
    draft.claims.set(claim.intent, claim);
    state.occurrence += 1;
    state.windows = heldMore(state.windows, claim, 1);
    if (specification) draft.putTask({ ...specification, status: 'suggested', since: at, intent: claim.intent });
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
  },
  'dashboard-opened': (draft, { intent, number, digest }) => {
    draft.claims.delete(intent);
    draft.state.dashboard = { number, intent, digest, open: true, pinned: 'no' };
  },
  'dashboard-written': ({ state }, { intent, number, digest }) => {
    state.dashboard = { number, intent, digest, open: true, pinned: state.dashboard?.pinned ?? 'no' };
  },
  'dashboard-pinned': ({ state }, { pinned }) => {
    state.dashboard = state.dashboard && { ...state.dashboard, pinned };
  },
  'dashboard-seen': ({ state }, { open }) => {
    state.dashboard = state.dashboard && { ...state.dashboard, open };
  },
  // Due at once, so that the next run opens another.
  'dashboard-gone': ({ state }, _event, at) => {
    state.dashboard = null;
    state.daily = at;
  },
  suggested: (draft, event, at) => draft.putTask(suggestion(event.specification, at)),
  withdrawn: (draft, event) => draft.dropTask(event.task),
  adopted: (draft, event) => draft.putTask(event.task),
  moved: (draft, { task: id, status }, at) => {
    const task = taskOf(draft, id, 'move');
    if (!TRANSITIONS[task.status].includes(status)) {
      throw new Error(`task ${id} cannot go from ${task.status} to ${status}`);
    }
    if (ENDED.includes(status)) end(draft, task, status as 'done', at);
    else draft.putTask({ ...task, status, since: at });
  },
  'closing-noted': ({ state }, { number, of }) => {
    state.closings = [...new Set([...state.closings, number])].slice(-500);
    state.closing = [...state.closing.filter((item) => item.number !== number), { number, of }];
  },
  'closing-done': ({ state }, { number }) => {
    state.closing = state.closing.filter((item) => item.number !== number);
  },
  paused: ({ state }, { paused }) => {
    state.paused = paused;
  },
  refused: () => undefined,
  lost: (draft, { since, until, reason }) => {
    draft.replaceWork({}, {});
    for (const { intent } of draft.claims.values()) draft.claims.delete(intent);
    Object.assign(draft.state, { lost: { since, until, reason }, closing: [], generated: null } satisfies Change);
  },
  rebuilt: (draft, event, at) => {
    const { state } = draft;
    const count = (reason: Rejection['reason']) =>
      new Set(Object.values(event.rejected).flatMap((item) => (item.reason === reason ? [item.task] : []))).size;
    draft.replaceWork(Object.fromEntries(event.tasks.map((task) => [task.id, task])), event.rejected);
    Object.assign(state, {
      epoch: event.epoch,
      lost: null,
      installed: state.installed ?? { at, baseline: event.baseline },
      identities: event.identities,
      dashboard: event.dashboard && { ...event.dashboard, pinned: 'no' },
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
  },
};
