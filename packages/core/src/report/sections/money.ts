/** What models cost, where that may be seen: of each budget, by whom it was used, and what the month will come to. */
import { type Budgets, budgetsOf } from '../../domain/budget-settings.ts';
import { counted } from '../../domain/markdown.ts';
import { type Account, accountAt } from '../../domain/money/account.ts';
import { usdFigure, usdText } from '../../domain/money/amount.ts';
import { BOUNDS } from '../../domain/money/event.ts';
import { forecastOf, forecastWords } from '../../domain/money/forecast.ts';
import { tokensFigure, tokensText } from '../../domain/money/tokens.ts';
import { usesOf, warningWords } from '../../domain/money/warning.ts';
import { folded, listed } from '../phrases.ts';
import type { Scene } from '../scene.ts';

/** Nothing where nothing was ever asked, or where everybody reads it and nobody asked for it to be shown. */
export function money({ state, config, snapshot, asOf, room }: Scene): string {
  if (state.money === undefined || !(config.visibility.money ?? snapshot.repository.private)) return '';
  const budgets = budgetsOf(config.budgets);
  // Figures of the day they were last changed on, or of the daily work after it: they do not change by themselves.
  const account = accountAt(state.money, asOf ?? `${state.money.day}T00:00:00.000Z`);
  const lines = [
    ...warningLines(account, budgets),
    ...budgetLines(account, budgets),
    ...forecastLines(account, budgets),
  ];
  return [lines.map((line) => `- ${line}`).join('\n'), folded('By provider and role', table(account, room.folded))]
    .filter((part) => part !== '')
    .join('\n\n');
}

const warningLines = (account: Account, budgets: Budgets): string[] =>
  BOUNDS.flatMap((bound) => {
    const step = account.warned[bound];
    return step === undefined ? [] : [`**${warningWords({ bound, step }, usesOf(account, budgets)[bound].most)}**`];
  });

function budgetLines({ day, month, today, thisMonth, days, spentOut, since }: Account, budgets: Budgets): string[] {
  const [, calls, tokens, unpriced, untold = 0] = days[day] ?? [0, 0, 0, 0];
  const reserve = budgets.reserve.micro > 0 ? `, ${usdText(budgets.reserve.micro)} of it only for incidents` : '';
  const asked = [
    ...(calls > 0 ? [counted(calls, 'call'), tokensText(tokens, untold)] : []),
    ...(unpriced > 0 ? [`${unpriced.toLocaleString('en-US')} of unknown price`] : []),
  ];
  const partly = since?.startsWith(month) ? `, as far as is known since ${since}` : '';
  return [
    spentOut === day
      ? `${day}: counts as spent, since memory was rebuilt`
      : [`${day}: ${ofText(today.micro, budgets.day.micro)}${reserve}`, ...asked].join(' · '),
    `${month}: ${ofText(thisMonth, budgets.month)}${partly}`,
  ];
}

const ofText = (micro: number, of: number): string => `${usdFigure(micro)} of ${usdText(of)}`;

function forecastLines(account: Account, budgets: Budgets): string[] {
  const forecast = forecastOf(account, `${account.day}T00:00:00.000Z`);
  if (forecast === null) return [];
  const over = forecast.micro > budgets.month ? `: more than the month's ${usdText(budgets.month)}` : '';
  return [`${forecastWords(forecast)}${over}`];
}

/** Of the month; the dearest first. */
function table({ uses, month }: Account, most: number): string {
  const rows = Object.entries(uses[month] ?? {})
    .sort(
      ([a, [microA, , tokensA]], [b, [microB, , tokensB]]) => microB - microA || tokensB - tokensA || (a < b ? -1 : 1),
    )
    .map(([name, [micro, calls, tokens, unpriced, untold = 0]]) => {
      const [provider = name, role = ''] = name.split('/');
      const figures = [calls.toLocaleString('en-US'), tokensFigure(tokens, untold)];
      return `| ${[provider, role, ...figures, costText(micro, calls, unpriced)].join(' | ')} |`;
    });
  if (rows.length === 0) return '';
  const head = ['| Provider | Role | Calls | Tokens | USD |', '|---|---|---:|---:|---:|'];
  return [...head, listed(rows, Math.max(1, most))].join('\n');
}

/** What is unknown is no part of a sum that looks like all of it. */
function costText(micro: number, calls: number, unpriced: number): string {
  if (unpriced === calls) return 'price unknown';
  return unpriced === 0 ? usdFigure(micro) : `${usdFigure(micro)} and ${unpriced.toLocaleString('en-US')} unknown`;
}
