/** Limits that repositories share through a Redis: loaded only where the input `redis-url` gives an address. */
import { createRedisLimiter } from '../adapters/limits/redis.ts';
import { connectRedis } from '../adapters/limits/redis-client.ts';
import type { Limiter } from '../ports.ts';
import type { OpenShared, SharedLimits } from './world.ts';

export async function openSharedLimits(url: string, of: SharedLimits, rehearses: boolean): ReturnType<OpenShared> {
  const redis = connectRedis(url);
  const limiter = createRedisLimiter({ redis, ...of });
  return { limiter: rehearses ? onlyChecking(limiter) : limiter, close: () => redis.close() };
}

/** Says what would be said, and leaves everything as it is. */
const onlyChecking = (limiter: Limiter): Limiter => ({
  ...limiter,
  take: (...of) => limiter.check(...of),
  giveBack: async () => undefined,
  record: async () => undefined,
});
