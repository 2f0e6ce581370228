/** Dice for one concern: the same seed and the same words throw the same numbers, whatever else is thrown elsewhere. */

import { createHash } from 'node:crypto';
import { seededNumbers } from './fault-schedule.ts';

export class Dice {
  readonly #seed: number;
  readonly #concern: string;
  readonly #draw: () => number;

  constructor(seed: number, concern: string) {
    this.#seed = seed;
    this.#concern = concern;
    this.#draw = seededNumbers(seed, createHash('sha256').update(concern).digest().readInt32LE(0));
  }

  /** Other dice for a part of the concern, which take nothing from these. */
  of(part: string): Dice {
    return new Dice(this.#seed, `${this.#concern} ${part}`);
  }

  /** From 0 to less than 1. */
  number(): number {
    return this.#draw();
  }

  happens(probability: number): boolean {
    return this.#draw() < probability;
  }

  /** A whole number; both ends can come up. */
  between(least: number, most: number): number {
    return least + Math.floor(this.#draw() * (most - least + 1));
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.#draw() * items.length)];
    if (item === undefined) throw new RangeError('There is nothing to pick from.');
    return item;
  }

  /** As `pick`, and null where there is nothing. */
  pickAny<T>(items: readonly T[]): T | null {
    return items.length === 0 ? null : this.pick(items);
  }

  /** One of several, each with its weight. */
  weigh<T>(choices: readonly (readonly [T, number])[]): T {
    let left = this.#draw() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [choice, weight] of choices) {
      left -= weight;
      if (left < 0) return choice;
    }
    return this.pick(choices.map(([choice]) => choice));
  }

  /** How often something happens that happens so often in the mean (Poisson, by Knuth's method). */
  count(mean: number): number {
    const end = Math.exp(-mean);
    let count = 0;
    for (let product = this.#draw(); product > end; product *= this.#draw()) count += 1;
    return count;
  }

  letters(alphabet: string, length: number): string {
    return Array.from({ length }, () => alphabet[Math.floor(this.#draw() * alphabet.length)] ?? '').join('');
  }
}
