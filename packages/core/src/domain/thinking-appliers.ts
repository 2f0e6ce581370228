/** What asking models does to the ledger. */
import type { Draft } from './draft.ts';
import { morePostponed } from './postponed.ts';
import { undecided } from './review-appliers.ts';
import { type Batch, keptAnswers, moreUnanswered, moreUnseen, type ThinkingEvent } from './thinking.ts';

type ThinkingAppliers = {
  [K in ThinkingEvent['kind']]: (draft: Draft, event: Extract<ThinkingEvent, { kind: K }>, at: string) => void;
};

function batchOf({ state }: Draft, intent: string): Batch {
  const batch = state.batches?.[intent];
  if (!batch) throw new Error(`no batch ${intent}`);
  return batch;
}

function putBatch({ state }: Draft, batch: Batch): void {
  state.batches = { ...state.batches, [batch.intent]: batch };
}

function forget({ state }: Draft, field: 'unanswered' | 'postponed', briefs: readonly string[]): void {
  const left = Object.entries(state[field] ?? {}).filter(([brief]) => !briefs.includes(brief));
  if (left.length > 0) Object.assign(state, { [field]: Object.fromEntries(left) });
  else delete state[field];
}

export const THINKING_APPLIERS: ThinkingAppliers = {
  'answered-by-model': (draft, { answers }, at) => {
    draft.answers = keptAnswers(draft.answers, answers, at);
    const briefs = Object.keys(answers);
    forget(draft, 'unanswered', briefs);
    forget(draft, 'postponed', briefs);
  },
  unanswered: (draft, { briefs }, at) => {
    draft.state.unanswered = moreUnanswered(draft.state.unanswered ?? {}, briefs, at);
    // Whoever answers is well, whatever the answer.
    forget(draft, 'postponed', briefs);
  },
  postponed: ({ state }, event, at) => {
    state.postponed = morePostponed(state.postponed ?? {}, event, at);
  },
  'batch-reserved': (draft, { batch }) => {
    putBatch(draft, batch);
  },
  'batch-taken': (draft, { intent, token, expires }, at) => {
    const batch = batchOf(draft, intent);
    putBatch(draft, { ...batch, token, expires, unseen: moreUnseen(batch.unseen, at) });
  },
  'batch-sent': (draft, { intent, id }) => {
    const { unseen: _, ...batch } = batchOf(draft, intent);
    putBatch(draft, { ...batch, id });
  },
  'batch-unseen': (draft, { intent }, at) => {
    const batch = batchOf(draft, intent);
    putBatch(draft, { ...batch, unseen: moreUnseen(batch.unseen, at) });
  },
  // What it answered, or did not, is a reason to look for work again.
  'batch-ended': (draft, { intent }) => {
    const { [intent]: ended, ...others } = draft.state.batches ?? {};
    if (!ended) throw new Error(`no batch ${intent}`);
    if (Object.keys(others).length > 0) draft.state.batches = others;
    else delete draft.state.batches;
    draft.state.revision += 1;
    if (ended.questions.some(({ role }) => role === 'review')) draft.state.reviews = undecided(draft.state.reviews);
  },
};
