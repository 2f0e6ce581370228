/** All that was asked of the endpoint, and the tokens that were used for it, in parts that have a price each. */

import type { Vendor } from './model-refusal.ts';

export interface ModelRequest {
  /** From 1, in the order of arrival. */
  n: number;
  /** Virtual time of arrival. */
  at: string;
  vendor: Vendor;
  method: string;
  path: string;
  /** As sent; of a file, with its surroundings. */
  body: string;
  /** Null where there is none, or several. */
  model: string | null;
  /** Whether it asks for an answer, a batch or a file; the rest looks something up. */
  write: boolean;
  /** Null while unanswered, and for ever if the connection broke. */
  status: number | null;
  /** Null where nothing came. */
  answer: string | null;
  fault: string | null;
}

/** Parts that do not overlap: what all input has is the sum of the first four. */
export interface PricedTokens {
  requests: number;
  input: number;
  cacheRead: number;
  /** Kept for less than an hour. */
  cacheWrite: number;
  cacheWriteLong: number;
  /** What was thought included. */
  output: number;
}

export type Spent = Omit<PricedTokens, 'requests'>;

const nothing = (): PricedTokens => ({
  requests: 0,
  input: 0,
  cacheRead: 0,
  cacheWrite: 0,
  cacheWriteLong: 0,
  output: 0,
});

/** Counts whatever a vendor would charge, also where the answer never reached anybody. */
export class Meter {
  readonly #spent = new Map<string, PricedTokens>();

  count(model: string, lane: 'now' | 'batch', spent: Spent): void {
    const key = `${lane} ${model}`;
    const sum = this.#spent.get(key) ?? nothing();
    this.#spent.set(key, sum);
    sum.requests += 1;
    for (const part of ['input', 'cacheRead', 'cacheWrite', 'cacheWriteLong', 'output'] as const) {
      sum[part] += spent[part];
    }
  }

  /** Of a model in a lane; all zero where it answered nothing. */
  of(model: string, lane: 'now' | 'batch' = 'now'): PricedTokens {
    return { ...(this.#spent.get(`${lane} ${model}`) ?? nothing()) };
  }

  /** Names of the models that answered anything. */
  models(): string[] {
    return [...new Set([...this.#spent.keys()].map((key) => key.slice(key.indexOf(' ') + 1)))].sort();
  }
}
