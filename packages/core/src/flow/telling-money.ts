/** What people are told of money while it is spent: once for each step of each budget. */
import type { LedgerEvent } from '../domain/event.ts';
import { newAccount } from '../domain/money/account.ts';
import { usesOf, warningWords } from '../domain/money/warning.ts';
import { budgetsFor, isMoneyShown } from './model-desk.ts';
import type { Tick } from './tick.ts';

export function tellMoney(tick: Tick, events: readonly LedgerEvent[]): void {
  tick.told.events += events.length;
  const uses = usesOf(newAccount(tick.snapshot.now), budgetsFor(tick));
  for (const event of events) {
    if (event.kind !== 'money-warned') continue;
    tick.told.warnings.push(warningWords(event, isMoneyShown(tick) ? uses[event.bound].most : undefined));
  }
}
