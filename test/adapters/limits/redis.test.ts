/** Limits in a Redis: the script says what the pure functions say, whatever the rules and whatever came before. */

import { createMemoryLimiter } from '@steward/core/adapters/limits/memory.ts';
import { createRedisLimiter } from '@steward/core/adapters/limits/redis.ts';
import { STRATEGIES } from '@steward/core/domain/limits/rule.ts';
import { Redis } from 'ioredis';
import { afterAll, expect } from 'vitest';
import fc from '../../support/fuzz.ts';
import { limitSettings } from '../../support/limits.ts';
import { type OwnRedis, startRedis } from '../../support/redis.ts';
import { testWithTool } from '../../support/tool.ts';

const NOON = Date.parse('2026-11-20T12:00:00Z');

let started: Promise<OwnRedis> | null = null;
const redisOf = (program: string): Promise<OwnRedis> => {
  started ??= startRedis(program);
  return started;
};
afterAll(async () => (await started)?.stop());

const limit = fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined });
const periods = fc.record({ minute: fc.integer({ min: 1, max: 30 }), hour: limit, day: limit });
const limits = fc.record({
  strategy: fc.constantFrom(...STRATEGIES),
  requests: periods,
  tokens: fc.option(periods, { nil: undefined }),
  burst: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
});
const step = fc.record({
  does: fc.constantFrom(
    'take' as const,
    'take' as const,
    'take' as const,
    'check' as const,
    'record' as const,
    'back' as const,
  ),
  after: fc.oneof(fc.constant(0), fc.nat(30_000), fc.nat(4_000_000), fc.constant(-500)),
  requests: fc.integer({ min: 1, max: 40 }),
  tokens: fc.nat(60),
  ok: fc.boolean(),
});

testWithTool(
  'redis-server',
  'answers as the pure functions do, request by request [CW-20] [CW-29]',
  async (program) => {
    const connection = (await redisOf(program)).connect();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(limits, fc.array(step, { maxLength: 30 }), async (rules, steps) => {
        let at = NOON;
        const clean = JSON.parse(JSON.stringify(rules)) as object;
        const options = { settings: limitSettings({ tiers: { own: clean } }), tier: 'own', now: () => at };
        const [shared, pure] = [createRedisLimiter({ redis: connection, ...options }), createMemoryLimiter(options)];
        const client = `client-${run++}`;
        for (const { does, after, requests, tokens, ok } of steps) {
          at += after;
          const amount = { requests, tokens };
          const both = await Promise.all(
            [shared, pure].map((limiter) => {
              if (does === 'record') return limiter.record(client, 'calls', { ok, milliseconds: requests * 10 });
              if (does === 'back') return limiter.giveBack(client, 'calls', amount, at - 1_000);
              return limiter[does](client, 'calls', amount);
            }),
          );
          expect(both[0]).toEqual(both[1]);
        }
      }),
    );
  },
);

const within = fc.record({ minute: fc.integer({ min: 5, max: 30 }), hour: fc.integer({ min: 5, max: 60 }) });
const asks = fc.array(fc.record({ client: fc.nat(3), requests: fc.integer({ min: 1, max: 5 }), tokens: fc.nat(5) }), {
  maxLength: 100,
});

testWithTool(
  'redis-server',
  'answers those who ask at the same moment as if one came after the other [CW-20] [CW-29]',
  async (program) => {
    const connection = (await redisOf(program)).connect();
    let run = 0;
    const rules = fc.record({ strategy: fc.constantFrom(...STRATEGIES), requests: within, tokens: within });
    await fc.assert(
      fc.asyncProperty(rules, fc.array(asks, { maxLength: 4 }), async (limit, moments) => {
        let at = NOON;
        const options = { settings: limitSettings({ tiers: { own: limit } }), tier: 'own', now: () => at };
        const [shared, pure] = [createRedisLimiter({ redis: connection, ...options }), createMemoryLimiter(options)];
        run += 1;
        for (const moment of moments) {
          at += 7_000;
          const [first, second] = [shared, pure].map((limiter) =>
            moment.map(({ client, ...amount }) => limiter.take(`moment-${run}-${client}`, 'calls', amount)),
          );
          expect(await Promise.all(first ?? [])).toEqual(await Promise.all(second ?? []));
        }
      }),
    );
  },
);

testWithTool('redis-server', 'counts by the time of the server where it is given none', async (program) => {
  const redis = (await redisOf(program)).connect();
  const settings = limitSettings({ clients: { someone: { strategy: 'token-bucket', requests: { minute: 2 } } } });
  const limiter = createRedisLimiter({ redis, settings });
  const ask = () => limiter.take('someone', 'calls', { requests: 1, tokens: 0 });
  const answers = [await ask(), await ask(), await ask()];
  expect(answers.map(({ allowed }) => allowed)).toEqual([true, true, false]);
  expect(answers[2]?.retryAfter).toBeGreaterThan(20_000);
});

const DAY = 86_400_000;

testWithTool('redis-server', 'goes on where the server forgot its scripts, and counts on [CW-29]', async (program) => {
  const own = await redisOf(program);
  const settings = limitSettings({ clients: { forgetful: { requests: { day: 3 } } } });
  const limiter = createRedisLimiter({ redis: own.connect(), settings });
  const raw = new Redis(own.url);
  const answers = [];
  for (let ask = 0; ask < 4; ask++) {
    answers.push(await limiter.take('forgetful', 'calls', { requests: 1, tokens: 0 }));
    await raw.script('FLUSH');
  }
  raw.disconnect();
  expect(answers.map(({ allowed }) => allowed)).toEqual([true, true, true, false]);
});

testWithTool('redis-server', 'keeps a debt of years for as long as it lasts, and no row for ever', async (program) => {
  const own = await redisOf(program);
  const raw = new Redis(own.url);
  for (const strategy of STRATEGIES) {
    const client = `debtor-${strategy}`;
    const settings = limitSettings({ clients: { [client]: { strategy, tokens: { day: 1 } } } });
    const limiter = createRedisLimiter({ redis: own.connect(), settings });
    const tokens = 10_000_000;
    expect((await limiter.take(client, 'calls', { requests: 0, tokens })).allowed, strategy).toBe(true);
    expect((await limiter.check(client, 'calls', { requests: 0, tokens: 1 })).allowed, strategy).toBe(false);
    const [key = ''] = await raw.keys(`*${client}*`);
    const left = await raw.pttl(key);
    expect(left, strategy).toBeGreaterThan((tokens - 2) * DAY);
    expect(left, strategy).toBeLessThan((tokens + 30) * DAY * 1.3);
  }
  raw.disconnect();
});

testWithTool(
  'redis-server',
  'lets nobody through by a row that is none: it fails, and memory counts',
  async (program) => {
    const own = await redisOf(program);
    const raw = new Redis(own.url);
    const ONE = { requests: 1, tokens: 1 };
    const all = { minute: 3, hour: 3, day: 3 };
    // As few numbers as one pattern takes out, and more than that.
    for (const limit of [{ requests: { day: 3 } }, { requests: all, tokens: all }]) {
      const settings = limitSettings({ clients: { odd: { strategy: 'adaptive', ...limit } } });
      const limiter = createRedisLimiter({ redis: own.connect(), settings });
      await limiter.take('odd', 'calls', ONE);
      const [key = ''] = await raw.keys('*:odd:calls');
      for (const text of ['garbage', '0 1 2', `${'NaN '.repeat(11)}NaN`, `${'1 '.repeat(60)}1`, '-1']) {
        await raw.set(key, text);
        await expect(limiter.check('odd', 'calls', ONE), text).rejects.toThrow();
        await expect(limiter.take('odd', 'calls', ONE), text).rejects.toThrow();
      }
      await raw.del(key);
    }
    raw.disconnect();
  },
);

testWithTool('redis-server', 'a clock of the server that goes back lets no more through [CW-29]', async (program) => {
  const redis = (await redisOf(program)).connect();
  for (const strategy of STRATEGIES) {
    let at = NOON;
    const settings = limitSettings({ clients: { back: { strategy, requests: { minute: 5 } } } });
    const limiter = createRedisLimiter({ redis, settings, now: () => at });
    let allowed = 0;
    for (let ask = 0; ask < 20; ask++) {
      at = NOON - ask * 45_000;
      if ((await limiter.take('back', strategy, { requests: 1, tokens: 0 })).allowed) allowed += 1;
    }
    expect(allowed, strategy).toBe(5);
  }
});
