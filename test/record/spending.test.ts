/** Reserve and settle, of money: by one run, and by many that come between each other in any way. */
import { applyAll } from '@steward/core/domain/apply.ts';
import type { Budgets } from '@steward/core/domain/budget-settings.ts';
import type { LedgerEvent } from '@steward/core/domain/event.ts';
import { later } from '@steward/core/domain/intent.ts';
import { heldOf, MONEY_TIMES, monthOf } from '@steward/core/domain/money/account.ts';
import type { Hold } from '@steward/core/domain/money/event.ts';
import { Purse, type Slip } from '@steward/core/domain/money/purse.ts';
import { warningTexts } from '@steward/core/domain/money/warning.ts';
import type { Ledger } from '@steward/core/domain/state.ts';
import { dayOf } from '@steward/core/domain/time.ts';
import { heldBy, reserveSpending, settleSpending } from '@steward/core/record/spending.ts';
import { describe, expect, it } from 'vitest';
import fc from '../support/fuzz.ts';
import { INSTALLED, ledgerAfter, NOON } from '../support/memory.ts';
import { BUDGETS, call, ceiling, hold } from '../support/money.ts';

const wish = (token = 'run-1') => ({ token, purpose: 'questions of a run' });
const kinds = (events: readonly LedgerEvent[]): string[] => events.map(({ kind }) => kind);
const START = ledgerAfter([INSTALLED]);
const reserved = (token = 'run-1', from = START, at = NOON): Ledger =>
  applyAll(from, reserveSpending({ ledger: from, at }, BUDGETS, wish(token)), at);
const purseOf = (ledger: Ledger, token = 'run-1'): Purse =>
  new Purse(heldBy(ledger, token) ?? hold({ micro: 0 }), BUDGETS);
const spend = (purse: Purse, micro: number): void => {
  const admission = purse.admit(ceiling(micro), 0);
  if (!admission.ok) throw new Error(admission.reason);
  purse.settle(admission.slip, null);
};

describe('money', () => {
  it('is held under the token of the run, and for nobody else [SI-13]', () => {
    const ledger = reserved();
    expect(heldBy(ledger, 'run-1')).toMatchObject({ micro: 2_000_000, expires: later(NOON, 600_000) });
    expect(heldBy(ledger, 'run-2')).toBeNull();
    expect(kinds(reserveSpending({ ledger, at: NOON }, BUDGETS, wish()))).toEqual([]);
    const third = reserved('run-3', reserved('run-2', ledger));
    expect(['run-1', 'run-2', 'run-3'].map((token) => heldBy(third, token)?.micro)).toEqual([
      2_000_000, 2_000_000, 1_000_000,
    ]);
    expect(
      reserveSpending({ ledger: reserved('run-3', third), at: NOON }, BUDGETS, {
        ...wish('run-4'),
        most: { tokens: 0 },
      }),
    ).toEqual([]);
  });

  it('is charged when its run says what it spent, with each call; the rest is free again [SI-11]', () => {
    const ledger = reserved();
    const purse = purseOf(ledger);
    const admission = purse.admit(ceiling(100_000), 0);
    if (admission.ok) purse.settle(admission.slip, [call()]);
    const events = settleSpending({ ledger, at: NOON }, BUDGETS, purse.settlement());
    expect(events).toEqual([
      { kind: 'spent', token: 'run-1', calls: [{ ...call(), micro: 1_500 }], charged: { micro: 1_500, tokens: 0 } },
    ]);
    const { state } = applyAll(ledger, events, NOON);
    expect(state.money).toMatchObject({ today: { micro: 1_500 }, holds: {} });
  });

  it('that is held and not spent is given back', () => {
    const ledger = reserved();
    const events = settleSpending({ ledger, at: NOON }, BUDGETS, purseOf(ledger).settlement());
    expect(applyAll(ledger, events, NOON).state.money).toMatchObject({
      today: { micro: 0, tokens: 0 },
      holds: {},
      days: {},
    });
  });

  it('that was never settled is charged in full by whoever comes next, and before anything else is held [SI-13]', () => {
    const ledger = reserved();
    const at = later(NOON, MONEY_TIMES.expiry);
    expect(kinds(reserveSpending({ ledger, at: later(at, -1) }, BUDGETS, wish('run-2')))).toEqual(['spending']);
    const events = reserveSpending({ ledger, at }, BUDGETS, wish('run-2'));
    expect(kinds(events)).toEqual(['spending-expired', 'spending']);
    const after = applyAll(ledger, events, at);
    expect(after.state.money).toMatchObject({ today: { micro: 2_000_000 } });
    // Its owner comes late: it is charged already, and only its calls are noted.
    const purse = purseOf(ledger);
    const admission = purse.admit(ceiling(9_000), 0);
    if (admission.ok) purse.settle(admission.slip, [call()]);
    const late = applyAll(after, settleSpending({ ledger: after, at }, BUDGETS, purse.settlement()), at);
    expect(late.state.money?.today.micro).toBe(2_000_000);
    expect(late.state.money?.days['2026-11-20']).toEqual([2_000_000, 1, 1_100, 0]);
    expect(settleSpending({ ledger: after, at }, BUDGETS, purseOf(ledger).settlement())).toEqual([]);
  });

  it('of a batch that is out stays held under its own token, longer than a vendor may take [SI-13]', () => {
    const ledger = reserved();
    const purse = purseOf(ledger);
    const admission = purse.admit(ceiling(300_000, { lane: 'batch' }), 0);
    if (admission.ok) purse.defer(admission.slip, 'batch-7');
    const after = applyAll(ledger, settleSpending({ ledger, at: NOON }, BUDGETS, purse.settlement()), NOON);
    expect(after.state.money?.holds).toEqual({
      'batch-7': {
        micro: 300_000,
        tokens: 0,
        at: NOON,
        expires: later(NOON, 26 * 3_600_000),
        purpose: 'a batch that is out',
      },
    });
    const next = later(NOON, 24 * 3_600_000);
    const collected = new Purse(heldBy(after, 'batch-7') ?? hold(), BUDGETS, { act: MONEY_TIMES.batch });
    spend(collected, 120_000);
    const done = applyAll(after, settleSpending({ ledger: after, at: next }, BUDGETS, collected.settlement()), next);
    expect(done.state.money).toMatchObject({ day: '2026-11-21', today: { micro: 120_000 }, holds: {} });
  });

  it('is told of in the transaction by which a step is reached, and not again [SI-14]', () => {
    let ledger = START;
    const told: LedgerEvent[] = [];
    for (const [n, micro] of [500_000, 500_000, 500_000, 500_000].entries()) {
      const token = `run-${n}`;
      ledger = reserved(token, ledger);
      const purse = purseOf(ledger, token);
      for (let part = 0; part < 2; part += 1) spend(purse, micro);
      const events = settleSpending({ ledger, at: NOON }, BUDGETS, purse.settlement());
      told.push(...events.filter(({ kind }) => kind === 'money-warned'));
      ledger = applyAll(ledger, events, NOON);
    }
    expect(told).toEqual([{ kind: 'money-warned', bound: 'day', step: 75 }]);
    expect(warningTexts(told, BUDGETS, true)).toEqual(["75 % of the day's budget of 5.00 USD for models is used up."]);
    expect(warningTexts([...told, INSTALLED], BUDGETS, false)).toEqual([
      "75 % of the day's budget for models is used up.",
    ]);
  });

  it('that expired unnoticed is told of by whoever wants some, although none is left [SI-14]', () => {
    const whole: LedgerEvent = { kind: 'spending', hold: hold({ token: 'run-1', micro: 5_000_000, tokens: 500_000 }) };
    const spent = ledgerAfter([whole, { kind: 'spending-expired', token: 'run-1' }], NOON, START);
    const events = reserveSpending({ ledger: spent, at: NOON }, BUDGETS, wish('run-2'));
    expect(warningTexts(events, BUDGETS, false)).toEqual([
      expect.stringContaining("The day's budget for models is used up"),
      expect.stringContaining("The day's budget of tokens for models is used up"),
    ]);
    expect(kinds(events)).toEqual(['money-warned', 'money-warned']);
    expect(reserveSpending({ ledger: applyAll(spent, events, NOON), at: NOON }, BUDGETS, wish('run-2'))).toEqual([]);
  });
});

interface Runner {
  hold: Hold | null;
  purse: Purse | null;
  open: Slip[];
}

type Act = 'reserve' | 'ask' | 'answer' | 'silence' | 'settle' | 'die' | 'wait' | 'night';
const ACTS: readonly Act[] = [
  ...([
    'reserve',
    'ask',
    'ask',
    'ask',
    'ask',
    'ask',
    'ask',
    'ask',
    'ask',
    'ask',
    'answer',
    'answer',
    'answer',
  ] as const),
  ...(['silence', 'settle', 'settle', 'settle', 'die', 'wait', 'wait', 'night'] as const),
];
const TIGHT: Budgets = {
  ...{ call: { micro: 500_000, tokens: 20_000 }, attempt: 800_000, day: { micro: 1_000_000, tokens: 30_000 } },
  ...{ month: 2_500_000, reserve: { micro: 50_000, tokens: 1_000 }, countsAll: false },
};

/** What was really spent, whoever noted it: kept apart from the ledger. */
class Town {
  ledger = START;
  now = '2026-11-28T20:00:00.000Z';
  readonly real: { at: string; micro: number; tokens: number }[] = [];
  readonly runners: Runner[] = Array.from({ length: 4 }, () => ({ hold: null, purse: null, open: [] }));
  /** Each step of each budget that people were told of, with its day or month. */
  readonly told: string[] = [];
  #runs = 0;

  act(act: Act, of: number, size: number): void {
    const runner = this.runners[of % this.runners.length];
    if (act === 'wait') this.now = later(this.now, (size % 7) * 60_000);
    if (act === 'night') this.now = later(this.now, (size % 5) * 3_600_000);
    if (runner === undefined) return;
    if (act === 'reserve') this.#reserve(runner, size);
    if (act === 'ask') this.#ask(runner, size);
    if (act === 'answer' || act === 'silence') this.#end(runner, act, size);
    if (act === 'settle') this.#settle(runner);
    // Whoever dies says nothing any more; what it sent is paid for.
    if (act === 'die') Object.assign(runner, { hold: null, purse: null, open: [] });
  }

  #apply(events: readonly LedgerEvent[]): void {
    this.ledger = applyAll(this.ledger, events, this.now);
    for (const event of events) {
      if (event.kind !== 'money-warned') continue;
      this.told.push(`${event.bound} ${event.step} ${event.bound === 'month' ? monthOf(this.now) : dayOf(this.now)}`);
    }
  }

  #reserve(runner: Runner, size: number): void {
    if (runner.purse) return;
    this.#runs += 1;
    const token = `run-${this.#runs}`;
    const incident = size % 5 === 0;
    this.#apply(
      reserveSpending({ ledger: this.ledger, at: this.now }, TIGHT, {
        ...wish(token),
        most: { micro: size * 700 },
        incident,
      }),
    );
    runner.hold = heldBy(this.ledger, token);
    runner.purse = runner.hold && new Purse(runner.hold, TIGHT);
  }

  #ask(runner: Runner, size: number): void {
    this.#reserve(runner, size);
    const age = Date.parse(this.now) - Date.parse(runner.hold?.at ?? this.now);
    const most =
      size % 6 === 0 ? ceiling(null, { tokens: size * 20 }) : ceiling(Math.min(size, 900) * 500, { tokens: size });
    const admission = runner.purse?.admit(most, age);
    if (!admission?.ok) return;
    runner.open.push(admission.slip);
    // As much as it may: nobody will have charged too much for what this adds up to.
    const tokens = most.micro === null ? most.tokens : 0;
    this.real.push({ at: this.now, micro: most.micro ?? 0, tokens });
  }

  #end(runner: Runner, act: Act, size: number): void {
    const slip = runner.open.pop();
    if (slip === undefined || runner.purse === null) return;
    const isSilent = act === 'silence';
    // The vendor bills what it says: here all of it, or nobody knows.
    const exact = {
      input: slip.ceiling.micro ?? slip.ceiling.tokens,
      output: 0,
      cacheRead: 0,
      cacheWrite: 0,
      cacheWriteLong: 0,
    };
    const sent = isSilent ? call({ tokens: null, result: 'time-out' }) : call({ tokens: exact });
    runner.purse.settle(slip, isSilent && size % 2 ? null : [sent]);
  }

  #settle(runner: Runner): void {
    if (runner.purse === null) return;
    this.#apply(settleSpending({ ledger: this.ledger, at: this.now }, TIGHT, runner.purse.settlement()));
    Object.assign(runner, { hold: null, purse: null, open: [] });
  }
}

const sumBy = (real: Town['real'], key: (at: string) => string, of: 'micro' | 'tokens'): number[] => {
  const sums = new Map<string, number>();
  for (const one of real) sums.set(key(one.at), (sums.get(key(one.at)) ?? 0) + one[of]);
  return [...sums.values()];
};

describe('however runs come between each other, die and come late', () => {
  const steps = fc.array(
    fc.record({ act: fc.constantFrom(...ACTS), of: fc.nat(3), size: fc.integer({ min: 200, max: 1_000 }) }),
    { minLength: 100, maxLength: 300, size: 'max' },
  );

  it('no day and no month costs more than its budget, and nobody is told twice [SI-13]', () => {
    let spentOnce = 0;
    let full = 0;
    fc.assert(
      fc.property(steps, (all) => {
        const town = new Town();
        for (const { act, of, size } of all) {
          town.act(act, of, size);
          const { money } = town.ledger.state;
          if (money === undefined) continue;
          const held = heldOf(money);
          expect(money.today.micro + held.micro).toBeLessThanOrEqual(TIGHT.day.micro);
          expect(money.thisMonth + held.micro).toBeLessThanOrEqual(TIGHT.month);
          expect(money.today.tokens + held.tokens).toBeLessThanOrEqual(TIGHT.day.tokens);
        }
        for (const sum of sumBy(town.real, dayOf, 'micro')) expect(sum).toBeLessThanOrEqual(TIGHT.day.micro);
        for (const sum of sumBy(town.real, monthOf, 'micro')) expect(sum).toBeLessThanOrEqual(TIGHT.month);
        for (const sum of sumBy(town.real, dayOf, 'tokens')) expect(sum).toBeLessThanOrEqual(TIGHT.day.tokens);
        expect(new Set(town.told).size).toBe(town.told.length);
        spentOnce += town.real.length > 0 ? 1 : 0;
        full += sumBy(town.real, dayOf, 'micro').some((sum) => sum > TIGHT.day.micro * 0.8) ? 1 : 0;
      }),
    );
    // The histories are such as could break it: models are asked, and budgets run out.
    expect(spentOnce).toBeGreaterThan(10);
    expect(full).toBeGreaterThan(3);
  });
});
