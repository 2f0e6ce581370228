/** Directions: said only where enough was counted, both windows are remembered, and the difference is more than chance. */
import { trendOfCounts, trendOfShares, trendOfSpans } from '@steward/core/decide/analysis/numbers.ts';
import { weeklyOf } from '@steward/core/decide/analysis/work.ts';
import type { Week } from '@steward/core/domain/analysis.ts';
import { describe, expect, test } from 'vitest';
import { ago, days, NOW, Story } from '../../support/story.ts';

const spans = (...hours: number[]) => hours.map((one) => ({ from: ago(one), to: NOW }));

describe('a trend', () => {
  test.each([
    [12, 2, 'up'],
    [2, 12, 'down'],
    [7, 5, 'unclear'],
    [10, 0, 'up'],
    [9, 0, 'too-few'],
    [0, 0, 'too-few'],
    [3, null, 'unknown'],
  ] as const)('of %i after %s is %s', (now, before, direction) => {
    expect(trendOfCounts(now, before)).toEqual({ direction, before, n: now + (before ?? 0) });
  });

  test.each([
    [9, 10, 2, 10, 'up'],
    [1, 10, 9, 10, 'down'],
    [6, 10, 5, 10, 'unclear'],
    [5, 5, 5, 5, 'unclear'],
    [4, 4, 0, 20, 'too-few'],
    [20, 20, 0, 4, 'too-few'],
    [0, 0, 0, 0, 'too-few'],
  ] as const)('of %i of %i after %i of %i is %s', (count, of, earlier, ofEarlier, direction) => {
    const { direction: found, n } = trendOfShares({ count, of }, { count: earlier, of: ofEarlier });
    expect([found, n]).toEqual([direction, of + ofEarlier]);
  });

  test.each([
    [spans(9, 10, 11, 12, 13), spans(1, 2, 3, 4, 5), 'up', 3],
    [spans(1, 2, 3, 4, 5), spans(9, 10, 11, 12, 13), 'down', 11],
    [spans(1, 2, 3, 4, 5), spans(1, 2, 3, 4, 5), 'unclear', 3],
    [spans(9, 10, 11, 12), spans(1, 2, 3, 4, 5), 'too-few', 3],
    [spans(9), null, 'unknown', null],
  ] as const)('of waiting times is told by the times and not by their mean', (now, before, direction, median) => {
    expect(trendOfSpans(now, before)).toMatchObject({ direction, before: median });
  });

  test('over weeks rests on whole ones alone, half against half', () => {
    const weeks = (...done: number[]): Week[] =>
      done.map((one, index) => ({ week: `2026-W${40 + index}`, whole: one >= 0, opened: 0, done: Math.abs(one) }));
    expect(weeklyOf(weeks(1, 1, 6, 5))).toEqual({ direction: 'up', before: 2, n: 13 });
    expect(weeklyOf(weeks(1, 1, 50, 6, 5))).toMatchObject({ direction: 'up', n: 13 });
    expect(weeklyOf(weeks(-30, 1, 1, 6, 5, -40))).toMatchObject({ direction: 'up', n: 13 });
    expect(weeklyOf(weeks(9, 9, 9))).toEqual({ direction: 'too-few', before: null, n: 27 });
    expect(weeklyOf([])).toEqual({ direction: 'too-few', before: null, n: 0 });
  });
});

describe('the window before', () => {
  const busy = (installed: number) => {
    const story = new Story(installed);
    for (let index = 0; index < 6; index++) story.done(`b${index}`, [days(50), days(40)]);
    for (let index = 0; index < 14; index++) story.done(`a${index}`, [days(20), days(10)]);
    return story;
  };

  test('is compared with where memory reaches over it [SI-17]', () => {
    expect(busy(days(60)).analysis().velocity.trend).toEqual({ direction: 'up', before: 6, n: 20 });
    expect(busy(days(59)).analysis().velocity.trend).toEqual({ direction: 'unknown', before: null, n: 14 });
  });

  test.each([
    ['files were left out', { unread: 1 }],
    ['it was not read', { readFrom: ago(days(59)) }],
  ])('is unknown where %s', (_, change) => {
    expect(busy(days(200)).analysis(change).velocity.trend.direction).toBe('unknown');
  });

  test('is unknown where memory was lost since', () => {
    const story = busy(days(200));
    const nothing = { tasks: [], rejected: {}, dashboard: null, closings: [], opened: 0, notifications: 0 };
    const rebuilt = { kind: 'rebuilt', epoch: 'e2', baseline: null, identities: [], ...nothing } as const;
    expect(
      story.add(days(1), { ...rebuilt, tasks: [], identities: [], closings: [] }).analysis().velocity.trend.direction,
    ).toBe('unknown');
  });
});

describe('a forecast', () => {
  const paced = (done: number, open: number) => {
    const story = new Story();
    for (let index = 0; index < done; index++) story.done(`a${index}`, [days(20), days(10)]);
    for (let index = 0; index < open; index++) story.open(`o${index}`, days(5));
    return story;
  };

  test('takes what is open at the pace of the window, and says what it rests on [SI-17]', () => {
    expect(paced(15, 7).analysis().forecast).toEqual({ perWeek: 3.5, open: 7, weeks: 2, n: 15 });
  });

  test.each([
    ['four tasks done', paced(4, 7), {}],
    ['nothing that is open', paced(9, 0), {}],
    ['less than a week', paced(9, 2), { hours: 24 }],
  ])('is not made from %s', (_, story, change) => {
    expect(story.analysis(change).forecast).toBeNull();
  });
});
