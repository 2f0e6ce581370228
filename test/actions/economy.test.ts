/** What models cost by default, in days with as many changes as usual: the benchmark plays the whole month. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { usdOf } from '@steward/core/domain/money/amount.ts';
import { afterAll, describe, expect, it } from 'vitest';
import { monthlyOf } from '../bench/model-month.ts';
import { type MonthEnd, playMonth } from '../bench/month.ts';

const folder = mkdtempSync(join(tmpdir(), 'steward-month-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A quarter of a day: the more of it, the more is saved. */
const OFF = { days: 0.25, gate: false, cache: false, batch: false };

let usual: Promise<MonthEnd> | null = null;
const threeDays = (): Promise<MonthEnd> => (usual ??= playMonth({ folder, days: 3 }));

describe('days with models', () => {
  it('cost a cent an accepted task at most, and the ledger charges what vendors do [SI-26]', async () => {
    const { accepted, bill, charged, answers } = await threeDays();
    expect(accepted).toBeGreaterThan(2);
    expect(bill).toBeGreaterThan(0);
    expect(usdOf(bill) / accepted).toBeLessThanOrEqual(0.01);
    // Each call is rounded up to a millionth of a dollar.
    expect(charged).toBeGreaterThanOrEqual(bill);
    expect(charged).toBeLessThanOrEqual(bill + answers);
  });

  it('ask nothing where nothing changed', async () => {
    const { quiet, ticks, askedQuietly } = await threeDays();
    expect(quiet).toBeGreaterThan(ticks / 2);
    expect(askedQuietly).toBe(0);
  });

  it('cost 0.06 of what they would without gate, cache and batch lane [SI-26]', async () => {
    const off = await playMonth({ folder, ...OFF });
    expect(off.answers).toBe(off.ticks);
    expect(monthlyOf(await threeDays()) / monthlyOf(off)).toBeLessThanOrEqual(0.06);
  });
});
