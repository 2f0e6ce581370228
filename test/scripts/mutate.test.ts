// Planting bugs, on a small project of its own: what counts as caught, what does not, and that the checkout stays as it was.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { End } from '../../scripts/mutation-copy.ts';
import { findingOf, type TestReport } from '../../scripts/mutation-evidence.ts';
import { mutate, type Report } from '../../scripts/mutation-run.ts';
import { table } from '../../scripts/mutation-table.ts';
import type { Evidence, Mutant } from '../mutants/mutant.ts';
import { root } from '../support/source.ts';

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'mutate-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const FILE = 'packages/core/src/cap.ts';

const project: Readonly<Record<string, string>> = {
  'package.json': '{"type":"module","workspaces":["packages/*"]}',
  'tsconfig.json':
    '{"compilerOptions":{"strict":true,"noEmit":true,"module":"nodenext","target":"es2024","types":[],"allowImportingTsExtensions":true,"skipLibCheck":true}}',
  [FILE]: 'export const room = (open: number): number => Math.max(0, 3 - open);\n',
  'packages/core/package.json': '{"name":"@steward/core","type":"module","exports":{"./*":"./src/*"}}',
  'packages/cli/package.json': '{"name":"@steward/cli","type":"module"}',
  'packages/sandbox/package.json': '{"name":"@steward/sandbox","type":"module"}',
  'actions/one/main.ts':
    "import { room } from '../../packages/core/src/cap.ts';\nexport const left: number = room(1);\n",
  'scripts/build.ts':
    "import { readFileSync } from 'node:fs';\nif (readFileSync('packages/core/src/cap.ts', 'utf8').includes('unbuildable')) process.exit(1);\n",
  'scripts/start.js':
    "import { room } from '../packages/core/src/cap.ts';\nprocess.stdout.write('run 4: caps exceeded\\n');\nprocess.exit(room(3) > 0 ? 1 : 0);\n",
  'test/cap.test.ts':
    "import { room } from '@steward/core/cap.ts';\nimport { describe, expect, test } from 'vitest';\ndescribe('the cap', () => {\n  test('leaves room', () => expect(room(1)).toBe(2));\n  test('never leaves less than none', () => expect(room(9)).toBe(0));\n});\n",
  'test/other.test.ts': "import { expect, test } from 'vitest';\ntest('is right', () => expect(1).toBe(1));\n",
};

function makeProject(change: Readonly<Record<string, string>> = {}): string {
  const folder = join(home, 'checkout');
  for (const [path, text] of Object.entries({ ...project, ...change })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  mkdirSync(join(folder, 'node_modules', '@steward'), { recursive: true });
  for (const name of ['vitest', 'typescript'])
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  for (const name of ['core', 'cli', 'sandbox'])
    symlinkSync(join('..', '..', 'packages', name), join(folder, 'node_modules', '@steward', name));
  return folder;
}

const bug = (replace: string, ...caughtBy: [Evidence, ...Evidence[]]): Mutant => ({
  name: 'cap-broken',
  why: 'The backlog would grow without end.',
  file: FILE,
  find: 'Math.max(0, 3 - open)',
  replace,
  caughtBy,
});

const LIMITS = { tests: 60_000, test: 20_000, simulation: 60_000 };

async function run(
  mutants: readonly Mutant[],
  change: Readonly<Record<string, string>> = {},
  thorough = false,
): Promise<Report> {
  const checkout = makeProject(change);
  const copies = join(home, 'copies');
  mkdirSync(copies);
  return mutate({
    ...{
      root: checkout,
      paths: Object.keys({ ...project, ...change }),
      home: copies,
      mutants,
      jobs: 2,
      limits: LIMITS,
    },
    thorough: thorough ? { simulate: '--days 1' } : null,
  });
}

const summary = ({ faults, results }: Report) => ({
  faults,
  results: results.map(({ verdict, found }) => [verdict, ...found.map(({ finding }) => finding.kind)]),
});

const cap = { tests: 'test/cap.test.ts' };
const other = { tests: 'test/other.test.ts' };
const simulation = { simulate: '--days 1' };

describe('a planted bug', () => {
  test('is caught by a test and by the simulation, each alone in its copy, and the checkout stays as it was', async () => {
    const mutants = [
      bug('10 - open', { ...cap, title: 'the cap leaves room' }),
      bug('3 - open', cap),
      bug('Math.max(0, 4 - open)', simulation),
    ];
    const report = await run(mutants);
    expect(summary(report)).toEqual({
      faults: [],
      results: [
        ['caught', 'caught'],
        ['caught', 'caught'],
        ['caught', 'caught'],
      ],
    });
    expect(report.results.flatMap(({ found }) => found.map(({ finding }) => finding))).toEqual([
      { kind: 'caught', by: 'test/cap.test.ts › the cap leaves room' },
      { kind: 'caught', by: 'test/cap.test.ts › the cap never leaves less than none' },
      { kind: 'caught', by: 'simulation › caps exceeded' },
    ]);
    expect(readFileSync(join(home, 'checkout', FILE), 'utf8')).toBe(project[FILE]);
    expect(readdirSync(join(home, 'checkout')).sort()).toEqual(
      ['actions', 'node_modules', 'package.json', 'packages', 'scripts', 'test', 'tsconfig.json'].sort(),
    );
  });

  test('survives where nothing that it names fails, and is missed where only a part does', async () => {
    const report = await run([bug('4 - open', other), bug('4 - open', cap, other)]);
    expect(summary(report).results).toEqual([
      ['survived', 'passed'],
      ['missed', 'caught', 'passed'],
    ]);
    const lines = table(report, 12).join('\n');
    expect(lines).toContain('The backlog would grow without end.');
    expect(lines).toContain('not by test/other.test.ts: it passes');
    expect(lines).toMatch(/\n0 caught, 1 missed, 1 survived, 0 unfit in 12 s$/);
  });

  test('that survives its own evidence is shown the whole suite and the simulation, where that is wanted', async () => {
    const report = await run([bug('10 - open', other), bug('Math.max(0, 3 - open) + 0 * open', other)], {}, true);
    expect(summary(report).results).toEqual([
      ['missed', 'passed', 'caught'],
      ['survived', 'passed', 'passed', 'passed'],
    ]);
  });

  test('proves nothing where it does not compile, does not build, or keeps a file from loading', async () => {
    const report = await run([
      bug("'none'", cap),
      bug("Math.max(0, 3 - open);\nthrow new Error('at once')", cap),
      bug('3 - open /* unbuildable */', simulation),
    ]);
    expect(summary(report).results).toEqual([['unfit'], ['survived', 'broken'], ['unfit']]);
    expect(report.results.map(({ why }) => why?.split(':')[0])).toEqual([
      'it does not compile',
      undefined,
      'it does not build',
    ]);
  });
});

describe('without any bug', () => {
  test.each<[string, Evidence, Readonly<Record<string, string>>, RegExp]>([
    [
      'evidence that fails already',
      cap,
      { [FILE]: 'export const room = (open: number): number => Math.max(0, 3 - open) + 1;\n' },
      /fails already/,
    ],
    ['evidence that holds no such test', { ...cap, title: 'no such title' }, {}, /has no test titled/],
    [
      'sources that do not compile',
      cap,
      { 'actions/one/main.ts': 'export const left: string = 1;\n' },
      /does not compile/,
    ],
    ['a simulation that fails already', simulation, { 'scripts/start.js': 'process.exit(1);\n' }, /fails already/],
  ])('%s stops everything', async (_, evidence, change, fault) => {
    const report = await run([bug('3 - open', evidence)], change);
    expect(report.results).toEqual([]);
    expect(report.faults.join()).toMatch(fault);
    expect(table(report, 1).at(-1)).toBe('Nothing was planted.');
  });
});

test('a run that is told to stop, and told again, leaves nothing behind', async () => {
  const env = { ...process.env, TMPDIR: home };
  const script = join(root, 'scripts/mutate.ts');
  const child = spawn(process.execPath, [script, '--only', 'cap-of-new-issues-skipped'], { env, stdio: 'ignore' });
  const ended = once(child, 'exit');
  const isCopied = () => readdirSync(home).some((name) => existsSync(join(home, name, 'copy-1', 'types.json')));
  while (!isCopied() && child.exitCode === null) await setTimeout(20);
  expect(child.exitCode).toBeNull();
  for (let signal = 0; signal < 10; signal++) {
    child.kill('SIGTERM');
    await setTimeout(5);
  }
  expect(await ended).toEqual([130, null]);
  expect(readdirSync(home)).toEqual([]);
});

describe('a run of tests', () => {
  const ended: End = { status: 1, timedOut: false, output: 'words' };
  const reported = (failure: string | null): TestReport => ({
    testResults: [
      {
        name: '/copy/test/a.test.ts',
        message: failure === null ? 'cannot be loaded' : '',
        assertionResults:
          failure === null ? [] : [{ fullName: 'is right', status: 'failed', failureMessages: [failure] }],
      },
    ],
  });

  test('that fails by a test catches', () => {
    expect(findingOf(ended, reported('1 is not 2'), '/copy')).toEqual({
      kind: 'caught',
      by: 'test/a.test.ts › is right',
    });
  });

  test('that fails without a failing test shows nothing', () => {
    expect(findingOf(ended, reported(null), '/copy')).toEqual({ kind: 'broken', why: 'cannot be loaded' });
    expect(findingOf(ended, null, '/copy')).toEqual({ kind: 'broken', why: 'words' });
  });

  test.each<[string, End, TestReport | null]>([
    ['a test does not end', ended, reported('Test timed out in 20000ms.')],
    ['nothing ends', { ...ended, status: null, timedOut: true }, null],
  ])('catches only where that is expected when %s', (_, end, report) => {
    expect(findingOf(end, report, '/copy').kind).toBe('broken');
    expect(findingOf(end, report, '/copy', true).kind).toBe('caught');
  });
});
