// What fits a screen: narrow, usual and wide, coloured or not, and what a program gets that reads along.
import { join } from 'node:path';
import { keepRuns } from '@steward/cli/kept-runs.ts';
import { widthOf } from '@steward/cli/terminal.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { Stage } from '../support/cycle.ts';
import { BUSY } from '../support/repositories.ts';
import { steward, temporaryFolder } from './stage.ts';

const LOOKS = [
  ['status'],
  ['tasks'],
  ['queue'],
  ['logs'],
  ['report'],
  ['report', 'performance'],
  ['analyze'],
  ['explain', '1'],
];
const CONFIG = 'mode: autopilot\nagents: { robot: { capacity: 1 }, claude: { preset: claude } }\n';

let base = '';
let stage: Stage | null = null;

beforeAll(async () => {
  const { mkdtempSync, realpathSync, rmSync } = await import('node:fs');
  const { tmpdir } = await import('node:os');
  base = realpathSync(mkdtempSync(join(tmpdir(), 'steward-screens-')));
  stage = await Stage.raise([{ ...BUSY, '.github/steward.yml': CONFIG }], { directory: join(base, 'kept', 'world') });
  await stage.tick();
  await stage.sandbox.save();
  const lines = ['Steward did', `opened #1: ${'long words '.repeat(30)}日本語 run=7-1`, 'error: The branch is gone.'];
  const at = { startedAt: '2026-11-20T08:00:00Z', endedAt: '2026-11-20T08:01:00Z' };
  keepRuns(join(base, 'kept', 'runs.jsonl'), [{ id: '7-1', ...at, mode: 'autopilot', conclusion: 'failure', lines }]);
  return async () => {
    await stage?.close();
    rmSync(base, { recursive: true, force: true });
  };
});

const shown = (words: readonly string[], screen: object, environment: NodeJS.ProcessEnv = {}) =>
  steward(base, [...words, '--folder', 'kept'], { screen, environment });

describe.each([40, 80, 200])('on a terminal of %i columns', (columns) => {
  test.each(LOOKS)('%s %s fits', async (...words) => {
    const { code, out } = await shown(words.filter(Boolean), { isTerminal: true, columns });
    expect(code).toBe(0);
    const wide = out.split('\n').filter((line) => widthOf(line) > columns);
    // A word that is longer than the screen stays whole: cut, it would be another.
    expect(wide.filter((line) => line.trim().includes(' '))).toEqual([]);
    expect(out.trim().length).toBeGreaterThan(20);
  });
});

test.each(LOOKS)('%s %s is coloured on a terminal only, and not where NO_COLOR is set', async (...given) => {
  const words = given.filter(Boolean);
  const plain = (await shown(words, { isTerminal: false, columns: 80 })).out;
  expect(plain).not.toContain('\u001b');
  const unwanted = await shown(words, { isTerminal: true, columns: 80 }, { NO_COLOR: '1' });
  expect(unwanted.out).not.toContain('\u001b');
  const coloured = (await shown(words, { isTerminal: true, columns: 80 })).out;
  if (words[0] !== 'queue' || coloured.includes('score')) expect(coloured).toContain('\u001b[');
});

test('what is no terminal gets prose in whole lines', async () => {
  const { out } = await shown(['explain', '1'], { isTerminal: false, columns: 40 });
  expect(out.split('\n').some((line) => line.length > 80)).toBe(true);
});

test.each(LOOKS)('%s %s prints JSON and nothing else', async (...words) => {
  const { out, err } = await shown([...words.filter(Boolean), '--json'], { isTerminal: true, columns: 40 });
  expect(err).toBe('');
  expect(out.trimEnd().split('\n')).toHaveLength(1);
  expect(JSON.parse(out)).toBeTypeOf('object');
});

test('every command says its exit codes, and how to get JSON where it tells something', async () => {
  const help = (await steward(temporaryFolder(), ['--help'])).out;
  const commands = [...help.matchAll(/^ {2}([a-z]+)(?: \[| <)/gm)].flatMap(([, name]) => name ?? []);
  expect(commands.length).toBeGreaterThan(15);
  for (const command of commands.filter((name) => name !== 'help')) {
    const { code, out } = await steward(temporaryFolder(), [command, '--help']);
    expect(code).toBe(0);
    expect(out, command).toMatch(/Exit codes: 0 .*, 1 .*, 2 /);
    if (command !== 'completion') expect(out, command).toContain('--json');
  }
});
