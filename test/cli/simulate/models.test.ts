// Days of a town that has vendors of models, under budgets that run out, with everything that can go wrong with them.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulateAll } from '@steward/cli/simulate/crew.ts';
import { ModelTroubles } from '@steward/cli/simulate/model-trouble.ts';
import { afterAll, expect, test } from 'vitest';
import { steward, temporaryFolder } from '../stage.ts';

const folder = mkdtempSync(join(tmpdir(), 'steward-models-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a seed plays the same days byte for byte, within every promise, and budgets run out', async () => {
  const lines: string[] = [];
  const rest = { days: 3, faults: 'wild', mode: 'assist', config: null, model: 'sandbox', folder } as const;
  const assignments = [
    { seed: 21, verbose: false, ...rest },
    { seed: 21, verbose: true, ...rest },
    { seed: 25, verbose: false, ...rest },
  ];
  const [first, again, other] = await simulateAll({ assignments, onLine: (line) => lines.push(line) });
  for (const end of [first, again, other]) expect(end?.violations).toEqual([]);
  expect(again?.history).toBe(first?.history);
  expect(lines.filter((line) => line.startsWith('  asks ')).length).toBeGreaterThan(0);
  expect(first?.tally.models).toMatchObject({ asked: expect.any(Number), answered: expect.any(Number) });
  expect(first?.tally.models?.answered).toBeGreaterThan(0);
  expect(other?.tally.models?.warned).toBeGreaterThan(0);
});

test('what was asked is told in the line of a seed; without models nothing of it is', async () => {
  const words = ['simulate', '--days', '1', '--seed', '21', '--faults', 'none'];
  const base = temporaryFolder();
  const [plain, asking] = [await steward(base, words), await steward(base, [...words, '--model', 'sandbox'])];
  expect(plain.out).not.toMatch(/model|question/);
  expect(asking).toMatchObject({ code: 0, err: '' });
  expect(asking.out).toContain('faults none, with models');
  expect(asking.out).toMatch(/\d+ questions? \(\d+ answers kept, .*USD, \d+ alerts?\)/);
});

test('trouble with models is of every kind, and none where nothing is to go wrong', () => {
  const calm = new ModelTroubles(1, 'none');
  expect(calm.next(0)).toMatchObject({ strikes: [], outage: null, spoilt: 0, forgets: false });
  const troubles = new ModelTroubles(1, 'wild');
  const drawn = Array.from({ length: 2_000 }, (_, index) => troubles.next(index * 1_800_000));
  const kinds = new Set(drawn.flatMap(({ strikes }) => strikes.map(({ effect }) => effect.kind)));
  for (const kind of ['status', 'reset', 'refuse', 'hang', 'delay', 'cut', 'refusal', 'truncated', 'malformed'])
    expect(kinds).toContain(kind);
  expect(drawn.some(({ outage }) => outage !== null)).toBe(true);
  expect(drawn.some(({ keys }) => keys.length === 0)).toBe(true);
  expect(drawn.some(({ forgets }) => forgets)).toBe(true);
  // A vendor bills nothing for saying no.
  const refused = drawn.flatMap(({ strikes }) => strikes).filter(({ timing }) => timing === 'after');
  expect(refused.some(({ effect }) => effect.kind === 'status' && [429, 529].includes(effect.status))).toBe(false);
});
