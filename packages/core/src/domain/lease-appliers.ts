/** What hand-offs, and what is seen of them, do to the ledger. */
import { EMPTY_RECORD } from './agent.ts';
import { agentReached, agentRefused, attemptEnded, attemptRevived, attemptStarted } from './agent-record.ts';
import type { Draft } from './draft.ts';
import type { EventKind, LedgerEvent, Tie } from './event.ts';
import { type Attempt, type Ending, isFailure, type Lease, MOST_ATTEMPTS } from './lease.ts';
import { type Status, type Task, TRANSITIONS } from './task.ts';
import { hoursBetween } from './time.ts';

/** Why a person is asked after the last attempt. */
const LEFT = 'no agent got it done';

type LeaseKind =
  | ('leased' | 'hand-off-due' | 'handed-over' | 'not-handed')
  | ('started' | 'signed' | 'attempt-ended' | 'answered')
  | ('taken' | 'given-back' | 'heard' | 'revived');
type Of<K extends EventKind> = Extract<LedgerEvent, { kind: K }>;

function taskOf(draft: Draft, id: string, purpose: string): Task {
  const task = draft.task(id);
  if (!task) throw new Error(`no task ${id} to ${purpose}`);
  return task;
}

/** The live lease of exactly this generation; whoever speaks of another speaks too late. */
function leaseOf({ state }: Draft, { task, counter }: Pick<Lease, 'task' | 'counter'>, purpose: string): Lease {
  const lease = state.leases[task];
  if (lease?.counter !== counter) throw new Error(`no lease ${counter} of ${task} to ${purpose}`);
  return lease;
}

function putLease({ state }: Draft, lease: Lease): void {
  state.leases = { ...state.leases, [lease.task]: lease };
}

function move(draft: Draft, task: Task, status: Status, at: string): void {
  if (task.status === status) draft.putTask(task);
  else if (TRANSITIONS[task.status].includes(status)) draft.putTask({ ...task, status, since: at });
  else throw new Error(`task ${task.id} cannot go from ${task.status} to ${status}`);
}

/** The first sign of an agent: from here it counts as started. */
export function noteStart(draft: Draft, lease: Lease, { sign, ref }: Pick<Of<'started'>, 'sign' | 'ref'>, at: string) {
  const first = lease.started === null;
  putLease(draft, { ...lease, started: lease.started ?? { at, sign, ref }, seen: at });
  if (!first) return;
  const { agents } = draft.state;
  const record = attemptStarted(agents[lease.agent] ?? EMPTY_RECORD, { at, hours: hoursBetween(lease.at, at) });
  draft.state.agents = { ...agents, [lease.agent]: record };
}

/** What came back: that shows its agent at work, and unless it is a draft it is waited for from here on. */
export function noteReturn(
  draft: Draft,
  { task, pull, tie }: { task: string | null; pull: number; tie: Tie | undefined },
  at: string,
): void {
  const lease = task === null || tie === undefined ? undefined : draft.state.leases[task];
  if (!lease) return;
  noteStart(draft, lease, { sign: 'pull', ref: String(pull) }, at);
  const { onBranch: _, ...started } = draft.state.leases[lease.task] ?? lease;
  if (tie === 'draft') putLease(draft, { ...started, pull: lease.pull === pull ? null : lease.pull });
  else
    putLease(draft, { ...started, pull, returned: lease.returned ?? at, ...(tie === 'branch' && { onBranch: true }) });
}

/** Changes were asked for, or are not any more. People follow what they do: nobody waits for them by the clock. */
export function noteVerdict(
  draft: Draft,
  pull: number,
  { isSentBack, isSameHead }: { isSentBack: boolean; isSameHead: boolean },
  at: string,
): void {
  const lease = Object.values(draft.state.leases).find((item) => item.pull === pull);
  if (!lease) return;
  const { sentBack, ...rest } = lease;
  // That the same is said once more gives no more time.
  const since = isSameHead ? (sentBack ?? at) : at;
  putLease(draft, isSentBack && lease.kind !== 'person' ? { ...rest, sentBack: since } : rest);
}

/** It was closed, or is for another task after all. */
export function noteGone(draft: Draft, pull: number): void {
  const lease = Object.values(draft.state.leases).find((item) => item.pull === pull);
  if (!lease) return;
  const { sentBack: _, onBranch: _named, ...rest } = lease;
  putLease(draft, { ...rest, pull: null });
}

/** What an attempt that is over left open keeps nobody from the task. */
function putAside({ state }: Draft, counter: number): void {
  const left = Object.entries(state.reviews).filter(([, review]) => review.counter === counter);
  if (left.length === 0) return;
  const aside = left.map(([number, review]) => [number, { ...review, aside: true as const, wanted: review.asked }]);
  state.reviews = { ...state.reviews, ...Object.fromEntries(aside) };
}

/** Ends the lease of a task, if it has one, and remembers the attempt with the task and with the agent. */
export function endLease(
  draft: Draft,
  task: Task,
  { ending, hint }: { ending: Ending; hint?: string },
  at: string,
): Task {
  const { state } = draft;
  const lease = state.leases[task.id];
  if (!lease) return task;
  const { [task.id]: _, ...others } = state.leases;
  state.leases = others;
  if (isFailure(ending) || ending === 'merged') {
    const review = lease.pull === null ? undefined : state.reviews[lease.pull];
    const record = attemptEnded(state.agents[lease.agent] ?? EMPTY_RECORD, {
      ...{ at, type: task.type, usd: lease.usd, rounds: review?.overall ? review.round : null },
      failure: isFailure(ending) ? ending : null,
      hours: lease.returned === null ? null : hoursBetween(lease.at, lease.returned),
    });
    state.agents = { ...state.agents, [lease.agent]: record };
  }
  // What whoever took over found open is looked at first.
  if (ending !== 'merged' && ending !== 'taken-over') putAside(draft, lease.counter);
  const { attempt, agent, at: from, handed } = lease;
  const over: Attempt = {
    ...{ attempt, agent, from, to: at, ending, ...(hint !== undefined && { hint }) },
    ...(lease.kind === 'workflow' && handed !== null && handed.ref !== '' && { run: handed.ref }),
    ...(lease.pull !== null && { pull: lease.pull }),
    ...(lease.kind === 'person' && lease.started?.sign === 'assignment' && { by: lease.started.ref }),
  };
  const { agent: _agent, resumes: _resumes, ...rest } = task;
  return { ...rest, attempts: remembered([...(task.attempts ?? []), over]) };
}

/** What says the least of the task is forgotten first, so that its failures add up however often nobody had quota. */
function remembered(attempts: Attempt[]): Attempt[] {
  const before = attempts.slice(0, -1);
  const spare = before.findIndex(({ ending }) => ending === 'no-quota' || !isFailure(ending));
  return before.length < MOST_ATTEMPTS ? attempts : attempts.filter((_, index) => index !== Math.max(0, spare));
}

export const LEASE_APPLIERS: { [K in LeaseKind]: (draft: Draft, event: Of<K>, at: string) => void } = {
  leased: (draft, { lease }, at) => {
    const { state } = draft;
    if (state.leases[lease.task]) throw new Error(`task ${lease.task} has a lease`);
    const { resumes: _, taken: __, bystanders: ___, ...task } = taskOf(draft, lease.task, 'lease');
    putLease(draft, lease);
    state.handOffs = lease.counter;
    // A comment or an assignment is read by people too.
    if (lease.kind !== 'workflow') state.windows = { ...state.windows, notifications: state.windows.notifications + 1 };
    move(draft, { ...task, agent: lease.agent }, 'leased', at);
    draft.show(at);
  },
  'hand-off-due': ({ state }, { due }) => {
    state.handOffDue = due;
  },
  'handed-over': (draft, { task, counter, ref }, at) => {
    const lease = leaseOf(draft, { task, counter }, 'hand over');
    putLease(draft, { ...lease, handed: { at, ref } });
    const { agents } = draft.state;
    const record = agents[lease.agent];
    if (record?.refused) draft.state.agents = { ...agents, [lease.agent]: agentReached(record) };
  },
  // As if it had never been leased: no attempt is used up, and the next one works on the same branch.
  'not-handed': (draft, { task: id, counter, reason, resumes }, at) => {
    const { state } = draft;
    const lease = leaseOf(draft, { task: id, counter }, 'take back');
    const { [id]: _, ...others } = state.leases;
    state.leases = others;
    if (lease.kind !== 'workflow') {
      state.windows = { ...state.windows, notifications: Math.max(0, state.windows.notifications - 1) };
    }
    if (reason !== null) {
      const record = agentRefused(state.agents[lease.agent] ?? EMPTY_RECORD, { at, reason });
      state.agents = { ...state.agents, [lease.agent]: record };
    }
    const { agent: _agent, resumes: _resumes, ...task } = taskOf(draft, id, 'take back');
    move(draft, { ...task, ...(resumes !== null && { resumes }) }, 'ready', at);
    draft.show(at);
  },
  started: (draft, { task, counter, sign, ref }, at) => {
    noteStart(draft, leaseOf(draft, { task, counter }, 'start'), { sign, ref }, at);
    const known = taskOf(draft, task, 'start');
    if (known.status === 'leased') move(draft, known, 'working', at);
    draft.show(at);
  },
  signed: (draft, { task, counter }, at) => {
    putLease(draft, { ...leaseOf(draft, { task, counter }, 'hear of'), seen: at });
  },
  revived: (draft, { lease }, at) => {
    const { state } = draft;
    if (state.leases[lease.task]) throw new Error(`task ${lease.task} has a lease`);
    const { resumes: _, attempts = [], ...task } = taskOf(draft, lease.task, 'go on with');
    const last = attempts.at(-1);
    if (last?.attempt !== lease.attempt) throw new Error(`attempt ${lease.attempt} at ${lease.task} was not the last`);
    putLease(draft, lease);
    state.handOffs = lease.counter;
    const record = attemptRevived(state.agents[lease.agent] ?? EMPTY_RECORD, {
      ...{ at, type: task.type, usd: lease.usd },
    });
    state.agents = { ...state.agents, [lease.agent]: record };
    move(draft, { ...task, attempts: attempts.slice(0, -1), agent: lease.agent }, 'leased', at);
    draft.show(at);
  },
  answered: (draft, { task: id, words }, at) => {
    const task = taskOf(draft, id, 'answer');
    const [last, ...before] = [...(task.attempts ?? [])].reverse();
    const hint = [last?.hint, `answered: ${words}`].filter(Boolean).join(' ');
    const attempts = last ? [...before.reverse(), { ...last, hint }] : [];
    move(draft, { ...task, attempts }, 'ready', at);
    draft.show(at);
  },
  taken: (draft, { task: id, by }, at) => {
    const { resumes: _, ...task } = endLease(draft, taskOf(draft, id, 'take over'), { ending: 'taken-over' }, at);
    const isReviewed = task.status === 'in-review' && Object.values(draft.state.reviews).some((one) => one.task === id);
    move(draft, { ...task, taken: { by, at } }, isReviewed ? 'in-review' : 'escalated', at);
    draft.show(at);
  },
  'given-back': (draft, { task: id, bystanders }, at) => {
    const { resumes: _, taken: __, ...task } = taskOf(draft, id, 'give back');
    // What came back of it is looked at first, whoever made it.
    const status = task.status === 'in-review' ? task.status : 'ready';
    move(draft, { ...task, ...(bystanders.length > 0 && { bystanders }) }, status, at);
    draft.show(at);
  },
  heard: (draft, { task: id, until }) => {
    draft.putTask({ ...taskOf(draft, id, 'hear'), heard: until });
  },
  'attempt-ended': (draft, { task: id, counter, ending, hint, next, resumes }, at) => {
    leaseOf(draft, { task: id, counter }, 'end');
    const ended = endLease(
      draft,
      taskOf(draft, id, 'end an attempt at'),
      { ending, ...(hint !== undefined && { hint }) },
      at,
    );
    const isLeft = next === 'escalated' && isFailure(ending);
    const ask = isLeft && { ask: { key: `attempt ${ended.attempts?.at(-1)?.attempt ?? 0}`, reason: LEFT } };
    move(draft, { ...ended, ...(resumes !== null && { resumes }), ...ask }, next, at);
    draft.show(at);
  },
};
