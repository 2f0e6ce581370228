// The town of a simulation: one seed is one history, byte for byte; everything in it happens; nothing in it grows for ever.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Happening } from '@steward/cli/simulate/town/happening.ts';
import { Town } from '@steward/cli/simulate/town/town.ts';
import { createSandbox, type Sandbox } from '@steward/sandbox/sandbox.ts';
import { afterEach, describe, expect, it } from 'vitest';

const START = Date.parse('2026-01-05T00:00:00Z');
const DAY = 86_400_000;

const open: { sandbox: Sandbox; folder: string }[] = [];

afterEach(async () => {
  for (const { sandbox, folder } of open.splice(0)) {
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

async function found(seed: number): Promise<{ sandbox: Sandbox; town: Town }> {
  const folder = mkdtempSync(join(tmpdir(), 'steward-town-'));
  const now = new Date(START).toISOString();
  const sandbox = await createSandbox({ directory: folder, repository: 'octo/town', now, seed: 1 });
  open.push({ sandbox, folder });
  return { sandbox, town: await Town.found({ world: sandbox.world, seed }) };
}

async function live(town: Town, days: number): Promise<Happening[]> {
  const happenings: Happening[] = [];
  for (let day = 1; day <= days; day += 1) happenings.push(...(await town.live(START + day * DAY)));
  return happenings;
}

describe('a town', () => {
  it('lives the same life from the same seed, and another from another', async () => {
    const lives = [];
    for (const seed of [7, 7, 8]) {
      const { sandbox, town } = await found(seed);
      const happenings = await live(town, 20);
      lives.push({ lines: JSON.stringify(happenings), world: JSON.stringify(sandbox.world.data) });
    }
    const [first, second, other] = lives;
    expect(first?.lines.length).toBeGreaterThan(2_000);
    expect(second).toEqual(first);
    expect(other?.lines).not.toBe(first?.lines);
  });
});
