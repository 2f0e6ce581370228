/** How the work went: events of the window and of the time before it are read back, and counted. Writes nothing. */
import { analyze } from '../decide/analysis/analyze.ts';
import type { Allowance, Analysis } from '../domain/analysis.ts';
import { budgetsOf } from '../domain/budget-settings.ts';
import type { Config } from '../domain/config.ts';
import { later } from '../domain/intent.ts';
import { accountAt } from '../domain/money/account.ts';
import { usdOf } from '../domain/money/amount.ts';
import { usesOf } from '../domain/money/warning.ts';
import type { Ledger } from '../domain/state.ts';
import type { LedgerReader } from '../ports.ts';
import { readHistory } from '../record/history.ts';
import { renderAnalysis, type Worded } from '../report/analysis.ts';

const HOUR = 3_600_000;
/** What a task is about was said when it was suggested: so long before the window at least. */
const LOOKBACK = 30 * 24;

export interface Analysed {
  reader: LedgerReader;
  /** Null: there is no memory. */
  oid: string | null;
  ledger: Pick<Ledger, 'state' | 'tasks'>;
  now: string;
  hours: number;
  config: Config;
  isPrivate: boolean;
}

/** At most 25 requests for the paths of two years, and 30 for their files. */
export async function analyzeWork(world: Analysed): Promise<Analysis> {
  const { reader, oid, ledger, now, hours, config, isPrivate } = world;
  const readFrom = later(now, -HOUR * (hours + Math.max(hours, LOOKBACK)));
  const installed = ledger.state.installed?.at ?? readFrom;
  const from = installed > readFrom ? installed : readFrom;
  const history = oid === null ? { events: [], unread: 0 } : await readHistory({ reader, oid, now }, from);
  const { visibility, health } = config;
  return analyze({
    ...{ now, hours, ledger, readFrom, ...history },
    staleAfter: health['waiting-days'],
    allowances: allowancesOf(ledger, config, now),
    shows: { agents: visibility.agents ?? isPrivate, money: visibility.money ?? isPrivate },
  });
}

export const analysisText = (analysis: Analysis, words: Worded | null = null): string =>
  renderAnalysis(analysis, words);

/** What is set aside for a day, a week or a month. */
function allowancesOf({ state }: Pick<Ledger, 'state'>, config: Config, now: string): Allowance[] {
  const { windows, money } = state;
  const key = 'caps.notifications-a-week';
  const most = config.caps['notifications-a-week'];
  const notifications = { what: 'Notifications this week', used: windows.notifications, most, key };
  if (money === undefined) return [notifications];
  const { day, month } = usesOf(accountAt(money, now), budgetsOf(config.budgets));
  const usd = (what: string, { spent, most: all }: typeof day, setting: string): Allowance => ({
    ...{ what, used: cents(spent), most: cents(all), key: setting, about: 'money' },
  });
  return [
    notifications,
    usd('US dollars for models today', day, 'budgets.day'),
    usd('US dollars for models this month', month, 'budgets.month'),
  ];
}

const cents = (micro: number): number => Math.round(usdOf(micro) * 100) / 100;
