/** What the state knows of money: today, this month, what runs hold, and some days of the past. */
import { TIMES } from '../intent.ts';
import { dayOf } from '../time.ts';
import { type Amount, type Micro, NOTHING, plus, sumOf } from './amount.ts';
import type { Bound, Hold, SpentCall, Step } from './event.ts';
import { allTokens } from './tokens.ts';

/**
 * Of one day. Money includes what expired; `unpriced`: calls whose price is unknown; `untold`: those whose tokens are, which are
 * no part of `tokens`. Absent: none.
 */
export type DayRow = readonly [micro: Micro, calls: number, tokens: number, unpriced: number, untold?: number];
/** Of one provider and role in one month. */
export type UseRow = DayRow;

export interface Account {
  /** The day of `today` and the month of `thisMonth`, in UTC: they never go back, whatever a clock says. */
  day: string;
  month: string;
  today: Amount;
  thisMonth: Micro;
  /** By token. */
  holds: Record<string, Omit<Hold, 'token'>>;
  /** The highest step of each budget that people were told of in its day or month. */
  warned: Partial<Record<Bound, Step>>;
  /** Days with calls or charges, the newest `MOST_DAYS`. */
  days: Record<string, DayRow>;
  /** Month → `provider/role`; this month and the one before. */
  uses: Record<string, Record<string, UseRow>>;
  /** Memory was rebuilt on this day: what was spent before on it is unknown, so it counts as spent in full. */
  spentOut?: string;
  /** The first day that is known of, where memory was rebuilt. */
  since?: string;
}

export const MOST_DAYS = 35;
/** Runs and batches that hold money at once. */
export const MOST_HOLDS = 20;
/** Providers and roles that are told apart in a month; the rest is `OTHERS`. */
export const MOST_USES = 16;
export const OTHERS = 'other';

/** Milliseconds. A call is sent within `act` of the read that came before its reserve; then its hold can expire. */
export const MONEY_TIMES = {
  act: TIMES.expiry - TIMES.lateEffect - TIMES.listingLag - TIMES.skew,
  expiry: TIMES.expiry,
  /** Of a batch that is out: vendors end it after a day. */
  batch: 26 * 3_600_000,
} as const;

export const monthOf = (at: string): string => at.slice(0, 7);

export const newAccount = (at: string): Account => ({
  ...{ day: dayOf(at), month: monthOf(at), today: NOTHING, thisMonth: 0 },
  ...{ holds: {}, warned: {}, days: {}, uses: {} },
});

/** As it is at that time: a new day or month begins with nothing spent. What is held counts in it all the same. */
export function accountAt(account: Account | undefined, at: string): Account {
  if (account === undefined) return newAccount(at);
  const [day, month] = [dayOf(at), monthOf(at)];
  if (day <= account.day) return account;
  const isNewMonth = month > account.month;
  const { month: monthWarned } = account.warned;
  return {
    ...account,
    ...{ day, today: NOTHING, warned: isNewMonth || monthWarned === undefined ? {} : { month: monthWarned } },
    ...(isNewMonth && { month, thisMonth: 0, uses: kept(account.uses, 1) }),
  };
}

export const heldOf = ({ holds }: Account): Amount => sumOf(Object.values(holds));

export function charged(account: Account, amount: Amount): Account {
  const [micro, ...counts] = account.days[account.day] ?? NO_DAY;
  return {
    ...account,
    today: plus(account.today, amount),
    thisMonth: account.thisMonth + amount.micro,
    days: kept({ ...account.days, [account.day]: [micro + amount.micro, ...counts] }, MOST_DAYS),
  };
}

const NO_DAY: DayRow = [0, 0, 0, 0];

export function withoutHold(account: Account, token: string): Account {
  const { [token]: _, ...holds } = account.holds;
  return { ...account, holds };
}

/** A hold that nobody will settle, or nobody knows whether anybody does. */
export function chargedInFull(account: Account, token: string): Account {
  const hold = account.holds[token];
  return hold === undefined ? account : charged(withoutHold(account, token), hold);
}

/** The calls in the figures of their day and month; what they are charged is another matter. */
export function noted(account: Account, calls: readonly SpentCall[]): Account {
  const [micro, ...before] = account.days[account.day] ?? NO_DAY;
  // The day's money is what was charged, and that is in it already.
  const [, ...after] = calls.reduce(added, [0, ...before] as DayRow);
  const uses = { ...account.uses[account.month] };
  for (const call of calls) {
    const name = `${call.model.provider}/${call.role}`;
    const key = name in uses || Object.keys(uses).length < MOST_USES ? name : OTHERS;
    uses[key] = added(uses[key] ?? NO_DAY, call);
  }
  return {
    ...account,
    days: kept({ ...account.days, [account.day]: [micro, ...after] }, MOST_DAYS),
    uses: kept({ ...account.uses, [account.month]: uses }, 2),
  };
}

function added(
  [micro, calls, tokens, unpriced, before = 0]: UseRow,
  call: Pick<SpentCall, 'micro' | 'tokens'>,
): UseRow {
  const untold = before + (call.tokens === null ? 1 : 0);
  const row = [
    micro + (call.micro ?? 0),
    calls + 1,
    tokens + (call.tokens ? allTokens(call.tokens) : 0),
    unpriced + (call.micro === null ? 1 : 0),
  ] as const;
  return untold > 0 ? [...row, untold] : row;
}

/** The last of them, by name. */
function kept<T>(rows: Record<string, T>, most: number): Record<string, T> {
  const names = Object.keys(rows).sort();
  return names.length <= most ? rows : Object.fromEntries(names.slice(-most).map((name) => [name, rows[name] as T]));
}
