/** The order in which tasks wait: what people decided, then points, and nothing that cannot begin before what can. */
import { circlesOf, NO_RULES, orderTasks, type QueueRules, queueOf } from '@steward/core/domain/queue.ts';
import type { Task } from '@steward/core/domain/task.ts';
import { describe, expect, test } from 'vitest';
import { taskOf as anyTask } from '../report/world.ts';
import fc from '../support/fuzz.ts';

const taskOf = (change: Partial<Task>): Task => anyTask({ id: `task-${change.number ?? 0}`, ...change });
const NOW = '2026-11-20T06:00:00.000Z';
const rules = (change: Partial<QueueRules> = {}): QueueRules => ({ ...NO_RULES, asOf: NOW, ...change });
const numbers = (tasks: readonly Task[], change: Partial<QueueRules> = {}) =>
  queueOf(tasks, rules(change)).map(({ task }) => task.number);
const reasonsOf = (task: Partial<Task>, others: readonly Task[] = [], change: Partial<QueueRules> = {}) =>
  queueOf([taskOf({ number: 1, ...task }), ...others], rules(change)).find((place) => place.task.number === 1);

describe('a place in the queue', () => {
  test('follows from priority, type, evidence, age, deadline, what is freed and what it costs, with every reason [CW-8]', () => {
    const place = reasonsOf(
      {
        type: 'security',
        priority: 'high',
        score: 70,
        estimate: 3,
        since: '2026-11-11T00:00:00Z',
        deadline: '2026-11-25',
      },
      [taskOf({ number: 2, dependsOn: ['task-1'] })],
    );
    expect(place).toMatchObject({ position: 1, score: 80, blocked: null });
    expect(place?.reasons).toEqual([
      'high (+30)',
      'due 2026-11-25 (+15)',
      'evidence 70 of 100 (+14)',
      'security (+10)',
      'unblocks 1 (+5)',
      'waits 9 days (+3)',
      'about 3 hours (+3)',
    ]);
  });

  test.each<[string, Partial<Task>, Partial<Task>]>([
    ['more urgent', { priority: 'urgent' }, { priority: 'high' }],
    ['of a graver type', { type: 'bug-fix' }, { type: 'documentation' }],
    ['of stronger evidence', { score: 90 }, { score: 40 }],
    ['older by days', { since: '2026-10-01T00:00:00Z' }, { since: '2026-11-19T00:00:00Z' }],
    ['due sooner', { deadline: '2026-11-22' }, { deadline: '2026-12-15' }],
    ['overdue', { deadline: '2026-11-01' }, { deadline: '2026-11-21' }],
    ['quicker done', { estimate: 1 }, { estimate: 40 }],
    ['back after a failure', { status: 'retrying' }, { status: 'ready' }],
    ['waited for outside', { standing: { holds: 3 } }, {}],
    ['said to be urgent by a person', { standing: { priority: 'urgent' } }, { priority: 'high' }],
    ['in a milestone that is due', { standing: { due: '2026-11-21' } }, {}],
  ])('is before another where the task is %s', (_, first, second) => {
    // The lower number would win a tie.
    expect(numbers([taskOf({ number: 1, ...second }), taskOf({ number: 2, ...first })])).toEqual([2, 1]);
  });

  test('does not change within a day', () => {
    const task = { number: 1, since: '2026-11-11T05:00:00Z' };
    const later = queueOf([taskOf(task)], rules({ asOf: '2026-11-20T04:59:00Z' }));
    expect(later[0]?.reasons).toContain('waits 8 days (+2)');
    expect(reasonsOf(task)?.reasons).toContain('waits 9 days (+3)');
  });

  test('goes to the lower number among equals', () => {
    expect(numbers([taskOf({ number: 9 }), taskOf({ number: 3 }), taskOf({ number: 5 })])).toEqual([3, 5, 9]);
  });

  test('is held only by what waits: not by a suggestion, and not by work in hand', () => {
    const tasks = [
      taskOf({ number: 1 }),
      taskOf({ number: 2, status: 'working' }),
      taskOf({ number: 3, status: 'suggested' }),
    ];
    expect(numbers(tasks)).toEqual([1]);
    expect(orderTasks(tasks).map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  test('among suggestions follows from the priority that is shown, then from the evidence', () => {
    const all = [
      { number: 1, priority: 'low', score: 90 },
      { number: 2, priority: 'medium', score: 30 },
      { number: 3, priority: 'urgent', score: 20 },
      { number: 4, priority: 'medium', score: 40 },
    ] as const;
    const tasks = all.map((one) => taskOf({ ...one, status: 'suggested' }));
    expect(orderTasks(tasks).map(({ number }) => number)).toEqual([3, 4, 2, 1]);
  });
});

describe('what waits for another', () => {
  const chain = [
    taskOf({ number: 1, priority: 'urgent', dependsOn: ['task-2'] }),
    taskOf({ number: 2, priority: 'low' }),
    taskOf({ number: 3, priority: 'low', score: 0, dependsOn: ['done long ago'] }),
    taskOf({ number: 4, priority: 'urgent', dependsOn: ['task-1'] }),
  ];

  test('never leads, and comes after all that it needs, however much it matters [CW-6]', () => {
    expect(numbers(chain)).toEqual([2, 3, 1, 4]);
    expect(queueOf(chain, rules())[2]?.reasons[0]).toBe('blocked by #2');
  });

  test('is behind a blocker in hand, a foreign issue, an open sub-issue and an issue elsewhere', () => {
    const tasks = [
      taskOf({ number: 1, dependsOn: ['task-9'] }),
      taskOf({ number: 9, status: 'working' }),
      taskOf({ number: 2, standing: { awaits: [70, 71] } }),
      taskOf({ number: 3, standing: { elsewhere: 2 } }),
      taskOf({ number: 4, status: 'blocked' }),
      taskOf({ number: 5, score: 0, priority: 'low' }),
    ];
    const places = queueOf(tasks, rules());
    expect(places[0]?.task.number).toBe(5);
    expect(Object.fromEntries(places.map(({ task, blocked }) => [task.number, blocked]))).toEqual({
      5: null,
      1: 'blocked by #9',
      2: 'blocked by #70, #71',
      3: 'blocked by 2 more',
      4: 'blocked',
    });
  });

  test('in a circle is placed last and named', () => {
    const tasks = [
      taskOf({ number: 1, priority: 'urgent', dependsOn: ['task-2'] }),
      taskOf({ number: 2, standing: { awaits: [1] } }),
      taskOf({ number: 3, priority: 'low' }),
    ];
    expect(numbers(tasks)[0]).toBe(3);
    expect(circlesOf(tasks)).toEqual(['#1 → #2 → #1']);
  });
});

describe('an order by hand', () => {
  const tasks = [
    taskOf({ number: 1, priority: 'urgent' }),
    taskOf({ number: 2, priority: 'low' }),
    taskOf({ number: 3, priority: 'low', standing: { next: true } }),
    taskOf({ number: 4 }),
  ];

  test('comes before all points: first the list, then the label [AR-19]', () => {
    expect(numbers(tasks, { order: [4, 2] })).toEqual([4, 2, 3, 1]);
    expect(reasonsOf({}, tasks.slice(1), { order: [99, 1] })?.reasons[0]).toBe('placed by hand (2 of 2)');
  });

  test('takes along what the placed task needs', () => {
    const needy = [
      ...tasks,
      taskOf({ number: 5, dependsOn: ['task-6'] }),
      taskOf({ number: 6, priority: 'low', score: 0 }),
    ];
    expect(numbers(needy, { order: [5] })).toEqual([6, 3, 1, 4, 2, 5]);
    expect(queueOf(needy, rules({ order: [5] }))[0]?.reasons[0]).toBe('needed by #5');
  });

  test('lets nothing that is blocked lead', () => {
    const blocked = [taskOf({ number: 1, standing: { awaits: [70] } }), taskOf({ number: 2, priority: 'low' })];
    expect(numbers(blocked, { order: [1] })).toEqual([2, 1]);
  });

  test('holds in a queue by age as well, which asks for nothing else [AR-27]', () => {
    const old = [
      taskOf({ number: 1, priority: 'urgent', since: '2026-11-12T00:00:00Z' }),
      taskOf({ number: 2, priority: 'low', since: '2026-11-10T00:00:00Z' }),
      taskOf({ number: 3, since: '2026-11-19T00:00:00Z' }),
    ];
    expect(numbers(old, { queue: 'fifo' })).toEqual([2, 1, 3]);
    expect(numbers(old, { queue: 'fifo', order: [3] })).toEqual([3, 2, 1]);
    expect(numbers(old)).toEqual([1, 3, 2]);
  });
});

const someTasks = fc
  .uniqueArray(fc.nat(30), { minLength: 1, maxLength: 14 })
  .chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc.record({
          number: fc.constant(id + 1),
          priority: fc.constantFrom('urgent' as const, 'high' as const, 'low' as const),
          score: fc.integer({ min: 0, max: 100 }),
          status: fc.constantFrom('ready' as const, 'blocked' as const, 'working' as const, 'retrying' as const),
          dependsOn: fc.subarray(
            ids.map((other) => `task-${other + 1}`),
            { maxLength: Math.min(2, ids.length) },
          ),
          estimate: fc.integer({ min: 0, max: 40 }),
        }),
      ),
    ),
  )
  .map((all) => all.map((one) => taskOf(one)));
const someRules = fc.record({
  queue: fc.constantFrom('smart' as const, 'fifo' as const),
  order: fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { maxLength: 4 }),
  asOf: fc.constantFrom(null, NOW),
});

describe('whatever the tasks and their needs', () => {
  test('the order is the same whatever order they came in, and keeps every task once', () => {
    fc.assert(
      fc.property(someTasks, someRules, (tasks, given) => {
        expect(queueOf(tasks.toReversed(), given)).toEqual(queueOf(tasks, given));
        const all = orderTasks(tasks, given);
        expect([...all].sort((a, b) => (a.number ?? 0) - (b.number ?? 0)).map(({ id }) => id)).toEqual(
          [...tasks].sort((a, b) => (a.number ?? 0) - (b.number ?? 0)).map(({ id }) => id),
        );
      }),
    );
  });

  test('nothing blocked stands before anything that may begin', () => {
    fc.assert(
      fc.property(someTasks, someRules, (tasks, given) => {
        const blocked = queueOf(tasks, given).map((place) => place.blocked !== null);
        expect([...blocked].sort((a, b) => Number(a) - Number(b))).toEqual(blocked);
      }),
    );
  });
});
