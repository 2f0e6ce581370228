// A process of its own that asks one Redis as often as it is told: each line `STRATEGY ENDPOINT TIMES NOW` is answered by how often it was let through.
import { createInterface } from 'node:readline';
import { createRedisLimiter } from '@steward/core/adapters/limits/redis.ts';
import { connectRedis } from '@steward/core/adapters/limits/redis-client.ts';
import type { LimitSettings } from '@steward/core/domain/limit-settings.ts';

const [url = '', settings = '{}'] = process.argv.slice(2);
const redis = connectRedis(url);
const limits = JSON.parse(settings) as LimitSettings;
await redis.ping();
process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  const [client = '', endpoint = '', times = '', now = ''] = line.split(' ');
  const limiter = createRedisLimiter({ redis, settings: limits, now: () => Number(now) });
  const asks = Array.from({ length: Number(times) }, () => limiter.take(client, endpoint, { requests: 1, tokens: 0 }));
  const answers = await Promise.all(asks);
  process.stdout.write(`${answers.filter(({ allowed }) => allowed).length}\n`);
}
await redis.close();
