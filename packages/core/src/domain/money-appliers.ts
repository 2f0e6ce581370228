/** What holding and spending money does to the ledger. */
import type { Draft } from './draft.ts';
import type { EventKind, LedgerEvent } from './event.ts';
import { type Account, accountAt, charged, chargedInFull, noted, withoutHold } from './money/account.ts';
import type { MoneyEvent } from './money/event.ts';
import type { State } from './state.ts';
import { dayOf } from './time.ts';

type Of<K extends EventKind> = Extract<LedgerEvent, { kind: K }>;

const change = ({ state }: Draft, at: string, changed: (account: Account) => Account): void => {
  state.money = changed(accountAt(state.money, at));
};

export const MONEY_APPLIERS: { [K in MoneyEvent['kind']]: (draft: Draft, event: Of<K>, at: string) => void } = {
  spending: (draft, { hold: { token, ...hold } }, at) => {
    if (draft.state.money?.holds[token]) throw new Error(`${token} holds money already`);
    change(draft, at, (account) => ({ ...account, holds: { ...account.holds, [token]: hold } }));
  },
  spent: (draft, { token, calls, charged: amount }, at) => {
    change(draft, at, (account) => {
      const settled = token in account.holds ? charged(withoutHold(account, token), amount) : account;
      return noted(settled, calls);
    });
    draft.show(at);
  },
  'spending-expired': (draft, { token }, at) => {
    const { briefs } = draft.state.money?.holds[token] ?? {};
    change(draft, at, (account) => chargedInFull(account, token));
    // Whoever waited for what its run was asking looks for work again.
    if (briefs !== undefined) draft.state.revision += 1;
    draft.show(at);
  },
  'money-warned': (draft, { bound, step }, at) => {
    change(draft, at, (account) => ({ ...account, warned: { ...account.warned, [bound]: step } }));
    draft.show(at);
  },
};

type Kept = Pick<State, 'money'>;

/** Nobody will know what those who hold money spend of it. */
export function lostMoney({ money }: Readonly<Kept>, at: string): Kept {
  if (money === undefined) return {};
  return { money: Object.keys(money.holds).reduce(chargedInFull, accountAt(money, at)) };
}

/** What was spent before is not known, so today nothing more is. */
export function rebuiltMoney({ money }: Readonly<Kept>, at: string): Kept {
  const day = dayOf(at);
  return { money: { ...accountAt(money, at), spentOut: day, ...(money === undefined && { since: day }) } };
}
