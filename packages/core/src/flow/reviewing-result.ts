/** What a review hands on to the rest of a tick. */
import type { CommentWritten, LedgerEvent } from '../domain/event.ts';
import type { Outcome, Proposal } from '../domain/proposal.ts';
import type { SecretFinding } from '../ports.ts';

export interface Reviewing {
  proposals: readonly Proposal[];
  comments: readonly CommentWritten[];
  secrets: readonly SecretFinding[];
  /** What the ledger learns once it is known what became of the comments. */
  learned(outcomes: readonly Outcome[]): LedgerEvent[];
}

export const NO_REVIEWING: Reviewing = { proposals: [], comments: [], secrets: [], learned: () => [] };
