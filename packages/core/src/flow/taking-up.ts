/** People's issues in a cycle: looked at before Steward looks for work by itself, so that they have their places first. */
import { applyAll } from '../domain/apply.ts';
import type { LedgerEvent } from '../domain/event.ts';
import type { Ledger } from '../domain/state.ts';
import type { Look } from './adopting.ts';
import { releaseEvent } from './releasing.ts';
import type { Tick } from './tick.ts';
import type { Wish } from './wish.ts';

export interface PeoplesIssues extends Look {
  /** As it would be with what was found. */
  ledger: Ledger;
}

/** Loaded only here, as a quiet tick needs none of it. */
export async function lookAtPeople(tick: Tick, ledger: Ledger): Promise<PeoplesIssues> {
  const { lookAtReports } = await import('./adopting.ts');
  const look = await lookAtReports(tick, ledger);
  const wanted = look.wanted.flatMap(({ specification, order }): LedgerEvent[] => [
    { kind: 'suggested', specification },
    ...(order === null ? [] : [{ kind: 'approved' as const, task: specification.id, by: order.by }]),
  ]);
  return { ...look, ledger: applyAll(ledger, [...look.released.map(releaseEvent), ...wanted], tick.snapshot.now) };
}

/** What is wanted, with what was found among people's issues. */
export function withPeople(wish: Wish, look: PeoplesIssues | null): Wish {
  if (!look) return { ...wish, adopts: true };
  const { secrets, questions: _, ledger: __, ...people } = look;
  return { ...wish, adopts: true, people, secrets: [...wish.secrets, ...secrets] };
}
