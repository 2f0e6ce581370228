import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeScratch } from '../../packages/cli/src/scratch.ts';

const memory = mkdtempSync(join(tmpdir(), 'memory-'));
afterAll(() => rmSync(memory, { recursive: true }));

test('what ends with the process goes to memory, each time to a folder of its own', () => {
  const folders = [makeScratch('scratch-', 1, memory), makeScratch('scratch-', 1, memory)];
  expect(new Set(folders).size).toBe(2);
  expect(folders.map(dirname)).toEqual([memory, memory]);
  expect(folders.flatMap((folder) => readdirSync(folder))).toEqual([]);
});

const file = join(memory, 'file');
writeFileSync(file, '');

test.each([
  ['is too small', 2 ** 60, memory],
  ['is not there', 1, join(memory, 'nothing')],
  ['is no folder', 1, file],
  ['may not be written', 0, '/proc'],
])('it goes where other temporary files are if memory %s', (_, room, place) => {
  const folder = makeScratch('scratch-', room, place);
  expect(dirname(folder)).toBe(tmpdir());
  expect(existsSync(folder)).toBe(true);
  rmSync(folder, { recursive: true });
});
