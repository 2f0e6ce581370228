// The noun for programs that not every machine has.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { findTool, missingToolMessage } from './tool.ts';

test('a tool is an executable file on the search path, and nothing else', () => {
  const home = mkdtempSync(join(tmpdir(), 'tool '));
  try {
    mkdirSync(join(home, 'a/hammer'), { recursive: true });
    mkdirSync(join(home, 'b'));
    writeFileSync(join(home, 'b/hammer'), '');
    const path = [join(home, 'a'), '', join(home, 'b')].join(delimiter);
    expect(findTool('hammer', path).path).toBeUndefined();
    chmodSync(join(home, 'b/hammer'), 0o755);
    expect(findTool('hammer', path).path).toBe(join(home, 'b/hammer'));
  } finally {
    rmSync(home, { recursive: true });
  }
});

test('a missing tool is named together with what installs it', () => {
  expect(missingToolMessage(findTool('no-such-tool', ''))).toMatch(/"no-such-tool".*\.ci\/run/);
});
