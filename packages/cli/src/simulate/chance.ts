/** Chance from a seed: one stream for each concern, so that drawing more for one shifts none of the others. */
import { createHash } from 'node:crypto';
import { seededNumbers } from '@steward/sandbox/fault-schedule.ts';

export class Chance {
  readonly #draw: () => number;

  constructor(seed: number, concern: string) {
    const stream = createHash('sha256').update(concern).digest().readUInt32LE(0);
    this.#draw = seededNumbers(seed, stream);
  }

  /** From 0 up to, but never, 1. */
  next(): number {
    return this.#draw();
  }

  happens(probability: number): boolean {
    return this.#draw() < probability;
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.#draw() * (most - least + 1));
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.#draw() * items.length)];
    if (item === undefined) throw new RangeError('Nothing to pick from.');
    return item;
  }
}
