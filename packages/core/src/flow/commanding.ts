/** Orders that people give on the dashboard: read from its edits, each followed or denied by the role of who made it. */
import { ordersIn } from '../domain/box.ts';
import { type Call, mayCommand, type Order, type Version } from '../domain/command.ts';
import type { LedgerEvent } from '../domain/event.ts';
import type { Ledger } from '../domain/state.ts';
import { asRanked, isOpen, PRIORITIES, realNumber, type Task } from '../domain/task.ts';
import type { OwnIssue } from '../record/recovery.ts';
import type { Held } from '../record/transaction.ts';
import { NO_ORDERS, type Orders } from './orders.ts';
import { identitiesOf, type Tick } from './tick.ts';

/** Reads orders where somebody edited the dashboard, or did so while it was written; else asks nothing. */
export async function readOrders(tick: Tick, { ledger }: Held, own: readonly OwnIssue[]): Promise<Orders> {
  const { dashboard, orders } = ledger.state;
  const number = realNumber(dashboard?.number);
  if (number === null) return NO_ORDERS;
  if (!orders.missed && !own.some((issue) => issue.number === number && issue.open)) return NO_ORDERS;
  const versions = await tick.world.reader.edits(number);
  const newest = versions.at(-1);
  if (!newest) return NO_ORDERS;
  const found = ordersIn(unreadOf(versions, orders.edit), identitiesOf(tick, ledger.state));
  const roles = new Map<string, string | null>();
  for (const { by } of found) if (!roles.has(by)) roles.set(by, await tick.world.reader.role(by));
  const may = ({ by }: Order): boolean => mayCommand(roles.get(by) ?? null);
  return {
    given: found.filter(may),
    denied: found.filter((order) => !may(order)),
    edit: { id: newest.id, at: newest.at },
  };
}

/** From the last version that was read on: the first of what is returned is only compared with. */
function unreadOf(versions: readonly Version[], read: { id: string; at: string } | null): readonly Version[] {
  if (read === null) return versions;
  const known = versions.findIndex(({ id }) => id === read.id);
  if (known >= 0) return versions.slice(known);
  // The list is cut: what is left of it begins after what was read, or holds it no more.
  const later = versions.findIndex(({ at }) => at > read.at);
  return later < 0 ? [] : versions.slice(Math.max(0, later - 1));
}

/** What the orders mean for the ledger as it now is: those that say what is so already mean nothing. */
export function orderEvents(
  ledger: Ledger,
  { given, denied, edit }: Orders,
  applied: (ledger: Ledger, event: LedgerEvent) => Ledger,
): LedgerEvent[] {
  const known = ledger.state.orders;
  if (edit === null || (known.edit?.id === edit.id && !known.missed)) return [];
  const events = followed(ledger, given, applied);
  const last = denied.at(-1);
  if (last) events.push({ kind: 'denied', verb: last.command.verb, by: last.by });
  return [...events, { kind: 'orders-read', edit }];
}

/** Orders one by one, each on what those before it made. */
export function followed(
  ledger: Ledger,
  orders: readonly Order[],
  applied: (ledger: Ledger, event: LedgerEvent) => Ledger,
): LedgerEvent[] {
  const events: LedgerEvent[] = [];
  let current = ledger;
  for (const order of orders) {
    const event = eventOf(current, order);
    if (event === null) continue;
    events.push(event);
    current = applied(current, event);
  }
  return events;
}

function eventOf(ledger: Ledger, order: Order): LedgerEvent | null {
  const { command, by } = order;
  if (!('task' in command)) {
    const paused = command.verb === 'pause';
    return ledger.state.paused === paused ? null : { kind: 'paused', paused, by };
  }
  const task = ledger.tasks[command.task];
  if (!task) return null;
  if (command.verb === 'raise') return raised(task, by);
  if (command.verb === 'take') return taken(ledger, task, by);
  if (command.verb === 'escalate') return escalated(task, by);
  if (command.verb === 'release' || command.verb === 'retry') return givenBack(ledger, task, order);
  return answered(ledger, task, { verb: command.verb, by, at: order.at });
}

/** Waiting for a time, for an answer or for a person: from each of them a person may call it back. */
const RETRIED: readonly Task['status'][] = ['retrying', 'blocked', 'escalated'];

function givenBack({ state }: Ledger, task: Task, { command, by, assigned = [] }: Order): LedgerEvent | null {
  const isMeant = task.taken !== undefined || (command.verb === 'retry' && RETRIED.includes(task.status));
  if (!isMeant || !isOpen(task) || task.id in state.leases) return null;
  return { kind: 'given-back', task: task.id, by, bystanders: [...assigned] };
}

function taken({ state }: Ledger, task: Task, by: string): LedgerEvent | null {
  const isTheirs = task.taken?.by === by && !(task.id in state.leases);
  return !isOpen(task) || isTheirs ? null : { kind: 'taken', task: task.id, by };
}

/** Whoever has it in hand gives it up, and a person is asked as after the last attempt. */
function escalated(task: Task, by: string): LedgerEvent | null {
  const isMeant = isOpen(task) && task.status !== 'escalated' && task.taken === undefined;
  return isMeant ? { kind: 'moved', task: task.id, status: 'escalated', reason: `${by} wants a person to look` } : null;
}

/** What is said of a suggestion. */
function answered(
  { state }: Ledger,
  task: Task,
  { verb, by, at }: Call & { verb: 'approve' | 'unapprove' | 'reject' },
): LedgerEvent | null {
  // What is being opened in this moment is past being suggested.
  const isClaimed = Object.values(state.claims).some(({ subject }) => subject === task.id);
  if (task.status !== 'suggested' || isClaimed) return null;
  if (verb === 'reject') return { kind: 'moved', task: task.id, status: 'rejected', reason: 'refused by a person', by };
  const isApproved = task.approved !== undefined;
  if (isApproved === (verb === 'approve')) return null;
  return isApproved ? { kind: 'unapproved', task: task.id, by } : { kind: 'approved', task: task.id, by, given: at };
}

function raised(task: Task, by: string): LedgerEvent | null {
  const priority = PRIORITIES[PRIORITIES.indexOf(asRanked(task).priority) - 1];
  return priority === undefined ? null : { kind: 'raised', task: task.id, priority, by };
}
