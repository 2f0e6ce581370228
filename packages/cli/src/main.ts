/** The command line as a process: its arguments, its screens, its signals, its exit code. */
import { runCommandLine } from './command-line.ts';
import { terminalQuestions } from './init/questions.ts';
import { placeOf } from './place.ts';
import type { Screen } from './terminal.ts';

/** Of what is no terminal: as wide as logs are commonly read. */
const WIDTH = 120;

const screenOf = (stream: NodeJS.WriteStream): Screen => ({
  write: (text) => void stream.write(text),
  isTerminal: stream.isTTY === true,
  columns: stream.columns ?? WIDTH,
});

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort());
// A reader that went away, as `head` does, ends the output and is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runCommandLine(process.argv.slice(2), {
  screens: { out: screenOf(process.stdout), err: screenOf(process.stderr) },
  environment: process.env,
  place: placeOf(process.env, process.cwd()),
  stop: stop.signal,
  ...(process.stdin.isTTY === true && process.stdout.isTTY === true && { questions: terminalQuestions }),
});
