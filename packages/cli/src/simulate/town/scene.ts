/** What somebody finds when their moment comes: the world, the neighbours, the code, and dice of their own. */

import type { Dice } from '@steward/sandbox/dice.ts';
import type { InhabitedWorld } from '@steward/sandbox/inhabited-world.ts';
import type { Change, Codebase } from './codebase.ts';
import type { Crew } from './crew.ts';
import type { Doing } from './happening.ts';
import type { People } from './people.ts';

/** A pull request as its author remembers it. */
export interface Proposal {
  number: number;
  branch: string;
  author: string;
  /** What merging it does to the code. */
  change: Change;
  /** An agent made it. */
  byAgent?: true;
}

export interface Scene {
  world: InhabitedWorld;
  people: People;
  code: Codebase;
  /** The open pull requests by number. */
  proposals: Map<number, Proposal>;
  /** Null: nobody but people works here. */
  crew: Crew | null;
  /** What a configuration says of money for models; null: nothing. */
  budgets: ((dice: Dice) => string) | null;
  /** What agents are seen to work on, by number of the issue: their names. */
  inHand: Map<number, string>;
  dice: Dice;
  /** Milliseconds since the epoch. */
  now: number;
  /** Has something happen some minutes from now, with dice of its own. */
  later(minutes: number, deed: Deed): void;
}

/** Null: there was nothing to do. */
export type Deed = (scene: Scene) => Doing | null | Promise<Doing | null>;

/** Something that happens again and again, as often on a usual weekday as `rate` says. */
export interface Custom {
  name: string;
  rate: number;
  deed: Deed;
}

export const HOUR = 60;
export const DAY = 24 * HOUR;
