// The benchmark's arithmetic: medians, ratios in turn, bounds, the table. What it measures is no matter of tests.

import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { compare, median, type Row, RUNS } from '../bench/measurement.ts';
import { excesses, table } from '../bench/table.ts';
import { root } from '../support/source.ts';

const folder = mkdtempSync(join(tmpdir(), 'steward-bench-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const row = (name: string, ratio: number | null): Row => ({ name, measured: '5 ms', ratio, against: 'x', anchor: '' });

describe('medians', () => {
  test('are in the middle', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([1, 2, 3, 10])).toBe(2.5);
    expect(() => median([])).toThrow(RangeError);
  });

  test('of ratios come from pairs that ran in turn, the first pair left out', async () => {
    const order: string[] = [];
    const costs = [100, 10, 12, 20, 14, 16];
    let round = 0;
    const compared = await compare(
      () => {
        order.push('subject');
        return costs[round++] ?? 0;
      },
      () => {
        order.push('baseline');
        return 2;
      },
    );
    expect(order).toHaveLength(2 * (RUNS + 1));
    expect(order.slice(0, 4)).toEqual(['subject', 'baseline', 'baseline', 'subject']);
    expect(compared).toEqual({ subject: 14, baseline: 2, ratio: 7 });
  });
});

describe('bounds', () => {
  test('name what passes them, and what nobody bounded', () => {
    const rows = [row('good', 1.4), row('slow', 2.5), row('new', 1), row('plain', null)];
    expect(excesses(rows, { good: 1.5, slow: 2 })).toEqual([
      'slow: 2.50 passes its bound of 2.00',
      'new: there is no bound for it in test/bench/bounds.json',
    ]);
    expect(table(rows, { good: 1.5, slow: 2 })).toMatch(/^slow +5 ms +2\.50 ! +2\.00/m);
  });

  test('are there for the start of each action', () => {
    const { bounds } = JSON.parse(readFileSync(join(root, 'test/bench/bounds.json'), 'utf8'));
    const actions = globSync('actions/*/main.ts', { cwd: root }).map((path) => basename(dirname(path)));
    const starts = ['start to first request', 'start, against nothing', 'bytes before the first request'];
    const names = actions.flatMap((action) => starts.map((start) => `${action}: ${start}`));
    expect(names.filter((name) => !(name in bounds))).toEqual([]);
  });

  test('catch a regression of half again: none is further than that from what was measured', () => {
    const { bounds, typical } = JSON.parse(readFileSync(join(root, 'test/bench/bounds.json'), 'utf8')) as {
      bounds: Record<string, number>;
      typical: Record<string, number>;
    };
    expect(Object.keys(bounds).sort()).toEqual(Object.keys(typical).sort());
    const loose = Object.entries(bounds).filter(([name, bound]) => bound > (typical[name] ?? 0) * 1.5 + 1e-9);
    expect(loose).toEqual([]);
  });
});

test('a quick benchmark prints its table and writes it to a file, and what it does not know is refused [CW-28]', () => {
  const file = join(folder, 'rows.json');
  const bench = (...words: string[]) =>
    spawnSync(process.execPath, ['scripts/bench.ts', ...words], { cwd: root, encoding: 'utf8' });
  const done = bench('--quick', '--only', 'decisions', '--output', file);
  expect(done.status).toBe(0);
  expect(done.stdout).toMatch(/decide and order, 2,000 open, 20,000 past tasks/);
  expect((JSON.parse(readFileSync(file, 'utf8')) as Row[]).map(({ ratio }) => typeof ratio)).toEqual([
    'number',
    'number',
  ]);
  const wrong = bench('--only', 'everything');
  expect(wrong.status).not.toBe(0);
  expect(wrong.stderr).toMatch(/--only knows ticks, starts, events/);
});
