// Whole simulations through the command line: the same seed plays the same days, and a promise kept is said so.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulateAll } from '@steward/cli/simulate/crew.ts';
import type { SimulationEnd } from '@steward/cli/simulate/simulation.ts';
import type { Assignment } from '@steward/cli/simulate/worker.ts';
import { endingLine, replayOf, seedLines } from '@steward/cli/simulate-lines.ts';
import type { Paint } from '@steward/cli/terminal.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { steward, temporaryFolder, write } from '../stage.ts';

const folder = mkdtempSync(join(tmpdir(), 'steward-simulation-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const assignment = (seed: number, change: Partial<Assignment> = {}): Assignment => ({
  ...{ seed, days: 4, faults: 'wild', mode: 'assist', config: null, folder, verbose: false },
  ...change,
});

test('a seed plays the same history byte for byte, and another seed another', async () => {
  const lines: string[] = [];
  const assignments = [assignment(11, { verbose: true }), assignment(11), assignment(12)];
  const [first, second, third] = await simulateAll({ assignments, onLine: (line) => lines.push(line) });
  expect(second?.history).toBe(first?.history);
  expect({ ...second?.tally, heap: [] }).toEqual({ ...first?.tally, heap: [] });
  expect(third?.history).not.toBe(first?.history);
  expect(lines.length).toBeGreaterThan(200);
  for (const end of [first, second, third]) expect(end?.violations).toEqual([]);
});

describe('what a simulation comes to', () => {
  test('says first that it was stopped before the end', () => {
    const paint: Paint = (_, text) => text;
    expect(endingLine([], 3, 1, paint).join(' ')).toContain('Stopped after 0 of 3 seeds. No promise was broken.');
    expect(endingLine([], 0, 1, paint).join(' ')).not.toContain('Stopped');
  });

  test('is told in lines', async () => {
    const told = await steward(temporaryFolder(), ['simulate', '--days', '2', '--seeds', '1..2', '--faults', 'mild']);
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(told.out).toMatch(/simulating 2 seeds of 2 days, mode assist, faults mild/);
    expect(told.out.match(/^seed \d+ +kept /gm)).toHaveLength(2);
    expect(told.out).toMatch(/No promise was broken\. 4 days, \d+ runs, \d+ requests, \d+ faults in/);
  });

  test('or in one object', async () => {
    const base = temporaryFolder();
    write(base, { 'mine.yml': 'caps:\n  new-issues-a-day: 0\n' });
    const words = ['simulate', '--days', '2', '--seed', '3', '--faults', 'none', '--config', 'mine.yml', '--json'];
    const told = await steward(base, words);
    expect(told.code).toBe(0);
    const said = JSON.parse(told.out) as { violations: number; seeds: SimulationEnd[] };
    expect(said.violations).toBe(0);
    expect(said.seeds[0]?.tally).toMatchObject({ issuesOpened: 0, faults: 0 });
    expect(said.seeds[0]?.tally.runs).toBeGreaterThan(60);
  });

  test('observing, nothing is written at all', async () => {
    const told = await steward(temporaryFolder(), [
      ...['simulate', '--days', '2', '--seed', '4', '--faults', 'none', '--mode', 'observe', '--json'],
    ]);
    const said = JSON.parse(told.out) as { seeds: SimulationEnd[] };
    expect(said.seeds[0]?.tally).toMatchObject({ writes: 0, transactions: 0, issuesOpened: 0 });
  });
});

describe('a broken promise', () => {
  const options = { days: 30, seed: 1, mode: 'assist', faults: 'wild', verbose: false, json: false } as const;
  const violations = Array.from({ length: 7 }, (_, index) => ({
    ...{ invariant: 'caps are never exceeded', fault: `fault ${index} \u001b[31m`, at: '2026-01-09T10:00:00Z', run: 5 },
  }));
  const handOffs = { reserved: 0 };
  const tally = { handOffs, runs: 9, quiet: 1, red: 2, killed: 3, faults: 4, issuesOpened: 5, done: 1, rejected: 0 };
  const end = { seed: 77, days: 30, violations, tally, history: 'abc' } as unknown as SimulationEnd;

  test('is shown with the command that plays it again', () => {
    const lines = seedLines(end, options, (_, text) => text).join('\n');
    expect(lines).toMatch(/^seed 77 +BROKEN/);
    expect(lines).toContain('fault 4');
    expect(lines).toContain('and 2 more');
    expect(lines).not.toContain('\u001b');
    expect(lines).toContain('npx steward simulate --days 30 --seed 77 --faults wild --mode assist --verbose');
  });

  test('with the configuration it was played with', () => {
    expect(replayOf(end, { ...options, config: 'a.yml' })).toContain('--config a.yml');
  });
});

describe('wrong use', () => {
  test.each([
    [['--days', '0'], /whole number from 1/],
    [['--seeds', '5..2'], /two whole numbers, the smaller first/],
    [['--seeds', '1..2', '--seed', '1'], /cannot be used with/],
    [['--faults', 'some'], /none, mild, wild/],
    [['--config', 'missing.yml'], /missing.yml is not a file that can be read/],
    [['--config', 'faulty.yml'], /faulty.yml is not valid:[\s\S]*line 1: unknown key `cap`/],
  ])('%j', async (words, said) => {
    const base = temporaryFolder();
    write(base, { 'faulty.yml': 'cap: 1\n' });
    const told = await steward(base, ['simulate', ...words]);
    expect(told).toMatchObject({ code: 2, out: '' });
    expect(told.err).toMatch(said);
  });
});
