/** What is remembered of money: held before models are asked, settled after. */
import type { Call } from '../model.ts';
import type { Amount, Micro } from './amount.ts';

/** What one run may spend. Times are the server's. */
export interface Hold extends Amount {
  /** Of the run, or of the batch that is out: only who shows it may settle. */
  token: string;
  /** Time of the read that preceded the reserve. */
  at: string;
  /** From then on anybody charges it in full. */
  expires: string;
  /** In a few words: `questions of a run`. */
  purpose: string;
  /** Of questions that its run asks meanwhile: nobody else asks the same. Absent: none. */
  briefs?: readonly string[];
  /** It may reach into what is in reserve. */
  incident?: true;
}

/** A call with what it is charged. */
export interface SpentCall extends Call {
  /** Null: its price is unknown. */
  micro: Micro | null;
  /** Nobody knows what it used, or the vendor never said: it is charged as much as it can have cost. */
  assumed?: true;
}

/** How much of a budget is spent when people are told, in hundredths. At the last nothing is asked any more. */
export const STEPS = [75, 90, 100] as const;
export type Step = (typeof STEPS)[number];

/** Budgets that people are told of. `tokens`: those of a day. */
export const BOUNDS = ['day', 'month', 'tokens'] as const;
export type Bound = (typeof BOUNDS)[number];

export type MoneyEvent =
  /** Reserved, in the transaction that judged it. */
  | { kind: 'spending'; hold: Hold }
  /**
   * What was asked, each call on its own, and what it is charged in all. Where the token holds nothing any more that was
   * charged in full, and only the calls are noted.
   */
  | { kind: 'spent'; token: string; calls: SpentCall[]; charged: Amount }
  /** Its run never settled: it is charged in full. */
  | { kind: 'spending-expired'; token: string }
  /** People were told, once for each step of each budget in its day or month. */
  | { kind: 'money-warned'; bound: Bound; step: Step };
