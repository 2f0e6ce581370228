/**
 * Git that nobody stands still for is started by a small process beside each worker. A worker has hundreds of megabytes,
 * whose page tables are copied for each process that it starts itself: a third of what the system did for the suite.
 */
import childProcess, { type ChildProcess, fork, type SpawnOptions } from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { News } from '../../packages/cli/src/simulate/launch.ts';
import { Launches } from '../../packages/cli/src/simulate/launched.ts';

let launcher: ChildProcess | undefined;
let running = 0;

const launches = new Launches((order) => {
  launcher ??= startLauncher();
  launcher.send(order);
});

function startLauncher(): ChildProcess {
  const child = fork(fileURLToPath(import.meta.resolve('./git-launcher.ts')), [], {
    serialization: 'advanced',
    execArgv: [],
  });
  child.on('message', (news: News) => launches.hear(news));
  child.once('exit', (code) => {
    launcher = undefined;
    if (running > 0) throw new Error(`the process that starts git ended with ${code}: what it started is not heard of`);
  });
  child.unref();
  if (running === 0) child.channel?.unref();
  return child;
}

/** What can be said to another process, and nothing that a launched program is not. */
const isPlain = ({ env: _, cwd = '', timeout: __, stdio = 'pipe', ...others }: SpawnOptions): boolean =>
  typeof cwd === 'string' && Object.keys(others).length === 0 && [stdio].flat().every((kind) => kind === 'pipe');

const { spawn } = childProcess;
const launch = ((command: string, args: readonly string[] = [], options: SpawnOptions = {}) => {
  const { env = process.env, cwd = process.cwd() } = options;
  if (command !== 'git' || !isPlain(options)) return spawn(command, args, options);
  const program = launches.start(command, args, { ...options, env, cwd } as never);
  running += 1;
  launcher?.channel?.ref();
  program.on('close', () => {
    running -= 1;
    if (running === 0) launcher?.channel?.unref();
  });
  return program;
}) as typeof spawn;

// Each file of a worker begins with this one.
const done = Symbol.for('steward: git is launched');
if (!(done in globalThis)) {
  Object.assign(globalThis, { [done]: true });
  childProcess.spawn = launch;
  syncBuiltinESMExports();
}
