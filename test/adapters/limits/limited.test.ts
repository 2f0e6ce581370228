/** A limiter around any function, and one that stands in for another. */
import { withFallback } from '@steward/core/adapters/limits/fallback.ts';
import { limited } from '@steward/core/adapters/limits/limited.ts';
import { createMemoryLimiter } from '@steward/core/adapters/limits/memory.ts';
import type { Limiter } from '@steward/core/ports.ts';
import { describe, expect, it } from 'vitest';
import { limitSettings } from '../../support/limits.ts';

const NOON = Date.parse('2026-11-20T12:00:00Z');
const ONE = { requests: 1, tokens: 0 };
const settings = limitSettings({
  services: { anthropic: { requests: { minute: 2 }, tokens: { minute: 500 } } },
});

function stage() {
  let [now, elapsed] = [NOON, 0];
  const limiter = createMemoryLimiter({ settings, now: () => now });
  const told: object[] = [];
  const record: Limiter['record'] = async (client, endpoint, outcome) => {
    told.push({ client, endpoint, ...outcome });
    await limiter.record(client, endpoint, outcome);
  };
  const asked: string[] = [];
  const ask = async (words: string): Promise<string> => {
    asked.push(words);
    elapsed += 120;
    if (words === 'broken') throw new Error('the service fell over');
    return words === 'no' ? 'sorry' : 'fine';
  };
  const call = limited(
    {
      ...{ limiter: { ...limiter, record }, clock: { elapsed: () => elapsed } },
      ask: (words: string) => ({ client: 'anthropic', endpoint: 'messages', amount: { ...ONE, tokens: words.length } }),
      isOk: (answer) => answer === 'fine',
    },
    ask,
  );
  const pass = (milliseconds: number): void => {
    now += milliseconds;
  };
  return { call, asked, told, pass };
}

describe('a function behind a limiter', () => {
  it('is called while the limit lasts, and not at all beyond it [CW-25] [AR-21]', async () => {
    const { call, asked, pass } = stage();
    expect(await call('a')).toEqual({ kind: 'called', value: 'fine' });
    expect(await call('b')).toMatchObject({ kind: 'called' });
    const refused = await call('c');
    expect(refused).toMatchObject({ kind: 'refused', answer: { allowed: false } });
    expect(asked).toEqual(['a', 'b']);
    pass(refused.kind === 'refused' ? refused.answer.retryAfter : 0);
    expect(await call('c')).toMatchObject({ kind: 'called' });
  });

  it('costs what it is said to cost: a call of many tokens comes last [CW-25]', async () => {
    const { call } = stage();
    expect(await call('x'.repeat(400))).toMatchObject({ kind: 'called' });
    expect(await call('x'.repeat(101))).toMatchObject({
      kind: 'refused',
      answer: { reason: expect.stringContaining('500 tokens a minute') },
    });
    expect(await call('x'.repeat(100))).toMatchObject({ kind: 'called' });
  });

  it('is told of afterwards: how it went and how long it took [AR-21]', async () => {
    const { call, told } = stage();
    await call('no');
    await expect(call('broken')).rejects.toThrow('fell over');
    const place = { client: 'anthropic', endpoint: 'messages', ok: false, milliseconds: 120 };
    expect(told).toEqual([place, place]);
  });
});

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
});
