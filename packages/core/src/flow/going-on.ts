/** Steward goes on after a pause. */
import type { LedgerEvent } from '../domain/event.ts';
import type { OwnIssue } from '../record/recovery.ts';
import { type Held, transact } from '../record/transaction.ts';
import { notice } from './noticing.ts';
import type { Tick } from './tick.ts';
import { NO_WISH } from './wish.ts';

/**
 * A person's word to go on is noted before all else: models are asked by what memory says, and what is decided in the same
 * run as if it went on already would be left to templates.
 */
export async function goOn(tick: Tick, from: Held, own: readonly OwnIssue[]): Promise<Held> {
  if (!from.ledger.state.paused) return from;
  const decide = (held: Held): LedgerEvent[] => {
    const said = notice(tick, held, { ...NO_WISH, own }).filter((event) => event.kind === 'paused');
    return said.at(-1)?.paused === false ? said : [];
  };
  const { held, events } = await transact(tick.ledgers, decide, from);
  tick.told.events += events.length;
  tick.memory = held;
  return held;
}
