/** Quiet hours: when they hold, and until when. */
import { quietUntil } from '@steward/core/domain/quiet-hours.ts';
import { expect, it } from 'vitest';

const until = (at: string, hours: object) => quietUntil(at, { timezone: 'UTC', weekends: false, away: [], ...hours });

it.each([
  ['over midnight', '2026-11-20T23:30:00Z', { from: 22, to: 6 }, '2026-11-21T06:00:00.000Z'],
  ['over midnight, the hour it ends', '2026-11-20T06:00:00Z', { from: 22, to: 6 }, null],
  ['up to midnight', '2026-11-20T23:30:00Z', { from: 22, to: 24 }, '2026-11-21T00:00:00.000Z'],
  ['from midnight', '2026-11-20T00:30:00Z', { from: 24, to: 6 }, '2026-11-20T06:00:00.000Z'],
  ['from midnight, the evening before', '2026-11-19T23:30:00Z', { from: 24, to: 6 }, null],
])('%s', (_, at, hours, end) => {
  expect(until(at, hours)).toBe(end);
});

it.each([0, 6, 12, 18, 23])('the whole day is quiet, also at %i, as long as it is set', (hour) => {
  const at = `2026-11-20T${String(hour).padStart(2, '0')}:10:00Z`;
  const end = until(at, { from: 0, to: 24 });
  expect(Date.parse(end ?? at) - Date.parse(at)).toBeGreaterThan(365 * 86_400_000);
});
