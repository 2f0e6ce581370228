import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { makeScratch } from '../../packages/cli/src/scratch.ts';

test('each folder for what ends with the process is one of its own', () => {
  const folders = [1, 1, 2 ** 60].map((room) => makeScratch('scratch-', room));
  expect(new Set(folders).size).toBe(3);
  expect(folders.every(existsSync)).toBe(true);
  for (const folder of folders) rmSync(folder, { recursive: true });
});

test('is where other temporary files are, if memory has no room for it', () => {
  const folder = makeScratch('scratch-', 2 ** 60);
  expect(dirname(folder)).toBe(tmpdir());
  rmSync(folder, { recursive: true });
});
