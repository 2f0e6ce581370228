// The promise about money can be broken: looked at here with one thing wrong at a time.
import { money } from '@steward/cli/simulate/invariants/money.ts';
import type { Transaction } from '@steward/cli/simulate/shadow.ts';
import { type Config, DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import type { LedgerEvent } from '@steward/core/domain/event.ts';
import { later } from '@steward/core/domain/intent.ts';
import type { Ledger } from '@steward/core/domain/state.ts';
import { describe, expect, test } from 'vitest';
import { INSTALLED, ledgerAfter } from '../../support/memory.ts';
import { hold, MODEL } from '../../support/money.ts';
import { NOW, scene } from './scene.ts';

const START = ledgerAfter([INSTALLED], NOW);
const spending = (token: string, micro = 2_000_000): LedgerEvent => ({
  kind: 'spending',
  hold: hold({ token, micro, at: NOW }),
});
const spent = (token: string, micro = 2_000_000): LedgerEvent => ({
  ...{ kind: 'spent', token, calls: [], charged: { micro, tokens: 0 } },
});
const warned = (step: 75 | 90): LedgerEvent => ({ kind: 'money-warned', bound: 'day', step });

/** One transaction each, a numbered state after each. */
function past(all: readonly LedgerEvent[][], from: Ledger = START, at = NOW): Transaction[] {
  let ledger = from;
  return all.map((events) => {
    const made = ledgerAfter(events, at, ledger);
    const after = { ...made, state: { ...made.state, sequence: ledger.state.sequence + 1 } };
    const one = { oid: 'abc', at, events, before: ledger, after };
    ledger = after;
    return one;
  });
}
const faultsUnder = async (config: Config, ...runs: readonly (readonly Transaction[])[]): Promise<string[]> => {
  const invariant = money();
  const found: string[] = [];
  for (const transactions of runs) found.push(...(await invariant.check(scene({ transactions, config }))));
  return found;
};
const faults = (...runs: readonly (readonly Transaction[])[]): Promise<string[]> =>
  faultsUnder(DEFAULT_CONFIG, ...runs);

describe('a budget', () => {
  test('may be used up, by what is spent and what is held together', async () => {
    expect(
      await faults(past([[spending('a')], [spent('a'), spending('b')], [spending('c', 1_000_000)], [spent('b')]])),
    ).toEqual([]);
  });

  test('is not passed by more than a call may cost', async () => {
    const most = past([[spending('a'), spending('b'), spending('c', 1_500_000)]]);
    expect(await faults(most)).toEqual([]);
    expect(await faults([...most, ...past([[spending('d', 1)]], most[0]?.after)])).toEqual([
      expect.stringContaining('5.50 USD are spent or held on 2026-03-04, where 5.50 USD are the most that can be'),
    ]);
  });

  test('is counted apart from what the ledger says of it', async () => {
    const one = past([[spending('a')], [spent('a')]]);
    const forged = (one[1] as Transaction).after;
    const emptied = {
      ...forged,
      state: { ...forged.state, money: { ...forged.state.money, today: { micro: 0, tokens: 0 } } },
    } as Ledger;
    const rest = past([[spending('b')], [spent('b')], [spending('c')]], emptied);
    expect(await faults(one, rest)).toEqual([expect.stringContaining('6.00 USD are spent or held on 2026-03-04')]);
  });

  test('of an expired hold is used up in full', async () => {
    const expired: LedgerEvent = { kind: 'spending-expired', token: 'a' };
    const all = past([[spending('a', 3_000_000)], [expired], [spending('b', 3_000_000)]]);
    expect(await faults(all)).toEqual([expect.stringContaining('6.00 USD')]);
  });

  test('begins anew with a day', async () => {
    const one = past([[spending('a', 5_000_000)], [spent('a', 5_000_000)]]);
    expect(await faults(one, past([[spending('b')]], one[1]?.after, later(NOW, 86_400_000)))).toEqual([]);
  });
});

describe('what is in reserve', () => {
  const config = { ...DEFAULT_CONFIG, budgets: { ...DEFAULT_CONFIG.budgets, reserve: 1 } };
  const incident = (token: string, micro: number): LedgerEvent => ({
    kind: 'spending',
    hold: hold({ token, micro, at: NOW, incident: true }),
  });

  test('is held for incidents, and for nothing else', async () => {
    const used = [[spending('a', 4_000_000)], [spent('a', 4_000_000)]];
    expect(await faultsUnder(config, past([...used, [incident('b', 1_000_000)]]))).toEqual([]);
    expect(await faultsUnder(config, past([...used, [spending('b', 10_000)]]))).toEqual([
      '4.01 USD are spent or held besides incidents, where 4.00 USD are the most that can be',
    ]);
  });

  test('is not touched where tokens are held and no money, whatever incidents spent', async () => {
    const used = [[incident('a', 5_000_000)], [spent('a', 5_000_000)]];
    expect(await faultsUnder(config, past([...used, [spending('b', 0)]]))).toEqual([]);
  });

  test('may be spent before the rest is, which still is not spent from it', async () => {
    const first = past([[incident('a', 1_000_000)], [spent('a', 1_000_000)], [spending('b', 3_000_000)]]);
    expect(await faultsUnder(config, first)).toEqual([]);
  });

  test('is not taken by a batch whose money was held before an incident came', async () => {
    const batch: LedgerEvent = {
      kind: 'batch-reserved',
      batch: {
        ...{ intent: 'ba', model: MODEL, questions: [], id: null, token: 'a', first: NOW },
        ...{ expires: later(NOW, 1_000), until: later(NOW, 1_000) },
      },
    };
    const all = past([
      [spending('a', 4_000_000), batch],
      [incident('b', 1_000_000)],
      [spent('a', 0), spending('ba', 4_000_000)],
    ]);
    expect(await faultsUnder(config, all)).toEqual([]);
  });
});

test('money is not held while memory is lost', async () => {
  const lost: LedgerEvent = { kind: 'lost', since: NOW, until: later(NOW, 1), reason: 'gone' };
  expect(await faults(past([[lost], [spending('a')]]))).toEqual(['money is held while memory is lost']);
});

test('people are told of a step once in its day, and anew where memory went back', async () => {
  const one = past([[warned(75)], [warned(90)]]);
  expect(await faults(one)).toEqual([]);
  expect(await faults(one, past([[warned(75)]], one[1]?.after))).toEqual([
    'people are told twice that 75 % of the day is used up',
  ]);
  expect(await faults(one, past([[warned(75)]], one[1]?.after, later(NOW, 86_400_000)))).toEqual([]);
  expect(await faults(one, past([[warned(75)]]))).toEqual([]);
});
