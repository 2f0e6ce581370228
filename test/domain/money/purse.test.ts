/** What a run lets through of what it holds. */
import { NO_TOKENS } from '@steward/core/domain/model.ts';
import { Purse } from '@steward/core/domain/money/purse.ts';
import { describe, expect, it } from 'vitest';
import { BUDGETS, call, ceiling, hold } from '../../support/money.ts';

const ALL = { ...BUDGETS, countsAll: true };
const admitted = (purse: Purse, most = ceiling(100_000)) => {
  const admission = purse.admit(most, 0);
  if (!admission.ok) throw new Error(admission.reason);
  return admission.slip;
};

describe('a purse', () => {
  it('keeps the ceiling of a call free until it is settled, and then charges what it cost [SI-13]', () => {
    const purse = new Purse(hold(), BUDGETS);
    const slip = admitted(purse);
    expect(purse.left()).toEqual({ micro: 400_000, tokens: 10_000 });
    expect(purse.settle(slip, [call()])).toEqual([{ ...call(), micro: 1_500 }]);
    expect(purse.left().micro).toBe(498_500);
    expect(purse.settlement()).toEqual({
      ...{ token: 'run-1', calls: [{ ...call(), micro: 1_500 }], charged: { micro: 1_500, tokens: 0 }, out: [] },
    });
  });

  it('charges each call that was sent for one question, and in full where nobody knows [SI-13]', () => {
    const purse = new Purse(hold(), BUDGETS);
    const sent = [call({ tokens: null, result: 'overload' }), call({ tokens: null, result: 'time-out' }), call()];
    expect(purse.settle(admitted(purse), sent).map(({ micro }) => micro)).toEqual([0, 100_000, 1_500]);
    purse.settle(admitted(purse), null);
    expect(purse.settlement().charged).toEqual({ micro: 201_500, tokens: 0 });
  });

  it('charges what was let through and never came back', () => {
    const purse = new Purse(hold(), BUDGETS);
    admitted(purse);
    expect(purse.settlement().charged.micro).toBe(100_000);
  });

  it.each([
    ['more than a call may', ceiling(500_001), 0, 'it may cost 0.50 USD, where a call may 0.50 USD'],
    ['more than is left', ceiling(400_001), 0, 'it may cost 0.40 USD, and 0.40 USD is left'],
    ['too late', ceiling(1), 360_001, 'too much time has passed since it was reserved'],
    [
      'of unknown price, with too many tokens',
      ceiling(null, { tokens: 10_001 }),
      0,
      'it may use 10,001 tokens, and 10,000 tokens are left',
    ],
    [
      'of unknown price, with more than a call may',
      ceiling(null, { tokens: 200_001 }),
      0,
      'it may use 200,001 tokens, where a call may 200,000 tokens',
    ],
  ])('refuses a call that is %s, and says why [SI-13]', (_, most, age, reason) => {
    const purse = new Purse(hold(), BUDGETS);
    admitted(purse, ceiling(100_000));
    expect(purse.admit(most, age)).toEqual({ ok: false, reason });
    expect(purse.admit(ceiling(400_000), 360_000).ok).toBe(true);
  });

  it('bounds what has no price by tokens, and counts all tokens where the owner wants that', () => {
    const unpriced = call({ tokens: { ...NO_TOKENS, input: 700, cacheRead: 200, output: 100 } });
    const purse = new Purse(hold(), BUDGETS);
    purse.settle(admitted(purse, ceiling(null)), [unpriced]);
    purse.settle(admitted(purse), [call()]);
    expect(purse.settlement().charged).toEqual({ micro: 1_500, tokens: 1_000 });
    const all = new Purse(hold(), ALL);
    all.settle(admitted(all), [call()]);
    expect(all.settlement().charged).toEqual({ micro: 1_500, tokens: 1_100 });
    expect(all.admit(ceiling(1, { tokens: 8_901 }), 0).ok).toBe(false);
  });

  it('leaves what is out in a batch to the hold of the batch', () => {
    const purse = new Purse(hold(), ALL);
    purse.defer(admitted(purse), 'batch-1');
    purse.defer(admitted(purse), 'batch-1');
    expect(purse.left()).toEqual({ micro: 300_000, tokens: 6_000 });
    expect(purse.settlement()).toMatchObject({
      ...{ charged: { micro: 0, tokens: 0 }, out: [{ token: 'batch-1', micro: 200_000, tokens: 4_000 }] },
    });
  });

  it('settles a call once', () => {
    const purse = new Purse(hold(), BUDGETS);
    const slip = admitted(purse);
    purse.settle(slip, []);
    expect(() => purse.settle(slip, [])).toThrow('settled before');
    expect(() => purse.defer(slip, 'b')).toThrow('settled before');
    expect(purse.left().micro).toBe(500_000);
  });
});
