// The line that the suite ends with: it must tell the truth about suites that pass, break, or do not run at all.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { root } from '../support/source.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'suite '));
  mkdirSync(join(home, 'test'));
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'));
});

afterEach(() => rmSync(home, { recursive: true, force: true }));

function runSuite(files: Readonly<Record<string, string>>, given: readonly string[] = []) {
  for (const [name, body] of Object.entries(files)) {
    const text = `import { beforeAll, describe, expect, test } from 'vitest';\n${body}\n`;
    writeFileSync(join(home, 'test', `${name}.test.ts`), text);
  }
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')));
  const { status, stdout } = spawnSync(process.execPath, [join(root, 'scripts/test.ts'), ...given], {
    cwd: home,
    env,
    encoding: 'utf8',
  });
  return { status, last: stdout.trimEnd().split('\n').at(-1) };
}

const passing = "test('a', () => {});";

describe('the last line of the suite', () => {
  test('counts what passed and what was skipped', () => {
    expect(runSuite({ a: `${passing} test.skip('b', () => {}); test.todo('c');` })).toEqual({
      status: 0,
      last: '1 passed, 0 failed, 2 skipped',
    });
  });

  test('counts what failed', () => {
    expect(runSuite({ a: `${passing} test('b', () => { expect(1).toBe(2); });` })).toEqual({
      status: 1,
      last: '1 passed, 1 failed, 0 skipped',
    });
  });

  test.each([
    ['breaks while it is loaded', "throw new Error('broken');", '1 passed, 1 failed, 0 skipped'],
    [
      'has a hook that fails',
      `beforeAll(() => { throw new Error('broken'); }); ${passing}`,
      '1 passed, 1 failed, 1 skipped',
    ],
  ])('counts a file that %s as a failure', (_, broken, last) => {
    expect(runSuite({ a: passing, b: broken })).toEqual({ status: 1, last });
  });

  test('is no success when no test ran', () => {
    expect(runSuite({})).toEqual({ status: 1, last: '0 passed, 0 failed, 0 skipped' });
    expect(runSuite({ a: "test.skip('a', () => {});" })).toEqual({ status: 1, last: '0 passed, 0 failed, 1 skipped' });
  });

  test('counts an error outside of any test as a failure', () => {
    const late =
      "test('a', async () => { setTimeout(() => { throw new Error('late'); }, 0); await new Promise((r) => setTimeout(r, 50)); });";
    expect(runSuite({ a: late })).toEqual({ status: 1, last: '1 passed, 1 failed, 0 skipped' });
  });

  test('counts only the files that were asked for', () => {
    expect(runSuite({ a: passing, b: "test('b', () => { expect(1).toBe(2); });" }, ['test/a'])).toEqual({
      status: 0,
      last: '1 passed, 0 failed, 0 skipped',
    });
  });
});
