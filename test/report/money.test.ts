/** What people read of money: on the dashboard, in the summary and in a terminal, and only where it may be seen. */
import { statusLines, statusOf } from '@steward/cli/status-lines.ts';
import { type Account, newAccount } from '@steward/core/domain/money/account.ts';
import { type CallTold, callTold, useOf } from '@steward/core/domain/money/told.ts';
import { callsTable } from '@steward/core/report/calls.ts';
import { type DashboardInput, renderDashboard } from '@steward/core/report/dashboard.ts';
import { describe, expect, test } from 'vitest';
import { NOON } from '../support/memory.ts';
import { call, spentCall } from '../support/money.ts';
import { configOf, dashboardOf, EMPTY_DASHBOARD } from './world.ts';

const { repository } = EMPTY_DASHBOARD.snapshot;
const PRIVATE = { repository: { ...repository, private: true } };
const MONEY: Account = {
  ...newAccount(NOON),
  ...{ today: { micro: 420_000, tokens: 0 }, thisMonth: 8_420_000 },
  days: {
    '2026-11-12': [3_000_000, 4, 9_000, 0],
    '2026-11-14': [4_000_000, 2, 5_000, 0],
    '2026-11-20': [420_000, 12, 214_000, 2],
  },
  uses: {
    '2026-11': {
      'openai/review': [1_420_000, 9, 90_000, 0],
      'anthropic/plan': [7_000_000, 6, 1_240_000, 0],
      'ollama/report': [0, 3, 30_000, 3],
      'openrouter/research': [1_000, 2, 10, 1],
    },
  },
};
const section = (input: DashboardInput): string =>
  renderDashboard(input).split('### Money\n')[1]?.split('\n\n###')[0] ?? '';
const shown = (money: Partial<Account> = {}, budgets = {}, snapshot = PRIVATE) => {
  const input = dashboardOf({ state: { money: { ...MONEY, ...money } }, snapshot });
  return section({ ...input, config: configOf({ budgets }) });
};

test('the dashboard says what each budget was used for, by whom, and what the month comes to [SI-11]', () => {
  expect(shown()).toBe(
    [
      '- 2026-11-20: 0.42 of 5.00 USD · 12 calls · 214,000 tokens · 2 of unknown price',
      '- 2026-11: 8.42 of 50.00 USD',
      '- At the pace of the last 7 days (1 with calls): 14.29 USD by 2026-11-30',
      '',
      '<details><summary>By provider and role</summary>',
      '',
      '| Provider | Role | Calls | Tokens | USD |',
      '|---|---|---:|---:|---:|',
      '| anthropic | plan | 6 | 1,240,000 | 7.00 |',
      '| openai | review | 9 | 90,000 | 1.42 |',
      '| openrouter | research | 2 | 10 | 0.0010 and 1 unknown |',
      '| ollama | report | 3 | 30,000 | price unknown |',
      '',
      '</details>',
    ].join('\n'),
  );
});

test('it warns of what is nearly used up, and says what is in reserve [SI-14]', () => {
  const lines = shown({ warned: { day: 75, month: 100 } }, { day: 1, month: 10, reserve: 0.5 }).split('\n');
  expect(lines.slice(0, 5)).toEqual([
    "- **75 % of the day's budget of 0.50 USD for models is used up.**",
    "- **The month's budget of 9.50 USD for models is used up: models are not asked again until next month, except for incidents from what is in reserve.**",
    '- 2026-11-20: 0.42 of 1.00 USD, 0.50 USD of it only for incidents · 12 calls · 214,000 tokens · 2 of unknown price',
    '- 2026-11: 8.42 of 10.00 USD',
    "- At the pace of the last 7 days (1 with calls): 14.29 USD by 2026-11-30: more than the month's 10.00 USD",
  ]);
});

test('tokens that nobody knows are unknown, and no part of a sum that looks like all of it', () => {
  const days = { '2026-11-20': [420_000, 12, 214_000, 0, 2] } as const;
  const uses = { '2026-11': { 'openai/review': [9, 3, 90_000, 0, 1], 'anthropic/plan': [8, 1, 0, 0, 1] } } as const;
  const text = shown({ days, uses });
  expect(text).toContain('12 calls · at least 214,000 tokens');
  expect(text).toContain('| openai | review | 3 | at least 90,000 |');
  expect(text).toContain('| anthropic | plan | 1 | unknown |');
  const told = (one: object) => ({ ...callTold(spentCall(1, { micro: 700 }), true), ...one });
  const silent = told({ tokens: null, cached: null, assumed: true });
  expect(useOf([told({})])).not.toHaveProperty('untold');
  expect(useOf([told({}), silent])).toEqual({ calls: 2, tokens: 1_100, untold: 1, usd: 0.0014 });
});

test('a forecast is not made of too few days [SI-17]', () => {
  expect(shown({ days: { '2026-11-19': [1_000_000, 1, 1, 0] } })).not.toContain('pace');
});

test('what a rebuilt memory does not know is said', () => {
  const text = shown({ spentOut: '2026-11-20', since: '2026-11-20' });
  expect(text).toContain('- 2026-11-20: counts as spent, since memory was rebuilt\n');
  expect(text).toContain('of 50.00 USD, as far as is known since 2026-11-20\n');
});

test('the day is that of the last look once that is later', () => {
  const input = dashboardOf({ state: { money: MONEY, daily: '2026-12-02T06:00:00.000Z' }, snapshot: PRIVATE });
  expect(section(input)).toContain('- 2026-12-01: 0.00 of 5.00 USD\n- 2026-12: 0.00 of 50.00 USD');
});

test('everybody reads nothing of it, unless the owner wants that [SI-11]', () => {
  const open = dashboardOf({ state: { money: MONEY } });
  expect(section(open)).toBe('');
  expect(section({ ...open, config: configOf({ visibility: { money: true } }) })).toContain('0.42 of 5.00 USD');
  const closed = dashboardOf({ state: { money: MONEY }, snapshot: PRIVATE });
  expect(section({ ...closed, config: configOf({ visibility: { money: false } }) })).toBe('');
  expect(section(dashboardOf({ snapshot: PRIVATE }))).toBe('');
});

describe('the table of calls', () => {
  const calls = [
    spentCall(1, {
      ...call(),
      tokens: { input: 900, cacheRead: 25_000, cacheWrite: 0, cacheWriteLong: 0, output: 2_000 },
      micro: 13_400,
    }),
    spentCall(1, {
      ...call({ role: 'review', lane: 'batch', tokens: null, result: 'time-out' }),
      micro: 100_000,
      assumed: true,
    }),
    spentCall(1, { ...call({ model: { provider: 'compatible', id: 'a|b`c' } }), micro: null }),
  ];
  const told = (isShown: boolean): CallTold[] => calls.map((one) => callTold(one, isShown));

  test('has each call with its model, role, lane, tokens, what was cached of them, and what it cost [SI-11]', () => {
    expect(callsTable(told(true))).toBe(
      [
        '| Model | Role | Lane | Tokens | Cached | USD |',
        '| --- | --- | --- | ---: | ---: | ---: |',
        '| `anthropic/claude-haiku-4-5` | plan | now | 27,900 | 25,000 | 0.01 |',
        '| `anthropic/claude-haiku-4-5` | review: time-out | batch | unknown | unknown | at most 0.10 |',
        '| ``compatible/a\\|b`c`` | plan | now | 1,100 | 0 | price unknown |',
      ].join('\n'),
    );
  });

  test('says nothing of money where that is not shown, is cut where it is long, and absent where nothing was asked', () => {
    expect(callsTable(told(false))).not.toMatch(/USD|0\.01|price/);
    const long = callsTable(Array.from({ length: 33 }, () => callTold(spentCall(1), true)));
    expect(long.split('\n')).toHaveLength(34);
    expect(long).toMatch(/\n\nand 3 more calls$/);
    expect(callsTable([])).toBe('');
  });
});

describe('steward status', () => {
  const linesOf = (money: Account | undefined, now = NOON) => {
    const remembered = {
      overview: { ...EMPTY_DASHBOARD.snapshot, now },
      ...{ config: EMPTY_DASHBOARD.config, mode: 'assist', kept: null, tasks: [] },
      state: { ...EMPTY_DASHBOARD.ledger.state, installed: { at: NOON, baseline: null }, ...(money && { money }) },
    } as unknown as Parameters<typeof statusOf>[0];
    const status = statusOf(remembered, { base: '/', shown: '/' } as never);
    return statusLines(
      status,
      (_, text) => text,
      (text) => [text],
    ).filter((line) => line.includes('models'));
  };

  test('says in a line what of the budgets is spent [SI-13]', () => {
    expect(linesOf(MONEY)).toEqual(['  models: 0.42 of 5.00 USD today, 8.42 of 50.00 USD this month']);
    expect(linesOf(MONEY, '2026-11-21T00:00:00.000Z')).toEqual([
      '  models: 0.00 of 5.00 USD today, 8.42 of 50.00 USD this month',
    ]);
    expect(linesOf({ ...MONEY, thisMonth: 50_000_000 })[0]).toMatch(/this month \(used up\)$/);
    expect(linesOf({ ...MONEY, spentOut: '2026-11-20' })[0]).toMatch(/\(memory was rebuilt: today counts as spent\)$/);
    expect(linesOf(undefined)).toEqual([]);
  });
});
