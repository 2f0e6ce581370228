/** Small nouns at their edges: weeks, days, what was seen, accounts, and titles that say the same or do not. */
import { CATEGORY_USES, categoryOf } from '@steward/core/domain/category.ts';
import { accountOf, GHOST } from '@steward/core/domain/identity.ts';
import { findSaid, saysTheSame, TitleIndex, wordsOf } from '@steward/core/domain/similarity.ts';
import { CATEGORIES, PRIORITIES, priorityOf, TASK_TYPES } from '@steward/core/domain/task.ts';
import { daysBetween, momentOf, nextDaily, weekOf } from '@steward/core/domain/time.ts';
import { describe, expect, it } from 'vitest';
import fc from '../support/fuzz.ts';

it.each([
  ['2026-01-01', '2026-W01'],
  ['2025-12-29', '2026-W01'],
  ['2025-12-28', '2025-W52'],
  ['2027-01-01', '2026-W53'],
  ['2027-01-04', '2027-W01'],
  ['2024-12-30', '2025-W01'],
  ['2023-01-01', '2022-W52'],
  ['2026-11-20', '2026-W47'],
])('%s lies in week %s', (day, week) => {
  expect(weekOf(`${day}T23:59:59Z`)).toBe(week);
});

it('a week has the days from Monday to Sunday, and is counted from the one with 4 January', () => {
  const DAY = 86_400_000;
  const mondayOf = (day: number): number => day - ((((day + 3) % 7) + 7) % 7);
  const nameOf = (day: number): string => weekOf(new Date(day * DAY).toISOString());
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(1000, 0, 1) / DAY, max: Date.UTC(9999, 11, 20) / DAY }), (day) => {
      const monday = mondayOf(day);
      const first = mondayOf(Date.UTC(new Date((monday + 3) * DAY).getUTCFullYear(), 0, 4) / DAY);
      const week = String(1 + (monday - first) / 7).padStart(2, '0');
      expect(nameOf(day)).toBe(`${new Date((monday + 3) * DAY).getUTCFullYear()}-W${week}`);
      expect([nameOf(monday), nameOf(monday + 6)]).toEqual([nameOf(day), nameOf(day)]);
    }),
  );
});

it('the next daily hour is later than now, today or tomorrow', () => {
  expect(nextDaily('2026-11-20T05:59:59Z', 6)).toBe('2026-11-20T06:00:00.000Z');
  expect(nextDaily('2026-11-20T06:00:00.000Z', 6)).toBe('2026-11-21T06:00:00.000Z');
  expect(nextDaily('2026-12-31T23:30:00Z', 0)).toBe('2027-01-01T00:00:00.000Z');
});

it('age counts in whole days and is never negative', () => {
  expect(daysBetween('2026-11-19T12:00:01Z', '2026-11-20T12:00:00Z')).toBe(0);
  expect(daysBetween('2026-11-19T12:00:00Z', '2026-11-20T12:00:00Z')).toBe(1);
  expect(daysBetween('2026-11-20T12:00:00Z', '2026-11-01T12:00:00Z')).toBe(0);
});

it('a moment is the same however its time is written', () => {
  const moment = fc.date({ min: new Date(0), max: new Date(Date.UTC(9999, 11, 31)), noInvalidDate: true });
  fc.assert(
    fc.property(moment, (date) => {
      const whole = date.toISOString();
      for (const written of [whole, `${whole.slice(0, 19)}Z`, whole.replace('Z', '+00:00')])
        expect(momentOf(written)).toBe(Date.parse(written));
    }),
  );
});
it.each([
  [{ __typename: 'Bot', login: 'github-actions' }, 'github-actions[bot]'],
  [{ __typename: 'Bot', login: 'dependabot[bot]' }, 'dependabot[bot]'],
  [{ __typename: 'User', login: 'github-actions' }, 'github-actions'],
  [{ __typename: 'User', login: 'github-actions[bot]' }, GHOST],
  [{ __typename: 'Mannequin', login: 'someone[bot]' }, GHOST],
  [{ __typename: 'Organization', login: 'octo' }, 'octo'],
  [null, GHOST],
  [undefined, GHOST],
])('%j is written as %s', (actor, account) => {
  expect(accountOf(actor)).toBe(account);
});

describe('titles', () => {
  it.each([
    ['The test `reads spaces` is skipped', 'Test `reads spaces` skipped'],
    ['Parser ignores trailing comments', 'parser ignored a trailing comment'],
    ['Crash when `parse()` is given an empty text', 'Crash when `parse` is given empty text'],
    ['Ｆｕｌｌ width parsing fails', 'Full width parsing fails'],
    ['उपयोगकर्ता नाम खाली है', 'उपयोगकर्ता नाम खाली है'],
    ['修复登录', '修复登录'],
    ['🙂', '🙂'],
    ['Halves are rounded down', 'Halves are rounded down since 2.4'],
    ['Halves are rounded down in 2.4', 'Halves are rounded down in 2.4.1'],
    ["Export doesn't work with a header", 'Export does not work with header'],
    [
      'Import bookings from an iCalendar file',
      'Bookings can be imported from an iCalendar file, with what could not be read',
    ],
  ])('“%s” and “%s” say the same', (a, b) => {
    expect(saysTheSame(a, b)).toBe(true);
    expect(saysTheSame(b, a)).toBe(true);
  });

  it.each([
    ['The test `reads spaces` is skipped', 'The test `reads tabs` is skipped'],
    ['`src/a.ts` has no test', '`src/b.ts` has no test'],
    ['Support `<>` in queries', 'Support `==` in queries'],
    ['Bind `c++` as a language', 'Bind `c#` as a language'],
    ['`foo_bar` is never called', '`foobar` is never called'],
    ['Support Python 2', 'Support Python 3'],
    ['उपयोगकर्ता नाम खाली है', 'पासवर्ड बहुत छोटा है'],
    ['修复登录', '修复注册'],
    ['', 'A title'],
    ['', '🙂'],
    ['🙂', '🙁'],
    ['the of and', 'is it a'],
    ['Crash with cache enabled', 'Crash without cache enabled'],
    ['Crash when the cache is on', 'Crash when the cache is off'],
    ['Export works with header', 'Export does not work with header'],
    ['Export works with header', "Export doesn't work with header"],
    ['Login fails', 'Login fails offline'],
    ['Cannot upload file', 'Cannot upload image file'],
    ['Add support for Python 3.13', 'Add support for Python 3.14'],
    ['Crash while reading in 1.2', 'Crash while reading in 1.3'],
    ['Add dark mode', 'Remove dark mode'],
    ['`parse()` loses the first item of a long list', '`parse()` loses the last item of a long list'],
    ['Error on import of CSV files with quotes', 'Error on export of CSV files with quotes'],
    ['Wrong total when the discount is applied before tax', 'Wrong total when the discount is applied after tax'],
    ['Wrong minimum of an empty column', 'Wrong maximum of an empty column'],
    ['Retry waits 3 seconds after a failed request', 'Retry waits 30 seconds after a failed request'],
  ])('“%s” and “%s” do not', (a, b) => {
    expect(saysTheSame(a, b)).toBe(false);
    expect(saysTheSame(b, a)).toBe(false);
  });

  it('an index of titles finds what looking at each would find, the first of them', () => {
    const word = fc.constantFrom(
      'parse',
      'spaces',
      'ignored',
      'the',
      'of',
      'tests',
      'tabs',
      '`a.ts`',
      '`b.ts`',
      'x',
      '🙂',
      '🙁',
    );
    const title = fc.array(word, { maxLength: 7 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(title, { maxLength: 20 }), title, (titles, wanted) => {
        const list = titles.map((text) => ({ title: text }));
        expect(new TitleIndex(titles).find(wanted)).toBe(titles.findIndex((text) => saysTheSame(text, wanted)));
        expect(findSaid(list, wanted)).toBe(list.find((item) => saysTheSame(item.title, wanted)));
        expect(findSaid(list, wanted)).toBe(findSaid(list, wanted));
      }),
      { numRuns: 500 },
    );
  });

  it('a word of marked letters is one word', () => {
    expect([...wordsOf('किताब').words]).toEqual(['किताब']);
  });

  it.each(['`', 'a`', '` ', 'aing', '\u0301', 'é'])(
    'a hundred thousand of %j are read at once',
    (piece) => {
      const title = piece.repeat(100_000);
      expect(saysTheSame(title, title)).toBe(true);
    },
    2_000,
  );
});

it.each([
  ['development', 'feature', 'Read ISO 8601 durations'],
  ['deployment', 'bug-fix', '`deploy` fails on `main`'],
  ['deployment', 'feature', 'A health check for the worker'],
  ['deployment', 'refactor', 'Split the database migrations'],
  ['testing', 'testing', 'Test the deployment'],
  ['analysis', 'code-review', 'Audit the parser'],
  ['maintenance', 'documentation', 'Explain staging'],
  ['maintenance', 'dependency-update', 'Bump x from 1 to 2'],
] as const)('%s is what a %s named “%s” belongs to [SI-2]', (category, type, title) => {
  expect(categoryOf(type, title)).toBe(category);
});

it('every category has its uses, and every type one', () => {
  expect(Object.keys(CATEGORY_USES)).toEqual([...CATEGORIES]);
  for (const type of TASK_TYPES) expect(CATEGORIES).toContain(categoryOf(type, ''));
});

it('urgent goes before high, high before medium, medium before low, by whatever word they are called [SI-3]', () => {
  const words = ['p3', 'normal', 'critical', 'high'].map(priorityOf);
  expect(words.toSorted((a, b) => PRIORITIES.indexOf(a as never) - PRIORITIES.indexOf(b as never))).toEqual([
    ...PRIORITIES,
  ]);
  expect(priorityOf('whenever')).toBeUndefined();
});
