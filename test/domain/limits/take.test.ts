/** One request against one rule: how much passes, how much is left, and when to come back. */
import { factorOf, NOTHING_OBSERVED, type Observed, observe } from '@steward/core/domain/limits/observed.ts';
import { PERIODS, type Rule, STRATEGIES, type Strategy, type Window } from '@steward/core/domain/limits/rule.ts';
import { measureOf, take } from '@steward/core/domain/limits/take.ts';
import { describe, expect, it } from 'vitest';
import fc from '../../support/fuzz.ts';

const NOON = Date.parse('2026-11-20T12:00:00Z');
const ruleOf = (strategy: Strategy, limit = 10): Rule => ({ of: 'requests', strategy, limit, per: 'minute' });

interface Step {
  after: number;
  amount: number;
}

interface Passed {
  at: number;
  amount: number;
}

/** What is let through of requests that come one after another. */
function played(rule: Rule, steps: readonly Step[], observed: Observed = NOTHING_OBSERVED) {
  let [now, window] = [NOON, undefined as Window | undefined];
  const passed: Passed[] = [];
  for (const { after, amount } of steps) {
    now += after;
    const taken = take(window, rule, { amount, now }, observed);
    window = taken.window;
    if (taken.decision.allowed) passed.push({ at: now, amount });
  }
  return { passed, window, now };
}

const sum = (passed: readonly Passed[]): number => passed.reduce((all, { amount }) => all + amount, 0);

const stepOf = (most: number) =>
  fc.record({
    after: fc.oneof(fc.nat(50), fc.nat(20_000), fc.nat(200_000)),
    amount: fc.integer({ min: 1, max: most }),
  });
const rules = fc.record({
  of: fc.constant('requests' as const),
  strategy: fc.constantFrom(...STRATEGIES),
  limit: fc.integer({ min: 1, max: 40 }),
  per: fc.constantFrom('minute' as const, 'hour' as const, 'day' as const),
});
const observations = fc
  .array(fc.record({ ok: fc.boolean(), milliseconds: fc.nat(9_000) }), { maxLength: 40 })
  .map((outcomes) => outcomes.reduce(observe, NOTHING_OBSERVED));

describe.each(STRATEGIES)('%s', (strategy) => {
  it('lets exactly its limit through at one moment, and says what is left [CW-20] [CW-29]', () => {
    let window: Window | undefined;
    const left: number[] = [];
    for (let ask = 0; ask < 16; ask++) {
      const taken = take(window, ruleOf(strategy), { amount: 1, now: NOON });
      if (taken.decision.allowed) left.push(taken.decision.remaining);
      window = taken.window;
    }
    expect(left).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  });

  it('says exactly how long to wait, whatever came before [CW-20] [SI-9]', () => {
    fc.assert(
      fc.property(
        rules,
        fc.array(stepOf(90)),
        fc.integer({ min: 1, max: 120 }),
        observations,
        (rule, steps, amount, seen) => {
          const own = { ...rule, strategy };
          const { window, now } = played(own, steps, seen);
          const { decision, window: after } = take(window, own, { amount, now }, seen);
          if (decision.allowed) return;
          const at = (wait: number) => take(after, own, { amount, now: now + wait }, seen).decision.allowed;
          expect(decision.retryAfter).toBeGreaterThan(0);
          expect(at(decision.retryAfter)).toBe(true);
          expect(at(decision.retryAfter - 1)).toBe(false);
        },
      ),
    );
  });

  it('has nothing counted any more when it says so, and not a moment before [SI-9]', () => {
    fc.assert(
      fc.property(rules, fc.array(stepOf(90), { minLength: 1 }), observations, (rule, steps, seen) => {
        const own = { ...rule, strategy };
        const { window, now } = played(own, steps, seen);
        const { decision, window: after } = take(window, own, { amount: 0, now }, seen);
        const left = (at: number) => take(after, own, { amount: 0, now: at }, seen).decision.remaining;
        const { capacity } = measureOf(own, seen);
        expect(left(Math.max(now, decision.reset))).toBe(capacity);
        if (decision.reset > now) expect(left(decision.reset - 1)).toBeLessThan(capacity);
      }),
    );
  });

  it('lets a request larger than itself through once nothing is counted, and nothing else until that is paid off', () => {
    const rule = ruleOf(strategy);
    const first = take(undefined, rule, { amount: 1, now: NOON });
    const refused = take(first.window, rule, { amount: 25, now: NOON });
    expect(refused.decision.allowed).toBe(false);
    const now = NOON + refused.decision.retryAfter;
    const debt = take(refused.window, rule, { amount: 25, now });
    expect(debt.decision).toMatchObject({ allowed: true, remaining: 0 });
    const next = take(debt.window, rule, { amount: 1, now });
    // 25 at 10 a minute: at least 16 have to run out before one more fits.
    expect(next.decision.retryAfter).toBeGreaterThanOrEqual(90_000);
    expect(next.decision.retryAfter).toBeLessThanOrEqual(180_000);
  });

  it('never lets more through than a debt allows: in the long run its limit, whatever is asked for [CW-29]', () => {
    fc.assert(
      fc.property(rules, fc.array(stepOf(200), { minLength: 1 }), (rule, steps) => {
        const own = { ...rule, strategy };
        const { passed, now } = played(own, steps);
        const periods = Math.ceil((now - NOON) / PERIODS[own.per]) + 1;
        const last = passed.at(-1)?.amount ?? 0;
        expect(sum(passed.slice(0, -1))).toBeLessThanOrEqual(own.limit * (periods + 1) + Math.max(0, last));
        for (const [at, one] of passed.entries()) {
          const earlier = passed.slice(0, at);
          const since = (one.at - NOON) / PERIODS[own.per];
          // All that passed before has been paid off but for what still fits beside this one.
          expect(sum(earlier) + Math.min(one.amount, own.limit)).toBeLessThanOrEqual(own.limit * (since + 2));
        }
      }),
    );
  });

  it('refuses as before where the clock goes back, and never lets more through for it', () => {
    const { window } = played(
      ruleOf(strategy),
      Array.from({ length: 10 }, () => ({ after: 0, amount: 1 })),
    );
    for (const back of [1, 1_000, 59_999, 3_600_000])
      expect(take(window, ruleOf(strategy), { amount: 1, now: NOON - back }).decision).toMatchObject({
        allowed: false,
      });
  });
});

describe('what does not exceed the limit by itself never exceeds it together [CW-29]', () => {
  const smallOf = (rule: Rule) => fc.array(stepOf(rule.limit), { minLength: 1, maxLength: 60 });
  const play = (strategy: Strategy, expectIt: (rule: Rule, passed: readonly Passed[]) => void) =>
    fc.assert(
      fc.property(
        rules.chain((rule) => smallOf(rule).map((steps) => ({ rule: { ...rule, strategy }, steps }))),
        ({ rule, steps }) => expectIt(rule, played(rule, steps).passed),
      ),
    );

  it.each(['sliding-window', 'adaptive'] as const)('%s: in no period, wherever it begins [CW-20]', (strategy) => {
    play(strategy, (rule, passed) => {
      for (const { at } of passed)
        expect(sum(passed.filter((one) => one.at <= at && one.at > at - PERIODS[rule.per]))).toBeLessThanOrEqual(
          rule.limit,
        );
    });
  });

  it('fixed-window: in no full period [CW-20]', () => {
    play('fixed-window', (rule, passed) => {
      const periodOf = ({ at }: Passed) => Math.floor(at / PERIODS[rule.per]);
      for (const one of passed)
        expect(sum(passed.filter((other) => periodOf(other) === periodOf(one)))).toBeLessThanOrEqual(rule.limit);
    });
  });

  it('token-bucket: in no stretch of time more than it held and got [CW-20]', () => {
    play('token-bucket', (rule, passed) => {
      for (const [from, first] of passed.entries())
        for (const [to, { at }] of passed.entries())
          if (to >= from) {
            const filled = ((at - first.at) * rule.limit) / PERIODS[rule.per];
            expect(sum(passed.slice(from, to + 1))).toBeLessThanOrEqual(rule.limit + filled);
          }
    });
  });
});

describe('an adaptive limit', () => {
  const rule = ruleOf('adaptive', 100);
  const seenAfter = (count: number, ok: boolean, milliseconds = 100, before = NOTHING_OBSERVED) =>
    Array.from({ length: count }, () => ({ ok, milliseconds })).reduce(observe, before);
  const limitOf = (observed: Observed) => measureOf(rule, observed).limit;

  it('is its base until something was observed [CW-20] [SI-28]', () => {
    expect(limitOf(NOTHING_OBSERVED)).toBe(100);
  });

  it('grows with success to nearly twice its base, and never beyond [SI-28]', () => {
    expect(limitOf(seenAfter(4, true))).toBeGreaterThan(100);
    expect(limitOf(seenAfter(1_000, true))).toBeGreaterThanOrEqual(199);
    expect(limitOf(seenAfter(1_000, true))).toBeLessThanOrEqual(200);
  });

  it('shrinks with errors, and still lets something through to see whether it does better [SI-28]', () => {
    expect(limitOf(seenAfter(3, false))).toBeLessThan(75);
    expect(limitOf(seenAfter(1_000, false))).toBeGreaterThanOrEqual(1);
    expect(limitOf(seenAfter(200, true, 100, seenAfter(200, false)))).toBeGreaterThan(190);
  });

  it('shrinks where calls take longer than usual, to three tenths at most [SI-28]', () => {
    const usual = seenAfter(200, true);
    expect(limitOf(seenAfter(3, true, 300, usual))).toBeLessThan(limitOf(usual) * 0.75);
    expect(factorOf(seenAfter(12, true, 60_000, usual)) / factorOf(usual)).toBeCloseTo(0.3, 2);
  });

  it('keeps within its bounds whatever is observed [SI-28]', () => {
    fc.assert(
      fc.property(observations, (seen) => {
        expect(factorOf(seen)).toBeGreaterThanOrEqual(0);
        expect(factorOf(seen)).toBeLessThanOrEqual(2);
        expect(seen.every((value) => Number.isInteger(value) && value >= 0)).toBe(true);
      }),
    );
  });
});

it('a bucket holds less than its rate where a burst is set, and fills at its rate [CW-20]', () => {
  const rule: Rule = { of: 'requests', strategy: 'token-bucket', limit: 30, per: 'minute', burst: 15 };
  const { passed } = played(
    rule,
    Array.from({ length: 60 }, () => ({ after: 1_000, amount: 1 })),
  );
  expect(
    played(
      rule,
      Array.from({ length: 20 }, () => ({ after: 0, amount: 1 })),
    ).passed,
  ).toHaveLength(15);
  expect(passed).toHaveLength(15 + 30 - 1);
});

it('a call whose time nobody knows says only whether it went well', () => {
  const before = observe(NOTHING_OBSERVED, { ok: true, milliseconds: 200 });
  const after = observe(before, { ok: false, milliseconds: Number.NaN });
  expect(after.slice(2)).toEqual(before.slice(2));
  expect(after[1]).toBeGreaterThan(before[1] ?? 0);
  expect(observe(NOTHING_OBSERVED, { ok: true, milliseconds: Number.NaN }).every(Number.isSafeInteger)).toBe(true);
  expect(observe(before, { ok: true, milliseconds: Number.POSITIVE_INFINITY }).every(Number.isSafeInteger)).toBe(true);
});
