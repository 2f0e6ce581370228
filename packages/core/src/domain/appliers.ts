/** What each kind of event does to the ledger: one total record, so that a new kind without an effect does not compile. */
import type { EventKind, LedgerEvent, Rejection } from './event.ts';
import { later } from './intent.ts';
import { type Ledger, SCHEMA, type State, shardOf } from './state.ts';
import { isOpen, type Specification, type Status, type Task, TRANSITIONS } from './task.ts';
import { OVERLAP, trimSeen } from './time.ts';

type Of<K extends EventKind> = Extract<LedgerEvent, { kind: K }>;
type Appliers = { [K in EventKind]: (ledger: Ledger, event: Of<K>, at: string) => Ledger };

export const withState = (ledger: Ledger, change: Partial<State>): Ledger => ({
  ...ledger,
  state: { ...ledger.state, ...change },
});

function requireLoaded(ledger: Ledger, kind: 'tasks' | 'rejected', id: string): void {
  if (ledger.loaded === 'all' || ledger.loaded[kind].includes(shardOf(id))) return;
  throw new Error(`the ${kind} shard ${shardOf(id)} was not read before it was changed`);
}

function putTask(ledger: Ledger, task: Task): Ledger {
  requireLoaded(ledger, 'tasks', task.id);
  return recount(ledger, task.id, { ...ledger.tasks, [task.id]: task });
}

function dropTask(ledger: Ledger, id: string): Ledger {
  requireLoaded(ledger, 'tasks', id);
  const { [id]: _, ...tasks } = ledger.tasks;
  return recount(ledger, id, tasks);
}

function recount(ledger: Ledger, id: string, tasks: Record<string, Task>): Ledger {
  const step = (test: (task: Task) => boolean): number => {
    const before = ledger.tasks[id];
    const after = tasks[id];
    return (after && test(after) ? 1 : 0) - (before && test(before) ? 1 : 0);
  };
  const counts = ledger.state.counts;
  return withState(
    { ...ledger, tasks },
    {
      counts: {
        ...counts,
        open: counts.open + step(isOpen),
        suggested: counts.suggested + step((task) => task.status === 'suggested'),
      },
    },
  );
}

function suggestion(specification: Specification, at: string): Task {
  return { ...specification, status: 'suggested', since: at };
}

function dropClaim(ledger: Ledger, intent: string): Ledger {
  const { [intent]: _, ...claims } = ledger.state.claims;
  return withState(ledger, { claims });
}

function end(ledger: Ledger, task: Task, status: 'done' | 'rejected' | 'cancelled', at: string): Ledger {
  const rejected = { ...ledger.rejected };
  for (const print of task.fingerprints) {
    requireLoaded(ledger, 'rejected', print);
    rejected[print] = { reason: status, task: task.id, ...(task.number && { number: task.number }), at };
  }
  const { counts, revision } = ledger.state;
  const next = dropTask({ ...ledger, rejected }, task.id);
  return withState(next, {
    revision: revision + 1,
    counts: {
      ...next.state.counts,
      done: counts.done + +(status === 'done'),
      rejected: counts.rejected + +(status === 'rejected'),
    },
  });
}

const ENDED: readonly Status[] = ['done', 'rejected', 'cancelled'];

export const APPLIERS: Appliers = {
  installed: (ledger, event, at) =>
    withState(ledger, {
      schema: SCHEMA,
      epoch: event.epoch,
      installed: { at, baseline: event.baseline },
      identities: event.identities,
    }),
  // Fields one by one: a recorded event also carries its sequence and time, which are none of the state's.
  observed: (ledger, { watermark, seen, head, checks, deployments, pulls, goals, settings, daily }) =>
    withState(ledger, {
      ...{ watermark, head, checks, deployments, pulls, goals, daily },
      settings: settings ?? ledger.state.settings,
      retryAt: (ledger.state.retryAt ?? '') > watermark ? ledger.state.retryAt : null,
      seen: trimSeen({ ...ledger.state.seen, ...seen }, watermark, OVERLAP),
    }),
  wrote: (ledger, event) => withState(ledger, { seen: { ...ledger.state.seen, [event.key]: event.updatedAt } }),
  generated: (ledger, { head, goals, revision, day }) =>
    withState(ledger, { generated: { head, goals, revision, day } }),
  reserved: (ledger, event, at) => {
    const { claims, occurrence, windows } = ledger.state;
    const claimed = withState(ledger, {
      claims: { ...claims, [event.claim.intent]: event.claim },
      occurrence: occurrence + 1,
      windows: {
        ...windows,
        opened: windows.opened + (event.claim.kind === 'open-issue' ? 1 : 0),
        notifications: windows.notifications + 1,
      },
    });
    if (!event.specification) return claimed;
    return putTask(claimed, { ...suggestion(event.specification, at), intent: event.claim.intent });
  },
  'taken-over': (ledger, event) => {
    const claim = ledger.state.claims[event.intent];
    if (!claim) throw new Error(`no claim ${event.intent} to take over`);
    const { token, claimedAt, expires } = event;
    return withState(ledger, {
      claims: { ...ledger.state.claims, [event.intent]: { ...claim, token, at: claimedAt, expires } },
    });
  },
  'put-off': (ledger, { retryAfter }, at) => withState(ledger, { retryAt: later(at, retryAfter) }),
  released: (ledger, event) => {
    const claim = ledger.state.claims[event.intent];
    if (!claim) throw new Error(`no claim ${event.intent} to release`);
    const { windows } = ledger.state;
    const task = ledger.tasks[claim.subject];
    const free = withState(dropClaim(ledger, event.intent), {
      windows: {
        ...windows,
        opened: Math.max(0, windows.opened - (claim.kind === 'open-issue' ? 1 : 0)),
        notifications: Math.max(0, windows.notifications - 1),
      },
    });
    if (claim.kind !== 'open-issue' || !task) return free;
    const { intent: _, ...waiting } = task;
    return putTask(free, waiting);
  },
  opened: (ledger, event, at) => {
    const task = ledger.tasks[event.task];
    if (!task) throw new Error(`no task ${event.task} to open`);
    return putTask(dropClaim(ledger, event.intent), {
      ...task,
      status: 'ready',
      number: event.number,
      intent: event.intent,
      since: at,
    });
  },
  'dashboard-opened': (ledger, event) =>
    withState(dropClaim(ledger, event.intent), {
      dashboard: { number: event.number, intent: event.intent, digest: event.digest, open: true, pinned: 'no' },
    }),
  'dashboard-written': (ledger, event) =>
    withState(ledger, {
      dashboard: {
        number: event.number,
        intent: event.intent,
        digest: event.digest,
        open: true,
        pinned: ledger.state.dashboard?.pinned ?? 'no',
      },
    }),
  'dashboard-pinned': (ledger, event) => {
    const { dashboard } = ledger.state;
    return dashboard ? withState(ledger, { dashboard: { ...dashboard, pinned: event.pinned } }) : ledger;
  },
  'dashboard-seen': (ledger, event) => {
    const { dashboard } = ledger.state;
    return dashboard ? withState(ledger, { dashboard: { ...dashboard, open: event.open } }) : ledger;
  },
  // Due at once, so that the next run opens another.
  'dashboard-gone': (ledger, _event, at) => withState(ledger, { dashboard: null, daily: at }),
  suggested: (ledger, event, at) => putTask(ledger, suggestion(event.specification, at)),
  withdrawn: (ledger, event) => dropTask(ledger, event.task),
  adopted: (ledger, event) => putTask(ledger, event.task),
  moved: (ledger, event, at) => {
    const task = ledger.tasks[event.task];
    if (!task) throw new Error(`no task ${event.task} to move`);
    if (!TRANSITIONS[task.status].includes(event.status)) {
      throw new Error(`task ${event.task} cannot go from ${task.status} to ${event.status}`);
    }
    if (ENDED.includes(event.status)) return end(ledger, task, event.status as 'done', at);
    return putTask(ledger, { ...task, status: event.status, since: at });
  },
  'closing-noted': (ledger, { number, of }) => {
    const { closings, closing } = ledger.state;
    return withState(ledger, {
      closings: [...new Set([...closings, number])].slice(-500),
      closing: [...closing.filter((item) => item.number !== number), { number, of }],
    });
  },
  'closing-done': (ledger, event) =>
    withState(ledger, { closing: ledger.state.closing.filter((item) => item.number !== event.number) }),
  paused: (ledger, event) => withState(ledger, { paused: event.paused }),
  refused: (ledger) => ledger,
  lost: (ledger, { since, until, reason }) => ({
    ...withState(ledger, { lost: { since, until, reason }, claims: {}, closing: [], generated: null }),
    tasks: {},
    rejected: {},
    loaded: 'all',
  }),
  rebuilt: (ledger, event, at) => {
    const { state } = ledger;
    const tasks = Object.fromEntries(event.tasks.map((task) => [task.id, task]));
    const count = (reason: Rejection['reason']) =>
      new Set(Object.values(event.rejected).flatMap((item) => (item.reason === reason ? [item.task] : []))).size;
    return {
      loaded: 'all',
      tasks,
      rejected: event.rejected,
      state: {
        ...state,
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
      },
    };
  },
};
