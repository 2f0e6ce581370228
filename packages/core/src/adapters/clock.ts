/** The system's clock as a port: GitHub's time carried forward by a clock that only goes forward. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../ports.ts';

/** A clock that must first be told GitHub's time: hand `answered` the `Date` header of every answer. */
export interface FedClock extends Clock {
  answered(date: string): void;
}

export function createSystemClock(elapsed: () => number = () => performance.now()): FedClock {
  // The first answer counts: later ones would let the time jump back, as the header holds whole seconds.
  let first: { server: number; elapsed: number } | null = null;
  return {
    answered(date) {
      const server = Date.parse(date);
      if (first || Number.isNaN(server)) return;
      first = { server, elapsed: elapsed() };
    },
    now() {
      if (!first) throw new Error("GitHub's time is not known before its first answer");
      return new Date(first.server + elapsed() - first.elapsed).toISOString();
    },
    elapsed,
    sleep: (milliseconds) => wait(milliseconds),
  };
}
