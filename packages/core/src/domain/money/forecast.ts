/** What a month will have cost at the pace of its last days; nothing where those are too few to say. */
import { counted } from '../markdown.ts';
import { dayOf, daysBetween } from '../time.ts';
import { type Account, accountAt } from './account.ts';
import { type Micro, usdText } from './amount.ts';

const WINDOW = 7;
/** Whole days that have to be known. */
const LEAST = 3;
const DAY = 86_400_000;

export interface Forecast {
  /** Of the whole month. */
  micro: Micro;
  /** Days it is drawn from, today not among them, and on how many of those models were asked. */
  days: number;
  withCalls: number;
  /** The last day of the month. */
  until: string;
  /** Calls among them whose price is unknown: the forecast lacks them. */
  unpriced: number;
}

export function forecastOf(money: Account | undefined, at: string): Forecast | null {
  if (money === undefined) return null;
  const account = accountAt(money, at);
  const first = Object.keys(account.days).sort()[0];
  const known = first === undefined ? 0 : daysBetween(first, account.day);
  const days = Math.min(WINDOW, known);
  if (days < LEAST) return null;
  const since = dayBefore(account.day, days);
  const rows = Object.entries(account.days).flatMap(([day, row]) => (day >= since && day < account.day ? [row] : []));
  const pace = rows.reduce((sum, [micro]) => sum + micro, 0) / days;
  const until = lastDayOf(account.month);
  // Today goes on at that pace, unless more is spent already.
  const rest = Math.max(0, pace - account.today.micro) + pace * daysBetween(account.day, until);
  return {
    micro: Math.round(account.thisMonth + rest),
    ...{ days, until },
    withCalls: rows.filter(([, calls]) => calls > 0).length,
    unpriced: rows.reduce((sum, [, , , unpriced]) => sum + unpriced, 0),
  };
}

const dayBefore = (day: string, days: number): string =>
  dayOf(new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY).toISOString());

function lastDayOf(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return dayOf(new Date(Date.UTC(year, number, 0)).toISOString());
}

/** With what it is drawn from. */
export function forecastWords({ micro, days, withCalls, until, unpriced }: Forecast): string {
  const lacking = unpriced > 0 ? `, without ${counted(unpriced, 'call')} of unknown price` : '';
  return `At the pace of the last ${days} days (${withCalls} with calls${lacking}): ${usdText(micro)} by ${until}`;
}
