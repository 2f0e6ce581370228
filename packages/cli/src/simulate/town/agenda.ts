/** What is going to happen, in the order of its moments; what is planned first comes first among equals. */

import type { Deed } from './scene.ts';

export interface Plan {
  /** Milliseconds since the epoch. */
  at: number;
  /** Names the dice of the deed. */
  key: string;
  deed: Deed;
}

/** Between two hurried happenings: a few requests of a run. */
const STEP = 150;
/** What is further off is not hurried: a town that always hurries would live its weeks in days. */
const NEAR = 2 * 3_600_000;

export class Agenda {
  #plans: Plan[] = [];

  add(plan: Plan): void {
    let low = 0;
    let high = this.#plans.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#plans[middle]?.at ?? 0) <= plan.at) low = middle + 1;
      else high = middle;
    }
    this.#plans.splice(low, 0, plan);
  }

  nextAt(): number | null {
    return this.#plans[0]?.at ?? null;
  }

  /** The next one that is due, taken off. */
  take(until: number): Plan | null {
    const next = this.#plans[0];
    if (next === undefined || next.at > until) return null;
    this.#plans.shift();
    return next;
  }

  /** Moves the next so many of those that are near to just after a moment, in their order; what comes earlier anyway stays. */
  hurry(from: number, count: number): void {
    const near = this.#plans.slice(0, count).filter(({ at }) => at <= from + NEAR);
    for (const [index, plan] of near.entries()) {
      plan.at = Math.min(plan.at, from + 1 + index * STEP);
    }
    this.#plans.sort((a, b) => a.at - b.at);
  }
}
