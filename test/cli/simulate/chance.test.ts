// Chance and the schedule: everything from the seed, and as irregular as a real cron.
import { Chance } from '@steward/cli/simulate/chance.ts';
import { cronStarts } from '@steward/cli/simulate/cron.ts';
import { type FAULT_LEVELS, Troubles } from '@steward/cli/simulate/trouble.ts';
import { describe, expect, test } from 'vitest';

const START = Date.parse('2026-01-05T00:00:00Z');
const DAY = 86_400_000;

describe('chance', () => {
  const draw = (seed: number, concern: string) => {
    const chance = new Chance(seed, concern);
    return Array.from({ length: 20 }, () => chance.between(1, 1_000_000));
  };

  test('is the same for the same seed and concern, and another for any other', () => {
    expect(draw(1, 'cron')).toEqual(draw(1, 'cron'));
    expect(draw(1, 'cron')).not.toEqual(draw(2, 'cron'));
    expect(draw(1, 'cron')).not.toEqual(draw(1, 'town'));
  });

  test('reaches both ends of a range', () => {
    const chance = new Chance(3, 'ends');
    const seen = new Set(Array.from({ length: 400 }, () => chance.between(1, 4)));
    expect([...seen].sort()).toEqual([1, 2, 3, 4]);
  });
});

describe('the schedule', () => {
  const starts = cronStarts(5, START, 60);
  const gaps = starts.slice(1).map((start, index) => start - (starts[index] ?? 0));

  test('is late, never early, and in order', () => {
    const late = starts.map((start) => ((start - START) / 60_000 - 7) % 30);
    expect(Math.min(...late)).toBeGreaterThan(0);
    expect(gaps.every((gap) => gap >= 0)).toBe(true);
  });

  test('drops runs now and then, and is silent for half a day', () => {
    expect(starts.length).toBeLessThan(60 * 48);
    expect(starts.length).toBeGreaterThan(60 * 48 * 0.7);
    expect(Math.max(...gaps)).toBeGreaterThan(8 * 3_600_000);
  });

  test('is another for another seed', () => {
    expect(cronStarts(6, START, 60)).not.toEqual(starts);
  });
});

describe('trouble', () => {
  const share = (level: (typeof FAULT_LEVELS)[number]) => {
    const troubles = new Troubles(7, level);
    const all = Array.from({ length: 3_000 }, (_, index) => troubles.next(START + index * (DAY / 48)));
    const hit = all.filter((one) => one.strikes.length > 0 || one.death !== null || one.lag > 0);
    return hit.length / all.length;
  };

  test('is none, some or much', () => {
    expect(share('none')).toBe(0);
    expect(share('mild')).toBeLessThan(share('wild') / 2);
    expect(share('mild')).toBeGreaterThan(0.02);
  });

  test('holds every kind that Steward has to survive', () => {
    const troubles = new Troubles(8, 'wild');
    const all = Array.from({ length: 6_000 }, (_, index) => troubles.next(START + index * (DAY / 48)));
    const kinds = new Set(
      all.flatMap(({ strikes }) => strikes.map(({ effect, timing }) => `${effect.kind} ${timing}`)),
    );
    for (const kind of ['refuse before', 'reset after', 'cut after', 'hang late', 'status late', 'limit before']) {
      expect(kinds).toContain(kind);
    }
    for (const kind of ['partial before', 'stale before', 'delay before']) expect(kinds).toContain(kind);
    expect(all.some(({ death }) => death !== null)).toBe(true);
    expect(all.some(({ stall }) => stall !== null)).toBe(true);
    expect(all.some(({ skew }) => skew !== 0)).toBe(true);
    expect(all.some(({ diskFull }) => diskFull !== null)).toBe(true);
    expect(all.some(({ rival }) => rival)).toBe(true);
    expect(new Set(all.map(({ damage }) => damage)).size).toBe(6);
  });

  test('keeps to the late effects and the listing lag that the protocol allows for', () => {
    const troubles = new Troubles(9, 'wild');
    const all = Array.from({ length: 3_000 }, (_, index) => troubles.next(START + index * (DAY / 48)));
    expect(Math.max(...all.map(({ lag }) => lag))).toBeLessThanOrEqual(60_000);
    const late = all.flatMap(({ strikes }) => strikes.map(({ lateBy = 0 }) => lateBy));
    expect(Math.max(...late)).toBeLessThanOrEqual(120_000);
  });
});
