/** One seed in a thread of its own: its clock, its faults and its globals touch no other. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { type SimulationEnd, type SimulationOptions, simulate } from './simulation.ts';

/** What a worker is started with. */
export interface Assignment extends Omit<SimulationOptions, 'onLine'> {
  /** Whether each line of the history is wanted. */
  verbose: boolean;
}

export type Report = { kind: 'line'; line: string } | { kind: 'end'; end: SimulationEnd };

// So that the heap can be measured without what is only waiting to be collected.
setFlagsFromString('--expose-gc');
(globalThis as { gc?: () => void }).gc = runInNewContext('gc') as () => void;

const port = parentPort;
if (port !== null) {
  const { verbose, ...options } = workerData as Assignment;
  const post = (report: Report): void => port.postMessage(report);
  const end = await simulate({
    ...options,
    ...(verbose && { onLine: (line: string) => post({ kind: 'line', line }) }),
  });
  post({ kind: 'end', end });
}
