/** What a review hands on to the rest of a tick, and how a person's wish for one enters it. */
import { REVIEW_LABEL } from '../decide/review/linking.ts';
import type { CommentWritten, LedgerEvent } from '../domain/event.ts';
import { UserError } from '../domain/failure.ts';
import type { Outcome, Proposal } from '../domain/proposal.ts';
import type { Stub } from '../domain/snapshot.ts';
import type { SecretFinding } from '../ports.ts';
import { stubOfPull } from './noticing.ts';
import type { Tick } from './tick.ts';

export interface Reviewing {
  proposals: readonly Proposal[];
  comments: readonly CommentWritten[];
  secrets: readonly SecretFinding[];
  /** What the ledger learns once it is known what became of the comments. */
  learned(outcomes: readonly Outcome[]): LedgerEvent[];
}

export const NO_REVIEWING: Reviewing = { proposals: [], comments: [], secrets: [], learned: () => [] };

/** The pull request of this number, as if it carried the label that asks for a review. */
export async function askedPull({ world }: Tick, number: number): Promise<Stub> {
  const detail = await world.reader.pull(number);
  if (detail?.state !== 'open') {
    throw new UserError(
      `There is no open pull request #${number}.`,
      'Give the number of one that is open as `pull-request`, or leave it empty: those that are due are looked at.',
    );
  }
  const stub = stubOfPull(detail);
  return { ...stub, labels: [...stub.labels, REVIEW_LABEL] };
}
