/** What a reader of a diff says of one criterion: it counts only with lines that are there. */
import type { Ruling } from './verdict.ts';

export interface Grade {
  n: number;
  ruling: Ruling;
  /** One clause: what was seen, or why it does not count. */
  reason: string;
  cited: { path: string; line: number }[];
  /** What is still to be done; of a criterion that is not met. */
  hint?: string;
}
