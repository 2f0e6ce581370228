/** The connection to Redis, loaded only where one is named. */
import { createHash } from 'node:crypto';
import { Redis } from 'ioredis';
import type { RedisScripts } from './redis.ts';

export interface RedisConnection extends RedisScripts {
  /** Does nothing, and tells whether it answers. */
  ping(): Promise<unknown>;
  close(): Promise<void>;
}

/** Milliseconds: a limiter that does not answer must not hold up what it limits for long. */
const PATIENCE = 2_000;

export function connectRedis(url: string): RedisConnection {
  const redis = new Redis(url, {
    ...{ lazyConnect: true, maxRetriesPerRequest: 0 },
    ...{ connectTimeout: PATIENCE, commandTimeout: PATIENCE, retryStrategy: () => null },
  });
  // Each command that fails says so itself.
  redis.on('error', () => undefined);
  return {
    script(text) {
      const digest = createHash('sha1').update(text).digest('hex');
      const untold = (error: unknown): boolean => error instanceof Error && error.message.startsWith('NOSCRIPT');
      return (keys, words) =>
        redis.evalsha(digest, keys.length, ...keys, ...words).catch((error: unknown) => {
          if (untold(error)) return redis.eval(text, keys.length, ...keys, ...words);
          throw error;
        });
    },
    ping: () => redis.ping(),
    close: async () => redis.disconnect(),
  };
}
