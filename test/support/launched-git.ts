/**
 * Git is started by a small process beside each worker: a worker has hundreds of megabytes, whose page tables are copied
 * for each process that it starts itself: a third of what the system did for the suite was this.
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
  child.unref();
  child.channel?.unref();
  return child;
}

const isPiped = ({ stdio = 'pipe' }: SpawnOptions): boolean => [stdio].flat().every((kind) => kind === 'pipe');

const { spawn } = childProcess;
const launch = ((command: string, args: readonly string[] = [], options: SpawnOptions = {}) => {
  const { env = process.env, cwd = process.cwd() } = options;
  if (command !== 'git' || !isPiped(options)) return spawn(command, args, options);
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
