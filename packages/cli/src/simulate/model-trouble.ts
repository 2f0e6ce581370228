/** What goes wrong with models in each run, drawn from the seed before it begins: vendors, keys, batches. */
import type { Fate } from '@steward/sandbox/models/batch-settings.ts';
import type { ModelFault, ModelFaultEffect, StatusEffect } from '@steward/sandbox/models/model-faults.ts';
import { Chance } from './chance.ts';
import type { FaultLevel } from './trouble.ts';

/** A request to a model that is struck, by its number in the run, from 1. */
export interface ModelStrike {
  at: number;
  timing: NonNullable<ModelFault['timing']>;
  effect: ModelFaultEffect;
}

export const VENDORS = ['anthropic', 'openai'] as const;
export type Vendor = (typeof VENDORS)[number];

export interface ModelTrouble {
  strikes: ModelStrike[];
  /** Every request is struck so. */
  outage: StatusEffect | null;
  /** Whose keys the run has. */
  keys: readonly Vendor[];
  /** How long batches take that are sent by now. Milliseconds. */
  delay: number;
  /** Share of the questions of batches that are not simply answered. */
  spoilt: number;
  /** What is out is forgotten by its vendor. */
  forgets: boolean;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const CALM: ModelTrouble = {
  ...{ strikes: [], outage: null, keys: VENDORS, delay: HOUR, spoilt: 0, forgets: false },
};

export const isCalm = ({ strikes, outage, keys, spoilt, forgets }: ModelTrouble): boolean =>
  strikes.length === 0 && outage === null && keys.length === VENDORS.length && spoilt === 0 && !forgets;

/** Shares of runs that are hit, by kind of trouble. */
const SHARES = {
  none: { network: 0, outage: 0, keys: 0, batches: 0 },
  mild: { network: 0.1, outage: 0.005, keys: 0.003, batches: 0.1 },
  wild: { network: 0.4, outage: 0.02, keys: 0.02, batches: 0.4 },
} as const satisfies Record<FaultLevel, object>;

export class ModelTroubles {
  readonly #level: FaultLevel;
  readonly #chance: Chance;
  #outage: { until: number; effect: StatusEffect } | null = null;
  #keys: { until: number; keys: readonly Vendor[] } | null = null;

  constructor(seed: number, level: FaultLevel) {
    this.#level = level;
    this.#chance = new Chance(seed, 'models');
  }

  /** `now`: milliseconds since 1970, for what lasts longer than a run. */
  next(now: number): ModelTrouble {
    if (this.#level === 'none') return CALM;
    const chance = this.#chance;
    const shares = SHARES[this.#level];
    if (chance.happens(shares.outage)) {
      const status = chance.pick([429, 500, 529] as const);
      this.#outage = { until: now + chance.between(20, 300) * MINUTE, effect: { kind: 'status', status } };
    }
    if (chance.happens(shares.keys)) {
      this.#keys = { until: now + chance.between(1, 30) * HOUR, keys: chance.pick([[], ['anthropic'], ['openai']]) };
    }
    const isSlow = chance.happens(shares.batches);
    return {
      strikes: chance.happens(shares.network) ? Array.from({ length: chance.between(1, 3) }, () => strike(chance)) : [],
      outage: this.#outage !== null && now < this.#outage.until ? this.#outage.effect : null,
      keys: this.#keys !== null && now < this.#keys.until ? this.#keys.keys : VENDORS,
      // Over a day: it expires.
      delay: isSlow ? chance.pick([0, 5 * MINUTE, 5 * HOUR, 23 * HOUR, 26 * HOUR]) : HOUR,
      spoilt: chance.happens(shares.batches) ? 0.5 : 0,
      forgets: chance.happens(shares.batches / 20),
    };
  }
}

function strike(chance: Chance): ModelStrike {
  const effects: readonly ModelFaultEffect[] = [
    { kind: 'status', status: 429, retryAfter: chance.pick([1, 20, 600]) },
    { kind: 'status', status: chance.pick([400, 401, 402, 404, 413, 500, 502, 503, 504, 529] as const) },
    { kind: 'reset' },
    { kind: 'refuse' },
    { kind: 'hang', milliseconds: chance.between(20, 200) * SECOND },
    { kind: 'delay', milliseconds: chance.between(1, 90) * SECOND },
    { kind: 'cut' },
    { kind: chance.pick(['refusal', 'truncated', 'malformed', 'misfit', 'hostile'] as const) },
  ];
  const effect = chance.pick(effects);
  const timing = canBeAfter(effect) && chance.happens(0.5) ? 'after' : 'before';
  return { at: chance.happens(0.6) ? 1 : chance.between(2, 5), timing, effect };
}

/** What was answered and told to nobody: the tokens are spent, the batch is there. Who says no to a call bills nothing. */
const canBeAfter = (effect: ModelFaultEffect): boolean =>
  effect.kind === 'reset' ||
  effect.kind === 'hang' ||
  (effect.kind === 'status' && [500, 502, 504].includes(effect.status));

/** What becomes of one question of a batch; null: it is answered. */
export function fateOf(seed: number, question: string, spoilt: number): Fate | null {
  const chance = new Chance(seed, `fate ${question}`);
  if (!chance.happens(spoilt)) return null;
  return chance.pick<Fate>([
    'errored',
    'expired',
    { kind: 'refusal', reason: 'I would rather not.' },
    { kind: 'truncated', text: '{"choices":[' },
    { kind: 'text', text: 'Certainly! Here is' },
    { kind: 'value', value: { choices: 'none' } },
  ]);
}
