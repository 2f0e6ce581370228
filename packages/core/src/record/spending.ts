/**
 * Reserve and settle, of money: the events that hold it before models are asked and charge it after (protocol.md, "Money").
 *
 * 1. `transact((held) => reserveSpending(held, budgets, wish))`, then `heldBy(ledger, token)`: the hold, or null where there is
 *    nothing to spend; `roomFor` says why.
 * 2. `new Purse(hold, budgets)`: `admit` each question's ceiling before it is sent, `settle` its calls after.
 * 3. `transact((held) => settleSpending(held, budgets, purse.settlement()))`; `warningTexts` of its events are told.
 *
 * A run that dies between them, or is unsure, settles nothing: what it holds expires and is charged in full.
 */
import { applyAll } from '../domain/apply.ts';
import type { Budgets } from '../domain/budget-settings.ts';
import type { LedgerEvent } from '../domain/event.ts';
import { later } from '../domain/intent.ts';
import { MONEY_TIMES } from '../domain/money/account.ts';
import type { Hold } from '../domain/money/event.ts';
import { expiredSpending } from '../domain/money/expiry.ts';
import type { Settlement } from '../domain/money/purse.ts';
import { holdFor, type Wish } from '../domain/money/room.ts';
import { warningsDue } from '../domain/money/warning.ts';
import type { State } from '../domain/state.ts';
import type { Held } from './transaction.ts';

type At = Pick<Held, 'ledger' | 'at'>;

/** What others let expire is charged first: it was theirs to spend. */
export function reserveSpending(held: At, budgets: Budgets, wish: Wish): LedgerEvent[] {
  const expired = expiredSpending(held.ledger.state, held.at);
  const { state } = applyAll(held.ledger, expired, held.at);
  const hold = holdFor(state, budgets, held.at, wish);
  return withWarnings(held, budgets, [...expired, ...(hold ? [{ kind: 'spending' as const, hold }] : [])]);
}

/** The hold that carries this token, and no other's. */
export function heldBy({ state }: { state: Pick<State, 'money'> }, token: string): Hold | null {
  const hold = state.money?.holds[token];
  return hold ? { token, ...hold } : null;
}

/**
 * Charges what was spent, if the token still holds it; its calls are noted in any case. What is out in batches stays held,
 * each under its own token: whoever collects it makes a purse of that hold and settles it in the same way.
 */
export function settleSpending(held: At, budgets: Budgets, settlement: Settlement): LedgerEvent[] {
  const { token, calls, charged, out } = settlement;
  const { state } = held.ledger;
  const isHeld = heldBy(held.ledger, token) !== null;
  const expired = expiredSpending(state, held.at).filter((event) => event.token !== token);
  const spent: LedgerEvent[] = isHeld || calls.length > 0 ? [{ kind: 'spent', token, calls, charged }] : [];
  // One that expired is charged already, with its batches.
  const batches = isHeld ? out.filter((batch) => heldBy(held.ledger, batch.token) === null) : [];
  const deferred = batches.map((batch): LedgerEvent => ({ kind: 'spending', hold: batchHold(batch, held.at) }));
  return withWarnings(held, budgets, [...expired, ...spent, ...deferred]);
}

const batchHold = ({ token, micro, tokens }: Settlement['out'][number], at: string): Hold => ({
  ...{ token, micro, tokens, at, expires: later(at, MONEY_TIMES.batch), purpose: 'a batch that is out' },
});

/** People are told by whoever comes next once a step is reached, also where nothing is left to hold. */
function withWarnings({ ledger, at }: At, budgets: Budgets, events: LedgerEvent[]): LedgerEvent[] {
  return [...events, ...warningsDue(applyAll(ledger, events, at).state.money, budgets, at)];
}
