/** What a month comes to, as far as its last days say. */
import { type Account, type DayRow, newAccount } from '@steward/core/domain/money/account.ts';
import { forecastOf, forecastWords } from '@steward/core/domain/money/forecast.ts';
import { describe, expect, it } from 'vitest';
import { NOON } from '../../support/memory.ts';

/** Rows of November, by day of the month. */
const account = (rows: Record<number, DayRow>, change: Partial<Account> = {}): Account => ({
  ...newAccount(NOON),
  days: Object.fromEntries(Object.entries(rows).map(([day, row]) => [`2026-11-${day.padStart(2, '0')}`, row])),
  ...change,
});
const dollars = (usd: number, calls = 1, unpriced = 0): DayRow => [usd * 1_000_000, calls, 10, unpriced];

describe('a forecast', () => {
  it('goes on at the pace of the last seven days, and says from what it is drawn [SI-17]', () => {
    const rows = { 1: dollars(90), 13: dollars(1), 14: dollars(2), 16: dollars(2), 18: dollars(1), 19: dollars(1) };
    const found = forecastOf(account(rows, { thisMonth: 97_000_000 }), NOON);
    // A dollar a day: what is left of today, and ten days more.
    expect(found).toEqual({ micro: 108_000_000, days: 7, withCalls: 5, until: '2026-11-30', unpriced: 0 });
    expect(found && forecastWords(found)).toBe(
      'At the pace of the last 7 days (5 with calls): 108.00 USD by 2026-11-30',
    );
  });

  it('takes what today has cost for part of it, and more than usual as it is', () => {
    const rows = { 17: dollars(1), 18: dollars(1), 19: dollars(1), 20: dollars(0.4) };
    const of = (today: number) =>
      forecastOf(account(rows, { today: { micro: today, tokens: 0 }, thisMonth: 3_000_000 + today }), NOON)?.micro;
    expect(of(400_000)).toBe(14_000_000);
    expect(of(3_000_000)).toBe(16_000_000);
  });

  it.each([
    ['nothing is known', {}],
    ['models were asked only today', { 20: dollars(3) }],
    ['two whole days are known', { 18: dollars(1), 19: dollars(1) }],
  ])('is none where %s [SI-17]', (_, rows) => {
    expect(forecastOf(account(rows), NOON)).toBeNull();
  });

  it('is drawn from days without calls too, once three are known, and says what it lacks', () => {
    const found = forecastOf(account({ 17: dollars(3, 4, 1) }, { thisMonth: 3_000_000 }), NOON);
    expect(found).toMatchObject({ days: 3, withCalls: 1, micro: 14_000_000, unpriced: 1 });
    expect(found && forecastWords(found)).toBe(
      'At the pace of the last 3 days (1 with calls, without 1 call of unknown price): 14.00 USD by 2026-11-30',
    );
    expect(forecastOf(undefined, NOON)).toBeNull();
  });

  it('knows how long each month is', () => {
    const at = (day: string) =>
      forecastOf({ ...account({ 17: dollars(1) }), day, month: day.slice(0, 7) }, `${day}T12:00:00.000Z`)?.until;
    expect(['2026-12-31', '2027-02-03', '2028-02-03'].map(at)).toEqual(['2026-12-31', '2027-02-28', '2028-02-29']);
  });
});
