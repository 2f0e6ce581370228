/** Workers for many seeds, as many at once as there are processors. */
import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { findAction } from '../bundle.ts';
import { Launcher } from './launcher.ts';
import type { SimulationEnd } from './simulation.ts';
import type { Assignment, Report } from './worker.ts';

export interface CrewOptions {
  assignments: readonly Assignment[];
  /** Aborting ends all workers. */
  stop?: AbortSignal;
  /** At once; one a processor when left out. */
  workers?: number;
  onEnd?: (end: SimulationEnd) => void;
  onLine?: (line: string) => void;
}

/** Plays all of them; in the order of the assignments. Throws what a worker throws: a defect of the simulation itself. */
export async function simulateAll(options: CrewOptions): Promise<SimulationEnd[]> {
  const { assignments, workers = availableParallelism() } = options;
  const ends: SimulationEnd[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < assignments.length && !options.stop?.aborted; index = next++) {
      const end = await playOne(assignments[index] as Assignment, options);
      if (end === null) return;
      ends[index] = end;
      options.onEnd?.(end);
    }
  };
  await Promise.all(Array.from({ length: Math.min(workers, assignments.length) }, lane));
  return ends.filter((end) => end !== undefined);
}

/** The heap is measured without what is only waiting to be collected. */
const MEMORY = ['--expose-gc', '--max-semi-space-size=32'];

/** Null when it was stopped. */
function playOne(assignment: Assignment, { stop, onLine }: CrewOptions): Promise<SimulationEnd | null> {
  return new Promise((resolve, reject) => {
    const worker = fork(entry(), [], { serialization: 'advanced', execArgv: MEMORY });
    const launcher = new Launcher((news) => worker.connected && void worker.send(news));
    const halt = (): void => void worker.kill('SIGKILL');
    stop?.addEventListener('abort', halt, { once: true });
    worker.on('message', (report: Report) => {
      if (report.kind === 'line') onLine?.(report.line);
      else if (report.kind === 'end') resolve(report.end);
      else if (report.kind === 'broken') reject(report.error);
      else launcher.follow(report);
    });
    worker.once('error', reject);
    worker.once('exit', () => {
      stop?.removeEventListener('abort', halt);
      launcher.close();
      if (stop?.aborted) resolve(null);
      reject(new Error(`the worker of seed ${assignment.seed} ended without a word`));
    });
    worker.send(assignment);
  });
}

/** Beside this file in the sources, in dist/ where they are bundled. */
function entry(): string {
  const source = join(import.meta.dirname, 'worker.ts');
  return existsSync(source) ? source : findAction('simulation-worker');
}
