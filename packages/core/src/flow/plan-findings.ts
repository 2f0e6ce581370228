/** What a look at plans hands on to the rest of a tick. */
import type { CommentWritten, LedgerEvent } from '../domain/event.ts';
import type { Outcome, Proposal, Refusal } from '../domain/proposal.ts';
import type { Ledger } from '../domain/state.ts';
import type { Judgement } from '../guard/judge.ts';
import type { SecretFinding } from '../ports.ts';

export type JudgeThem = (ledger: Ledger, proposals: readonly Proposal[]) => Judgement;

export interface PlanFindings {
  /** What the ledger learns before anything is done: approvals, and the stories that they open the way for. */
  eventsOn(ledger: Ledger, at: string, judge: JudgeThem): { events: LedgerEvent[]; refused: Refusal[] };
}

export interface Planning extends PlanFindings {
  proposals: readonly Proposal[];
  comments: readonly CommentWritten[];
  secrets: readonly SecretFinding[];
  /** What the ledger learns once it is known what became of the comments and of the links. */
  learned(outcomes: readonly Outcome[], ledger: Ledger): LedgerEvent[];
}

export const NO_PLANNING: Planning = {
  ...{ proposals: [], comments: [], secrets: [] },
  eventsOn: () => ({ events: [], refused: [] }),
  learned: () => [],
};
