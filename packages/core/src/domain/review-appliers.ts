/** What events about pull requests do to the ledger. */
import type { Draft } from './draft.ts';
import type { LedgerEvent } from './event.ts';
import { noteGone, noteReturn } from './lease-appliers.ts';
import { recentMerges } from './review-capacity.ts';
import type { State } from './state.ts';
import { MOST_REVIEWS, type ReviewRecord } from './verdict.ts';

type Kind = 'pull-linked' | 'reviewed' | 'pull-ended';
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

export const REVIEW_APPLIERS: ReviewAppliers = {
  'pull-linked': (draft, { number, task, asked, agent, wanted, state: seen }, at) => {
    const { state } = draft;
    const known = state.reviews[number];
    if (!known && Object.keys(state.reviews).length >= MOST_REVIEWS) return;
    state.reviews = { ...state.reviews, [number]: { ...UNSEEN, ...known, task, asked, agent, wanted, stale: true } };
    if (seen !== null) state.pulls = { ...state.pulls, [number]: seen };
    noteReturn(draft, { task, pull: number, agent }, at);
    draft.show(at);
  },
  reviewed: (draft, { kind: _, number, ...review }, at) => {
    const { state } = draft;
    const known = state.reviews[number];
    if (!known) return;
    const { head, facts, overall, met, of, round, clicks, due } = review;
    const record: ReviewRecord = { ...known, stale: false, head, facts, overall, met, of, round, clicks, due };
    state.reviews = { ...state.reviews, [number]: record };
    draft.show(at);
  },
  'pull-ended': (draft, { number, merged }, at) => {
    const { state } = draft;
    const { [number]: _, ...others } = state.reviews;
    state.reviews = others;
    const { [number]: _seen, ...pulls } = state.pulls;
    state.pulls = pulls;
    noteGone(draft, number);
    if (merged) state.merges = recentMerges([...state.merges, at], at);
    draft.show(at);
  },
};
