/** A limiter that stands in for another which cannot be reached. */
import { withFallback } from '@steward/core/flow/fallback.ts';
import type { Limiter } from '@steward/core/ports.ts';
import { describe, expect, it } from 'vitest';

const ONE = { requests: 1, tokens: 0 };

describe('a limiter that stands in', () => {
  const answering = (allowed: boolean): Limiter => {
    const answer = { allowed, remaining: 0, reset: 0, retryAfter: 0, reason: '', at: 0 };
    const nothing = async () => undefined;
    return { take: async () => answer, check: async () => answer, giveBack: nothing, record: nothing };
  };

  it('counts from the first failure on, for the rest of the run, and that is told once [CW-24]', async () => {
    const told: unknown[] = [];
    let asked = 0;
    const shared: Limiter = {
      ...answering(true),
      take: async () => {
        asked += 1;
        if (asked > 1) throw new Error('connection lost');
        return answering(true).take('', '', ONE);
      },
    };
    const limiter = withFallback({ shared, own: answering(false), lost: (error) => void told.push(error) });
    const takes = [];
    for (let take = 0; take < 4; take++) takes.push((await limiter.take('a', 'b', ONE)).allowed);
    expect(takes).toEqual([true, false, false, false]);
    expect(asked).toBe(2);
    expect(told).toEqual([new Error('connection lost')]);
    expect((await limiter.check('a', 'b', ONE)).allowed).toBe(false);
  });

  it('is given back only what it took itself', async () => {
    let isThere = true;
    const back: string[] = [];
    const one = (name: string, at: number): Limiter => ({
      ...answering(true),
      take: async () => {
        if (name === 'shared' && !isThere) throw new Error('connection lost');
        return { ...(await answering(true).take('', '', ONE)), at };
      },
      giveBack: async () => {
        if (name === 'shared' && !isThere) throw new Error('connection lost');
        back.push(`${name} ${at}`);
      },
    });
    const limiter = withFallback({ shared: one('shared', 1), own: one('own', 2), lost: () => undefined });
    const taken = await limiter.take('a', 'b', ONE);
    isThere = false;
    await limiter.giveBack('a', 'b', ONE, taken.at);
    const again = await limiter.take('a', 'b', ONE);
    await limiter.giveBack('a', 'b', ONE, taken.at);
    expect(back).toEqual([]);
    await limiter.giveBack('a', 'b', ONE, again.at);
    expect(back).toEqual(['own 2']);
  });
});
