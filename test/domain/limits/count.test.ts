/** What the ledger counts: all rules or none, large requests in their turn, and a memory that stays small. */
import { applyAll } from '@steward/core/domain/apply.ts';
import type { LedgerEvent, RecordedEvent } from '@steward/core/domain/event.ts';
import { askLimits, observedEvents, returnEvents } from '@steward/core/domain/limits/count.ts';
import { rulesOf } from '@steward/core/domain/limits/resolve.ts';
import { MOST_ROWS } from '@steward/core/domain/limits/row.ts';
import { STRATEGIES } from '@steward/core/domain/limits/rule.ts';
import { limitAlerts, limitStandings, limitUsage } from '@steward/core/domain/limits/standing.ts';
import { takeTogether } from '@steward/core/domain/limits/together.ts';
import { EMPTY_LEDGER, type Ledger } from '@steward/core/domain/state.ts';
import { stateText } from '@steward/core/domain/state-text.ts';
import { describe, expect, it } from 'vitest';
import fc from '../../support/fuzz.ts';
import { limitSettings } from '../../support/limits.ts';

const NOON = Date.parse('2026-11-20T12:00:00Z');
const iso = (at: number): string => new Date(at).toISOString();

/** A ledger that is asked as the limiter of a run asks it. */
class Asked {
  ledger: Ledger = EMPTY_LEDGER;
  now = NOON;
  readonly events: RecordedEvent[] = [];
  readonly #settings: ReturnType<typeof limitSettings>;

  constructor(limits: object) {
    this.#settings = limitSettings(limits);
  }

  ask(client: string, amount = { requests: 1, tokens: 0 }, endpoint = 'calls') {
    const { answer, events } = askLimits(
      this.ledger.state.limits,
      { client, endpoint, amount },
      this.#settings,
      this.now,
    );
    this.apply(events);
    return answer;
  }

  giveBack(client: string, requests: number, since: number): void {
    const ask = { client, endpoint: 'calls', amount: { requests, tokens: 0 } };
    this.apply(returnEvents(this.ledger.state.limits, ask, this.#settings, { since, now: this.now }));
  }

  observe(client: string, oks: readonly boolean[]): void {
    const outcomes = oks.map((ok) => ({ ok, milliseconds: 100 }));
    this.apply(
      observedEvents(this.ledger.state.limits, { client, endpoint: 'calls' }, outcomes, this.#settings, this.now),
    );
  }

  apply(events: readonly LedgerEvent[]): void {
    this.ledger = applyAll(this.ledger, events, iso(this.now));
    this.events.push(...events.map((event) => ({ ...event, sequence: 1, at: iso(this.now) })));
  }

  standings() {
    return limitStandings(this.ledger.state, this.#settings, this.now);
  }

  alerts() {
    return limitAlerts(limitUsage(this.events), this.#settings, iso(this.now));
  }
}

const several = {
  clients: { a: { requests: { minute: 5, hour: 8 }, tokens: { minute: 1_000 } }, b: { requests: { minute: 100 } } },
};

describe('several rules together', () => {
  it('let through what is within all of them, and take nothing where one refuses [CW-20] [SI-15]', () => {
    const asked = new Asked(several);
    expect(asked.ask('a', { requests: 1, tokens: 900 })).toMatchObject({ allowed: true, remaining: 4 });
    expect(asked.ask('a', { requests: 1, tokens: 200 })).toMatchObject({
      allowed: false,
      reason: expect.stringMatching(/^client a may have 1,000 tokens a minute: again in \d+ s$/),
    });
    expect(asked.standings()[0]?.rules.map(({ remaining }) => remaining)).toEqual([4, 7, 100]);
    expect(asked.ask('a', { requests: 4, tokens: 100 }).allowed).toBe(true);
  });

  it('say exactly how long to wait, however many there are [CW-20] [SI-9]', () => {
    const limit = fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined });
    const periods = fc.record({ minute: fc.integer({ min: 1, max: 30 }), hour: limit, day: limit });
    const limits = fc.record({
      strategy: fc.constantFrom(...STRATEGIES),
      requests: periods,
      tokens: periods,
      burst: limit,
    });
    const step = fc.record({
      after: fc.oneof(fc.nat(100), fc.nat(4_000_000)),
      requests: fc.nat(50),
      tokens: fc.nat(50),
    });
    fc.assert(
      fc.property(limits, fc.array(step, { minLength: 1 }), (limit, steps) => {
        const rules = rulesOf(limit);
        let [now, row] = [NOON, undefined as readonly number[] | undefined];
        for (const { after, ...amount } of steps) {
          now += after;
          const taken = takeTogether(row, rules, amount, now);
          row = taken.row;
          const { allowed, retryAfter } = taken.decision;
          if (allowed) continue;
          const at = (wait: number) => takeTogether(row, rules, amount, now + wait).decision.allowed;
          expect([at(retryAfter - 1), at(retryAfter)]).toEqual([false, true]);
        }
      }),
    );
  });

  it('each client and each endpoint has its own [CW-23]', () => {
    const asked = new Asked(several);
    for (let ask = 0; ask < 5; ask++) asked.ask('a');
    expect(asked.ask('a').allowed).toBe(false);
    expect(asked.ask('a', undefined, 'other').allowed).toBe(true);
    expect(asked.ask('b').allowed).toBe(true);
  });
});

it('a large request is never starved: smaller ones that keep coming wait for it', () => {
  for (const strategy of STRATEGIES) {
    const asked = new Asked({ clients: { a: { strategy, requests: { minute: 10 } } } });
    asked.ask('a', { requests: 9, tokens: 0 });
    const first = asked.ask('a', { requests: 25, tokens: 0 });
    expect(first.allowed).toBe(false);
    const until = asked.now + first.retryAfter;
    let passed = 0;
    while (asked.now + 1_000 < until) {
      asked.now += 1_000;
      if (asked.ask('a').allowed) passed += 1;
    }
    expect(passed).toBe(0);
    asked.now = until;
    expect(asked.ask('a', { requests: 25, tokens: 0 }).allowed, strategy).toBe(true);
  }
});

it('a large request that does not come back holds the others up for a moment only', () => {
  const asked = new Asked({ clients: { a: { strategy: 'token-bucket', requests: { minute: 10 } } } });
  asked.ask('a', { requests: 10, tokens: 0 });
  asked.ask('a', { requests: 25, tokens: 0 });
  const { retryAfter } = asked.ask('a');
  expect(retryAfter).toBeLessThanOrEqual(90_000);
  asked.now += retryAfter;
  expect(asked.ask('a').allowed).toBe(true);
});

describe('what was not used', () => {
  it.each(STRATEGIES)('is free again, by %s, and what ran out meanwhile is not counted twice', (strategy) => {
    const asked = new Asked({ clients: { a: { strategy, requests: { minute: 10 } } } });
    const { at } = asked.ask('a', { requests: 10, tokens: 0 });
    asked.giveBack('a', 6, at);
    expect(asked.ask('a', { requests: 7, tokens: 0 }).allowed).toBe(false);
    expect(asked.ask('a', { requests: 6, tokens: 0 })).toMatchObject({ allowed: true, remaining: 0 });
    asked.now += 86_400_000;
    expect(asked.ask('a', { requests: 10, tokens: 0 }).allowed).toBe(true);
    asked.giveBack('a', 4, at);
    expect(asked.ask('a').allowed).toBe(false);
  });
});

describe('memory', () => {
  const many = {
    tiers: { t: { requests: { minute: 5, hour: 50, day: 500 }, tokens: { minute: 9_999_999 }, burst: 3 } },
  };
  const fill = (count: number, from = 0) => {
    const settings = limitSettings({ ...many, clients: {} });
    let { ledger } = new Asked({});
    for (let at = from; at < from + count; at++) {
      const ask = { client: `c${at}`, endpoint: 'calls', amount: { requests: 1, tokens: 9_000_000 }, tier: 't' };
      ledger = applyAll(ledger, askLimits(ledger.state.limits, ask, settings, NOON).events, iso(NOON));
    }
    return { ledger, settings };
  };
  const ask = ({ ledger, settings }: ReturnType<typeof fill>, client: string, now: number) =>
    askLimits(
      ledger.state.limits,
      { client, endpoint: 'calls', amount: { requests: 1, tokens: 0 }, tier: 't' },
      settings,
      now,
    );

  it('keeps a bounded number, never forgets one that still limits, and refuses whom it cannot count', () => {
    const full = fill(MOST_ROWS + 20);
    expect(Object.keys(full.ledger.state.limits ?? {})).toHaveLength(MOST_ROWS);
    expect(ask(full, 'newcomer', NOON).answer).toMatchObject({
      allowed: false,
      reason: expect.stringContaining('as many clients as it can'),
    });
    const { retryAfter } = ask(full, 'newcomer', NOON).answer;
    const later = ask(full, 'newcomer', NOON + retryAfter);
    expect(later.answer.allowed).toBe(true);
    const { state } = applyAll(full.ledger, later.events, iso(NOON + retryAfter));
    expect(Object.keys(state.limits ?? {})).toHaveLength(MOST_ROWS);
    expect(state.limits).toHaveProperty(['newcomer calls']);
  });

  it('takes less than a third of what state.json may have, full of the longest rows [CW-30]', () => {
    const full = fill(MOST_ROWS, 100_000);
    const bytes = stateText(full.ledger.state).length - stateText(EMPTY_LEDGER.state).length;
    expect(bytes / MOST_ROWS).toBeLessThan(200);
    expect(bytes).toBeLessThan(65_536 / 3);
  });

  it('is absent until something is counted, and a limit that is taken away leaves the others as they are', () => {
    expect(EMPTY_LEDGER.state).not.toHaveProperty('limits');
    const before = new Asked(several);
    before.ask('a', { requests: 3, tokens: 500 });
    const after = new Asked({ clients: { a: { requests: { hour: 8, day: 20 }, tokens: { minute: 1_000 } } } });
    after.ledger = before.ledger;
    expect(after.standings()[0]?.rules.map(({ remaining }) => remaining)).toEqual([5, 20, 500]);
    expect(after.ask('a', { requests: 6, tokens: 0 }).allowed).toBe(false);
    expect(after.ask('a', { requests: 5, tokens: 0 }).allowed).toBe(true);
  });
});

describe('what is told', () => {
  it('counts who asked for what, and how calls went [CW-27]', () => {
    const asked = new Asked({ clients: { a: { strategy: 'adaptive', requests: { minute: 4 } } } });
    for (let ask = 0; ask < 6; ask++) asked.ask('a');
    asked.observe('a', [true, true, true, false]);
    expect(limitUsage(asked.events)).toEqual([
      {
        client: 'a',
        endpoint: 'calls',
        taken: 4,
        refused: 2,
        tokens: 0,
        calls: 4,
        failed: 1,
        milliseconds: 100,
        last: iso(NOON),
      },
    ]);
    expect(asked.alerts().map(({ what, words }) => [what, words])).toEqual([
      ['blocked', 'a at calls: 33.3 % of 6 requests refused'],
      ['failing', 'a at calls: 25 % of 4 calls failed'],
    ]);
    expect(asked.standings()[0]?.factor).toBeLessThan(1.2);
  });

  it('takes tokens that were given back for no request [CW-27]', () => {
    const of = { client: 'a', endpoint: 'model', sequence: 1, at: iso(NOON) };
    const [usage] = limitUsage([
      { kind: 'limit-taken', ...of, requests: 1, tokens: 900 },
      { kind: 'limit-returned', ...of, requests: 0, tokens: 400 },
    ]);
    expect(usage).toMatchObject({ taken: 1, tokens: 500 });
  });

  it.each([
    [9, 1, []],
    [8, 1, ['blocked']],
  ])('%i let through and %i refused: %j [CW-27]', (taken, refused, alerts) => {
    const asked = new Asked({ clients: { a: { requests: { minute: taken } } } });
    for (let ask = 0; ask < taken + refused; ask++) asked.ask('a');
    expect(asked.alerts().map(({ what }) => what)).toEqual(alerts);
  });

  it.each([
    [20, 1, []],
    [19, 1, []],
    [18, 1, ['failing']],
  ])('%i calls that went well and %i that failed: %j [CW-27]', (well, failed, alerts) => {
    const asked = new Asked({ clients: { a: { requests: { minute: 100 } } } });
    asked.observe('a', [...Array.from({ length: well }, () => true), ...Array.from({ length: failed }, () => false)]);
    expect(asked.alerts().map(({ what }) => what)).toEqual(well === 20 ? [] : alerts);
  });

  it('nothing asked for half an hour is told; where nothing is limited, nothing is [CW-27]', () => {
    const asked = new Asked(several);
    asked.ask('a');
    asked.now += 30 * 60_000;
    expect(asked.alerts()).toEqual([]);
    asked.now += 1;
    expect(asked.alerts().map(({ words }) => words)).toEqual(['nothing was asked since 2026-11-20 12:00 UTC']);
    expect(new Asked({}).alerts()).toEqual([]);
  });
});
