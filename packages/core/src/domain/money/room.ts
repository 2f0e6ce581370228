/** How much may be spent now: what the budgets leave after what is spent and what others hold. */
import type { Budgets } from '../budget-settings.ts';
import { later } from '../intent.ts';
import type { State } from '../state.ts';
import { type Account, accountAt, heldOf, MONEY_TIMES, MOST_HOLDS } from './account.ts';
import { type Amount, type Micro, NOTHING, usdText } from './amount.ts';
import type { Hold } from './event.ts';

export interface Room extends Amount {
  /** Why there is none, of money and of tokens; null: there is some. */
  reason: string | null;
  tokensReason: string | null;
}

type Known = Pick<State, 'money' | 'lost'>;

interface Asking {
  /** Only an incident may use what is in reserve. */
  incident?: boolean;
  /** Amounts may be read where the reason is told. */
  showsAmounts?: boolean;
}

export function roomFor({ money, lost }: Known, budgets: Budgets, at: string, asking: Asking = {}): Room {
  const { incident = false, showsAmounts = true } = asking;
  const account = accountAt(money, at);
  const shut = shutReason(account, lost !== null) ?? nothingReason(budgets);
  if (shut !== null) return { ...NOTHING, reason: shut, tokensReason: shut };
  const reserve = incident ? NOTHING : budgets.reserve;
  const held = heldOf(account);
  const bounds = [
    { of: "the day's", most: budgets.day.micro - reserve.micro, spent: account.today.micro },
    { of: "the month's", most: budgets.month - reserve.micro, spent: account.thisMonth },
  ];
  const [tightest = bounds[0]] = bounds.sort((a, b) => a.most - a.spent - (b.most - b.spent));
  const micro = Math.max(0, (tightest?.most ?? 0) - (tightest?.spent ?? 0) - held.micro);
  const tokens = Math.max(0, budgets.day.tokens - reserve.tokens - account.today.tokens - held.tokens);
  const spent = { most: tightest?.most ?? 0, held: held.micro, showsAmounts };
  return {
    ...{ micro, tokens },
    reason: micro > 0 ? null : spentReason(tightest?.of ?? '', spent),
    tokensReason: tokens > 0 ? null : "the day's budget of tokens is used up",
  };
}

function shutReason({ holds, spentOut, day }: Account, isLost: boolean): string | null {
  if (isLost) return 'memory was lost, so nothing is spent until it is rebuilt';
  if (spentOut === day) return 'memory was rebuilt today, so its budget counts as spent';
  return Object.keys(holds).length >= MOST_HOLDS ? `${MOST_HOLDS} others hold money already` : null;
}

/** Whoever gives models nothing wants none asked, whatever its price is. */
function nothingReason({ day, month }: Budgets): string | null {
  if (day.micro > 0 && month > 0) return null;
  return `${day.micro > 0 ? "the month's" : "the day's"} budget leaves nothing to spend`;
}

type Spent = { most: number; held: number } & Required<Pick<Asking, 'showsAmounts'>>;

function spentReason(of: string, { most, held, showsAmounts }: Spent): string {
  if (most <= 0) return `${of} budget leaves nothing to spend`;
  const [whole, part] = showsAmounts ? [` of ${usdText(most)}`, usdText(held)] : ['', 'some'];
  return `${of} budget${whole} is spent${held > 0 ? `, ${part} of it held by others` : ''}`;
}

export interface Wish {
  /** Of the run; of a batch that is out, the batch's own. */
  token: string;
  /** The most that it can want, so that others are left what it does not; absent: what one run may cost, and one call's tokens. */
  most?: Partial<Amount>;
  /** What the same run holds and has spent already: with it no more than one run may cost. */
  before?: Micro;
  purpose: string;
  incident?: boolean;
  /** Milliseconds until it expires; absent: as for calls within a run. */
  expiry?: number;
  /** What is asked with it at once. */
  briefs?: readonly string[];
}

/** What is held for a run that is about to ask: as much as it wants and there is. Null: there is nothing, or it holds some. */
export function holdFor(state: Known, budgets: Budgets, at: string, wish: Wish): Hold | null {
  const { token, most, before = 0, purpose, incident = false, expiry = MONEY_TIMES.expiry } = wish;
  if (state.money?.holds[token]) return null;
  const room = roomFor(state, budgets, at, { incident });
  const rest = Math.max(0, budgets.attempt - before);
  const micro = Math.min(room.micro, rest, most?.micro ?? rest);
  const tokens = Math.min(room.tokens, most?.tokens ?? budgets.call.tokens);
  if (micro <= 0 && tokens <= 0) return null;
  const held = { token, micro, tokens, at, expires: later(at, expiry), purpose };
  return { ...held, ...(wish.briefs?.length && { briefs: wish.briefs }), ...(incident && { incident }) };
}
