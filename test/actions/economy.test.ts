/** What models cost by default, in days with as many changes as usual: the benchmark plays the whole month. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { usdOf } from '@steward/core/domain/money/amount.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { monthlyOf } from '../bench/model-month.ts';
import { type MonthEnd, playMonth } from '../bench/month.ts';
import { stagesOf } from '../support/cycle.ts';
import { modelsOf, PROJECT, skippedTest } from '../support/models.ts';

const folder = mkdtempSync(join(tmpdir(), 'steward-month-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A quarter of a day: the more of it, the more is saved. */
const OFF = { days: 0.25, gate: false, cache: false, batch: false };

let usual: Promise<MonthEnd> | null = null;
const twoDays = (): Promise<MonthEnd> => (usual ??= playMonth({ folder, days: 2 }));

describe('days with models', () => {
  it('cost a cent an accepted task at most, and the ledger charges what vendors do [SI-26]', async () => {
    const { accepted, bill, charged, answers } = await twoDays();
    expect(accepted).toBeGreaterThan(1);
    expect(bill).toBeGreaterThan(0);
    expect(usdOf(bill) / accepted).toBeLessThanOrEqual(0.01);
    // Each call is rounded up to a millionth of a dollar.
    expect(charged).toBeGreaterThanOrEqual(bill);
    expect(charged).toBeLessThanOrEqual(bill + answers);
  });

  it('ask nothing where nothing changed', async () => {
    const { quiet, ticks, askedQuietly } = await twoDays();
    expect(quiet).toBeGreaterThan(ticks / 2);
    expect(askedQuietly).toBe(0);
  });

  it('cost 0.06 of what they would without gate, cache and batch lane [SI-26]', async () => {
    const off = await playMonth({ folder, ...OFF });
    expect(off.answers).toBe(off.ticks);
    expect(monthlyOf(await twoDays()) / monthlyOf(off)).toBeLessThanOrEqual(0.06);
  });
});

describe('questions of one run', () => {
  const raise = stagesOf([{ ...PROJECT, ...skippedTest('date'), ...skippedTest('hour'), ...skippedTest('zone') }]);
  const openModels = modelsOf();
  // Room for one task in each answer.
  const run = async (more = '', most = 2_900) => {
    const stage = await raise();
    const { server, models } = await openModels(stage);
    const config = `models:\n  specify:\n    most: ${most}\n${more}`;
    const report = await stage.tick({ mode: 'suggest', models, config });
    return { calls: report.calls ?? [], spent: server.meter.of('claude-haiku-5-5') };
  };

  it('share what is cached: all but the first read it [SI-26]', async () => {
    const { calls, spent } = await run();
    expect(calls).toHaveLength(3);
    const [first = Number.NaN, ...others] = calls.map(({ cached }) => cached ?? Number.NaN);
    expect(first).toBe(0);
    for (const cached of others) expect(cached).toBeGreaterThan(1_000);
    expect(spent.cacheRead).toBe(others.reduce((sum, cached) => sum + cached, 0));
  });

  it('are one where that is cheapest, and have nothing kept that nobody would read [SI-26]', async () => {
    const { calls, spent } = await run('', 12_000);
    expect(calls).toHaveLength(1);
    expect(spent).toMatchObject({ requests: 1, cacheRead: 0, cacheWrite: 0, cacheWriteLong: 0 });
  });

  it('cache nothing where the owner says so', async () => {
    const { calls, spent } = await run('  cache: none\n');
    expect(calls).toHaveLength(3);
    expect(spent).toMatchObject({ cacheRead: 0, cacheWrite: 0, cacheWriteLong: 0 });
  });
});
