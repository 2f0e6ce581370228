/**
 * One seed in a process of its own: its clock, its faults and its globals touch no other. A thread would do, but it would
 * share its memory with whoever starts git for it, and starting a process costs by the memory of the one that starts it.
 */
import type { News, Order } from './launch.ts';
import { Launches } from './launched.ts';
import { type SimulationEnd, type SimulationOptions, simulate } from './simulation.ts';

/** What a worker is started with. */
export interface Assignment extends Omit<SimulationOptions, 'onLine' | 'start'> {
  /** Whether each line of the history is wanted. */
  verbose: boolean;
}

export type Report =
  | { kind: 'line'; line: string }
  | { kind: 'end'; end: SimulationEnd }
  | { kind: 'broken'; error: unknown }
  | Order;

/** Resolves once it is on its way. */
const post = (report: Report): Promise<void> =>
  new Promise((resolve) => {
    process.send?.(report, undefined, {}, () => resolve());
  });

const launches = new Launches((order) => void post(order));

async function play({ verbose, ...options }: Assignment): Promise<Report> {
  try {
    const onLine = (line: string): void => void post({ kind: 'line', line });
    return {
      kind: 'end',
      end: await simulate({ ...options, start: launches.start, ...(verbose && { onLine }) }),
    };
  } catch (error) {
    return { kind: 'broken', error };
  }
}

process.once('message', async (assignment: Assignment) => {
  process.on('message', (news: News) => launches.hear(news));
  await post(await play(assignment));
  process.disconnect();
});
// Who waits for it may have been killed.
process.once('disconnect', () => process.exit());
