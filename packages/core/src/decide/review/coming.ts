/** An open pull request: which task it is for, whether it is what its agent brought, and what follows for both. */
import { agentsOf } from '../../domain/agent-settings.ts';
import type { LedgerEvent, Tie } from '../../domain/event.ts';
import type { Attempt, Ending, Lease } from '../../domain/lease.ts';
import type { PullFacts } from '../../domain/pull-request.ts';
import type { Stub } from '../../domain/snapshot.ts';
import { isOpen, type Task } from '../../domain/task.ts';
import type { ReviewRecord } from '../../domain/verdict.ts';
import { type Belonging, belongingOf, holderOf, namedBy, pastHolder } from './belonging.ts';
import { isAgents, isWanted, type Linking, movedEvents, REVIEW_LABEL, taskOfPull } from './linking.ts';

/** An attempt that ended so comes alive again with its pull request: nobody judged what it brought. */
const REVIVABLE: readonly Ending[] = ['closed-unmerged', 'silent', 'not-started', 'run-failed'];

/** What becomes of the lease, and of the task. */
interface Course {
  before: LedgerEvent[];
  tie: Tie | null;
  status: 'in-review' | 'working' | null;
  /** It keeps nobody from the task. */
  aside: boolean;
  counter?: number;
}

export function comingEvents(stub: Stub, pull: PullFacts, linking: Linking): LedgerEvent[] {
  const { number } = stub;
  const known = linking.ledger.state.reviews[number];
  const asked = stub.labels.includes(REVIEW_LABEL);
  // What a marker in its body said was read once; the lists do not show it.
  const linked = known?.task == null ? undefined : linking.ledger.tasks[known.task];
  const task = taskOfPull({ ...pull, author: stub.author }, linking) ?? (linked && isOpen(linked) ? linked : null);
  if (!task && !asked) return known ? [{ kind: 'pull-ended', number, merged: false }] : [];
  const agent = isAgents(stub, linking);
  const course = task ? courseOf({ stub, pull, task, known, agent }, linking) : null;
  const isReady = !pull.draft && course?.aside !== true;
  const whose = { asked, agent, wanted: isWanted({ asked, agent: agent && isReady }, linking) };
  const counter = course?.tie ? (course.counter ?? linking.ledger.state.leases[task?.id ?? '']?.counter) : undefined;
  const link: LedgerEvent = {
    ...{ kind: 'pull-linked', number, task: task?.id ?? null, ...whose, state: pull.state || null },
    ...(course?.tie && counter !== undefined && { tie: course.tie, counter }),
    ...(course?.aside && { aside: true as const }),
    ...(pull.draft && { draft: true as const }),
  };
  const reason = `pull request #${number}`;
  const moved = task && course?.status ? movedEvents(statusAfter(task, course), course.status, reason) : [];
  return [...(course?.before ?? []), link, ...moved];
}

/** What the events before it made of the task. */
const statusAfter = (task: Task, { before }: Course): Task => {
  return before.some(({ kind }) => kind === 'revived') ? { ...task, status: 'leased' } : task;
};

interface Coming {
  stub: Stub;
  pull: PullFacts;
  task: Task;
  known: ReviewRecord | undefined;
  agent: boolean;
}

const NOTHING: Course = { before: [], tie: null, status: null, aside: false };
const ASIDE: Course = { ...NOTHING, aside: true };
const HOLDS: Course = { ...NOTHING, status: 'in-review' };

function courseOf(coming: Coming, linking: Linking): Course {
  const { task, stub, pull, known } = coming;
  const lease = linking.ledger.state.leases[task.id];
  // Of somebody who may write it has taken the task over already.
  const isStrangers = pull.fork && !coming.agent;
  if (!lease) {
    const again = revivedBy(coming, linking);
    if (again) return { ...tied(pull), before: [{ kind: 'revived', lease: again }], counter: again.counter };
    return isOver(coming) ? ASIDE : HOLDS;
  }
  const whose = whoseOf(coming, lease, linking);
  if (whose === 'own') {
    if (isRival(coming, lease, linking)) return NOTHING;
    // That it is listed once more is no sign of anybody.
    const isKnown = known?.counter === lease.counter && known.draft === true && stub.updatedAt <= lease.seen;
    return pull.draft && isKnown ? NOTHING : tied(pull);
  }
  return isStrangers || known?.aside ? ASIDE : NOTHING;
}

const tied = (pull: PullFacts): Course =>
  pull.draft
    ? { ...NOTHING, tie: 'draft', status: 'working' }
    : { ...HOLDS, tie: namedBy(pull)?.attempt === undefined ? 'own' : 'branch' };

function whoseOf({ stub, pull }: Coming, lease: Lease, { config, identities }: Linking): Belonging {
  const { author, createdAt } = stub;
  return belongingOf({ ...pull, author, createdAt }, holderOf(lease), { agents: agentsOf(config), identities });
}

/** Of two that an attempt brought the first is looked at, unless the second is on the branch that it was told. */
function isRival({ stub, pull }: Coming, lease: Lease, { ledger }: Linking): boolean {
  if (lease.pull === null || lease.pull === stub.number || !ledger.state.reviews[lease.pull]) return false;
  return namedBy(pull)?.attempt === undefined || lease.onBranch === true;
}

/** Its attempt was judged, or is wanted no more. */
function isOver({ pull, task, known }: Coming): boolean {
  if (known?.aside === true && known.counter !== undefined) return true;
  const named = namedBy(pull)?.attempt;
  return (
    named !== undefined &&
    (task.attempts ?? []).some(({ attempt, ending }) => attempt === named && ending === 'rejected')
  );
}

/** The lease of the attempt that brought it, if that was the last and nobody has the task since. */
function revivedBy(coming: Coming, { ledger, config, identities, now }: Linking): Lease | null {
  const { stub, pull, task, known } = coming;
  const last: Attempt | undefined = task.attempts?.at(-1);
  const agent = agentsOf(config).find(({ name }) => name === last?.agent);
  if (!last || !agent || !REVIVABLE.includes(last.ending) || !RESTING.includes(task.status) || task.taken) return null;
  if (known?.aside && known.head === pull.head) return null;
  const comer = { ...pull, author: stub.author, createdAt: stub.createdAt };
  const belongs = belongingOf(comer, pastHolder(task.id, last, agent), { agents: agentsOf(config), identities });
  if (belongs !== 'own' || task.number === undefined) return null;
  const { 'start-within': start, 'silent-after': silence } = config['hand-off'];
  return {
    ...{ task: task.id, number: task.number, agent: agent.name, kind: agent.kind, attempt: last.attempt },
    ...{ counter: ledger.state.handOffs + 1, token: '', at: last.from, handed: null, seen: now, pull: null },
    ...{ started: { at: now, sign: 'pull', ref: String(stub.number) }, returned: null, usd: agent.cost },
    patience: { start: start * 60_000, silence: silence * 3_600_000 },
  };
}

const RESTING: readonly Task['status'][] = ['ready', 'retrying', 'escalated'];
