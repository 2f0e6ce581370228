/** What people placed by hand: the owner's list, then what carries the label; and with each what it needs, or it could not begin. */
import type { Dependent } from './dependencies.ts';
import type { Task } from './task.ts';

/** Where a task stands among those placed by hand, the lowest first, and why. */
export interface Placement {
  place: number;
  reason: string;
}

/** `order`: numbers of issues that come first, in this order. By the task's id; what nobody placed is left out. */
export function placementsOf(
  tasks: readonly Task[],
  graph: readonly Dependent[],
  order: readonly number[],
): ReadonlyMap<string, Placement> {
  const placed = [...listed(tasks, order), ...labelled(tasks, order.length)];
  const placements = new Map<string, Placement>();
  for (const { task, ...placement } of placed) if (!placements.has(task.id)) placements.set(task.id, placement);
  if (placed.length === 0) return placements;
  const needs = new Map(graph.map(({ id, dependsOn }) => [id, dependsOn]));
  const seen = new Set<string>();
  for (const { task, place } of placed) {
    const next = [task.id];
    for (let at = next.pop(); at !== undefined; at = next.pop()) {
      if (seen.has(at) || !needs.has(at)) continue;
      seen.add(at);
      const own = placements.get(at)?.place ?? Number.POSITIVE_INFINITY;
      if (own > place) placements.set(at, { place, reason: `needed by #${task.number}` });
      next.push(...(needs.get(at) ?? []));
    }
  }
  return placements;
}

type Placed = Placement & { task: Task };

function listed(tasks: readonly Task[], order: readonly number[]): Placed[] {
  const byNumber = new Map(tasks.map((task) => [task.number, task]));
  return order.flatMap((number, place) => {
    const task = byNumber.get(number);
    return task ? [{ task, place, reason: `placed by hand (${place + 1} of ${order.length})` }] : [];
  });
}

const labelled = (tasks: readonly Task[], place: number): Placed[] =>
  tasks
    .filter(({ standing }) => standing?.next)
    .sort((a, b) => (a.number ?? 0) - (b.number ?? 0))
    .map((task) => ({ task, place, reason: 'put first by its label' }));
