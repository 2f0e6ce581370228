/** Which run is to be taken back, and whether it can be: said in words where not, before anything is written. */
import { type Deeds, deedsOf, didSomething } from '../decide/undo/deeds.ts';
import type { LedgerEvent } from '../domain/event.ts';
import { UserError } from '../domain/failure.ts';
import { isExpired } from '../domain/intent.ts';
import { findLastRun, findRun, isCalled, type Past } from '../record/past.ts';
import { type Held, transact } from '../record/transaction.ts';
import type { Tick } from './tick.ts';

/** The record of the run; null: of what was begun, the record is not there any more. */
export function pastOf(tick: Tick, held: Held, asked: string | null): Promise<Past | null> {
  const archive = { reader: tick.ledgers.reader, oid: held.oid, now: held.at };
  const { undoing } = held.ledger.state;
  if (undoing === null) {
    if (asked === null) return Promise.resolve(null);
    return asked === 'last' ? findLastRun(archive, (events) => didSomething(deedsOf(events))) : findRun(archive, asked);
  }
  if (asked !== null && asked !== 'last' && !isCalled(undoing.run, asked)) {
    throw new UserError(
      `Run ${undoing.run} is being taken back, and that is finished first: nothing else was taken back.`,
      'The next cycle finishes it. Ask again after that.',
    );
  }
  return findRun(archive, undoing.run).catch((error: unknown) => {
    if (error instanceof UserError && asked === null) return null;
    throw error;
  });
}

/** What was begun so long ago that its record is out of reach ends as it is: nothing waits for it for ever. */
export async function abandon(tick: Tick, from: Held): Promise<Held> {
  const reason = 'its record is out of reach';
  const decide = ({ ledger: { state } }: Held): LedgerEvent[] =>
    state.undoing ? [{ kind: 'undone', run: state.undoing.run, spared: [{ what: 'the rest', reason }] }] : [];
  const { held, events } = await transact(tick.ledgers, decide, from);
  tick.told.events += events.length;
  const [ended] = events;
  if (ended?.kind === 'undone') tick.told.warnings.push(`Run ${ended.run} is not taken back any further: ${reason}.`);
  return held;
}

export function refuseWhatCannot({ run }: Past, { undid, intents }: Deeds, { ledger, at }: Held): void {
  if (undid !== null) {
    throw new UserError(
      `Run ${run} took back run ${undid}, and taking back is not taken back.`,
      'Open again what is to be kept: Steward goes on with an issue that a person opened again.',
    );
  }
  const claims = Object.values(ledger.state.claims).filter(
    (claim) => intents.has(claim.intent) && !isExpired(claim, at),
  );
  const [until] = claims
    .map(({ expires }) => expires)
    .sort()
    .slice(-1);
  if (until === undefined) return;
  throw new UserError(
    `Run ${run} may still be at work: what it reserved is its own until ${minute(until)}. Nothing was taken back.`,
    'Ask again after that.',
  );
}

export function nothingRemembered(tick: Tick): UserError {
  return new UserError(
    `There is nothing to take back: \`${tick.world.settings.ledgerBranch}\` holds no memory of any run.`,
    'If memory was kept elsewhere, name it in the input `ledger`.',
  );
}

/** `2026-11-20 09:37 UTC` */
export const minute = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
