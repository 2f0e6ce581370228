/** The order in which open tasks wait: by hand first, then by rank; what waits for another never leads. */
import { type Dependent, dependenciesOf, orderByNeed } from './dependencies.ts';
import { later } from './intent.ts';
import { codeSpan } from './markdown.ts';
import { placementsOf } from './placement.ts';
import { byWorth, type RankFacts, reasonsOf, scoreOf } from './rank.ts';
import { isOpen, realNumber, type Status, type Task } from './task.ts';
import { dayOf } from './time.ts';

export const QUEUES = ['smart', 'fifo'] as const;
export type Queue = (typeof QUEUES)[number];

export interface QueueRules {
  queue: Queue;
  /** Numbers of issues that come first, in this order. */
  order: readonly number[];
  /** The moment up to which ages count; null: none does. */
  asOf: string | null;
}

/** The rules that the owner set; ages count up to the last daily work, so that they change once a day and not at midnight. */
export const queueRules = (
  { queue, order }: { queue: Queue; order: readonly number[] },
  { daily }: { daily: string | null },
): QueueRules => ({ queue, order, asOf: daily === null ? null : later(daily, -86_400_000) });

export const NO_RULES: QueueRules = { queue: 'smart', order: [], asOf: null };

/** A task's place, from 1. */
export interface Place {
  task: Task;
  position: number;
  score: number;
  /** What it waits for, and what a person decided, before all; then the strongest first. */
  reasons: string[];
  /** Those that stand out and are no blockers. */
  notes: string[];
  /** What it waits for, in words; null where it may begin. */
  blocked: string | null;
}

interface Ranked {
  task: Task;
  /** By hand, the lowest first. */
  place: number;
  score: number;
  facts: RankFacts;
  placement: string | null;
  blocked: string | null;
}

const WAITING: readonly Status[] = ['ready', 'blocked', 'retrying'];

/** Places of the tasks that wait: the same for the same tasks, whatever order they come in. */
export const queueOf = (tasks: readonly Task[], rules: QueueRules): Place[] =>
  rankAll(tasks.filter(isOpen), rules)
    .filter(({ task }) => WAITING.includes(task.status))
    .map((ranked, index) => placeOf(ranked, index + 1, rules.queue));

function placeOf({ task, score, facts, placement, blocked }: Ranked, position: number, queue: Queue): Place {
  const said = queue === 'fifo' ? { reasons: [`waits since ${dayOf(task.since)}`], notes: [] } : reasonsOf(task, facts);
  const hand = placement === null ? [] : [placement];
  const reasons = [...(blocked === null ? [] : [blocked]), ...hand, ...said.reasons];
  return { task, position, score, reasons, notes: [...hand, ...said.notes], blocked };
}

/** All tasks: those that are open as they are placed, then suggestions, the best first. */
export function orderTasks(tasks: readonly Task[], rules: QueueRules = NO_RULES): Task[] {
  const open = rankAll(tasks.filter(isOpen), rules).map(({ task }) => task);
  return [...open, ...tasks.filter((task) => !isOpen(task)).sort((a, b) => byWorth(a, b) || byName(a, b))];
}

/** Who waits for whom among these tasks, sub-issues included. */
export function graphOf(tasks: readonly Task[]): Dependent[] {
  const ids = new Map(tasks.map(({ id, number }) => [number, id]));
  return tasks.map(({ id, dependsOn, standing }) => ({
    id,
    dependsOn: standing?.awaits
      ? [...dependsOn, ...standing.awaits.flatMap((number) => ids.get(number) ?? [])]
      : dependsOn,
  }));
}

const MOST_IN_CIRCLE = 8;

/** Open tasks that wait for each other, so that none can begin: a line for each circle, the first again at its end. */
export function circlesOf(tasks: readonly Task[]): string[] {
  const names = new Map(tasks.map(({ id, number }) => [id, number === undefined ? codeSpan(id) : `#${number}`]));
  return dependenciesOf(graphOf(tasks)).cycles.map((cycle) => {
    const shown = cycle.slice(0, MOST_IN_CIRCLE).map((id) => names.get(id) ?? '');
    return [...shown, ...(cycle.length > MOST_IN_CIRCLE ? ['…'] : []), shown[0]].join(' → ');
  });
}

function rankAll(tasks: readonly Task[], { queue, order, asOf }: QueueRules): Ranked[] {
  const graph = graphOf(tasks);
  const needs = new Map(graph.map(({ id, dependsOn }) => [id, dependsOn]));
  // Most backlogs have no needs at all, and then nothing has to be looked for.
  const hasNeeds = graph.some(({ dependsOn }) => dependsOn.length > 0);
  const unblocks = hasNeeds ? dependenciesOf(graph).unblocks : new Map<string, number>();
  const placements = placementsOf(tasks, graph, order);
  const known = new Map(tasks.map((task) => [task.id, task]));
  const ranked = tasks.map((task): Ranked => {
    const facts = { asOf, unblocks: (unblocks.get(task.id) ?? 0) + (task.standing?.holds ?? 0) };
    const needed = hasNeeds ? (needs.get(task.id) ?? []).flatMap((need) => known.get(need) ?? []) : [];
    const { place = order.length + 1, reason: placement = null } = placements.get(task.id) ?? {};
    const score = queue === 'fifo' ? 0 : scoreOf(task, facts);
    return { task, place, score, facts, placement, blocked: blockedBy(task, needed) };
  });
  const byRule = queue === 'fifo' ? bySince : (a: Ranked, b: Ranked): number => b.score - a.score;
  ranked.sort((a, b) => a.place - b.place || byRule(a, b) || byName(a.task, b.task));
  const ordered = hasNeeds ? inNeed(ranked, needs) : ranked;
  return [...ordered.filter(({ blocked }) => blocked === null), ...ordered.filter(({ blocked }) => blocked !== null)];
}

function inNeed(places: readonly Ranked[], needs: ReadonlyMap<string, readonly string[]>): Ranked[] {
  const items = places.map((ranked) => ({ id: ranked.task.id, dependsOn: needs.get(ranked.task.id) ?? [], ranked }));
  return orderByNeed(items).map(({ ranked }) => ranked);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const bySince = (a: Ranked, b: Ranked): number => compare(a.task.since, b.task.since);

const byName = (a: Task, b: Task): number =>
  (a.number ?? Number.MAX_SAFE_INTEGER) - (b.number ?? Number.MAX_SAFE_INTEGER) || compare(a.id, b.id);

const MOST_NAMED = 5;

/** What a task waits for, in words; null where it may begin. */
function blockedBy({ status, standing }: Task, needs: readonly Task[]): string | null {
  if (needs.length === 0 && !standing && status !== 'blocked') return null;
  const numbers = needs.flatMap(({ number }) => realNumber(number) ?? []);
  const named = [...new Set([...numbers, ...(standing?.awaits ?? [])])].sort((a, b) => a - b);
  const more = Math.max(0, named.length - MOST_NAMED) + needs.length - numbers.length + (standing?.elsewhere ?? 0);
  const names = named.slice(0, MOST_NAMED).map((number) => `#${number}`);
  if (names.length + more > 0) return `blocked by ${[...names, ...(more > 0 ? [`${more} more`] : [])].join(', ')}`;
  return status === 'blocked' ? 'blocked' : null;
}
