// The plain runner of actions: the environment it gives, what it reads back, what it hides.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inputVariable, runActionEntry } from '@steward/sandbox/runner/action-runner.ts';
import { parseEnvironmentFile } from '@steward/sandbox/runner/environment-file.ts';
import { WorkflowCommands } from '@steward/sandbox/runner/workflow-commands.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'action runner ö '));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(code: string, more: { inputs?: Record<string, string>; signal?: AbortSignal } = {}) {
  const entry = join(folder, 'an action.js');
  writeFileSync(entry, `import { appendFileSync } from 'node:fs';\n${code}`);
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  return runActionEntry({
    entry,
    inputs: {},
    repository: 'local/dur',
    serverUrl: 'http://127.0.0.1:1',
    apiUrl: 'http://127.0.0.1:1/api/v3',
    graphqlUrl: 'http://127.0.0.1:1/api/graphql',
    runId: '7',
    ...more,
  });
}

describe('an action', () => {
  test('finds what a runner gives and nothing of the machine', async () => {
    const { outputs } = await run(
      "appendFileSync(process.env.GITHUB_OUTPUT, 'names=' + Object.keys(process.env).sort().join(' ') + '\\n')",
      { inputs: { 'github-token': 'secret', 'log level': 'debug' } },
    );
    expect(outputs.names?.split(' ').filter((name) => !name.startsWith('__'))).toEqual(
      [
        ...['GITHUB_API_URL', 'GITHUB_ENV', 'GITHUB_EVENT_NAME', 'GITHUB_GRAPHQL_URL', 'GITHUB_OUTPUT', 'GITHUB_PATH'],
        ...['GITHUB_REPOSITORY', 'GITHUB_RUN_ATTEMPT', 'GITHUB_RUN_ID', 'GITHUB_SERVER_URL', 'GITHUB_STATE'],
        ...['GITHUB_STEP_SUMMARY', 'GITHUB_WORKFLOW', 'HOME', 'INPUT_GITHUB-TOKEN', 'INPUT_LOG_LEVEL', 'PATH'],
        ...['GITHUB_REF', 'GITHUB_WORKSPACE', 'RUNNER_TEMP'],
      ].sort(),
    );
  });

  test('hands back outputs, state, summary, annotations and its exit code', async () => {
    const end = await run(`
      appendFileSync(process.env.GITHUB_OUTPUT, 'report<<END\\n{"a":\\n1}\\nEND\\nplain=b=c\\n');
      appendFileSync(process.env.GITHUB_STATE, 'kept=yes\\n');
      appendFileSync(process.env.GITHUB_STEP_SUMMARY, '# Said');
      console.log('::warning title=Odd%2C really::first%0Asecond');
      console.error('to standard error');
      process.exitCode = 3;`);
    expect(end.exitCode).toBe(3);
    expect(end.outputs).toEqual({ report: '{"a":\n1}', plain: 'b=c' });
    expect(end.state).toEqual({ kept: 'yes' });
    expect(end.summary).toBe('# Said');
    expect(end.annotations).toEqual([
      { level: 'warning', message: 'first\nsecond', properties: { title: 'Odd, really' } },
    ]);
    expect(end.log).toContain('to standard error');
  });

  test('cannot show in its log what it has masked', async () => {
    const end = await run("console.log('::add-mask::s3cret'); console.log('token s3cret!')");
    expect(end.masks).toEqual(['s3cret']);
    expect(end.log).toEqual(['token ***!']);
  });

  test('is killed when its run is aborted', async () => {
    const stop = new AbortController();
    const running = run("console.log('up'); setInterval(() => {}, 1000)", { signal: stop.signal });
    stop.abort();
    expect(await running).toMatchObject({ exitCode: null, signal: 'SIGKILL' });
  });
});

test('names inputs as the runner does', () => {
  expect(['github-token', 'max tasks'].map(inputVariable)).toEqual(['INPUT_GITHUB-TOKEN', 'INPUT_MAX_TASKS']);
});

describe('an environment file', () => {
  test('keeps what looks like another value inside a block', () => {
    expect(parseEnvironmentFile('a<<X\nb=1\n\nc<<Y\nX\nd=a<<b\n')).toEqual({ a: 'b=1\n\nc<<Y', d: 'a<<b' });
  });

  test.each(['nonsense', 'a<<END\nno end'])('with %j is refused', (text) => {
    expect(() => parseEnvironmentFile(text)).toThrow();
  });
});

test('commands between stop-commands and its token are only text', () => {
  const commands = new WorkflowCommands();
  const shown = ['::stop-commands::abc', '::error::no', '::abc::', '::error::yes'].map((line) => commands.read(line));
  expect(commands.annotations.map(({ message }) => message)).toEqual(['yes']);
  expect(shown).toEqual([null, '::error::no', '::abc::', 'error: yes']);
});
