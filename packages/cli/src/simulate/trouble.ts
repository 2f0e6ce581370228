/** What goes wrong for each run, drawn from the seed before the run begins: the network, the runner, GitHub, the memory. */
import type { Fault, FaultEffect } from '@steward/sandbox/fault-schedule.ts';
import { Chance } from './chance.ts';

export const FAULT_LEVELS = ['none', 'mild', 'wild'] as const;
export type FaultLevel = (typeof FAULT_LEVELS)[number];

export const DAMAGES = ['branch deleted', 'state cut short', 'shard lost', 'foreign commit', 'newer schema'] as const;
export type Damage = (typeof DAMAGES)[number];

/** A request of the run that is struck, by its number in the run, from 1. */
export interface Strike {
  at: number;
  timing: Fault['timing'];
  effect: FaultEffect;
  lateBy?: number;
}

export interface Trouble {
  strikes: Strike[];
  /** The process is killed at this await, from 1; null: it lives. */
  death: number | null;
  /** The process stands still at this await. */
  stall: { at: number; milliseconds: number } | null;
  /** How far the runner's own clock is wrong. Milliseconds. */
  skew: number;
  /** From this file operation of the runner on, its disk takes nothing more. */
  diskFull: number | null;
  /** The server gives no git. */
  gitDown: boolean;
  /** How long new things are missing from listings. Milliseconds. */
  lag: number;
  /** A second run of the same workflow beside this one. */
  rival: boolean;
  /** What befalls the state branch before the run. */
  damage: Damage | null;
}

/** Nothing goes wrong. */
export const CALM: Trouble = {
  strikes: [],
  death: null,
  stall: null,
  skew: 0,
  diskFull: null,
  gitDown: false,
  lag: 0,
  rival: false,
  damage: null,
};

/** Whether nothing of it touches the run: it must do all that is due. */
export const isFair = ({ strikes, rival, damage, lag, death, stall, diskFull, gitDown }: Trouble): boolean =>
  strikes.length === 0 &&
  !rival &&
  damage === null &&
  lag === 0 &&
  death === null &&
  stall === null &&
  diskFull === null &&
  !gitDown;

/** Shares of runs that are hit, by kind of trouble. */
const SHARES = {
  none: { network: 0, outage: 0, runner: 0, lag: 0, rival: 0, damage: 0 },
  mild: { network: 0.05, outage: 0.002, runner: 0.02, lag: 0.1, rival: 0.005, damage: 1 / 3000 },
  wild: { network: 0.35, outage: 0.01, runner: 0.12, lag: 0.4, rival: 0.05, damage: 1 / 300 },
} as const;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** The listing lag and the late effect that Steward's protocol allows for: GitHub promises neither. */
const MOST_LAG = MINUTE;
const MOST_LATE = 2 * MINUTE;

export class Troubles {
  readonly #level: FaultLevel;
  readonly #network: Chance;
  readonly #runner: Chance;
  readonly #rest: Chance;
  #outageUntil = 0;

  constructor(seed: number, level: FaultLevel) {
    this.#level = level;
    this.#network = new Chance(seed, 'network');
    this.#runner = new Chance(seed, 'runner');
    this.#rest = new Chance(seed, 'trouble');
  }

  /** `now`: milliseconds since 1970, for outages that last longer than a run. */
  next(now: number): Trouble {
    if (this.#level === 'none') return CALM;
    const shares = SHARES[this.#level];
    return {
      strikes: this.#strikes(now, shares),
      ...this.#runnerTrouble(shares.runner),
      gitDown: this.#rest.happens(shares.network / 8),
      lag: this.#rest.happens(shares.lag) ? this.#rest.between(1, MOST_LAG / SECOND) * SECOND : 0,
      rival: this.#rest.happens(shares.rival),
      damage: this.#rest.happens(shares.damage) ? this.#rest.pick(DAMAGES) : null,
    };
  }

  #strikes(now: number, shares: { network: number; outage: number }): Strike[] {
    const chance = this.#network;
    if (chance.happens(shares.outage)) this.#outageUntil = now + chance.between(20, 180) * MINUTE;
    if (now < this.#outageUntil) {
      return Array.from({ length: 40 }, (_, index) => ({
        at: index + 1,
        timing: 'before',
        effect: { kind: 'status', status: 503 },
      }));
    }
    if (!chance.happens(shares.network)) return [];
    return Array.from({ length: chance.between(1, 3) }, () => strike(chance));
  }

  #runnerTrouble(share: number): Pick<Trouble, 'death' | 'stall' | 'skew' | 'diskFull'> {
    const chance = this.#runner;
    const usual = { death: null, stall: null, skew: 0, diskFull: null };
    if (!chance.happens(share)) return usual;
    switch (chance.pick(['death', 'death', 'death', 'stall', 'skew', 'disk'] as const)) {
      case 'death':
        return { ...usual, death: chance.between(1, 60) };
      case 'stall':
        return { ...usual, stall: { at: chance.between(1, 60), milliseconds: chance.between(5, 1500) * SECOND } };
      case 'skew':
        return { ...usual, skew: chance.between(-48, 48) * 60 * MINUTE };
      case 'disk':
        return { ...usual, diskFull: chance.between(1, 5) };
    }
  }
}

/** Reads come first in a run and writes later; both are to be hit. */
function strike(chance: Chance): Strike {
  const at = chance.happens(0.4) ? 1 : chance.between(2, 18);
  const effect = drawEffect(chance);
  const timing = timingOf(chance, effect);
  return { at, timing, effect, ...(timing === 'late' && { lateBy: chance.between(1, MOST_LATE / SECOND) * SECOND }) };
}

function drawEffect(chance: Chance): FaultEffect {
  const retryAfter = chance.pick([0, 1, 60, 3600]);
  const effects: readonly FaultEffect[] = [
    { kind: 'refuse' },
    { kind: 'reset' },
    { kind: 'cut' },
    { kind: 'delay', milliseconds: chance.between(1, 19) * SECOND },
    { kind: 'hang', milliseconds: 20 * SECOND },
    { kind: 'status', status: chance.pick([500, 502, 503, 504] as const) },
    {
      kind: 'limit',
      limit: 'secondary',
      status: chance.pick([200, 403, 429] as const),
      ...(retryAfter > 0 && { retryAfter }),
    },
    { kind: 'limit', limit: 'primary', status: chance.pick([200, 403, 429] as const) },
    { kind: 'partial', seed: chance.between(1, 1_000_000) },
    { kind: 'stale' },
  ];
  return chance.pick(effects);
}

/** Only what leaves the outcome open can come after the effect or before a late one. */
function timingOf(chance: Chance, { kind }: FaultEffect): Fault['timing'] {
  switch (kind) {
    case 'reset':
    case 'status':
    case 'hang':
      return chance.pick(['before', 'after', 'after', 'late'] as const);
    case 'cut':
      return 'after';
    default:
      return 'before';
  }
}
