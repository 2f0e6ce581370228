// The clock: GitHub's time, never the runner's.
import { createSystemClock } from '@steward/core/adapters/clock.ts';
import { expect, test } from 'vitest';

test('there is no time before the first answer', () => {
  expect(() => createSystemClock().now()).toThrow(/not known/);
});

test('time is the first answer plus what elapsed since', () => {
  let elapsed = 50;
  const clock = createSystemClock(() => elapsed);
  clock.answered('no date at all');
  clock.answered('Fri, 20 Nov 2026 09:07:00 GMT');
  elapsed += 1_500;
  expect(clock.now()).toBe('2026-11-20T09:07:01.500Z');
  clock.answered('Fri, 20 Nov 2026 09:07:00 GMT');
  expect(clock.now()).toBe('2026-11-20T09:07:01.500Z');
});
