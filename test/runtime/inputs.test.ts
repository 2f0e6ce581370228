/** Inputs and environment: strict, all mistakes together, and no secret in any message. */
import { UserErrors } from '@steward/core/domain/failure.ts';
import { readEnvironment } from '@steward/core/runtime/environment.ts';
import { type Inputs, oneOf, parseInputs, SHARED, text, wholeNumber } from '@steward/core/runtime/inputs.ts';
import { createLog } from '@steward/core/runtime/log.ts';
import { describe, expect, it } from 'vitest';

const read = (given: Record<string, string>) => (name: string) => given[name] ?? '';

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof UserErrors) return error.message;
    throw error;
  }
  return '';
}

it('gives defaults for what is not set, and what is set without the space around it', () => {
  expect(parseInputs(SHARED, read({ 'github-token': ' t ', mode: ' assist\n' }))).toEqual({
    'github-token': 't',
    config: '.github/steward.yml',
    mode: 'assist',
    ledger: 'steward/state',
    'log-level': 'info',
    'log-format': 'text',
    'log-file': '',
  });
});

it('reports every mistake in one message, with what to do', () => {
  const inputs = {
    ...SHARED,
    sure: oneOf(['true', 'false'], { description: '' }),
    most: wholeNumber(1, 50, { description: '' }),
  };
  const given = { mode: 'asist', ledger: 'redis', 'log-level': 'loud', sure: 'ture', most: '1e1' };
  const message = messageOf(() => parseInputs(inputs, read(given)));
  expect(message.split('\n').slice(1)).toHaveLength(6);
  expect(message).toContain('`github-token` is missing');
  expect(message).toContain('`ture` is not known: use one of true, false');
  expect(message).toContain('`1e1` is no whole number in range: give one from 1 to 50');
});

it.each(['0', '51', '-1', '1.5', '0x1', '٣', '9999999999', ' '])('%j is no whole number from 1 to 50', (given) => {
  const inputs = { most: wholeNumber(1, 50, { description: '' }) };
  expect(() => parseInputs(inputs, read({ most: given }))).toThrow(UserErrors);
});

it.each(
  [
    ['branch:', 'branch:../main', 'branch:-x', 'branch:a b', 'Branch', 'branch:a:b'],
    ['cache:', 'cache:a/b', 'cache:-a', 'cache:a,b', 'cache: a', 'Cache', `cache:${'a'.repeat(65)}`],
    [
      'folder',
      'folder:',
      'folder:/tmp',
      'folder:..',
      'folder:a/../../b',
      'folder:.',
      'folder:a//b',
      'folder:a/',
      'folder:~/a',
    ],
    [
      'folder:.git',
      'folder:a/.GIT/b',
      'folder:.github',
      'folder:.gitignore',
      'folder:a\\b',
      'folder:a\nb',
      'folder:$HOME',
    ],
  ].flat(),
)('%j is no ledger', (ledger) => {
  const known = /use `branch`, `branch:NAME`, `folder:PATH` or `cache:NAME`/;
  expect(() => parseInputs(SHARED, read({ 'github-token': 't', ledger }))).toThrow(known);
});

it.each([
  ['branch:memory/a', 'memory/a'],
  ['cache', 'cache:steward'],
  ['cache:one-2', 'cache:one-2'],
  ['folder:.steward/memory', 'folder:.steward/memory'],
  ['folder:a..b', 'folder:a..b'],
])('the ledger %j is kept as %j', (ledger, kept) => {
  expect(parseInputs(SHARED, read({ 'github-token': 't', ledger })).ledger).toBe(kept);
});

it('a secret is in no message, even where something else is wrong', () => {
  const inputs = { ...SHARED, key: text({ description: 'a key', secret: true }) } satisfies Inputs;
  const message = messageOf(() =>
    parseInputs(inputs, read({ 'github-token': 'ghs_hidden', key: 'sk-hidden', mode: 'x' })),
  );
  expect(message).toContain('`mode`');
  expect(message).not.toContain('hidden');
});

it('a wrong value cannot break out of its message', () => {
  const message = messageOf(() => parseInputs(SHARED, read({ 'github-token': 't', mode: 'x\n::error::`y`\r' })));
  expect(message.split(/[\r\n]/)).toHaveLength(2);
});

it('a defect in a parser is not blamed on the owner', () => {
  const broken: Inputs = {
    x: {
      description: '',
      parse: () => {
        throw new TypeError('bug');
      },
    },
  };
  expect(() => parseInputs(broken, read({ x: '1' }))).toThrow(TypeError);
});

describe('the environment', () => {
  it('falls back to github.com and reads what the runner sets', () => {
    const environment = readEnvironment(
      { GITHUB_REPOSITORY: 'octo/dur', GITHUB_RUN_ID: '12', GITHUB_API_URL: 'https://ghe.test/api/v3/' },
      '/t',
    );
    expect(environment).toMatchObject({
      apiUrl: 'https://ghe.test/api/v3',
      serverUrl: 'https://github.com',
      runId: '12',
      runAttempt: '1',
      temporary: '/t',
    });
  });

  it('names everything that is wrong at once, without showing it', () => {
    const wrong = {
      GITHUB_REPOSITORY: 'nobody',
      GITHUB_API_URL: 'ftp://u:secret@x',
      GITHUB_SERVER_URL: 'javascript:1',
    };
    const message = messageOf(() => readEnvironment(wrong, '/t'));
    expect(message).toMatch(/GITHUB_REPOSITORY is no owner\/name.*GITHUB_API_URL.*GITHUB_SERVER_URL/s);
    expect(message).not.toContain('secret');
  });

  it('takes no run id that is not a number into a path or token', () => {
    const environment = readEnvironment(
      { GITHUB_REPOSITORY: 'octo/dur', GITHUB_RUN_ID: '../1', GITHUB_RUN_ATTEMPT: 'x' },
      '/t',
    );
    expect(environment).toMatchObject({ runId: '', runAttempt: '1' });
  });
});

describe('a log', () => {
  it.each(['text', 'json'] as const)('prints no workflow command as %s, and nothing below its level', (format) => {
    const lines: string[] = [];
    const log = createLog('warning', format, (line) => void lines.push(line));
    log.info('quiet');
    log.warning('::error::x\n  ::add-mask::y ##[group]z', { title: '\n::stop-commands::t' });
    expect(lines).toHaveLength(1);
    for (const line of lines.join('').split(/\r?\n/)) expect(line).not.toMatch(/^\s*::|##\[/);
  });
});
