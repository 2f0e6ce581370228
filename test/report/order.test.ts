/** The order of waiting tasks. */
import { orderTasks } from '@steward/core/report/order.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { taskOf } from './world.ts';

test('puts the higher score first, then the more urgent, the older, the lower number', () => {
  const tasks = [
    taskOf({ number: 1, score: 10 }),
    taskOf({ number: 2, score: 50, priority: 'low' }),
    taskOf({ number: 3, score: 50, since: '2026-11-12T00:00:00Z' }),
    taskOf({ number: 5, score: 50 }),
    taskOf({ number: 4, score: 50 }),
    taskOf({ number: 6, score: 90, priority: 'low' }),
  ];
  expect(orderTasks(tasks).map((task) => task.number)).toEqual([6, 4, 5, 3, 2, 1]);
});

test('is the same whatever order the tasks came in', () => {
  const task = fc
    .record({ score: fc.integer({ min: 0, max: 3 }), number: fc.integer({ min: 1, max: 4 }), id: fc.uuid() })
    .map(taskOf);
  fc.assert(
    fc.property(fc.uniqueArray(task, { selector: ({ id }) => id, maxLength: 8 }), (tasks) => {
      expect(orderTasks(tasks.toReversed())).toEqual(orderTasks(tasks));
    }),
  );
});

test('lets no task lead that waits for another, however high its score', () => {
  const tasks = [
    taskOf({ id: 'a', number: 1, score: 90, dependsOn: ['b'] }),
    taskOf({ id: 'b', number: 2, score: 10 }),
    taskOf({ id: 'c', number: 3, score: 50, dependsOn: ['done long ago'] }),
    taskOf({ id: 'd', number: 4, score: 95, dependsOn: ['a'] }),
  ];
  expect(orderTasks(tasks).map((task) => task.number)).toEqual([3, 2, 1, 4]);
});
