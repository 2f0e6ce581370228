/** Round trips: one a decision at most, and few where many ask at once. */
import { createRedisLimiter, type RedisScripts } from '@steward/core/adapters/limits/redis.ts';
import { batched, MOST_TOGETHER } from '@steward/core/adapters/limits/redis-batch.ts';
import { STRATEGIES } from '@steward/core/domain/limits/rule.ts';
import { describe, expect, it, test } from 'vitest';
import { limitSettings } from '../../support/limits.ts';
import { startRedis } from '../../support/redis.ts';
import { testWithTool } from '../../support/tool.ts';

const ONE = { requests: 1, tokens: 0 };
const CALLERS = 200;

/** Counts what goes to the server. */
function counting(redis: RedisScripts): { redis: RedisScripts; calls: () => number } {
  let calls = 0;
  return {
    redis: {
      script(text) {
        const run = redis.script(text);
        return (keys, words) => {
          calls += 1;
          return run(keys, words);
        };
      },
    },
    calls: () => calls,
  };
}

testWithTool('redis-server', 'one round trip a decision, and four for two hundred at once [CW-30]', async (program) => {
  const server = await startRedis(program);
  try {
    for (const strategy of STRATEGIES) {
      const { redis, calls } = counting(server.connect());
      const settings = limitSettings({ tiers: { own: { strategy, requests: { minute: 3, day: 9 } } } });
      const limiter = createRedisLimiter({ redis, settings, tier: 'own' });
      await limiter.take('someone', 'calls', ONE);
      expect(calls(), strategy).toBe(1);
      const asks = Array.from({ length: CALLERS }, (_, at) => limiter.take(`client-${at}`, 'calls', ONE));
      const answers = await Promise.all(asks);
      expect(answers.map(({ allowed, remaining }) => [allowed, remaining])).toEqual(asks.map(() => [true, 2]));
      expect(calls() - 1, strategy).toBe(Math.ceil(CALLERS / MOST_TOGETHER));
    }
  } finally {
    await server.stop();
  }
});

describe('those who ask at the same moment', () => {
  const echo = async (keys: readonly string[]): Promise<string> => ['5', ...keys].join('\n');

  it('are each told of their own, in the time that is told when the call is made', async () => {
    const told: unknown[] = [];
    let at = 1;
    const ask = batched({
      script: (keys, words) => {
        told.push(words);
        return echo(keys);
      },
      now: () => at,
    });
    const asks = [ask('a', [1]), ask('b', [2])];
    at = 2;
    expect(await Promise.all(asks)).toEqual([
      { now: 5, text: 'a' },
      { now: 5, text: 'b' },
    ]);
    expect(told).toEqual([[2, 1, 2]]);
  });

  it('are all told where the call fails', async () => {
    const failed = new Error('connection lost');
    const ask = batched({ script: () => Promise.reject(failed), now: () => '' });
    const answers = await Promise.allSettled([ask('a', [1]), ask('b', [1])]);
    expect(answers).toEqual([1, 2].map(() => ({ status: 'rejected', reason: failed })));
  });
});

test('where keys are spread over several servers each goes alone, from the first refusal on', async () => {
  const calls: string[] = [];
  const ask = batched({
    script: async (keys) => {
      calls.push(keys.join());
      if (keys.length > 1) throw new Error("CROSSSLOT Keys in request don't hash to the same slot");
      return `5\n${keys[0]}`;
    },
    now: () => '',
  });
  const both = () => Promise.all([ask('a', [1]), ask('b', [1])]);
  const answers = ['a', 'b'].map((text) => ({ now: 5, text }));
  expect(await both()).toEqual(answers);
  expect(await both()).toEqual(answers);
  expect(calls).toEqual(['a,b', 'a', 'b', 'a', 'b']);
});
