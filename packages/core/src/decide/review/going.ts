/** A pull request that is merged or closed: what that says of its task, and of the attempt that brought it. */
import { agentsOf } from '../../domain/agent-settings.ts';
import { applyAll } from '../../domain/apply.ts';
import type { LedgerEvent } from '../../domain/event.ts';
import type { Lease } from '../../domain/lease.ts';
import type { PullFacts } from '../../domain/pull-request.ts';
import type { Stub } from '../../domain/snapshot.ts';
import type { Task } from '../../domain/task.ts';
import type { ReviewRecord } from '../../domain/verdict.ts';
import { endingEvents } from '../hand-off/aftermath.ts';
import { belongingOf, holderOf } from './belonging.ts';
import { type Linking, movedEvents, taskOfPull } from './linking.ts';

interface Going {
  number: number;
  pull: PullFacts;
  task: Task;
  known: ReviewRecord;
  lease: Lease | undefined;
  /** It is what the lease is waited for. */
  isOwn: boolean;
}

export function goingEvents(stub: Stub, pull: PullFacts, linking: Linking): LedgerEvent[] {
  const { number } = stub;
  const known = linking.ledger.state.reviews[number];
  if (!known) return unseenEvents(stub, pull, linking);
  const task = known.task === null ? undefined : linking.ledger.tasks[known.task];
  if (!task) return [endOf(number, pull)];
  const lease = linking.ledger.state.leases[task.id];
  const isTied = lease !== undefined && (lease.pull === number || known.counter === lease.counter);
  // Of two that an attempt brought, the end of the one that is not looked at ends nothing.
  const isOwn = isTied && (pull.merged || lease.pull === null || lease.pull === number);
  const going = { number, pull, task, known, lease, isOwn };
  return pull.merged ? mergedEvents(going, linking) : unmergedEvents(going, linking);
}

const endOf = (number: number, { merged }: PullFacts): LedgerEvent => ({ kind: 'pull-ended', number, merged });

/** It came and went between two looks: what its agent brought counts all the same. */
function unseenEvents(stub: Stub, pull: PullFacts, linking: Linking): LedgerEvent[] {
  const { author, createdAt, number } = stub;
  const { ledger, config, identities, now } = linking;
  const task = taskOfPull({ ...pull, author }, linking);
  const lease = task ? ledger.state.leases[task.id] : undefined;
  if (!task || !lease || lease.pull !== null) return [];
  const whose = { agents: agentsOf(config), identities };
  if (belongingOf({ ...pull, author, createdAt }, holderOf(lease), whose) !== 'own') return [];
  const link: LedgerEvent = {
    ...{ kind: 'pull-linked', number, task: task.id, asked: false, agent: true, wanted: false, state: null },
    ...{ tie: 'own', counter: lease.counter },
  };
  const seen = applyAll(ledger, [link], now);
  return [link, ...(number in seen.state.reviews ? goingEvents(stub, pull, { ...linking, ledger: seen }) : [])];
}

/**
 * A merge into the default branch that closes the issue ends the task by that; one that does not leaves it to a person to
 * say whether it is done. Elsewhere it says nothing yet.
 */
function mergedEvents(
  { number, pull, task, known, lease, isOwn }: Going,
  { defaultBranch, now }: Linking,
): LedgerEvent[] {
  const isHome = pull.base === defaultBranch;
  const closes = task.number !== undefined && pull.closes.includes(task.number);
  const verdict = known.stale || known.head !== pull.head ? null : known.overall;
  const ended: LedgerEvent = { kind: 'pull-ended', number, merged: true, ...(known.agent && { verdict }) };
  if (!isHome)
    return [
      ended,
      ...(lease && !isOwn ? [] : personFor(task, `#${number} was merged, but not into the default branch`)),
    ];
  const merit = lease && isOwn ? [creditOf(lease)] : [];
  const landed = { pull: number, task: task.id, number: task.number ?? 0, type: task.type, at: now, own: !task.adopts };
  const whole: LedgerEvent = {
    ...ended,
    landed: { ...landed, ...(lease && isOwn && { agent: lease.agent, attempt: lease.attempt, from: lease.at }) },
  };
  if (closes) return [...merit, whole];
  if (lease && !isOwn) return [ended];
  const after = merit.length > 0 ? { ...task, status: 'in-review' as const } : task;
  return [...merit, ended, ...personFor(after, `#${number} was merged and left it open`)];
}

const personFor = (task: Task, reason: string): LedgerEvent[] => movedEvents(task, 'escalated', reason);

/** A merge is what the attempt was for, whatever becomes of the issue. */
const creditOf = ({ task, counter }: Lease): LedgerEvent => ({
  ...{ kind: 'attempt-ended', task, counter, ending: 'merged', next: 'in-review', resumes: null },
});

/** Whoever brought it failed at the task; where nobody has it, it is to be done again; another's is nobody's failure. */
function unmergedEvents({ number, pull, task, lease, isOwn }: Going, linking: Linking): LedgerEvent[] {
  const { ledger, config, now } = linking;
  const ended = endOf(number, pull);
  const hint = `pull request #${number} was closed unmerged`;
  const settings = config['hand-off'];
  if (lease && isOwn) return [...endingEvents(task, lease, { ending: 'closed-unmerged', hint, settings, now }), ended];
  const isOther = ([other, review]: [string, ReviewRecord]): boolean =>
    other !== String(number) && review.task === task.id && review.aside !== true;
  if (lease || task.status !== 'in-review' || Object.entries(ledger.state.reviews).some(isOther)) return [ended];
  // What a person has taken stays theirs.
  return [ended, ...movedEvents(task, task.taken ? 'escalated' : 'ready', hint)];
}
