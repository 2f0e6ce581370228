/** Settling what was done: recorded under the run's own claims, told in its report. */
import { applyAll } from '../domain/apply.ts';
import type { CommentPurpose } from '../domain/comment.ts';
import type { LedgerEvent } from '../domain/event.ts';
import { HEALTH } from '../domain/health.ts';
import { codeSpan } from '../domain/markdown.ts';
import type { Outcome } from '../domain/proposal.ts';
import type { Ledger } from '../domain/state.ts';
import { realNumber } from '../domain/task.ts';
import type { Done } from '../domain/tick.ts';
import { cleanReason } from '../guard/specification.ts';
import { intentsOf, settleEvents } from '../record/reservation.ts';
import { type Held, transact } from '../record/transaction.ts';
import { lateBlocks, unusedEvents } from './bounding.ts';
import { handOffEvents } from './handing-off.ts';
import { settleBlocks } from './sharing.ts';
import type { Tick } from './tick.ts';
import { cleaningOf } from './tick.ts';

/** What the ledger learns besides what outcomes say. */
export type More = (ledger: Ledger) => LedgerEvent[];

/** Records outcomes under the claims the run still holds, and what `more` there is, in one transaction; none, none. */
export async function settle(
  tick: Tick,
  held: Held,
  outcomes: readonly Outcome[],
  more: More = () => [],
): Promise<Held> {
  const { blocks } = tick;
  const boards = outcomes.filter(isBoard);
  const others = outcomes.filter((outcome) => !isBoard(outcome));
  const decide = (now: Held): LedgerEvent[] => [
    ...eventsOf(tick, now, others, more),
    ...unusedEvents(others, now.ledger, tick.config, { since: held.at, at: now.at, blocks }),
    // Last, since it was written with all of that in sight.
    ...settleEvents(now.ledger, tick.world.run, boards),
  ];
  const result = await transact(tick.ledgers, decide, held);
  await settleBlocks(tick, lateBlocks(others, held.ledger, blocks));
  tick.told.events += result.events.length;
  tick.told.done.push(...outcomes.flatMap((outcome) => doneOf(outcome, held.ledger)));
  tellTroubles(tick, outcomes, held.ledger);
  const waiting = intentsOf(result.held.ledger, tick.world.run).size;
  if (waiting > 0)
    tick.told.warnings.push(`${waiting} reservation(s) stay open until it is known what became of them.`);
  return result.held;
}

/** What the ledger learns of outcomes, and what more there is. */
export function eventsOf(tick: Tick, { ledger, at }: Held, outcomes: readonly Outcome[], more: More): LedgerEvent[] {
  const settled = [...settleEvents(ledger, tick.world.run, outcomes), ...more(ledger)];
  return [...settled, ...handOffEvents(tick, applyAll(ledger, settled, at), outcomes)];
}

/** Whether it is certain what became of it: what is not, or was only put off, the next run does. */
export const isKnown = (outcome: Outcome): boolean =>
  outcome.kind === 'done' || (outcome.kind === 'refused' && outcome.retryAfter === undefined);

const isBoard = ({ effect }: Outcome): boolean =>
  effect.kind === 'open-dashboard' || effect.kind === 'update-dashboard' || effect.kind === 'pin-dashboard';

/** Refused: the run ends red. Unanswered or late: the ledger knows, and a later run finishes it. One line for one reason. */
function tellTroubles(tick: Tick, outcomes: readonly Outcome[], ledger: Ledger): void {
  const failed = new Map<string, string[]>();
  for (const outcome of outcomes) {
    if (outcome.kind === 'done') {
      if (outcome.previous?.id === '')
        tick.told.warnings.push(
          `${titleOf(outcome.effect, ledger)}: GitHub did not tell who edited it before; its boxes are read again.`,
        );
      continue;
    }
    const { kind, effect } = outcome;
    const reason = cleanReason(outcome.reason, cleaningOf(tick));
    const to = effect.agent === undefined ? '' : ` to ${codeSpan(effect.agent)}`;
    const what = `${effect.kind}${to} (${titleOf(effect, ledger)})`;
    const isGrave = kind === 'refused' && !NICETIES.includes(effect.kind) && !outcome.gone;
    if (isGrave) failed.set(reason, [...(failed.get(reason) ?? []), what]);
    else
      tick.told.warnings.push(
        `${what}: ${reason}${kind === 'ambiguous' ? '; it is not known yet whether it happened' : ''}`,
      );
  }
  tick.told.failures.push(...[...failed].map(([reason, what]) => `${what.join(', ')}: ${reason}`));
}

/** What is refused of these is told, and nothing is lost by it. */
const NICETIES: readonly Outcome['effect']['kind'][] = ['pin-dashboard', 'link-dependency', 'link-child', 'ask-person'];

const titleOf = ({ kind, subject, name, number, purpose, undoes }: Outcome['effect'], ledger: Ledger): string => {
  if (subject === 'dashboard') return 'the dashboard';
  if (subject === HEALTH) return 'the issue about health';
  if (purpose) return COMMENT_WORDS[purpose];
  if (kind === 'set-labels' && undoes !== undefined) return 'labels';
  if (kind === 'delete-label') return `the label ${codeSpan(name ?? '')}`;
  if (kind === 'delete-branch') return subject;
  if (kind === 'close-copy') return `an extra copy, #${number}`;
  return ledger.tasks[subject]?.title ?? (name === undefined ? subject : codeSpan(name));
};

const COMMENT_WORDS: Record<CommentPurpose, string> = {
  criteria: 'criteria',
  question: 'a question',
  review: 'a review',
  note: 'a note',
  escalation: 'a question to a person',
  plan: 'a plan',
};

const DONE: Partial<Record<Outcome['effect']['kind'], Done['kind']>> = {
  'open-issue': 'opened',
  'hand-off': 'handed-over',
  'open-dashboard': 'dashboard',
  'update-dashboard': 'dashboard',
  'open-health': 'health',
  'update-health': 'health',
  'close-health': 'closed',
  'pin-dashboard': 'pinned',
  'create-label': 'label',
  'close-copy': 'closed',
  'close-issue': 'closed',
  'reopen-issue': 'reopened',
  'leave-dashboard': 'dashboard',
  'unpin-dashboard': 'unpinned',
  'delete-label': 'removed',
  'delete-branch': 'removed',
  'link-dependency': 'linked',
  'link-child': 'linked',
  'ask-person': 'asked',
  'post-comment': 'commented',
  'edit-comment': 'commented',
};

/** Where these change nothing there is nothing to tell. */
const SILENT: readonly Outcome['effect']['kind'][] = ['create-label', 'update-dashboard', 'delete-label'];

const doneKind = ({ kind, undoes }: Outcome['effect']): Done['kind'] | undefined =>
  undoes === undefined || kind === 'close-issue' ? DONE[kind] : 'taken-back';

function doneOf(outcome: Outcome, ledger: Ledger): Done[] {
  const kind = doneKind(outcome.effect);
  if (outcome.kind !== 'done' || !kind || (SILENT.includes(outcome.effect.kind) && !outcome.changed)) return [];
  const number = realNumber(outcome.number ?? outcome.effect.number);
  const { why } = outcome.effect;
  const said = { ...(number !== null && { number }), ...(why !== undefined && { why }) };
  return [{ kind, title: titleOf(outcome.effect, ledger), wrote: outcome.changed, ...said }];
}
