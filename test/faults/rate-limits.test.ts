/** Many at once against one limit of 10, while time stands still: exactly 10 are let through, whatever the strategy. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { STRATEGIES, type Strategy } from '@steward/core/domain/limits/rule.ts';
import { openTick } from '@steward/core/flow/tick.ts';
import type { Limiter } from '@steward/core/ports.ts';
import { createLedgerLimiter } from '@steward/core/record/limiting.ts';
import { expect, it } from 'vitest';
import { MINUTE, type Stage, stagesOf } from '../support/cycle.ts';
import { limitSettings } from '../support/limits.ts';
import { startRedis } from '../support/redis.ts';
import { BUSY } from '../support/repositories.ts';
import { root } from '../support/source.ts';
import { testWithTool } from '../support/tool.ts';

/** Ten as a rule; a hundred every night. */
const ROUNDS = Number(process.env.LIMIT_ROUNDS ?? 10);
const LIMIT = 10;
const NOON = Date.parse('2026-11-20T12:00:00Z');
const PROCESSES = 16;
const RUNS = 8;
const TIMEOUT = 100_000 + ROUNDS * 2_000;

const settings = limitSettings({
  clients: Object.fromEntries(STRATEGIES.map((strategy) => [strategy, { strategy, requests: { minute: LIMIT } }])),
});

interface Caller {
  child: ChildProcess;
  lines: AsyncIterator<string>;
  screen: Interface;
}

async function startCaller(url: string): Promise<Caller> {
  const script = join(root, 'test/support/limit-caller.ts');
  const child = spawn(process.execPath, [script, url, JSON.stringify(settings)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (!child.stdout) throw new Error('it says nothing');
  const screen = createInterface({ input: child.stdout });
  const lines = screen[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe('ready');
  return { child, lines, screen };
}

async function admitted(callers: readonly Caller[], strategy: Strategy, round: number): Promise<number> {
  // Each asks for a few: all together for eight times what there is.
  for (const { child } of callers) child.stdin?.write(`${strategy} round-${round} 5 ${NOON}\n`);
  const counts = await Promise.all(callers.map(async ({ lines }) => Number((await lines.next()).value)));
  return counts.reduce((sum, count) => sum + count, 0);
}

testWithTool('redis-server', 'sixteen processes against one Redis [CW-20] [CW-29]', async (program) => {
  const redis = await startRedis(program);
  const callers = await Promise.all(Array.from({ length: PROCESSES }, () => startCaller(redis.url)));
  try {
    for (const strategy of STRATEGIES)
      for (let round = 0; round < ROUNDS; round++)
        expect(await admitted(callers, strategy, round), `${strategy}, round ${round}`).toBe(LIMIT);
  } finally {
    for (const { child } of callers) child.stdin?.end();
    await Promise.all(callers.map(({ child }) => child.exitCode ?? once(child, 'exit')));
    await redis.stop();
  }
});

const raise = stagesOf([BUSY]);

/** The ledger as each run sees it at one and the same time; whoever was overtaken tries again much sooner than it would. */
async function limiterOf(stage: Stage) {
  const { ledgers } = await openTick(stage.world());
  const { clock, reader } = ledgers;
  const frozen = {
    ...ledgers,
    reader: { ...reader, head: async () => ({ ...(await reader.head()), at: new Date(NOON).toISOString() }) },
    clock: { ...clock, sleep: (wait: number) => new Promise<void>((resolve) => setTimeout(resolve, wait / 50)) },
  };
  return createLedgerLimiter({ ledgers: frozen, settings });
}

it.each(STRATEGIES)('eight runs against one branch, %s [CW-24] [CW-29]', { timeout: TIMEOUT }, async (strategy) => {
  const stage = await raise();
  await stage.tick();
  for (let round = 0; round < ROUNDS; round++) {
    const limiters = await Promise.all(Array.from({ length: RUNS }, () => limiterOf(stage)));
    // Two at a time: together for sixteen, of which ten pass.
    const ask = (limiter: Limiter) => limiter.take(strategy, `round-${round}`, { requests: 2, tokens: 0 });
    const answers = await Promise.all(limiters.map(ask));
    expect(new Set(answers.map(({ at }) => at))).toEqual(new Set([NOON]));
    expect(2 * answers.filter(({ allowed }) => allowed).length).toBe(LIMIT);
    expect(answers.filter(({ allowed }) => !allowed).every(({ retryAfter }) => retryAfter > 0)).toBe(true);
    // So that GitHub's own limits begin anew; the limit's time is the one that stands still.
    stage.pass(60 * MINUTE);
  }
});
