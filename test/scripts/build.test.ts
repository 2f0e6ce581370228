// The build, on a stand-in checkout: the same bytes wherever it stands, lazy chunks, licences, and an honest comparison.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { differences } from '../../scripts/build.ts';
import { bundle, entriesOf } from '../../scripts/bundle.ts';
import { packageFolder, thirdPartyLicences } from '../../scripts/licences.ts';
import { root } from '../support/source.ts';

let home: string;

const sources: Readonly<Record<string, string>> = {
  'actions/first/main.ts':
    "import { shared } from '../shared.ts';\nconsole.log(shared('first'), (await import('../late.ts')).late);\n",
  'actions/second/main.ts': "import { shared } from '../shared.ts';\nconsole.log(shared('second'));\n",
  'actions/shared.ts': 'export const shared = (name: string) => `shared by ${name}`;\n',
  'actions/late.ts': "import { parse } from 'yaml';\nexport const late = parse('a: 1').a as number;\n",
  'packages/cli/src/main.ts': "import * as core from '@actions/core';\ncore.info('cli');\n",
};

function checkoutAt(name: string): string {
  const folder = join(home, name);
  for (const [path, text] of Object.entries(sources)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'build '));
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'));
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

async function buildAt(name: string) {
  const folder = checkoutAt(name);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const { files } = await bundle(folder);
  for (const [path, bytes] of files) {
    mkdirSync(join(folder, 'dist', path, '..'), { recursive: true });
    writeFileSync(join(folder, 'dist', path), bytes);
  }
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const run = (file: string) => spawnSync(process.execPath, [join(folder, 'dist', file)], { encoding: 'utf8' });
  return { files, run };
}

describe('the build', () => {
  test('makes one entry per action and one for the command line', () => {
    expect(entriesOf(checkoutAt('a')).map(({ to }) => to)).toEqual(['first', 'second', 'cli']);
  });

  test('gives the same bytes wherever the checkout stands, without naming the place', async () => {
    const [a, b] = [await buildAt('a'), await buildAt('b c')];
    expect(differences(a.files, b.files)).toEqual([]);
    const texts = [...a.files]
      .filter(([path]) => path.endsWith('.js'))
      .map(([, bytes]) => Buffer.from(bytes).toString());
    expect(texts.filter((text) => text.includes(home))).toEqual([]);
  });

  test('loads what is imported later from a chunk of its own', async () => {
    const { files, run } = await buildAt('a');
    expect(run('first.js').stdout).toBe('shared by first 1\n');
    expect(run('second.js').stdout).toBe('shared by second\n');
    const first = Buffer.from(files.get('first.js') ?? []).toString();
    expect(first.length).toBeLessThan(1000);
    expect([...files.keys()].some((path) => /^chunks\/late-\w+\.js$/.test(path))).toBe(true);
  });

  test('runs code that asks for modules of Node the old way, and leaves undici out', async () => {
    const { files, run } = await buildAt('a');
    expect(run('cli.js').stdout).toBe('cli\n');
    const bytes = [...files].filter(([path]) => path.endsWith('.js')).reduce((sum, [, file]) => sum + file.length, 0);
    expect(bytes).toBeLessThan(300_000);
  });

  test('carries the licences of what it holds', async () => {
    const text = Buffer.from((await buildAt('a')).files.get('THIRD-PARTY-LICENSES.txt') ?? []).toString();
    for (const name of ['@actions/core@', '@octokit/graphql-schema@', 'yaml@']) expect(text).toContain(name);
    for (const name of ['undici@', 'tunnel@', '@actions/exec@']) expect(text).not.toContain(name);
  });

  test('refuses to build nothing', async () => {
    await expect(bundle(home)).rejects.toThrow('Nothing to build');
  });
});

describe('comparing a build with dist', () => {
  const files = (entries: Record<string, string | Uint8Array>) =>
    new Map(Object.entries(entries).map(([path, content]) => [path, Buffer.from(content)]));

  test('names what is missing, what differs and what is left over', () => {
    const built = files({ 'a.js': 'a', 'b.js': 'b', 'same.js': 's' });
    const committed = files({ 'b.js': 'bb', 'c.js': 'c', 'same.js': 's' });
    expect(differences(built, committed)).toEqual([
      'a.js: is missing',
      'b.js: differs (2 bytes, built 1)',
      'c.js: is not built any more',
    ]);
  });

  test('looks into what is compressed', () => {
    const [tight, loose] = [gzipSync('a'.repeat(999), { level: 9 }), gzipSync('a'.repeat(999), { level: 0 })];
    expect(differences(files({ 'a.gz': tight }), files({ 'a.gz': loose }))).toEqual([]);
    expect(differences(files({ 'a.gz': tight }), files({ 'a.gz': gzipSync('b') }))).toHaveLength(1);
  });
});

describe('licences', () => {
  test('belong to the innermost package', () => {
    expect(packageFolder('node_modules/a/node_modules/@b/c/index.js')).toBe('node_modules/a/node_modules/@b/c');
    expect(packageFolder('packages/core/src/domain/task.ts')).toBeUndefined();
  });

  test.each([
    ['(Apache-2.0 AND BSD-3-Clause)', true],
    ['(MIT AND GPL-3.0-only)', false],
    ['(MIT OR GPL-3.0-only)', false],
    ['MIT AND ISC', false],
  ])('%s: that all of it is permissive is %s', (license, isPermissive) => {
    mkdirSync(join(home, 'both/node_modules/a'), { recursive: true });
    writeFileSync(
      join(home, 'both/node_modules/a/package.json'),
      JSON.stringify({ name: 'a', version: '1.0.0', license }),
    );
    const read = () => thirdPartyLicences(join(home, 'both'), ['node_modules/a/index.js']);
    if (isPermissive) expect(read()).toContain(license);
    else expect(read).toThrow(license);
  });

  test('that are not permissive stop the build', () => {
    mkdirSync(join(home, 'other/node_modules/a'), { recursive: true });
    writeFileSync(
      join(home, 'other/node_modules/a/package.json'),
      '{"name":"a","version":"1.0.0","license":"GPL-3.0-only"}',
    );
    expect(() => thirdPartyLicences(join(home, 'other'), ['node_modules/a/index.js'])).toThrow('GPL-3.0-only');
  });
});
