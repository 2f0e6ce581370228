/** How batches fare, whoever's they are: how long they take, and what becomes of single requests in them. */

import type { Thought } from './mind.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** What becomes of one request, where it is not simply answered. */
export type Fate = 'errored' | 'expired' | 'cancelled' | Thought;

export interface BatchSettings {
  /** Milliseconds of virtual time from submission to end, for batches submitted from now on; over 24 hours, what is left expires. */
  delay: number;
  fate(customId: string): Fate | null;
}

/** What a test can do to batches. */
export interface BatchControl extends BatchSettings {
  /** Ends it at once, whatever its delay. */
  end(id: string): void;
  /** From now on nobody knows it, nor its results. */
  forget(id: string): void;
}
