/** What the ledger learns of a look at a plan, once it is known what became of the comment and of the links. */
import type { CommentWritten, LedgerEvent } from '../domain/event.ts';
import { later, TIMES } from '../domain/intent.ts';
import type { PlanRecord } from '../domain/plan.ts';
import type { Outcome, Proposal } from '../domain/proposal.ts';
import type { Ledger } from '../domain/state.ts';
import type { PlanMeaning } from './plan-events.ts';
import { isKnown } from './settling.ts';

/** So long until what was not granted is tried again. */
const AGAIN = 6 * 3_600_000;

export interface PlanLook {
  number: number;
  meaning: PlanMeaning;
  comment: CommentWritten | null;
  words: Proposal | null;
  children: Proposal[];
  /** What is remembered once the words are said; null: nothing. */
  record: ((at: string) => PlanRecord) | null;
  /** What was remembered so far. */
  before: PlanRecord | undefined;
}

interface Aftermath {
  outcomes: readonly Outcome[];
  now: Ledger;
  at: string;
}

/** What guard refused, such as at night or over a cap, is not looked at with every run: it waits for the morning, or a while. */
function againAt(of: Outcome | Proposal, { state }: Ledger, at: string): string {
  if ('effect' in of) return later(at, of.kind === 'refused' && of.gone ? 0 : TIMES.expiry);
  if (Object.values(state.claims).some(({ subject }) => subject === of.subject)) return later(at, TIMES.expiry);
  return state.retryAt !== null && state.retryAt > at ? state.retryAt : later(at, AGAIN);
}

/** Once the words are said; else it stays due, and is as it was. */
export function learnedOf(
  { number, words, children, record, before }: PlanLook,
  { outcomes, now, at }: Aftermath,
): LedgerEvent[] {
  if (record === null || !now.state.plans?.[number]) return [];
  const of = ({ kind, subject }: Proposal) =>
    outcomes.find(({ effect }) => effect.kind === kind && effect.subject === subject);
  const said = words && of(words);
  if (words && said?.kind !== 'done') {
    const kept: PlanRecord = before ?? { source: '', plan: null, at: null, heard: null, due: null };
    const { approved = kept.approved } = now.state.plans[number];
    return [
      {
        kind: 'planned',
        number,
        record: { ...kept, ...(approved && { approved }), due: againAt(said ?? words, now, at) },
      },
    ];
  }
  const next = record((said?.kind === 'done' && said.updatedAt) || (words ? at : (before?.at ?? at)));
  const isOpened = outcomes.some(
    ({ kind, effect }) =>
      kind === 'done' && effect.kind === 'open-issue' && now.tasks[effect.subject]?.story?.of === number,
  );
  const isLeft = children.some((child) => {
    const outcome = of(child);
    return outcome !== undefined && !isKnown(outcome);
  });
  const due = isOpened ? at : isLeft ? later(at, TIMES.expiry) : next.due;
  return [{ kind: 'planned', number, record: { ...next, due } }];
}
