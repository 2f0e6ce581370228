/** Limits counted in memory: for one process alone, and what others are measured against. */

import type { LimitSettings } from '../../domain/limit-settings.ts';
import { answerOf, isCountable, type LimitAnswer, type Limited, lookUp } from '../../domain/limits/count.ts';
import { type Plan, planOf } from '../../domain/limits/plan.ts';
import type { Rule } from '../../domain/limits/rule.ts';
import { type Amount, giveBack, observeIn, type Row, takeInto } from '../../domain/limits/together.ts';
import type { Limiter } from '../../ports.ts';

export interface MemoryLimits {
  settings: LimitSettings;
  /** Milliseconds. */
  now(): number;
  tier?: string | undefined;
}

/** Rows of clients that the same rules bind, laid close together: a list of its own for each would take twice as much. */
class Rows {
  readonly bound: Limited;
  readonly endpoint: string;
  readonly plan: Plan;
  /** A row as it would be: each decision is worked out in the same numbers, so that none leaves any behind. */
  readonly next: Float64Array;
  readonly #places = new Map<string, number>();
  readonly #chunks: Float64Array[] = [];

  constructor(bound: Limited, endpoint: string) {
    this.bound = bound;
    this.endpoint = endpoint;
    this.plan = planOf(bound.rules);
    this.next = Float64Array.from(this.plan.fresh);
  }

  /** Undefined: there is none. */
  find(client: string): number | undefined {
    return this.#places.get(client);
  }

  /** `place`: as it was found; whoever has none is given one where something is taken. */
  decide(client: string, place: number | undefined, amount: Amount, takes: boolean, at: number): LimitAnswer {
    const { plan, next, bound } = this;
    const chunk = place === undefined ? undefined : this.#chunkOf(place);
    const from = place === undefined ? 0 : this.#fromOf(place);
    const decision = takeInto(next, plan, chunk, from, amount, at);
    if (takes && chunk) {
      // Of a refusal only who waits is kept; what was observed stays as it is.
      const count = decision.allowed ? (plan.places[plan.rules.length] ?? 1) : 1;
      for (let index = 0; index < count; index++) chunk[from + index] = next[index] ?? 0;
    } else if (takes && decision.allowed) this.put(client, place, next);
    return answerOf(decision, bound, at);
  }

  /** A copy. */
  rowAt(place: number): Row {
    const from = this.#fromOf(place);
    return [...this.#chunkOf(place).subarray(from, from + this.plan.width)];
  }

  /** Adds a row where there was none. */
  put(client: string, known: number | undefined, row: ArrayLike<number>): void {
    const place = known ?? this.#add(client);
    const chunk = this.#chunkOf(place);
    const from = this.#fromOf(place);
    for (let at = 0; at < this.plan.width; at++) chunk[from + at] = row[at] ?? 0;
  }

  #add(client: string): number {
    const place = this.#places.size;
    this.#places.set(client, place);
    if (place % CHUNK === 0) this.#chunks.push(new Float64Array(CHUNK * this.plan.width));
    return place;
  }

  #chunkOf(place: number): Float64Array {
    const chunk = this.#chunks[place >>> CHUNK_BITS];
    if (chunk === undefined) throw new Error('a row without a chunk');
    return chunk;
  }

  /** Where the row begins in its chunk. */
  #fromOf(place: number): number {
    return (place & (CHUNK - 1)) * this.plan.width;
  }
}

const CHUNK_BITS = 8;
const CHUNK = 1 << CHUNK_BITS;

export function createMemoryLimiter({ settings, now, tier }: MemoryLimits): Limiter {
  const stores = new Map<readonly Rule[], Map<string, Rows>>();
  const look = lookUp(settings, tier);
  let last: Rows | undefined;
  const rowsOf = (bound: Limited, endpoint: string): Rows => {
    last = stores.get(bound.rules)?.get(endpoint);
    if (last) return last;
    last = new Rows(bound, endpoint);
    stores.set(bound.rules, (stores.get(bound.rules) ?? new Map<string, Rows>()).set(endpoint, last));
    return last;
  };
  const ask = (client: string, endpoint: string, amount: Amount, takes: boolean): LimitAnswer => {
    const at = now();
    // Whoever has a row is bound by its rules: nothing has to be looked up.
    const place = last?.endpoint === endpoint ? last.find(client) : undefined;
    if (last && place !== undefined && isCountable(amount)) return last.decide(client, place, amount, takes, at);
    const found = look(client, amount, at);
    if (found.kind === 'answered') return found.answer;
    const rows = rowsOf(found, endpoint);
    return rows.decide(client, rows.find(client), amount, takes, at);
  };
  const change = (
    client: string,
    endpoint: string,
    alter: (row: Row | undefined, rules: readonly Rule[]) => Row | null,
  ) => {
    const found = look(client, { requests: 1, tokens: 0 }, now());
    if (found.kind === 'answered') return;
    const rows = rowsOf(found, endpoint);
    const place = rows.find(client);
    const row = alter(place === undefined ? undefined : rows.rowAt(place), found.rules);
    if (row !== null) rows.put(client, place, row);
  };
  return {
    take: async (client, endpoint, amount) => ask(client, endpoint, amount, true),
    check: async (client, endpoint, amount) => ask(client, endpoint, amount, false),
    giveBack: async (client, endpoint, amount, at) =>
      change(client, endpoint, (row, rules) => (row ? giveBack(row, rules, amount, { since: at, now: now() }) : null)),
    record: async (client, endpoint, outcome) =>
      change(client, endpoint, (row, rules) => observeIn(row, rules, outcome, now())),
  };
}
