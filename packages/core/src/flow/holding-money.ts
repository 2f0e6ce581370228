/** Money that a run holds for a round of its questions: as much as they may cost, where there is that much. */
import { applyAll } from '../domain/apply.ts';
import type { Asked } from '../domain/asked.ts';
import type { Budgets } from '../domain/budget-settings.ts';
import type { LedgerEvent } from '../domain/event.ts';
import { type Amount, sumOf } from '../domain/money/amount.ts';
import type { Ceiling } from '../domain/money/ceiling.ts';
import { Purse } from '../domain/money/purse.ts';
import { roomFor } from '../domain/money/room.ts';
import { heldBy, reserveSpending } from '../record/spending.ts';
import type { Held } from '../record/transaction.ts';
import { budgetsFor, isMoneyShown, type LaneOf, type ModelDesk } from './model-desk.ts';
import type { Tick } from './tick.ts';

interface Round {
  tick: Tick;
  token: string;
  /** All that is asked is about something that failed. */
  incident: boolean;
}

/** One that is to be asked, at once or in a batch, with what it may cost by each model that may be asked it. */
export interface Priced {
  one: Asked;
  lane: LaneOf | null;
  ceilings: readonly Ceiling[];
}

const RUN_SPENT = 'all that one run may cost (`budgets.attempt`) is spent or held by it';

/** Money for all that is open; no purse: there is none, and why. */
export function holdMoney(
  { tick, token, incident }: Round,
  held: Held,
  open: readonly Priced[],
): { events: LedgerEvent[]; purse: Purse | null; refusal: string | null } {
  const [budgets, showsAmounts] = [budgetsFor(tick), isMoneyShown(tick)];
  const known = open.map(({ ceilings }) => ceilings);
  const most = sumOf(known.map((each) => mostOf(each, budgets)));
  const briefs = open.flatMap(({ one, lane }) => (lane ? [] : one.briefs));
  const before = [...tick.rounds.values()].reduce((sum, micro) => sum + micro, 0);
  const wish = { token, most, before, incident, purpose: 'questions of a run', briefs };
  const events = reserveSpending(held, budgets, wish);
  const hold = heldBy(applyAll(held.ledger, events, held.at), token);
  if (hold) {
    const purse = new Purse(hold, budgets, { showsAmounts });
    const short = shortReason(purse, known.flat());
    if (short === null) return { events, purse, refusal: null };
    // Nothing could be asked with it, so it is not held: it would be two commits for nothing.
    return { events: events.filter((event) => !isHold(event, token)), purse: null, refusal: short };
  }
  const { reason, tokensReason } = roomFor(held.ledger.state, budgets, held.at, { incident, showsAmounts });
  return { events, purse: null, refusal: reason ?? tokensReason ?? RUN_SPENT };
}

const isHold = (event: LedgerEvent, token: string): boolean => event.kind === 'spending' && event.hold.token === token;

/** Why none of it can be asked, by no model; null: something can. */
function shortReason(purse: Purse, ceilings: readonly Ceiling[]): string | null {
  let short: string | null = null;
  for (const ceiling of ceilings) {
    const admission = purse.admit(ceiling, 0);
    if (admission.ok) {
      purse.settle(admission.slip, []);
      return null;
    }
    short ??= admission.reason;
  }
  return short;
}

export async function ceilingsOf(desk: ModelDesk, { one, lane }: Omit<Priced, 'ceilings'>): Promise<Ceiling[]> {
  const { question, not } = one;
  const { chain } = (await desk.thinker(not)).role(question.role);
  const now = chain.map((model) => desk.ceiling(question, model, 'now'));
  return lane ? [...now, desk.ceiling(question, lane.model, 'batch')] : now;
}

/**
 * The dearest of those that may be asked about it, and as much again for an answer that has to be mended: also of what is to
 * go out in a batch, since what its vendor does not take is asked at once. Tokens only where they bound it and money does not.
 */
function mostOf(ceilings: readonly Ceiling[], { countsAll }: Budgets): Amount {
  const most = (amounts: readonly number[]): number => 2 * Math.max(0, ...amounts);
  return {
    micro: most(ceilings.map(({ micro }) => micro ?? 0)),
    tokens: most(ceilings.map(({ micro, tokens }) => (countsAll || !micro ? tokens : 0))),
  };
}
