import { cronOf, ticksOf } from '@steward/core/domain/cron.ts';
import { describe, expect, test } from 'vitest';

const FRIDAY = Date.parse('2026-11-20T00:00:00Z');
const ticks = (line: string, days = 1): string[] => {
  const cron = cronOf(line);
  return cron === null
    ? ['no cron line']
    : ticksOf([cron], FRIDAY, days).map((at) => new Date(at).toISOString().slice(5, 16));
};

describe('cron', () => {
  test.each([
    ['7,37 3 * * *', ['11-20T03:07', '11-20T03:37']],
    ['*/20 1-2 * * *', ['11-20T01:00', '11-20T01:20', '11-20T01:40', '11-20T02:00', '11-20T02:20', '11-20T02:40']],
    ['50/5 0 * * *', ['11-20T00:50', '11-20T00:55']],
    ['0 5 * * MON-FRI', ['11-20T05:00']],
    ['0 5 * * 0,7', []],
    ['0 5 21 nov 5', ['11-20T05:00']],
  ])('%s', (line, expected) => {
    expect(ticks(line)).toEqual(expected);
  });

  test.each(['', '* * * *', '60 * * * *', '5 26 * * *', '5 5 0 * *', '* * * foo *', '5-2 * x * *', '@daily'])(
    'refuses %s',
    (line) => {
      expect(cronOf(line)).toBeNull();
    },
  );
});
