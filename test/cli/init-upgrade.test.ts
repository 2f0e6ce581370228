/** `steward init --upgrade`: edits stay, nothing goes back, and what cannot be told apart is left alone. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { InitOptions } from '@steward/cli/commands/init.ts';
import { initRepository } from '@steward/cli/commands/init.ts';
import { expect, test } from 'vitest';
import { root } from '../support/source.ts';
import { COMMIT, emptyRepository, filesIn, laterSteward, read, WORKFLOW } from './init-stage.ts';
import { steward, write } from './stage.ts';

const SOURCE = ['--source', `acme/steward@${COMMIT}`];

async function set(words: readonly string[] = SOURCE): Promise<string> {
  const folder = emptyRepository();
  expect((await steward(folder, ['init', '--yes', ...words])).code).toBe(0);
  return folder;
}

function edit(folder: string, ...changes: [from: string, to: string][]): string {
  const text = changes.reduce(
    (words, [from, to]) => {
      expect(words).toContain(from);
      return words.replace(from, to);
    },
    read(folder, WORKFLOW),
  );
  write(folder, { [WORKFLOW]: text });
  return text;
}

/** Runs an upgrade by the Steward that lies in `home`; what it says, or how it fails. */
async function upgrade(folder: string, home: string, options: Partial<InitOptions> = {}): Promise<string> {
  const told: string[] = [];
  const screen = { write: (text: string) => void told.push(text), isTerminal: false, columns: 100 };
  await initRepository(
    undefined,
    { vendor: false, yes: true, upgrade: true, ...options },
    {
      screens: { out: screen, err: screen },
      environment: {},
      place: { base: folder, home: null },
      stop: new AbortController().signal,
    },
    home,
  );
  return told.join('');
}

const later = (version?: string) =>
  laterSteward(
    (text) =>
      text
        .replace('timeout-minutes: 10 # yours', 'timeout-minutes: 12 # yours')
        .replace('permissions: {}\n', 'permissions: {} # each job names its own\n'),
    version,
  );

test('over an edited workflow it takes over what is new and keeps every edit [CW-31]', async () => {
  const folder = await set();
  edit(
    folder,
    ['  mode: suggest', '  mode: assist'],
    ["- cron: '7,37 * * * *' # yours", "- cron: '3 9-17 * * 1-5' # office hours"],
    ['runs-on: ubuntu-slim', 'runs-on: ubuntu-24.04'],
  );
  write(folder, { [WORKFLOW]: `${read(folder, WORKFLOW)}          log-level: debug\n` });
  const home = later();
  expect(await upgrade(folder, home)).toContain('template 1 → 2; ');
  const text = read(folder, WORKFLOW);
  for (const kept of ['mode: assist', "'3 9-17 * * 1-5' # office", 'runs-on: ubuntu-24.04', 'log-level: debug'])
    expect(text).toContain(kept);
  for (const taken of ['timeout-minutes: 12', '{} # each job', ` steward@${COMMIT}`.trim()])
    expect(text).toContain(taken);
  expect(text.match(/^# steward-template: steward 2 [0-9a-f]{12} suggest half-hourly acme/gm)).toHaveLength(1);
  const before = filesIn(folder);
  expect(await upgrade(folder, home)).toContain('is up to date');
  expect(filesIn(folder)).toEqual(before);
});

test('what nobody edited becomes exactly what it writes anew', async () => {
  const home = later();
  for (const words of [SOURCE, ['--vendor', '--cadence', 'daily', '--mode', 'observe']]) {
    const folder = await set(words);
    await upgrade(folder, home);
    const fresh = emptyRepository();
    const options =
      words === SOURCE
        ? { source: `acme/steward@${COMMIT}` }
        : { vendor: true, cadence: 'daily' as const, mode: 'observe' as const };
    await upgrade(fresh, home, { ...options, upgrade: false });
    const { '.github/steward.yml': _, ...files } = filesIn(fresh);
    expect(filesIn(folder)).toMatchObject(files);
    expect(Object.keys(filesIn(folder)).sort()).toEqual(Object.keys(filesIn(fresh)).sort());
  }
});

test('a new commit and another mode are answers like any other, and edits stay', async () => {
  const folder = await set();
  edit(folder, ['timeout-minutes: 10', 'timeout-minutes: 5']);
  const next = 'f'.repeat(40);
  await upgrade(folder, root, { source: `acme/steward@${next}`, mode: 'observe' });
  const text = read(folder, WORKFLOW);
  expect(text).toContain(`acme/steward/actions/run-cycle@${next}`);
  expect(text).toContain('  mode: observe #');
  expect(text).toContain('timeout-minutes: 5');
});

test('where an edit and the new version meet, both are shown and nothing is written', async () => {
  const folder = await set();
  edit(folder, ['timeout-minutes: 10', 'timeout-minutes: 8']);
  const before = filesIn(folder);
  const line = before[WORKFLOW]?.split('\n').findIndex((one) => one.includes('timeout-minutes')) ?? 0;
  await expect(upgrade(folder, later())).rejects.toThrow(
    new RegExp(`line ${line + 1}, as you have it:\\n +- +timeout-minutes: 8.*\\n.*\\n +\\+ +timeout-minutes: 12`),
  );
  expect(filesIn(folder)).toEqual(before);
});

test('a newer workflow or a newer copy is never taken back', async () => {
  const folder = await set(['--vendor']);
  await upgrade(folder, later());
  const before = filesIn(folder);
  await expect(upgrade(folder, root)).rejects.toThrow(/made from template 2; this Steward knows up to 1/);
  expect(await steward(folder, ['init', '--upgrade', '--yes'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('Nothing was changed'),
  });
  await expect(upgrade(folder, later('8.9.9'))).rejects.toThrow(/holds Steward 9\.0\.0; this is 8\.9\.9/);
  expect(filesIn(folder)).toEqual(before);
});

test('the copy is replaced whole, what it no longer has goes, and the files of the owner stay', async () => {
  const folder = await set(['--vendor']);
  write(folder, { '.github/steward/goals.md': '- [ ] ship it\n' });
  expect(Object.keys(filesIn(folder))).toContain('.github/steward/dist/cli.js');
  expect(await upgrade(folder, later())).toMatch(/\.github\/steward\/ {2}\d+ files/);
  const copied = Object.keys(filesIn(folder)).filter((path) => path.startsWith('.github/steward/dist/'));
  expect(copied).toEqual(['.github/steward/dist/run-cycle.js']);
  expect(read(folder, '.github/steward/package.json')).toContain('"version": "9.0.0"');
  expect(read(folder, '.github/steward/goals.md')).toBe('- [ ] ship it\n');
});

test('a copy that somebody changed, or that cannot be checked, is left alone', async () => {
  const folder = await set(['--vendor']);
  write(folder, { '.github/steward/dist/run-cycle.js': '// mine\n' });
  await expect(upgrade(folder, later())).rejects.toThrow(
    /changed the copy.*\n +\.github\/steward\/dist\/run-cycle\.js/,
  );
  const sums = '.github/steward/SHA256SUMS';
  for (const text of [`${'0'.repeat(64)}  ../../README.md\n`, 'nothing\n']) {
    write(folder, { [sums]: text });
    await expect(upgrade(folder, later())).rejects.toThrow(/SHA256SUMS is missing or is not what init wrote/);
  }
  rmSync(join(folder, sums));
  await expect(upgrade(folder, later())).rejects.toThrow(/SHA256SUMS is missing/);
});

test('a workflow copied by hand keeps what was filled in', async () => {
  const folder = emptyRepository();
  write(folder, { [WORKFLOW]: read(root, 'workflows/steward.yml') });
  edit(folder, [`OWNER/steward/actions/run-cycle@${'0'.repeat(40)}`, `acme/steward/actions/run-cycle@${COMMIT}`]);
  await upgrade(folder, later());
  expect(read(folder, WORKFLOW)).toContain(`acme/steward/actions/run-cycle@${COMMIT}`);
  expect(read(folder, WORKFLOW)).toContain('timeout-minutes: 12');
  await expect(upgrade(folder, later(), { mode: 'assist' })).rejects.toThrow('copied by hand');
});

test.each<[string, [string, string], RegExp]>([
  ['without its record', ['# steward-template: ', '# template: '], /does not say which template/],
  ['with a word in its record that is unknown', [' half-hourly ', ' often '], /words that this version does not know/],
  ['with the digest of another', ['steward 1 ', 'steward 1 f'], /does not say which template/],
  ['with a source in its record that is no name', [`@${COMMIT}\n`, `@${COMMIT};id\n`], /is not OWNER\/REPO@COMMIT/],
  ['of a template that nobody knows', ['steward 1 ', 'steward 0 '], /does not have/],
])('a workflow %s is left as it is', async (_, change, message) => {
  const folder = await set();
  const before = edit(folder, change);
  await expect(upgrade(folder, later())).rejects.toThrow(message);
  expect(read(folder, WORKFLOW)).toBe(before);
});

test('line ends of Windows stay', async () => {
  const folder = await set();
  write(folder, { [WORKFLOW]: read(folder, WORKFLOW).replaceAll('\n', '\r\n') });
  await upgrade(folder, later());
  const text = read(folder, WORKFLOW);
  expect(text).toContain('timeout-minutes: 12');
  expect(text.replaceAll('\r\n', '')).not.toContain('\n');
});

test('there has to be a workflow, and of the same kind', async () => {
  const folder = emptyRepository();
  await expect(upgrade(folder, root)).rejects.toThrow('There is no .github/workflows/steward.yml');
  const other = await set();
  await expect(upgrade(other, root, { call: 'a/b/.github/workflows/x.yml@main' })).rejects.toThrow('of another kind');
});
