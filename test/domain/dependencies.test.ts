/** What waits for what: cycles named, the blocked known, and an order in which nothing precedes its need. */
import { type Dependent, dependenciesOf, MOST_COUNTED, orderByNeed } from '@steward/core/domain/dependencies.ts';
import { describe, expect, it } from 'vitest';
import fc from '../support/fuzz.ts';

const of = (needs: Record<string, readonly string[]>): Dependent[] =>
  Object.entries(needs).map(([id, dependsOn]) => ({ id, dependsOn }));

/** Up to twelve tasks with needs among them and beyond them, in cycles or not. */
const graphs = fc
  .uniqueArray(fc.tuple(fc.nat(11), fc.array(fc.nat(14), { maxLength: 4 })), { selector: ([id]) => id, maxLength: 12 })
  .map((tasks) =>
    tasks.map(([id, needs]): Dependent => ({ id: `t${id}`, dependsOn: needs.map((need) => `t${need}`) })),
  );

/** Everything that a task waits for, by following needs: the slow way. */
function reachable(tasks: readonly Dependent[], from: string): Set<string> {
  const found = new Set<string>();
  const visit = (id: string): void => {
    for (const need of tasks.find((task) => task.id === id)?.dependsOn ?? []) {
      if (found.has(need) || !tasks.some((task) => task.id === need)) continue;
      found.add(need);
      visit(need);
    }
  };
  visit(from);
  return found;
}

const needsOf = (tasks: readonly Dependent[], id: string): readonly string[] =>
  tasks.find((task) => task.id === id)?.dependsOn ?? [];

describe('the graph of tasks', () => {
  it('knows what waits and for how many a task stands in the way', () => {
    const { blocked, unblocks, cycles, unknown } = dependenciesOf(of({ a: [], b: ['a'], c: ['b', 'a'], d: [] }));
    expect([...blocked]).toEqual(['b', 'c']);
    expect([...unblocks]).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
    expect({ cycles, unknown }).toEqual({ cycles: [], unknown: [] });
  });

  it('names each circle once, as short as it can be, from the first of its tasks along their needs', () => {
    const tasks = of({ a: ['b'], b: ['c'], c: ['a', 'd'], d: ['e'], e: ['f', 'd'], f: ['e'], g: ['g'], h: ['a'] });
    expect(dependenciesOf(tasks).cycles).toEqual([['a', 'b', 'c'], ['d', 'e'], ['g']]);
  });

  it('lets nothing wait for what is no task, and reports it', () => {
    const { blocked, unknown } = dependenciesOf(of({ a: ['ghost', 'ghost'], b: ['a', 'other'] }));
    expect([...blocked]).toEqual(['b']);
    expect(unknown).toEqual([
      { task: 'a', needs: 'ghost' },
      { task: 'b', needs: 'other' },
    ]);
  });

  it('says the same whatever order the tasks come in', () => {
    fc.assert(
      fc.property(graphs, fc.infiniteStream(fc.nat()), (tasks, chance) => {
        const shuffled = tasks
          .map((task) => ({ task: { ...task, dependsOn: task.dependsOn.toReversed() }, at: chance.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ task }) => task);
        const sorted = ({ unknown, ...rest }: ReturnType<typeof dependenciesOf>) => ({
          ...rest,
          unknown: unknown.map(({ task, needs }) => `${task} ${needs}`).sort(),
        });
        expect(sorted(dependenciesOf(shuffled))).toEqual(sorted(dependenciesOf(tasks)));
      }),
    );
  });

  it('counts what following every need would find', () => {
    fc.assert(
      fc.property(graphs, (tasks) => {
        const { unblocks, blocked } = dependenciesOf(tasks);
        for (const { id, dependsOn } of tasks) {
          const waiting = tasks.filter((other) => other.id !== id && reachable(tasks, other.id).has(id)).length;
          expect(unblocks.get(id) ?? 0).toBe(waiting);
          expect(blocked.has(id)).toBe(dependsOn.some((need) => tasks.some((task) => task.id === need)));
        }
      }),
    );
  });

  it('reports a circle exactly where there is one, and no longer one than its first task is in', () => {
    fc.assert(
      fc.property(graphs, (tasks) => {
        const { cycles } = dependenciesOf(tasks);
        const circling = tasks.filter(({ id }) => reachable(tasks, id).has(id)).map(({ id }) => id);
        for (const cycle of cycles) {
          cycle.forEach((id, index) => {
            expect(needsOf(tasks, id)).toContain(cycle[(index + 1) % cycle.length]);
          });
          expect(new Set(cycle).size).toBe(cycle.length);
          // No need leads across it: it could be shorter otherwise.
          cycle.forEach((id, index) => {
            const later = cycle.slice(index + 2);
            expect(needsOf(tasks, id).filter((need) => later.includes(need))).toEqual([]);
          });
        }
        const knots = circling.map((id) =>
          circling
            .filter((other) => other === id || (reachable(tasks, id).has(other) && reachable(tasks, other).has(id)))
            .sort()
            .join(),
        );
        expect(cycles).toHaveLength(new Set(knots).size);
        for (const [first = ''] of cycles) expect(circling).toContain(first);
      }),
    );
  });

  it('is done with a chain of 20,000 and with a task that 20,000 wait for', () => {
    const chain = Array.from({ length: 20_000 }, (_, n) => ({ id: `${n}`, dependsOn: n === 0 ? [] : [`${n - 1}`] }));
    expect(dependenciesOf(chain).unblocks.get('0')).toBe(MOST_COUNTED);
    expect(orderByNeed(chain.toReversed()).map(({ id }) => id)).toEqual(chain.map(({ id }) => id));
    const circle = chain.map((task) => (task.id === '0' ? { id: '0', dependsOn: ['19999'] } : task));
    expect(dependenciesOf(circle).cycles.map((cycle) => cycle.length)).toEqual([20_000]);
    const hub = [{ id: 'hub', dependsOn: [] }, ...chain.map(({ id }) => ({ id, dependsOn: ['hub'] }))];
    expect(dependenciesOf(hub).blocked.size).toBe(20_000);
  });
});

describe('the order by need', () => {
  it('puts what waits behind everything that does not, each behind what it needs', () => {
    const order = (needs: Record<string, readonly string[]>) => orderByNeed(of(needs)).map(({ id }) => id);
    expect(order({ a: ['c'], b: [], c: ['d'], d: [] })).toEqual(['b', 'd', 'c', 'a']);
    expect(order({ a: ['b'], b: ['a'], c: [] })).toEqual(['c', 'a', 'b']);
    expect(order({ a: ['ghost'], b: [] })).toEqual(['a', 'b']);
  });

  it('keeps every task, once, and the order given where needs allow it', () => {
    fc.assert(
      fc.property(graphs, (tasks) => {
        const { blocked } = dependenciesOf(tasks);
        const order = orderByNeed(tasks);
        expect(order.map(({ id }) => id).sort()).toEqual(tasks.map(({ id }) => id).sort());
        const free = tasks.filter(({ id }) => !blocked.has(id));
        expect(order.slice(0, free.length)).toEqual(free);
      }),
    );
  });

  it('has no task before what it needs, unless the two wait for each other', () => {
    fc.assert(
      fc.property(graphs, (tasks) => {
        const order = orderByNeed(tasks).map(({ id }) => id);
        for (const { id } of tasks) {
          for (const need of reachable(tasks, id)) {
            if (!reachable(tasks, need).has(id)) expect(order.indexOf(need)).toBeLessThan(order.indexOf(id));
          }
        }
      }),
    );
  });
});
