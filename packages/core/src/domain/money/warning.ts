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

/** What may be spent of each. */
const mostOf = ({ day, month, reserve }: Budgets): Record<Bound, number> => ({
  day: day.micro - reserve.micro,
  month: month - reserve.micro,
  tokens: day.tokens - reserve.tokens,
});

export function usesOf({ today, thisMonth }: Account, budgets: Budgets): Record<Bound, Use> {
  const most = mostOf(budgets);
  return {
    day: { spent: today.micro, most: most.day },
    month: { spent: thisMonth, most: most.month },
    tokens: { spent: today.tokens, most: most.tokens },
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
  tokens: "the day's budget of tokens",
};
const UNTIL: Record<Bound, string> = { day: 'tomorrow (UTC)', month: 'next month', tokens: 'tomorrow (UTC)' };

/** `most` only where money may be shown. */
export function warningWords({ bound, step }: Pick<MoneyWarned, 'bound' | 'step'>, most?: number): string {
  const amount =
    most === undefined ? '' : bound === 'tokens' ? ` (${most.toLocaleString('en-US')})` : ` of ${usdText(most)}`;
  if (step < 100) return `${step} % of ${NAMES[bound]}${amount} for models is used up.`;
  const whose = bound === 'tokens' ? 'models whose tokens it counts are' : 'models are';
  return `${sentence(NAMES[bound])}${amount} for models is used up: ${whose} not asked again until ${UNTIL[bound]}, except for incidents from what is in reserve.`;
}

/** Of the events of a transaction, what a run tells people as warnings. `isShown`: amounts may be seen where they read it. */
export const warningTexts = (events: readonly { kind: string }[], budgets: Budgets, isShown: boolean): string[] =>
  events.filter(isWarned).map((event) => warningWords(event, isShown ? mostOf(budgets)[event.bound] : undefined));

const isWarned = (event: { kind: string }): event is MoneyWarned => event.kind === 'money-warned';

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
