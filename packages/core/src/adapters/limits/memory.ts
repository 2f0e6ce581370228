/** Limits counted in memory: for one process alone, and what others are measured against. */

import type { LimitSettings } from '../../domain/limit-settings.ts';
import { answerOf, type LimitAnswer, lookUp } from '../../domain/limits/count.ts';
import type { Rule } from '../../domain/limits/rule.ts';
import { type Amount, giveBack, observeIn, type Row, takeTogether, widthOf } from '../../domain/limits/together.ts';
import type { Limiter } from '../../ports.ts';

export interface MemoryLimits {
  settings: LimitSettings;
  /** Milliseconds. */
  now(): number;
  tier?: string | undefined;
}

/** Rows of clients that the same rules bind, laid close together: a list of its own for each would take twice as much. */
class Rows {
  readonly #width: number;
  readonly #places = new Map<string, number>();
  readonly #chunks: Float64Array[] = [];

  constructor(width: number) {
    this.#width = width;
  }

  /** Where the row begins in its chunk; null: there is none. */
  find(client: string): { chunk: Float64Array; from: number } | null {
    const place = this.#places.get(client);
    return place === undefined ? null : this.#at(place);
  }

  add(client: string): { chunk: Float64Array; from: number } {
    const place = this.#places.size;
    this.#places.set(client, place);
    if (place % CHUNK === 0) this.#chunks.push(new Float64Array(CHUNK * this.#width));
    return this.#at(place);
  }

  #at(place: number): { chunk: Float64Array; from: number } {
    const chunk = this.#chunks[Math.floor(place / CHUNK)];
    if (chunk === undefined) throw new Error('a row without a chunk');
    return { chunk, from: (place % CHUNK) * this.#width };
  }
}

const CHUNK = 256;

export function createMemoryLimiter({ settings, now, tier }: MemoryLimits): Limiter {
  const stores = new Map<readonly Rule[], Map<string, Rows>>();
  const look = lookUp(settings, tier);
  const rowsOf = (rules: readonly Rule[], endpoint: string): Rows => {
    const known = stores.get(rules)?.get(endpoint);
    if (known) return known;
    const rows = new Rows(widthOf(rules));
    stores.set(rules, (stores.get(rules) ?? new Map<string, Rows>()).set(endpoint, rows));
    return rows;
  };
  const ask = (client: string, endpoint: string, amount: Amount, takes: boolean): LimitAnswer => {
    const at = now();
    const found = look(client, amount, at);
    if (found.kind === 'answered') return found.answer;
    const rows = rowsOf(found.rules, endpoint);
    const place = rows.find(client);
    const { decision, row } = takeTogether(place?.chunk, found.rules, amount, at, place?.from);
    if (takes && decision.allowed) put(place ?? rows.add(client), row);
    else if (takes && place) place.chunk[place.from] = row[0] ?? 0;
    return answerOf(decision, found.as, at);
  };
  const change = (
    client: string,
    endpoint: string,
    alter: (row: Row | undefined, rules: readonly Rule[]) => Row | null,
  ) => {
    const found = look(client, { requests: 1, tokens: 0 }, now());
    if (found.kind === 'answered') return;
    const rows = rowsOf(found.rules, endpoint);
    const place = rows.find(client);
    const known = place && [...place.chunk.subarray(place.from, place.from + widthOf(found.rules))];
    const row = alter(known ?? undefined, found.rules);
    if (row !== null) put(place ?? rows.add(client), row);
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

function put({ chunk, from }: { chunk: Float64Array; from: number }, row: Row): void {
  for (let at = 0; at < row.length; at++) chunk[from + at] = row[at] ?? 0;
}
