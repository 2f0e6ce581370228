import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitFailure, type Program, runGit, streamGit } from '@steward/core/adapters/git.ts';
import { afterEach, expect, test } from 'vitest';
import type { News, Order } from '../../../packages/cli/src/simulate/launch.ts';
import { Launches } from '../../../packages/cli/src/simulate/launched.ts';
import { Launcher } from '../../../packages/cli/src/simulate/launcher.ts';

/** Both ends, with a wire between them that carries copies, as the channel between two processes does. */
function wired() {
  const orders: Order[] = [];
  const launcher: Launcher = new Launcher(
    (news: News) => void setImmediate(() => launches.hear(structuredClone(news))),
  );
  const launches: Launches = new Launches((order) => {
    orders.push(order);
    setImmediate(() => launcher.follow(structuredClone(order)));
  });
  close = () => launcher.close();
  return { launcher, launches, orders };
}

let close = (): void => undefined;
afterEach(() => close());

const endOf = (program: Program): Promise<(string | number | null)[]> =>
  new Promise((resolve) => program.on('close', (code, signal) => resolve([code, signal])));

const place = { env: { PATH: process.env.PATH ?? '' }, cwd: tmpdir(), timeout: 60_000 };
const gitOptions = (start: Launches['start']) => {
  const directory = mkdtempSync(join(tmpdir(), 'launched-'));
  return { directory, serverUrl: 'https://github.test', token: '', environment: process.env, start };
};

test('git that another process starts answers as one that was started here', async () => {
  const { launches, orders } = wired();
  const options = gitOptions(launches.start);
  await runGit(options, ['init', '--quiet', '--bare', '.']);
  const id = (await runGit(options, ['hash-object', '-w', '--stdin'], { input: 'Grüße\n' })).toString().trim();
  const { start: _, ...here } = options;
  expect((await runGit(here, ['cat-file', 'blob', id])).toString()).toBe('Grüße\n');
  expect((await runGit(options, ['cat-file', 'blob', id])).toString()).toBe('Grüße\n');
  const failure = await runGit(options, ['cat-file', 'blob', '0'.repeat(40)]).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(GitFailure);
  expect(failure).toEqual(await runGit(here, ['cat-file', 'blob', '0'.repeat(40)]).catch((error: unknown) => error));
  expect(orders.every(({ kind }) => kind === 'launch')).toBe(true);
});

test('all that a program says arrives, however much it is', async () => {
  const { launches } = wired();
  const program = launches.start(process.execPath, ['-e', 'process.stdout.write("x".repeat(3_000_000))'], place);
  program.stdin.end('');
  let length = 0;
  for await (const piece of program.stdout) length += (piece as Buffer).length;
  expect(length).toBe(3_000_000);
});

test('a program is told more for as long as its input is open', async () => {
  const { launches, orders } = wired();
  const program = launches.start(process.execPath, ['-e', 'process.stdin.pipe(process.stdout)'], place);
  for (const word of ['one', 'two', 'three']) {
    program.stdin.write(word);
    const [piece] = (await once(program.stdout, 'data')) as [Buffer];
    expect(piece.toString()).toBe(word);
  }
  const end = endOf(program);
  program.stdin.end();
  expect(await end).toEqual([0, null]);
  expect(orders.map(({ kind }) => kind)).toEqual(['launch', 'input', 'input', 'eof']);
});

test('who stops reading early stops the program', async () => {
  const { launches, orders } = wired();
  const options = gitOptions(launches.start);
  await runGit(options, ['init', '--quiet', '--bare', '.']);
  for await (const piece of streamGit(options, ['help', '--all'])) {
    expect(piece.length).toBeGreaterThan(0);
    break;
  }
  expect(orders.at(-1)?.kind).toBe('halt');
});

test.each([
  ['that is stopped', 'SIGTERM', (_: Launcher, program: Program) => program.kill()],
  ['that nobody waits for any more', 'SIGKILL', (launcher: Launcher) => launcher.close()],
])('a program %s ends by %s', async (_, signal, stop) => {
  const { launcher, launches } = wired();
  const script = 'console.log("up"); setInterval(() => {}, 1000)';
  const program = launches.start(process.execPath, ['-e', script], place);
  program.stdin.end('');
  await once(program.stdout, 'data');
  program.stdout.resume();
  program.stderr.resume();
  stop(launcher, program);
  expect(await endOf(program)).toEqual([null, signal]);
});

test('a program ends although nobody reads what it complains of', async () => {
  const { launches } = wired();
  const program = launches.start(process.execPath, ['-e', 'console.error("x".repeat(300_000))'], place);
  const end = endOf(program);
  program.stdin.end();
  expect(await end).toEqual([0, null]);
});

test('a program that is stopped before it began ends all the same', async () => {
  const { launches } = wired();
  const program = launches.start(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], place);
  program.kill();
  expect(await endOf(program)).toEqual([null, 'SIGTERM']);
});

test('a program ends also for whoever stopped reading it', async () => {
  const { launches } = wired();
  const program = launches.start(process.execPath, ['-e', 'process.stdout.write("x".repeat(3_000_000))'], place);
  program.stdin.end('');
  program.stderr.resume();
  const end = endOf(program);
  for await (const _ of program.stdout) break;
  expect(await end).toEqual([0, null]);
});

test('a program that cannot be started at all harms no other', async () => {
  const { launches } = wired();
  const other = launches.start(process.execPath, ['-e', 'process.stdin.pipe(process.stdout)'], place);
  other.stdin.write('here');
  await once(other.stdout, 'data');
  const impossible = launches.start('git', ['a\0b'], place);
  const failed = new Promise<Error>((resolve) => impossible.on('error', resolve));
  const ends = [endOf(impossible), endOf(other)];
  expect((await failed).message).toContain('null bytes');
  other.stdin.end();
  expect(await Promise.all(ends)).toEqual([
    [null, null],
    [0, null],
  ]);
});

test('a program whose input is given up ends as if it were whole', async () => {
  const { launches } = wired();
  const program = launches.start(process.execPath, ['-e', 'process.stdin.resume()'], place);
  const end = endOf(program);
  program.stdin.destroy();
  expect(await end).toEqual([0, null]);
});

test('a program that is not there is told as such', async () => {
  const { launches } = wired();
  const program = launches.start('no-such-program-anywhere', [], place);
  const failed = new Promise<Error>((resolve) => program.on('error', resolve));
  program.stdin.end('');
  expect((await failed).message).toContain('ENOENT');
  // Nor does whoever reads what it says wait for ever.
  for await (const piece of program.stdout) expect(piece).toBeNull();
});
