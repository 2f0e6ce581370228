/** Gives a new world the ledger that its file asks for: the state branch as Steward would have left it, and its issues. */
import { createSystemClock } from '@steward/core/adapters/clock.ts';
import { createClient } from '@steward/core/adapters/github/client.ts';
import { createBranchLedger } from '@steward/core/adapters/ledgers/branch.ts';
import { renderContract } from '@steward/core/domain/contract.ts';
import { digest } from '@steward/core/domain/digest.ts';
import type { LedgerEvent, Rejection } from '@steward/core/domain/event.ts';
import { intentOf } from '@steward/core/domain/intent.ts';
import { renderMarker } from '@steward/core/domain/marker.ts';
import type { Task } from '@steward/core/domain/task.ts';
import { nextDaily } from '@steward/core/domain/time.ts';
import { transact } from '@steward/core/record/transaction.ts';
import type { Sandbox } from '@steward/sandbox/sandbox.ts';
import { workflowBot } from '@steward/sandbox/world.ts';
import type { StateReason } from '@steward/sandbox/world-data.ts';
import { resolveTime } from '@steward/sandbox/world-file.ts';
import { WrongUse } from './failure.ts';
import { FOUNDED, taskOf, type WorldTask } from './world-task.ts';

const LABEL = 'steward';
const BRANCH = 'steward/state';
/** Later than the tasks' own times, earlier than what a world file dates by itself. */
const WATCHED_UNTIL = '-7d';

/** Does nothing where the world asks for no tasks. The requests it takes are no part of what is tried. */
export async function foundLedger(sandbox: Sandbox): Promise<void> {
  const drafts = sandbox.world.data.ledgerTasks as WorldTask[];
  if (drafts.length === 0) return;
  if (sandbox.head === null) {
    throw new WrongUse(
      'The world file has ledgerTasks, but the repository has no commit yet.',
      'Commit something first.',
    );
  }
  const start = sandbox.clock.now();
  const tasks = drafts.map((draft) => taskOf(draft, start));
  refuseRepeats(tasks);
  const opened = giveIssues(sandbox, tasks, start);
  await commitLedger(sandbox, opened, resolveTime(WATCHED_UNTIL, start));
  sandbox.transcript.length = 0;
  // Founded once: a ledger that somebody deletes later is for Steward to rebuild.
  sandbox.world.data.ledgerTasks = [];
  sandbox.world.touch();
  await sandbox.save();
}

function refuseRepeats(tasks: readonly Task[]): void {
  const ids = new Set(tasks.map((task) => task.id));
  if (ids.size < tasks.length) {
    throw new WrongUse('The world file has ledgerTasks that are one task.', 'Give each its own title, or its own id.');
  }
}

const isSuggested = (task: Task): boolean => task.status === 'suggested';

/** Issues by Steward for all but suggestions, written into the world at once and dated before it began. */
function giveIssues({ world, head }: Sandbox, tasks: readonly Task[], start: Date): Task[] {
  if (world.label(LABEL) === null) world.createLabel({ name: LABEL });
  const frame = { branch: world.repository.defaultBranch, head: head ?? '', url: world.repositoryUrl };
  const at = resolveTime(FOUNDED, start);
  const used = tasks.flatMap(({ number }) => (number === undefined ? [] : [number]));
  const taken = new Set(used);
  const opened = tasks.map((task, occurrence) => {
    if (isSuggested(task)) return task;
    const content = digest(task.title);
    const intent = intentOf({ kind: 'open-issue', subject: task.id, content, epoch: 'world', occurrence });
    const { id, fingerprints, score, title, number } = task;
    if (number !== undefined && world.discussed(number) !== null) return { ...task, intent };
    if (number !== undefined) world.data.lastNumber = number - 1;
    else
      while (taken.has(world.data.lastNumber + 1) || world.discussed(world.data.lastNumber + 1))
        world.data.lastNumber += 1;
    const body = `${renderContract(task, frame)}\n${renderMarker({ intent, task: id, fingerprints, score })}`;
    const issue = world.openIssue({ title, body, labels: [LABEL], by: workflowBot.login });
    if (ENDED[task.status]) world.closeIssue(issue.number, world.repository.owner, ENDED[task.status]);
    for (const event of issue.events) event.createdAt = at;
    Object.assign(issue, { createdAt: at, updatedAt: at, closedAt: issue.closedAt === null ? null : at });
    return { ...task, intent, number: issue.number };
  });
  const numbers = [...world.data.issues, ...world.data.pullRequests].map(({ number }) => number);
  world.data.lastNumber = numbers.reduce((most, number) => Math.max(most, number), 0);
  return opened;
}

const ENDED: Partial<Record<Task['status'], StateReason>> = {
  done: 'COMPLETED',
  cancelled: 'NOT_PLANNED',
  rejected: 'NOT_PLANNED',
};

async function commitLedger(sandbox: Sandbox, tasks: readonly Task[], watched: string): Promise<void> {
  const [owner = '', name = ''] = sandbox.repository.split('/');
  const clock = createSystemClock();
  const { apiUrl, graphqlUrl } = sandbox;
  const token = sandbox.mintToken();
  const client = createClient({ token, apiUrl, graphqlUrl, clock, onDate: (date) => clock.answered(date) });
  const ledger = createBranchLedger({ client, repository: { owner, name }, branch: BRANCH });
  await transact(
    {
      reader: ledger,
      writer: ledger,
      clock,
      run: { id: 'founding', token: 'founding' },
      trusted: [workflowBot.login],
    },
    () => eventsOf(tasks, { watched, baseline: sandbox.head }),
  );
}

/** One event for all of them: applying thousands one by one copies the whole ledger each time. */
function eventsOf(tasks: readonly Task[], at: { watched: string; baseline: string | null }): LedgerEvent[] {
  const founding = { epoch: digest('founding', 8), baseline: at.baseline, identities: [workflowBot.login] };
  return [
    { kind: 'installed', ...founding },
    {
      kind: 'rebuilt',
      ...founding,
      tasks: tasks.filter((task) => !ENDED[task.status]),
      rejected: Object.fromEntries(tasks.flatMap(rejections)),
      dashboard: null,
      closings: [],
      opened: 0,
      notifications: 0,
    },
    {
      kind: 'observed',
      watermark: at.watched,
      seen: {},
      head: null,
      checks: '',
      deployments: {},
      pulls: {},
      goals: null,
      daily: nextDaily(at.watched, 6),
    },
  ];
}

/** What ended must not be suggested again. */
function rejections({ id, status, number, since, fingerprints }: Task): [string, Rejection][] {
  if (status !== 'done' && status !== 'cancelled' && status !== 'rejected') return [];
  const rejection = { reason: status, task: id, at: since, ...(number !== undefined && { number }) };
  return fingerprints.map((print) => [print, rejection]);
}
