/** Estimates: what is usual for a type, moved by what its work really took. */
import { countedHours, estimateOf, USUAL_HOURS } from '@steward/core/domain/estimate.ts';
import { TASK_TYPES } from '@steward/core/domain/task.ts';
import { expect, test } from 'vitest';
import fc from '../support/fuzz.ts';

const done = (count: number, each: number) => ({ 'bug-fix': { count, hours: count * each } });

test('without history the estimate is what is usual', () => {
  for (const type of TASK_TYPES) expect(estimateOf(type, USUAL_HOURS[type])).toBe(USUAL_HOURS[type]);
  expect(estimateOf('testing', 0.5)).toBe(0.5);
});

test('history moves it step by step, and far only after many', () => {
  const estimates = [1, 5, 20, 500].map((count) => estimateOf('bug-fix', 4, done(count, 1)));
  expect(estimates).toEqual([3.5, 2.5, 1.5, 1]);
  expect(estimateOf('bug-fix', 4, done(500, 12))).toBe(12);
  expect(estimateOf('feature', 8, done(500, 12))).toBe(8);
});

test('a small piece stays smaller than a large one of its type', () => {
  const durations = done(50, 8);
  expect(estimateOf('bug-fix', 1, durations)).toBeLessThan(estimateOf('bug-fix', 6, durations));
});

test('one task that lay for a month counts as four times what is usual', () => {
  expect(countedHours('bug-fix', 700)).toBe(16);
  expect(countedHours('bug-fix', 0)).toBe(1);
  expect(countedHours('bug-fix', 5)).toBe(5);
  expect(countedHours('bug-fix', Number.NaN)).toBe(4);
});

test('whatever is stored, the estimate is a number people say', () => {
  const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, 0));
  fc.assert(
    fc.property(
      fc.constantFrom(...TASK_TYPES),
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      number,
      number,
      (type, draft, count, hours) => {
        const estimate = estimateOf(type, draft, { [type]: { count, hours } });
        expect(estimate).toBeGreaterThanOrEqual(0.25);
        expect(estimate).toBeLessThanOrEqual(80);
        expect((estimate * 4) % 1).toBe(0);
      },
    ),
  );
});
