/** What people are told of money while it is spent: once for each step of each budget. */
import type { LedgerEvent } from '../domain/event.ts';
import { warningTexts } from '../domain/money/warning.ts';
import { budgetsFor, isMoneyShown } from './model-desk.ts';
import type { Tick } from './tick.ts';

export function tellMoney(tick: Tick, events: readonly LedgerEvent[]): void {
  tick.told.events += events.length;
  tick.told.warnings.push(...warningTexts(events, budgetsFor(tick), isMoneyShown(tick)));
}
