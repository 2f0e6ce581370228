import { briefsAtOnce, costAt, type Load } from '@steward/core/decide/arrangement.ts';
import type { Price } from '@steward/core/domain/money/price.ts';
import { describe, expect, it } from 'vitest';
import fc from '../support/fuzz.ts';

const FLAT: Price = {
  ...{ input: 1, output: 5, cacheRead: 0.1, cacheWrite: 1.25, cacheWriteLong: 2, batch: 0.5, tiers: [] },
};
const load = (count: number, change: Partial<Load> = {}): Load => ({
  ...{ shared: 3_000, own: Array.from({ length: count }, () => 400), answer: { each: 900, besides: 2_000 } },
  ...change,
});
const terms = (change: object = {}) => ({ price: FLAT, lane: 'now' as const, most: 12_000, atOnce: 12, ...change });

describe('briefs in one question', () => {
  it('are as many as the answer has room for, where they share what is dear', () => {
    expect(briefsAtOnce(load(9), terms())).toBe(9);
    expect(briefsAtOnce(load(9), terms({ most: 4_000 }))).toBe(2);
    expect(briefsAtOnce(load(9), terms({ atOnce: 5 }))).toBe(5);
  });

  it('is one, even where its answer may be too long', () => {
    expect(briefsAtOnce(load(3), terms({ most: 256 }))).toBe(1);
  });

  it('are fewer where a longer prompt costs more than asking twice', () => {
    const steep: Price = { ...FLAT, tiers: [{ ...FLAT, above: 20_000, input: 50, output: 250 }] };
    const heavy = load(4, { own: [9_000, 9_000, 9_000, 9_000] });
    expect(briefsAtOnce(heavy, terms({ price: steep }))).toBe(1);
    expect(briefsAtOnce(heavy, terms())).toBe(4);
  });

  it('are as many as fit where the price is unknown', () => {
    expect(briefsAtOnce(load(6), terms({ price: null }))).toBe(6);
  });

  it('cost half in a batch but for what a cache would have saved', () => {
    const one = load(1, { shared: 0 });
    expect(costAt(one, 1, FLAT, 'batch')).toBe(costAt(one, 1, FLAT, 'now') / 2);
    // Three questions within a run: the first writes what all share, the others read it.
    expect(costAt(load(3), 1, FLAT, 'now')).toBe(3_000 * (1.25 + 2 * 0.1) + 3 * 400 + 3 * 2_900 * 5);
  });

  it('never cost more than in any other number that fits', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 30_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 50_000 }), fc.constantFrom('now', 'batch'), (own, shared, lane) => {
        const price: Price = { ...FLAT, tiers: [{ ...FLAT, above: 40_000, input: 3, output: 9 }] };
        const matter = load(1, { own, shared });
        const best = briefsAtOnce(matter, { price, lane: lane as 'now', most: 64_000, atOnce: 12 });
        const costs = own.map((_, index) => costAt(matter, index + 1, price, lane as 'now'));
        expect(costAt(matter, best, price, lane as 'now')).toBe(Math.min(...costs));
      }),
    );
  });
});
