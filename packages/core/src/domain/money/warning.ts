/** Telling people once at three quarters, at nine tenths and at the end of what may be spent; what is in reserve is no part of it. */
import type { Budgets } from '../budget-settings.ts';
import { type Account, accountAt } from './account.ts';
import { usdText } from './amount.ts';
import { BOUNDS, type Bound, type MoneyEvent, STEPS, type Step } from './event.ts';

export type MoneyWarned = Extract<MoneyEvent, { kind: 'money-warned' }>;

interface Use {
  spent: number;
  most: number;
}

export function usesOf({ today, thisMonth }: Account, { day, month, reserve }: Budgets): Record<Bound, Use> {
  return {
    day: { spent: today.micro, most: day.micro - reserve.micro },
    month: { spent: thisMonth, most: month - reserve.micro },
    tokens: { spent: today.tokens, most: day.tokens - reserve.tokens },
  };
}

/** A budget of nothing is none that is spent. */
export const stepOf = ({ spent, most }: Use): Step | null =>
  most <= 0 ? null : (STEPS.findLast((step) => spent * 100 >= most * step) ?? null);

/** Of each budget at most the highest step that nobody was told of yet. */
export function warningsDue(money: Account | undefined, budgets: Budgets, at: string): MoneyWarned[] {
  if (money === undefined) return [];
  const account = accountAt(money, at);
  const uses = usesOf(account, budgets);
  return BOUNDS.flatMap((bound): MoneyWarned[] => {
    const step = stepOf(uses[bound]);
    return step !== null && step > (account.warned[bound] ?? 0) ? [{ kind: 'money-warned', bound, step }] : [];
  });
}

const NAMES: Record<Bound, string> = {
  day: "the day's budget",
  month: "the month's budget",
  tokens: "the day's tokens",
};
const UNTIL: Record<Bound, string> = { day: 'tomorrow (UTC)', month: 'next month', tokens: 'tomorrow (UTC)' };

/** `most` only where money may be shown. */
export function warningWords({ bound, step }: Pick<MoneyWarned, 'bound' | 'step'>, most?: number): string {
  const amount = most === undefined ? '' : ` of ${bound === 'tokens' ? most.toLocaleString('en-US') : usdText(most)}`;
  if (step < 100) return `${step} % of ${NAMES[bound]}${amount} for models is used up.`;
  const whose = bound === 'tokens' ? 'models whose tokens it counts are' : 'models are';
  return `${sentence(NAMES[bound])}${amount} for models is used up: ${whose} not asked again until ${UNTIL[bound]}, except for incidents from what is in reserve.`;
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
