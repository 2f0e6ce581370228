// How much an action loads before it knows whether there is anything to do: the bundle of its static imports.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { join as joinPosix } from 'node:path/posix';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';
import { root } from '../support/source.ts';

const limit = 200_000;

type Read = (path: string) => string;

function staticImports(path: string, text: string): string[] {
  const { module } = parseSync(path, text, { sourceType: 'module' });
  const reExports = module.staticExports.flatMap(({ entries }) =>
    entries.map(({ moduleRequest }) => moduleRequest?.value),
  );
  const requests = [...module.staticImports.map(({ moduleRequest }) => moduleRequest.value), ...reExports];
  const relative = requests.filter((request) => request?.startsWith('.'));
  return relative.map((request) => joinPosix(dirname(path), request ?? ''));
}

// Every file that is loaded before the entry's own first line runs.
function closure(entry: string, read: Read, seen = new Map<string, number>()): Map<string, number> {
  if (seen.has(entry)) return seen;
  const text = read(entry);
  seen.set(entry, Buffer.byteLength(text));
  for (const next of staticImports(entry, text)) closure(next, read, seen);
  return seen;
}

function tooHeavy(entries: readonly string[], read: Read): string[] {
  return entries.flatMap((entry) => {
    const files = closure(entry, read);
    const bytes = [...files.values()].reduce((sum, size) => sum + size, 0);
    return bytes > limit ? [`${entry} loads ${bytes} bytes at once: ${[...files.keys()].join(', ')}`] : [];
  });
}

test('an action loads at most 200 kB before it knows what there is to do', () => {
  const actions = globSync('actions/*/main.ts', { cwd: root }).map((path) => `${basename(dirname(path))}.js`);
  const folder = join(root, 'dist');
  const built = actions.filter((file) => existsSync(join(folder, file)));
  expect(built).toEqual(actions);
  expect(tooHeavy(built, (path) => readFileSync(join(folder, path), 'utf8'))).toEqual([]);
});

test('the weight counts chunks of chunks and re-exports, but not what is loaded later', () => {
  const files: Record<string, string> = {
    'a.js': 'import{x}from"./chunks/b.js";import"node:fs";await import("./chunks/late.js");x();',
    'chunks/b.js': `export*from"./c.js";export const x=()=>"${'x'.repeat(150_000)}";`,
    'chunks/c.js': `export const y="${'y'.repeat(60_000)}";import"../a.js";`,
    'chunks/late.js': 'z'.repeat(500_000),
  };
  const read = (path: string) => files[path] ?? '';
  expect([...closure('a.js', read).keys()]).toEqual(['a.js', 'chunks/b.js', 'chunks/c.js']);
  expect(tooHeavy(['a.js'], read)).toHaveLength(1);
  expect(tooHeavy(['chunks/c.js'], (path) => (path === 'chunks/c.js' ? 'export{}' : ''))).toEqual([]);
});
