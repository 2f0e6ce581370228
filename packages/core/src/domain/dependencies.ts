/** Which tasks wait for which: a graph over `dependsOn`, its cycles, and an order in which nothing comes before its need. */

export interface Dependent {
  id: string;
  dependsOn: readonly string[];
}

/** Waiting tasks are counted up to here: more makes no difference, and counting stays linear. */
export const MOST_COUNTED = 100;

export interface Dependencies {
  /** Tasks that need another of the tasks. */
  blocked: ReadonlySet<string>;
  /** How many tasks wait for one, directly or through others; at most `MOST_COUNTED`, and none is left out. */
  unblocks: ReadonlyMap<string, number>;
  /** One cycle, as short as can be, of every knot of tasks that wait for each other: each needs the next, the last the first. */
  cycles: readonly (readonly string[])[];
  /** Needs that are none of the tasks: nothing waits for them, but somebody may have mistyped one. */
  unknown: readonly { task: string; needs: string }[];
}

type Edges = ReadonlyMap<string, readonly string[]>;

/** The same for the same tasks, whatever order they come in. */
export function dependenciesOf(tasks: readonly Dependent[]): Dependencies {
  const sorted = [...tasks].sort((a, b) => compare(a.id, b.id));
  const needs = needsOf(sorted);
  const neededBy = reversed(needs);
  const knots = knotsOf(needs).filter(([id = '', ...others]) => others.length > 0 || needs.get(id)?.includes(id));
  const counts = sorted.map(({ id }): [string, number] => [id, countWaiting(id, neededBy)]);
  return {
    blocked: new Set(sorted.flatMap(({ id }) => (isBlocked(id, needs) ? [id] : []))),
    unblocks: new Map(counts.filter(([, count]) => count > 0)),
    cycles: knots.map((knot) => shortestCycle(knot, needs)).sort(([a = ''], [b = '']) => compare(a, b)),
    unknown: sorted.flatMap(({ id, dependsOn }) =>
      [...new Set(dependsOn)].filter((need) => !needs.has(need)).map((need) => ({ task: id, needs: need })),
    ),
  };
}

/** What waits for nothing, in the order given; then what waits, each after all that it needs, else in the order given. */
export function orderByNeed<T extends Dependent>(tasks: readonly T[]): T[] {
  const needs = needsOf(tasks);
  const places = new Map(tasks.map((task, place) => [task.id, place]));
  const waiting = knotsOf(needs).flatMap((knot) =>
    knot
      .filter((id) => isBlocked(id, needs))
      .map((id) => places.get(id) ?? 0)
      .sort((a, b) => a - b),
  );
  return [...tasks.filter(({ id }) => !isBlocked(id, needs)), ...waiting.map((place) => tasks[place] as T)];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const isBlocked = (id: string, needs: Edges): boolean => (needs.get(id)?.length ?? 0) > 0;

function needsOf(tasks: readonly Dependent[]): Edges {
  const known = new Set(tasks.map(({ id }) => id));
  return new Map(
    tasks.map(({ id, dependsOn }) => [id, [...new Set(dependsOn)].filter((need) => known.has(need)).sort()]),
  );
}

function reversed(edges: Edges): Edges {
  const back = new Map<string, string[]>([...edges.keys()].map((id) => [id, []]));
  for (const [from, targets] of edges) for (const to of targets) back.get(to)?.push(from);
  return back;
}

function countWaiting(id: string, neededBy: Edges): number {
  const found = new Set<string>();
  const next = [id];
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    for (const waiting of neededBy.get(at) ?? []) {
      if (waiting === id || found.has(waiting)) continue;
      found.add(waiting);
      if (found.size === MOST_COUNTED) return MOST_COUNTED;
      next.push(waiting);
    }
  }
  return found.size;
}

/**
 * Tasks that reach each other, alone where there is no other, each knot after those that it needs: Tarjan's algorithm,
 * without recursion, as a chain may be as long as the backlog.
 */
function knotsOf(needs: Edges): string[][] {
  const knots: string[][] = [];
  const found = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const lower = (id: string, to: number): void => void lowest.set(id, Math.min(lowest.get(id) ?? to, to));
  for (const root of needs.keys()) {
    const path = found.has(root) ? [] : [{ id: root, next: 0 }];
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const { id } = step;
      if (!found.has(id)) {
        found.set(id, found.size);
        lower(id, found.get(id) ?? 0);
        open.push(id);
        isOpen.add(id);
      }
      const need = needs.get(id)?.[step.next];
      step.next += 1;
      if (need !== undefined) {
        if (!found.has(need)) path.push({ id: need, next: 0 });
        else if (isOpen.has(need)) lower(id, found.get(need) ?? 0);
        continue;
      }
      path.pop();
      const above = path.at(-1);
      if (above) lower(above.id, lowest.get(id) ?? 0);
      if (lowest.get(id) !== found.get(id)) continue;
      const knot = open.splice(open.lastIndexOf(id));
      for (const member of knot) isOpen.delete(member);
      knots.push(knot);
    }
  }
  return knots;
}

/** From the first of the knot by id, along its needs and back to it. */
function shortestCycle(knot: readonly string[], needs: Edges): string[] {
  const members = new Set(knot);
  const [start = ''] = [...knot].sort();
  const cameFrom = new Map<string, string>();
  const next = [start];
  for (const id of next) {
    for (const need of needs.get(id) ?? []) {
      if (need === start) return pathTo(id, start, cameFrom);
      if (!members.has(need) || cameFrom.has(need)) continue;
      cameFrom.set(need, id);
      next.push(need);
    }
  }
  throw new Error(`nothing leads back to ${start}`);
}

function pathTo(end: string, start: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const path = [end];
  for (let at = end; at !== start; ) {
    at = cameFrom.get(at) ?? start;
    path.push(at);
  }
  return path.reverse();
}
