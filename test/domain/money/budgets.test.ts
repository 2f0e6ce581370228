/** What an owner may set of budgets, and what they leave to spend. */
import { budgetsOf } from '@steward/core/domain/budget-settings.ts';
import { parseConfig } from '@steward/core/domain/config.ts';
import type { LedgerEvent } from '@steward/core/domain/event.ts';
import { later } from '@steward/core/domain/intent.ts';
import { type Account, MOST_HOLDS, newAccount } from '@steward/core/domain/money/account.ts';
import { holdFor, roomFor } from '@steward/core/domain/money/room.ts';
import { describe, expect, it } from 'vitest';
import { INSTALLED, ledgerAfter, NOON } from '../../support/memory.ts';
import { BUDGETS, hold } from '../../support/money.ts';

const budgetsFrom = (budgets: object) => {
  const result = parseConfig({ budgets });
  if ('faults' in result) throw new Error(JSON.stringify(result.faults));
  return budgetsOf(result.config.budgets);
};
const faultsOf = (budgets: object) => {
  const result = parseConfig({ budgets });
  return 'faults' in result ? result.faults : [];
};

describe('budgets', () => {
  it('are careful by themselves: half a dollar a call, 2 a run, 5 a day, 50 a month [SI-13]', () => {
    expect(budgetsFrom({})).toEqual({
      ...{ call: { micro: 500_000, tokens: 200_000 }, attempt: 2_000_000, day: { micro: 5_000_000, tokens: 500_000 } },
      ...{ month: 50_000_000, reserve: { micro: 0, tokens: 0 }, countsAll: false },
    });
  });

  it('come ready by name, and each key changes them [SI-13]', () => {
    expect(budgetsFrom({ preset: 'siso' })).toEqual({
      ...{ call: { micro: 500_000, tokens: 10_000 }, attempt: 2_000_000, day: { micro: 50_000_000, tokens: 100_000 } },
      ...{ month: 1_000_000_000, reserve: { micro: 0, tokens: 50_000 }, countsAll: true },
    });
    expect(budgetsFrom({ preset: 'siso', day: 20, 'tokens-of': 'unpriced' })).toMatchObject({
      ...{ day: { micro: 20_000_000, tokens: 100_000 }, countsAll: false },
    });
  });

  it.each([
    [{ day: -1 }, ['budgets', 'day']],
    [{ day: '5' }, ['budgets', 'day']],
    [{ 'tokens-a-day': 1.5 }, ['budgets', 'tokens-a-day']],
    [{ daily: 5 }, ['budgets', 'daily']],
    [{ preset: 'sis' }, ['budgets', 'preset']],
    [{ reserve: 5 }, ['budgets', 'reserve']],
    [{ reserve: 5, day: 10, month: 4 }, ['budgets', 'reserve']],
    [{ preset: 'siso', 'tokens-a-day': 40_000 }, ['budgets', 'tokens-a-day']],
  ])('that make no sense are refused, with what to do: %j', (settings, path) => {
    const [fault, ...more] = faultsOf(settings);
    expect(more).toEqual([]);
    expect(fault?.path).toEqual(path);
    expect(fault?.remedy).toMatch(/^(give|write|use) /);
  });
});

const account = (change: Partial<Account>) => ({ money: { ...newAccount(NOON), ...change }, lost: null });
const { token: _, ...held } = hold();
const RESERVED = budgetsFrom({ reserve: 1, 'reserve-tokens': 100_000 });

describe('room', () => {
  it('is what is neither spent nor held, of the tighter of day and month [SI-13]', () => {
    expect(roomFor({ lost: null }, BUDGETS, NOON)).toMatchObject({ micro: 5_000_000, tokens: 500_000, reason: null });
    const today = account({ today: { micro: 1_000_000, tokens: 9 }, thisMonth: 1_000_000, holds: { a: held } });
    expect(roomFor(today, BUDGETS, NOON)).toMatchObject({ micro: 3_500_000, tokens: 489_991 });
    const late = account({ thisMonth: 49_000_000, holds: { a: held } });
    expect(roomFor(late, BUDGETS, NOON)).toMatchObject({ micro: 500_000, reason: null });
  });

  it('is not there once it is spent, and says which budget that was [SI-13]', () => {
    const reasonOf = (change: Partial<Account>, budgets = BUDGETS) => roomFor(account(change), budgets, NOON).reason;
    expect(reasonOf({ today: { micro: 5_000_000, tokens: 0 } })).toBe("the day's budget of 5.00 USD is spent");
    expect(reasonOf({ thisMonth: 60_000_000 })).toBe("the month's budget of 50.00 USD is spent");
    expect(reasonOf({ today: { micro: 4_500_000, tokens: 0 }, holds: { a: held } })).toBe(
      "the day's budget of 5.00 USD is spent, 0.50 USD of it held by others",
    );
    expect(reasonOf({}, budgetsFrom({ day: 0 }))).toBe("the day's budget leaves nothing to spend");
    expect(roomFor(account({ today: { micro: 0, tokens: 500_000 } }), BUDGETS, NOON)).toMatchObject({
      ...{ micro: 5_000_000, tokens: 0, tokensReason: "the day's budget of tokens is used up" },
    });
  });

  it('leaves the reserve to incidents [SI-13]', () => {
    const spent = account({ today: { micro: 4_000_000, tokens: 400_000 } });
    expect(roomFor(spent, RESERVED, NOON)).toMatchObject({ micro: 0, tokens: 0 });
    expect(roomFor(spent, RESERVED, NOON, { incident: true })).toMatchObject({ micro: 1_000_000, tokens: 100_000 });
  });

  it('is none while memory is lost, and none on the day it was rebuilt', () => {
    const lost = { money: newAccount(NOON), lost: { since: NOON, until: NOON, reason: 'gone' } };
    expect(roomFor(lost, BUDGETS, NOON, { incident: true })).toMatchObject({ micro: 0, tokens: 0 });
    const rebuilt = account({ spentOut: '2026-11-20' });
    expect(roomFor(rebuilt, BUDGETS, NOON).reason).toBe('memory was rebuilt today, so its budget counts as spent');
    expect(roomFor(rebuilt, BUDGETS, '2026-11-21T00:00:00.000Z').micro).toBe(5_000_000);
  });

  it('is none where as many hold money as may', () => {
    const holds = Object.fromEntries(Array.from({ length: MOST_HOLDS }, (_, n) => [`run-${n}`, { ...held, micro: 1 }]));
    expect(roomFor(account({ holds }), BUDGETS, NOON).reason).toBe('20 others hold money already');
  });
});

describe('a hold', () => {
  const wish = { token: 'run-9', purpose: 'questions' };

  it('is what one run may cost, what is wanted, or what is left: the least of them [SI-13]', () => {
    const of = (change: Partial<Account>, most?: { micro: number }) =>
      holdFor(account(change), BUDGETS, NOON, { ...wish, ...(most && { most }) })?.micro;
    expect(of({})).toBe(2_000_000);
    expect(of({}, { micro: 30 })).toBe(30);
    expect(of({ today: { micro: 4_999_000, tokens: 0 } })).toBe(1_000);
    expect(holdFor(account({ today: { micro: 5_000_000, tokens: 500_000 } }), BUDGETS, NOON, wish)).toBeNull();
  });

  it('is what the run left of that in the rounds before, and of tokens alone where it left nothing [SI-13]', () => {
    const of = (before: number) => holdFor(account({}), BUDGETS, NOON, { ...wish, before });
    expect([of(1_500_000)?.micro, of(2_000_000)?.micro, of(9_000_000)?.micro]).toEqual([500_000, 0, 0]);
    expect(holdFor(account({}), BUDGETS, NOON, { ...wish, before: 2_000_000, most: { tokens: 0 } })).toBeNull();
  });

  it('is one of its token, and expires', () => {
    expect(holdFor(account({ holds: { 'run-9': held } }), BUDGETS, NOON, wish)).toBeNull();
    const found = holdFor(account({}), BUDGETS, NOON, { ...wish, expiry: 1_000 });
    expect(found).toMatchObject({ token: 'run-9', at: NOON, expires: later(NOON, 1_000), purpose: 'questions' });
  });

  it('makes the ledger due when it expires, but not while memory is lost', () => {
    const spending: LedgerEvent = { kind: 'spending', hold: hold() };
    expect(ledgerAfter([INSTALLED, spending]).state.nextDue).toBe(hold().expires);
    const lost: LedgerEvent = { kind: 'lost', since: NOON, until: later(NOON, 1), reason: 'gone' };
    const { state } = ledgerAfter([INSTALLED, spending, lost]);
    expect(state.nextDue).toBe(later(NOON, 1));
    expect(state.money).toMatchObject({ holds: {}, today: { micro: 500_000 }, thisMonth: 500_000 });
  });
});
