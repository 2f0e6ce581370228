/** What the ledger knows of money after events: windows, figures, warnings, and what stays small. */
import type { LedgerEvent } from '@steward/core/domain/event.ts';
import { later } from '@steward/core/domain/intent.ts';
import { ROLES } from '@steward/core/domain/model.ts';
import { type Account, accountAt, MOST_DAYS, MOST_HOLDS, MOST_USES } from '@steward/core/domain/money/account.ts';
import { usesOf, warningsDue, warningWords } from '@steward/core/domain/money/warning.ts';
import type { Ledger } from '@steward/core/domain/state.ts';
import { stateText } from '@steward/core/domain/state-text.ts';
import { describe, expect, it } from 'vitest';
import { INSTALLED, ledgerAfter, NOON } from '../../support/memory.ts';
import { BUDGETS, hold, spentCall } from '../../support/money.ts';

const DAY = 86_400_000;
const spending = (token = 'run-1'): LedgerEvent => ({ kind: 'spending', hold: hold({ token }) });
const spent = (micro: number, token = 'run-1', calls = [spentCall(1, { micro })]): LedgerEvent => ({
  ...{ kind: 'spent', token, calls, charged: { micro, tokens: 0 } },
});
const moneyOf = ({ state }: Ledger): Account => {
  if (state.money === undefined) throw new Error('nothing is known of money');
  return state.money;
};
const ledgerOf = (events: readonly LedgerEvent[], at = NOON, from?: Ledger): Ledger => ledgerAfter(events, at, from);

describe('a state', () => {
  it('says nothing of money where nothing was ever held for models', () => {
    expect('money' in ledgerOf([INSTALLED]).state).toBe(false);
  });

  it('has what was charged in today and this month, and each call in the figures of its provider and role [SI-11]', () => {
    const calls = [spentCall(1, { micro: 700 }), spentCall(1, { micro: 300 }), spentCall(4)];
    const money = moneyOf(ledgerOf([spending(), spent(1_000, 'run-1', calls)]));
    expect(money).toMatchObject({ today: { micro: 1_000, tokens: 0 }, thisMonth: 1_000, holds: {} });
    expect(money.days).toEqual({ '2026-11-20': [1_000, 3, 3_300, 1] });
    expect(money.uses).toEqual({
      '2026-11': { 'openai/specify': [1_000, 2, 2_200, 0], 'openrouter/research': [0, 1, 1_100, 1] },
    });
  });

  it('counts calls apart of whose tokens nobody knows', () => {
    const calls = [
      spentCall(1, { micro: 700 }),
      { ...spentCall(1, { micro: 900 }), tokens: null, assumed: true as const },
    ];
    const money = moneyOf(ledgerOf([spending(), spent(1_600, 'run-1', calls)]));
    expect(money.days).toEqual({ '2026-11-20': [1_600, 2, 1_100, 0, 1] });
    const later = moneyOf(
      ledgerOf(
        [spending('b'), spent(5, 'b', [spentCall(1, { micro: 5 })])],
        NOON,
        ledgerOf([spending(), spent(1_600, 'run-1', calls)]),
      ),
    );
    expect(later.uses).toEqual({ '2026-11': { 'openai/specify': [1_605, 3, 2_200, 0, 1] } });
  });

  it('charges an expired hold in full, once, and its late owner no more [SI-13]', () => {
    const expired: LedgerEvent = { kind: 'spending-expired', token: 'run-1' };
    const money = moneyOf(ledgerOf([spending(), expired, expired, spent(1_000)]));
    expect(money).toMatchObject({ today: { micro: 500_000, tokens: 10_000 }, thisMonth: 500_000, holds: {} });
    expect(money.days['2026-11-20']).toEqual([500_000, 1, 1_100, 0]);
  });

  it('begins a day and a month anew, with what is held in them, and never goes back [SI-13]', () => {
    const last = ledgerOf([spending('a'), spending('b'), spent(1_000, 'a')], '2026-11-30T23:59:00.000Z');
    const money = moneyOf(ledgerOf([spent(200, 'b')], '2026-12-01T00:01:00.000Z', last));
    expect(money).toMatchObject({ day: '2026-12-01', today: { micro: 200 }, month: '2026-12', thisMonth: 200 });
    expect(Object.keys(money.uses)).toEqual(['2026-11', '2026-12']);
    const back = moneyOf(
      ledgerOf(
        [spending('c'), spent(5, 'c')],
        '2026-11-30T23:58:00.000Z',
        ledgerOf([spent(200, 'b')], '2026-12-01T00:01:00.000Z', last),
      ),
    );
    expect(back).toMatchObject({ day: '2026-12-01', today: { micro: 205 }, thisMonth: 205 });
    const next = accountAt(moneyOf(last), '2026-12-01T00:00:00.000Z');
    expect(next.today.micro).toBe(0);
    expect(Object.keys(next.holds)).toEqual(['b']);
  });

  it('counts today as spent once memory was rebuilt, and says since when it counts', () => {
    const rebuilt: LedgerEvent = {
      ...{ kind: 'rebuilt', epoch: 'e2', baseline: null, identities: [], tasks: [], rejected: {}, dashboard: null },
      ...{ closings: [], opened: 0, notifications: 0 },
    };
    expect(moneyOf(ledgerOf([rebuilt]))).toMatchObject({ spentOut: '2026-11-20', since: '2026-11-20' });
    const known = moneyOf(ledgerOf([spending(), spent(1_000), rebuilt]));
    expect(known).toMatchObject({ spentOut: '2026-11-20', thisMonth: 1_000 });
    expect(known).not.toHaveProperty('since');
  });

  it('stays small however long models are asked, and however many run at once', () => {
    let ledger = ledgerOf([INSTALLED]);
    for (let day = 0; day < 80; day += 1) {
      const at = later(NOON, day * DAY);
      const calls = Array.from({ length: 60 }, (_, n) => spentCall(n + day, { micro: 123_456 }));
      const role = ROLES[day % ROLES.length] ?? 'plan';
      ledger = ledgerOf(
        [
          spending(),
          spent(
            1_234_567,
            'run-1',
            calls.map((one, n) => (n % 2 ? { ...one, role } : one)),
          ),
        ],
        at,
        ledger,
      );
    }
    const many = Array.from({ length: MOST_HOLDS }, (_, n) => spending(`12345678901.1.0123456789abcdef${n}`));
    ledger = ledgerOf(many, later(NOON, 80 * DAY), ledger);
    const money = moneyOf(ledger);
    expect(Object.keys(money.days)).toHaveLength(MOST_DAYS);
    expect(Object.keys(money.uses)).toHaveLength(2);
    for (const uses of Object.values(money.uses)) expect(Object.keys(uses).length).toBeLessThanOrEqual(MOST_USES + 1);
    expect(stateText(ledger.state).length - stateText(ledgerOf([INSTALLED]).state).length).toBeLessThan(8_000);
  });
});

describe('people are told', () => {
  const spend = (ledger: Ledger, micro: number, at = NOON): { ledger: Ledger; told: number[] } => {
    const next = ledgerOf([spending(), spent(micro)], at, ledger);
    const due = warningsDue(next.state.money, BUDGETS, at).filter(({ bound }) => bound === 'day');
    return { ledger: ledgerOf(due, at, next), told: due.map(({ step }) => step) };
  };

  it('once at three quarters, once at nine tenths and once at the end of a day, and anew the next day [SI-14]', () => {
    let { ledger } = spend(ledgerOf([INSTALLED]), 3_740_000);
    const told = [10_000, 10_000, 500_000, 240_000, 0, 500_000, 0, 900_000].map((micro) => {
      const step = spend(ledger, micro);
      ledger = step.ledger;
      return step.told;
    });
    expect(told).toEqual([[75], [], [], [90], [], [100], [], []]);
    expect(spend(ledger, 4_600_000, later(NOON, DAY)).told).toEqual([90]);
    expect(moneyOf(ledger).warned).toEqual({ day: 100 });
  });

  it('of what may be spent: the reserve is no part of it [SI-14]', () => {
    const { ledger } = spend(ledgerOf([INSTALLED]), 3_000_000);
    expect(warningsDue(ledger.state.money, BUDGETS, NOON)).toEqual([]);
    const reserved = { ...BUDGETS, reserve: { micro: 1_000_000, tokens: 0 } };
    expect(warningsDue(ledger.state.money, reserved, NOON)).toEqual([{ kind: 'money-warned', bound: 'day', step: 75 }]);
    const all = { ...BUDGETS, reserve: { micro: 5_000_000, tokens: 0 } };
    expect(warningsDue(ledger.state.money, all, NOON)).toEqual([]);
  });

  it('of the month and of tokens in the same way; the month stays told of on a new day [SI-14]', () => {
    const tight = { ...BUDGETS, month: 4_000_000, day: { ...BUDGETS.day, tokens: 10 } };
    const event: LedgerEvent = {
      ...(spent(3_600_000) as Extract<LedgerEvent, { kind: 'spent' }>),
      charged: { micro: 3_600_000, tokens: 8 },
    };
    const ledger = ledgerOf([spending(), event]);
    const due = warningsDue(ledger.state.money, tight, NOON);
    expect(due.map(({ bound, step }) => `${bound} ${step}`)).toEqual(['month 90', 'tokens 75']);
    const told = ledgerOf(due, NOON, ledger);
    expect(accountAt(told.state.money, later(NOON, DAY)).warned).toEqual({ month: 90 });
    expect(accountAt(told.state.money, '2026-12-01T00:00:00.000Z').warned).toEqual({});
    expect(usesOf(moneyOf(told), tight).month).toEqual({ spent: 3_600_000, most: 4_000_000 });
  });

  it('in words that say what happens now, with amounts only where they may be shown [SI-14]', () => {
    expect(warningWords({ bound: 'day', step: 75 }, 5_000_000)).toBe(
      "75 % of the day's budget of 5.00 USD for models is used up.",
    );
    expect(warningWords({ bound: 'month', step: 90 })).toBe("90 % of the month's budget for models is used up.");
    expect(warningWords({ bound: 'day', step: 100 })).toBe(
      "The day's budget for models is used up: models are not asked again until tomorrow (UTC), except for incidents from what is in reserve.",
    );
    expect(warningWords({ bound: 'tokens', step: 100 }, 100_000)).toContain(
      "The day's budget of tokens (100,000) for models is used up: models whose tokens it counts are not asked",
    );
  });
});
