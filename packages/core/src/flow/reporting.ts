import { statusOf } from '../domain/health.ts';
import { useOf } from '../domain/money/told.ts';
import { orderTasks, type Place, queueOf, queueRules } from '../domain/queue.ts';
import type { State } from '../domain/state.ts';
import { asShown, isOpen, realNumber, type Task } from '../domain/task.ts';
import type { Done, QueueEntry, TickReport } from '../domain/tick.ts';
import type { Held } from '../record/transaction.ts';
import { renderSummary } from '../report/summary.ts';
import type { Tick } from './tick.ts';

/** What an action hands to the runner. */
export interface FlowResult {
  report: TickReport;
  summary: string;
  outputs: Record<string, string>;
  /** The dashboard as one self-contained HTML page, where the action makes one. */
  page?: string;
}

/** Ends a tick: the report, the step summary and the outputs that every action gives. */
export function finish(tick: Tick, held: Held | null): FlowResult {
  const report = reportOf(tick, held);
  const created = report.done.flatMap(({ kind, number }) => (kind === 'opened' && number ? [number] : []));
  const outputs = {
    quiet: String(report.quiet),
    moves: JSON.stringify(report.moves.map((move) => move.kind)),
    created: JSON.stringify(created),
    suggested: JSON.stringify(report.tasks.filter((task) => task.status === 'suggested').map((task) => task.title)),
    refused: JSON.stringify(report.refused),
    issue: String(report.dashboard?.number ?? ''),
    requests: JSON.stringify(report.requests),
    usd: report.model.usd === null ? '' : String(report.model.usd),
    queue: queueOutput(report),
    report: outputOf(report),
  };
  return { report, summary: renderSummary(report), outputs };
}

/** GitHub takes 1 MB of outputs from a job; of a long backlog the first tasks are shown. */
const OUTPUT_LIMIT = 700_000;
const QUEUE_LIMIT = 150_000;

function outputOf(report: TickReport): string {
  const { tasks, queue } = report;
  return fitting(Math.max(tasks.length, queue.length), OUTPUT_LIMIT, (most) => ({
    ...report,
    tasks: tasks.slice(0, most),
    queue: queue.slice(0, most),
  }));
}

const queueOutput = ({ queue }: TickReport): string =>
  fitting(queue.length, QUEUE_LIMIT, (most) => queue.slice(0, most));

/** With as many items as the limit lets through, halved until they fit. */
function fitting(items: number, limit: number, cut: (most: number) => unknown): string {
  for (let most = items; ; most = Math.floor(most / 2)) {
    const text = JSON.stringify(cut(most));
    if (text.length <= limit || most === 0) return text;
  }
}

const ORDER: readonly Done['kind'][] = [
  'rebuilt',
  'closed',
  'taken-back',
  'reopened',
  'removed',
  'unpinned',
  'label',
  'opened',
  'taken',
  'given-back',
  'handed-over',
  'linked',
  'commented',
  'asked',
  'suggested',
  'withdrawn',
  'health',
  'dashboard',
  'pinned',
];

/** Issues before what is only suggested, the dashboard last. */
const inOrder = (done: readonly Done[]): Done[] =>
  [...done].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));

/** Everything the tick has to say, as data. */
export function reportOf(tick: Tick, held: Held | null): TickReport {
  const { told, snapshot, mode, state } = tick;
  const ledger = held?.ledger;
  const { outcomes: _, ...said } = told;
  const tasks = Object.values(ledger?.tasks ?? {}).filter(isShown);
  const rules = queueRules(tick.config, ledger?.state ?? state);
  const real = realNumber(told.dashboard?.number) !== null;
  return {
    at: snapshot.now,
    mode,
    configured: tick.config.mode,
    // An action that was asked for something has looked for it, however little is new.
    quiet: tick.quiet && told.moves.length === 0,
    head: snapshot.head?.oid ?? null,
    observed: observedWords(tick),
    ...said,
    ...healthTold(ledger?.state ?? state),
    done: inOrder(said.done),
    requests: tick.world.reader.usage(),
    model: useOf(told.calls),
    sequence: ledger?.state.sequence ?? state.sequence,
    nextDue: ledger ? ledger.state.nextDue : state.nextDue,
    seconds: Math.round((tick.world.clock.elapsed() - tick.startedAt) / 100) / 10,
    tasks: orderTasks(tasks, rules).map(asShown),
    queue: queueOf(tasks, rules).map(entryOf),
    dashboard: told.dashboard && !real ? { ...told.dashboard, number: null, url: null } : told.dashboard,
    previous: state.watermark,
  };
}

/** On every run, also one that did not look: a green run hides nothing. */
function healthTold({ health }: State): Pick<TickReport, 'health'> {
  if (health === null) return {};
  const { at, findings, issue } = health;
  return { health: { status: statusOf(health), findings, at, issue: issue?.open ? realNumber(issue.number) : null } };
}

const entryOf = ({ task, position, score, reasons }: Place): QueueEntry => ({
  position,
  number: realNumber(task.number),
  score,
  reasons,
});

const isShown = (task: Task): boolean => isOpen(task) || task.status === 'suggested';

function observedWords({ news, state }: Tick): string[] {
  const changed = (kind: 'issue' | 'pull') => news.foreign.filter((stub) => stub.kind === kind).length;
  const [issues, pulls] = [changed('issue'), changed('pull')];
  return [
    `${issues} issue${issues === 1 ? '' : 's'}`,
    `${pulls} pull request${pulls === 1 ? '' : 's'}`,
    ...(news.headMoved ? [state.head === null ? 'head is new' : 'head moved'] : []),
    ...(news.checksChanged ? ['checks changed'] : []),
    ...(news.due ? ['something is due'] : []),
  ];
}
