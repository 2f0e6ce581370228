/** A promise of Steward that must hold after every run, whatever happened during it. */
import type { Config } from '@steward/core/domain/config.ts';
import type { Micro } from '@steward/core/domain/money/amount.ts';
import type { Deed } from '@steward/sandbox/agents/errand.ts';
import type { InhabitedWorld } from '@steward/sandbox/inhabited-world.ts';
import type { HandOffEffect } from '../hand-off-witness.ts';
import type { RunRecord } from '../run.ts';
import type { Shadow, Transaction } from '../shadow.ts';
import type { Creation, Witness } from '../witness.ts';

/** Everything there is to judge by after a run. */
export interface Scene {
  world: InhabitedWorld;
  /** The run, and the rival that ran beside it where there was one. */
  runs: readonly RunRecord[];
  /** What the ledger learnt meanwhile. */
  transactions: readonly Transaction[];
  /** What became visible by Steward's hand meanwhile. */
  created: readonly Creation[];
  /** Hand-offs that became visible meanwhile. */
  handedOver: readonly HandOffEffect[];
  /** What agents did since the last look. */
  deeds: readonly Deed[];
  shadow: Shadow;
  witness: Witness;
  /** Milliseconds since 1970, in virtual time. */
  now: number;
  /** The configuration that a run would read now; null where it is not valid. */
  config: Config | null;
  /** No trouble, no rival, memory in order: such a run must do all that is due. */
  isFair: boolean;
  /** Nothing happened since the end of the last run, nor during this one. */
  isUndisturbed: boolean;
  /** The last memory that Steward lost, in milliseconds since 1970; null: none so far. */
  lostAt: number | null;
  /** What vendors of models would charge for all that they answered so far, and for what was not in batches; null: there are none. */
  bill: { all: Micro; now: Micro } | null;
}

export interface Invariant {
  name: string;
  /** What is wrong, one text each. */
  check(scene: Scene): readonly string[] | Promise<readonly string[]>;
}
