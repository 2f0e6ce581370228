/**
 * What a limiter costs: in memory beside another's, in Redis beside a PING through the same connection; and what it keeps.
 * Each caller waits for its answer before it asks again; those who ask at the same moment travel together, and a PING by
 * itself: to send PINGs together costs this client more, not less.
 */
import { createMemoryLimiter } from '@steward/core/adapters/limits/memory.ts';
import { createRedisLimiter } from '@steward/core/adapters/limits/redis.ts';
import { parseConfig } from '@steward/core/domain/config.ts';
import type { LimitSettings } from '@steward/core/domain/limit-settings.ts';
import { STRATEGIES } from '@steward/core/domain/limits/rule.ts';
import type { Limiter } from '@steward/core/ports.ts';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { startRedis } from '../support/redis.ts';
import { findTool } from '../support/tool.ts';
import { type BenchOptions, compare, cpuOf, inProcess, median, type Row, RUNS } from './measurement.ts';

export const CLIENTS = 10_000;
const CALLERS = 200;
const MOST_BYTES = 200;
const MOST_MILLISECONDS = 5;
const ONE = { requests: 1, tokens: 0 };

/** So high that it is never reached: an answer that allows costs more than one that refuses. */
export function benchSettings(strategy: string): LimitSettings {
  const result = parseConfig({ limits: { tiers: { bench: { strategy, requests: { minute: 1_000_000 } } } } });
  if ('faults' in result) throw new Error('the settings of the benchmark are no settings');
  return result.config.limits;
}

const clientsOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `client-${index}`);

export async function limits({ quick, folder }: BenchOptions): Promise<Row[]> {
  const rows = [...(await inMemory(quick ? 100_000 : 400_000)), ...bytes(folder)];
  const { path } = findTool('redis-server');
  if (path === undefined) {
    if (process.env.STEWARD_TOOLS === 'required') throw new Error('redis-server is not installed');
    console.error('redis-server is not installed: limits in Redis are not measured.');
    return rows;
  }
  return [...rows, ...(await inRedis(path, quick ? 20_000 : 60_000))];
}

async function inMemory(count: number): Promise<Row[]> {
  const clients = clientsOf(CLIENTS);
  const rows: Row[] = [];
  for (const strategy of STRATEGIES) {
    const limiter = createMemoryLimiter({ settings: benchSettings(strategy), now: Date.now, tier: 'bench' });
    const other = new RateLimiterMemory({ points: 1_000_000, duration: 60 });
    const costs = await compare(
      () => cpuOf(() => asking(count, (at) => limiter.take(clients[at % CLIENTS] ?? '', 'calls', ONE))),
      () => cpuOf(() => asking(count, (at) => other.consume(clients[at % CLIENTS] ?? '', 1))),
    );
    rows.push({
      name: `limits in memory, ${strategy}`,
      measured: `${thousands(count / costs.subject)} a second`,
      ratio: costs.ratio,
      against: `rate-limiter-flexible (${thousands(count / costs.baseline)} a second)`,
      anchor: 'acceptance 1; an earlier system: 35 to 111 k a second',
    });
  }
  return rows;
}

async function asking(count: number, ask: (at: number) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < count; at++) await ask(at);
}

const thousands = (perMillisecond: number): string => `${Math.round(perMillisecond)} k`;

/** In a process of its own, so that nothing else is in its heap. */
function bytes(folder: string): Row[] {
  return STRATEGIES.map((strategy) => {
    const script = new URL('./limits-process.ts', import.meta.url).pathname;
    const runs = Array.from({ length: RUNS }, () => inProcess<number>(script, [strategy], folder));
    const found = median(runs);
    return {
      name: `limits of ${CLIENTS.toLocaleString('en-US')} clients, ${strategy}: memory`,
      measured: `${Math.round(found)} bytes a client`,
      ratio: found / MOST_BYTES,
      against: `${MOST_BYTES} bytes`,
      anchor: 'rate-limiter-flexible: 397; an earlier system: 526',
    };
  });
}

async function inRedis(program: string, count: number): Promise<Row[]> {
  const server = await startRedis(program);
  const redis = server.connect();
  const clients = clientsOf(CALLERS);
  const rows: Row[] = [];
  try {
    for (const strategy of STRATEGIES) {
      const limiter = createRedisLimiter({ redis, settings: benchSettings(strategy), tier: 'bench' });
      const costs = await compare(
        () => together(clients, count, (client) => limiter.take(client, 'calls', ONE)),
        () => together(clients, count, () => redis.ping()),
      );
      rows.push(...redisRows(strategy, count, costs));
    }
    return rows;
  } finally {
    await server.stop();
  }
}

function redisRows(
  strategy: string,
  count: number,
  costs: { subject: number; baseline: number; ratio: number },
): Row[] {
  const mean = (costs.subject * CALLERS) / count;
  return [
    {
      name: `limits in Redis, ${CALLERS} callers, ${strategy}`,
      measured: `${thousands(count / costs.subject)} a second`,
      ratio: costs.ratio,
      against: `PING (${thousands(count / costs.baseline)} a second)`,
      anchor: 'acceptance 1.11; one script 1.06, rate-limiter-flexible 1.5; an earlier system: 1.2 to 3.3 k a second',
    },
    {
      name: `limits in Redis, ${CALLERS} callers, ${strategy}: mean`,
      measured: `${mean.toFixed(2)} ms`,
      ratio: mean / MOST_MILLISECONDS,
      against: `${MOST_MILLISECONDS} ms`,
      anchor: 'an earlier system: 11 to 32 ms with 50 callers',
    },
  ];
}

/** Milliseconds until all callers together have asked so often; each waits for its answer before it asks again. */
async function together(
  clients: readonly string[],
  count: number,
  ask: (client: string) => Promise<unknown>,
): Promise<number> {
  const since = performance.now();
  await Promise.all(clients.map((client) => asking(count / clients.length, () => ask(client))));
  return performance.now() - since;
}

export const fill = async (limiter: Limiter): Promise<void> => {
  for (const client of clientsOf(CLIENTS)) for (let ask = 0; ask < 10; ask++) await limiter.take(client, 'calls', ONE);
};
