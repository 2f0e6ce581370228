/** What events about pull requests do to the ledger. */

import type { Draft } from './draft.ts';
import type { LedgerEvent } from './event.ts';
import { noteLanded, noteReverted } from './landed.ts';
import { noteGone, noteReturn, noteVerdict } from './lease-appliers.ts';
import { isDueAgain, lookedAt } from './postponed.ts';
import { recentMerges } from './review-capacity.ts';
import type { State } from './state.ts';
import { MOST_REVIEWS, type ReviewRecord } from './verdict.ts';

type Kind = 'pull-linked' | 'reviewed' | 'pull-ended' | 'reverted';
type ReviewAppliers = { [K in Kind]: (draft: Draft, event: Extract<LedgerEvent, { kind: K }>, at: string) => void };

const UNSEEN: Omit<ReviewRecord, 'task' | 'asked' | 'agent' | 'wanted'> = {
  ...{ stale: true, due: null, head: '', facts: '', overall: null, met: 0, of: 0, round: 1, clicks: [] },
};

type Pulls = Readonly<Record<string, string>>;
type Before = Readonly<Pick<State, 'reviews' | 'pulls'>>;

/** Those whose state is seen to be another than before are to be looked at again. */
export function staleAfter({ reviews, pulls }: Before, now: Pulls): Readonly<State['reviews']> {
  let seen = reviews;
  for (const number in reviews) {
    const review = reviews[number];
    if (review && now[number] !== pulls[number]) seen = { ...seen, [number]: { ...review, stale: true } };
  }
  return seen;
}

/** What is left to a person may have waited for a reader: it is looked at again, and the others are as they were. */
export const undecided = (reviews: State['reviews']): State['reviews'] =>
  Object.fromEntries(
    Object.entries(reviews).map(([number, review]) => [
      number,
      review.overall === 'needs-person' ? { ...review, stale: true } : review,
    ]),
  );

export const REVIEW_APPLIERS: ReviewAppliers = {
  'pull-linked': (draft, event, at) => {
    const { state } = draft;
    const { number, task, asked, agent, wanted, state: seen, tie } = event;
    const known = state.reviews[number];
    if (!known && !roomForReview(draft)) return;
    const record = { ...UNSEEN, ...known, task, asked, agent, wanted, stale: true };
    state.reviews = {
      ...state.reviews,
      [number]: seen === null ? record : { ...placeless(record), ...placeOf(event, known) },
    };
    if (seen !== null) state.pulls = { ...state.pulls, [number]: seen };
    noteReturn(draft, { task, pull: number, tie }, at);
    draft.show(at);
  },
  reviewed: (draft, { kind: _, number, ...review }, at) => {
    const { state } = draft;
    const known = state.reviews[number];
    if (!known) return;
    const { head, facts, overall, met, of, round, clicks, due, hint, hopeless } = review;
    const { hint: _hint, hopeless: _hopeless, ...before } = known;
    const record: ReviewRecord = { ...before, stale: false, head, facts, overall, met, of, round, clicks, due };
    const wrong = { ...(hint !== undefined && { hint }), ...(hopeless && { hopeless }) };
    const mayAskAgain = isDueAgain(state.postponed, ['review'], at);
    // One may be looked at and others not, in a run that has no time for all or was asked about this one alone.
    const others = mayAskAgain ? undecided(state.reviews) : state.reviews;
    state.reviews = { ...others, [number]: { ...record, ...wrong } };
    const said = { isSentBack: overall === 'changes-requested', isSameHead: known.head === head };
    noteVerdict(draft, number, said, at);
    if (state.postponed) state.postponed = lookedAt(state.postponed, ['review'], at);
    draft.show(at);
  },
  'pull-ended': (draft, { number, merged, landed }, at) => {
    const { state } = draft;
    const { [number]: _, ...others } = state.reviews;
    state.reviews = others;
    const { [number]: _seen, ...pulls } = state.pulls;
    state.pulls = pulls;
    noteGone(draft, number);
    if (merged) state.merges = recentMerges([...state.merges, at], at);
    if (landed) noteLanded(draft, landed, at);
    draft.show(at);
  },
  reverted: noteReverted,
};

/** What is over gives its place to what comes. */
function roomForReview({ state }: Draft): boolean {
  if (Object.keys(state.reviews).length < MOST_REVIEWS) return true;
  const over = Object.keys(state.reviews).find(
    (number) => state.reviews[Number(number)]?.aside && !state.reviews[Number(number)]?.asked,
  );
  if (over === undefined) return false;
  const { [over]: _, ...others } = state.reviews;
  state.reviews = others;
  return true;
}

const placeless = ({ aside: _, draft: _draft, counter: _counter, ...record }: ReviewRecord): ReviewRecord => record;

const placeOf = (
  { aside, draft, counter: tied }: Extract<LedgerEvent, { kind: 'pull-linked' }>,
  known: ReviewRecord | undefined,
): Pick<ReviewRecord, 'aside' | 'draft' | 'counter'> => {
  const counter = tied ?? known?.counter;
  return { ...(aside && { aside }), ...(draft && { draft }), ...(counter !== undefined && { counter }) };
};
