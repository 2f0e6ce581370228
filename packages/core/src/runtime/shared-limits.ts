/** Limits that repositories share through a Redis: loaded only where the input `redis-url` gives an address. */
import { withFallback } from '../adapters/limits/fallback.ts';
import { createRedisLimiter } from '../adapters/limits/redis.ts';
import { connectRedis } from '../adapters/limits/redis-client.ts';
import type { Limiter } from '../ports.ts';
import type { OpenShared, SharedLimits } from './world.ts';

export async function openSharedLimits(
  url: string,
  { settings, tier, own, lost }: SharedLimits,
  rehearses: boolean,
): ReturnType<OpenShared> {
  const redis = connectRedis(url);
  const shared = createRedisLimiter({ redis, settings, tier });
  const limiter = withFallback({
    shared: rehearses ? onlyChecking(shared) : shared,
    own,
    // What the client says of it may carry the address, which is a secret.
    lost: () => lost("Redis does not answer: this repository's own memory counts instead, for the rest of this run."),
  });
  return { limiter, close: () => redis.close() };
}

/** Says what would be said, and leaves everything as it is. */
const onlyChecking = (limiter: Limiter): Limiter => ({
  ...limiter,
  take: (...of) => limiter.check(...of),
  giveBack: async () => undefined,
  record: async () => undefined,
});
