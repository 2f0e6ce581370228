/** An action from its inputs to its end: one message, the right exit code, outputs, and no line that commands the runner. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError, UserErrors } from '@steward/core/domain/failure.ts';
import { type Result, runAction } from '@steward/core/runtime/action.ts';
import { SHARED } from '@steward/core/runtime/inputs.ts';
import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest';

// One for all tests: the toolkit remembers where the summary goes.
const folder = mkdtempSync(join(tmpdir(), 'steward-action-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let printed = '';
beforeEach(() => {
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  for (const name of ['output', 'summary']) {
    writeFileSync(join(folder, name), '');
    vi.stubEnv(name === 'output' ? 'GITHUB_OUTPUT' : 'GITHUB_STEP_SUMMARY', join(folder, name));
  }
  vi.stubEnv('GITHUB_REPOSITORY', 'octo/dur');
  vi.stubEnv('RUNNER_TEMP', folder);
  vi.stubEnv('INPUT_GITHUB-TOKEN', 'ghs_hidden');
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.exitCode = 0;
});

const RESULT: Result = { outputs: { moves: '[]' }, summary: '# Summary\nmore', report: { warnings: [], failures: [] } };
const run = (flow: () => Promise<Result>) => runAction({ name: 'test', inputs: SHARED, flow });
const written = (name: string): string => readFileSync(join(folder, name), 'utf8');
const lines = (): string[] => printed.split('\n').filter((line) => line !== '');
const errors = (): string[] => lines().filter((line) => line.startsWith('::error'));

it('masks the token before anything else, and writes outputs and the summary', async () => {
  await run(async () => RESULT);
  expect(lines()[0]).toBe('::add-mask::ghs_hidden');
  expect(written('output')).toMatch(/^moves<<.*\n\[\]\n/);
  expect(written('summary')).toContain('# Summary\nmore');
  expect(process.exitCode ?? 0).toBe(0);
});

it('a mistake of the owner is one message with what to do, exit 1 and no stack', async () => {
  await run(async () => {
    throw new UserError('The branch is gone.', 'Make it again.');
  });
  expect(errors()).toEqual(['::error::The branch is gone.%0AMake it again.']);
  expect(process.exitCode).toBe(1);
});

it('several mistakes are one message as well, each with what to do, once', async () => {
  vi.stubEnv('INPUT_MODE', 'asist');
  vi.stubEnv('INPUT_LEDGER', 'redis');
  vi.stubEnv('GITHUB_REPOSITORY', '');
  await run(async () => RESULT);
  expect(errors()).toHaveLength(1);
  const [message = ''] = errors();
  expect(message).toMatch(/`mode`.*%0A.*`ledger`.*%0A.*GITHUB_REPOSITORY/);
  expect(message.split('use one of observe')).toHaveLength(2);
  expect(message).not.toMatch(/ {4}at /);
  expect(printed.replace('::add-mask::ghs_hidden', '')).not.toContain('ghs_hidden');
  expect(process.exitCode).toBe(1);
});

it('a defect is shown with its stack, and exit 1', async () => {
  await run(async () => {
    throw new TypeError('undefined is no function');
  });
  expect(errors()).toHaveLength(1);
  expect(errors()[0]).toMatch(/fault of Steward.*%0ATypeError: undefined is no function%0A +at /);
  expect(process.exitCode).toBe(1);
});

it('what was refused by GitHub ends red, and its outputs are written all the same', async () => {
  await run(async () => ({ ...RESULT, report: { warnings: ['slow'], failures: ['one', 'two'] } }));
  expect(errors()).toEqual(['::error::one%0Atwo']);
  expect(lines()).toContain('::warning::slow');
  expect(written('output')).toContain('moves');
  expect(process.exitCode).toBe(1);
});

it('no text from a repository becomes a command of the runner', async () => {
  const hostile = 'x\n::add-mask::a\r\n  ::stop-commands::t\n##[error]y';
  await run(async () => ({
    ...RESULT,
    summary: `::set-env name=A::b\n${hostile}`,
    report: { warnings: [hostile], failures: [hostile] },
  }));
  await run(async () => {
    throw new UserErrors(hostile, [{ fault: hostile, remedy: hostile }]);
  });
  const commands = lines()
    .filter((line) => /^\s*::/.test(line))
    .map((line) => /^\s*::([\w-]+)/.exec(line)?.[1]);
  expect([...new Set(commands)].sort()).toEqual(['add-mask', 'error', 'warning']);
  expect(lines().filter((line) => line.startsWith('::add-mask'))).toEqual([
    '::add-mask::ghs_hidden',
    '::add-mask::ghs_hidden',
  ]);
  expect(printed).not.toContain('##[');
});

it('a configuration file of the runner that is missing is named with what to do', async () => {
  vi.stubEnv('INPUT_CONFIG', './nowhere.yml');
  vi.stubEnv('GITHUB_WORKSPACE', folder);
  await run(async () => RESULT);
  expect(errors()[0]).toMatch(/\.\/nowhere\.yml cannot be read\.%0ACheck the path/);
});

it('adds what it says to the file that is asked for, without the token, also where it fails', async () => {
  vi.stubEnv('INPUT_LOG-FILE', join(folder, 'logs', 'steward.log'));
  vi.stubEnv('INPUT_LOG-FORMAT', 'json');
  vi.stubEnv('GITHUB_RUN_ID', '7');
  await run(async () => ({ ...RESULT, report: { warnings: ['slow: ghs_hidden'], failures: [] } }));
  await run(async () => {
    throw new UserError('The branch is gone.', 'Make it again.');
  });
  const rows = readFileSync(join(folder, 'logs', 'steward.log'), 'utf8')
    .trim()
    .split('\n');
  expect(rows.map((row) => JSON.parse(row))).toEqual([
    { level: 'warning', message: expect.stringMatching(/^slow: \[redacted/), run: '7-1' },
    { level: 'info', message: 'done', summary: '# Summary', run: '7-1' },
    { level: 'error', message: 'The branch is gone.\nMake it again.', run: '7-1' },
  ]);
});

it('a file for the log that is no good ends the run before anything is done', async () => {
  vi.stubEnv('INPUT_LOG-FILE', '/etc/steward.log');
  let ran = false;
  await run(async () => {
    ran = true;
    return RESULT;
  });
  expect(ran).toBe(false);
  expect(errors()).toEqual([
    expect.stringMatching(/`log-file` is refused: \/etc\/steward\.log lies outside.*%0AGive a path/),
  ]);
  expect(process.exitCode).toBe(1);
});
