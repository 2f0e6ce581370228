// Days of `autopilot` with agents of all kinds: each promise about leases is kept, and a seed plays them again byte for byte.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulateAll } from '@steward/cli/simulate/crew.ts';
import { crewOf, USUAL_AGENTS } from '@steward/cli/simulate/town/crew.ts';
import type { Assignment } from '@steward/cli/simulate/worker.ts';
import { readConfiguration } from '@steward/core/runtime/configuration.ts';
import { BEHAVIOURS } from '@steward/sandbox/agents/behaviours.ts';
import { afterAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'steward-agents-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const assignment = (change: Partial<Assignment> = {}): Assignment => ({
  ...{ seed: 3, days: 3, faults: 'mild', mode: 'autopilot', config: null, folder, verbose: false },
  ...change,
});

test('in `autopilot`, tasks are handed to agents and each comes to an end that is told, the same for the same seed [AC-1, PM-25]', {
  timeout: 300_000,
}, async () => {
  const play = async (lines: string[]) =>
    (await simulateAll({ assignments: [assignment({ verbose: true })], onLine: (line) => lines.push(line) }))[0];
  const [lines, repeated]: [string[], string[]] = [[], []];
  const [first, again] = await Promise.all([play(lines), play(repeated)]);
  expect(first?.violations).toEqual([]);
  expect(repeated).toEqual(lines);
  expect(again?.history).toBe(first?.history);
  const { reserved = 0, visible = 0, started = 0, ended = {} } = first?.tally.handOffs ?? {};
  expect(reserved).toBeGreaterThan(2);
  expect(visible).toBeGreaterThan(2);
  expect(visible).toBeLessThanOrEqual(reserved);
  expect(started).toBeGreaterThan(0);
  expect(started).toBeLessThanOrEqual(reserved);
  expect(Object.values(ended).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(reserved);
  expect(Object.keys(ended).length).toBeGreaterThan(1);
  expect(lines.filter((line) => /Z agent [a-z]+ started on #\d+$/.test(line)).length).toBeGreaterThan(0);
});

test('a configuration with agents brings them to the town, and one without leaves it to people', {
  timeout: 300_000,
}, async () => {
  const mine = 'hand-off: { at-once: 1 }\nagents:\n  mine: { kind: workflow, workflow: mine.yml }\n';
  const [own, none] = await simulateAll({
    assignments: [assignment({ config: mine, days: 2 }), assignment({ config: 'rules: {}\n', days: 2 })],
  });
  expect(own?.violations).toEqual([]);
  expect(own?.tally.handOffs.reserved).toBeGreaterThan(0);
  expect(none?.violations).toEqual([]);
  expect(none?.tally.handOffs.reserved).toBe(0);
});

describe('the usual agents', () => {
  const config = readConfiguration(USUAL_AGENTS, 'agents.yml');
  const crew = (seed: number) => crewOf(config, { seed, from: Date.parse('2026-01-05T00:00:00Z'), days: 90 });

  test('are of every kind and behave in every way, each otherwise in another town', () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 100; seed++) {
      const drafts = crew(seed)?.drafts ?? [];
      expect(new Set(drafts.map(({ kind }) => kind)).size).toBe(4);
      expect(new Set(drafts.map(({ behaviour }) => behaviour)).size).toBe(Object.keys(BEHAVIOURS).length);
      for (const { kind, behaviour } of drafts) seen.add(`${kind} ${behaviour}`);
    }
    expect(seen.size).toBe(4 * Object.keys(BEHAVIOURS).length);
  });

  test('are away now and then, the same for the same seed', () => {
    const { outages = [] } = crew(1) ?? {};
    expect(outages.length).toBeGreaterThan(5);
    expect(crew(1)?.outages).toEqual(outages);
    for (const { from, until } of outages) expect(Date.parse(until)).toBeGreaterThan(Date.parse(from));
  });
});
