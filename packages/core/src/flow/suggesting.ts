/** The list of suggestions: what comes onto it, what leaves it, and what is told of that. */
import { isAdoptable } from '../domain/adoption.ts';
import { canonical } from '../domain/digest.ts';
import type { LedgerEvent } from '../domain/event.ts';
import type { Approved } from '../domain/proposal.ts';
import type { Ledger } from '../domain/state.ts';
import type { Done } from '../domain/tick.ts';
import type { Held } from '../record/transaction.ts';
import { specificationOf } from './tick.ts';
import type { Wish } from './wish.ts';

export function suggestionEvents(
  ledger: Ledger,
  approved: readonly Approved[],
  wish: Wish,
  cap: number,
): LedgerEvent[] {
  const wanted = approved.filter((effect) => effect.kind === 'suggest');
  const opening = new Set(approved.filter(({ kind }) => kind === 'open-issue').map(({ subject }) => subject));
  const staying = overtaken(ledger, wish, cap - wanted.length);
  const claimed = new Set(Object.values(ledger.state.claims).map((claim) => claim.subject));
  const gone = Object.values(ledger.tasks).filter(
    (task) =>
      task.status === 'suggested' &&
      !claimed.has(task.id) &&
      !task.adopts &&
      !task.approved &&
      !opening.has(task.id) &&
      !staying.has(task.id) &&
      !wanted.some((effect) => effect.subject === task.id),
  );
  const fresh = wanted.filter((effect) => {
    const known = ledger.tasks[effect.subject];
    return !known || canonical(specificationOf(known)) !== canonical(effect.specification);
  });
  return [
    ...gone.map((task): LedgerEvent => {
      const reason = 'no longer among the best, or gone';
      return { kind: 'withdrawn', task: task.id, reason, specification: specificationOf(task) };
    }),
    ...fresh.map(({ subject, specification }): LedgerEvent => {
      const again = subject in ledger.tasks && { again: true as const };
      return { kind: 'suggested', specification, ...again };
    }),
  ];
}

/** What may not be opened now, since another run took its place meanwhile: still among the best, as far as there is room. */
function overtaken({ tasks }: Ledger, { proposals, waits = [] }: Wish, room: number): Set<string> {
  const people = Object.values(tasks).filter((task) => isAdoptable(task) && !task.approved).length;
  const opening = proposals.flatMap(({ kind, subject }) => (kind === 'open-issue' ? [subject] : []));
  const suggested = [...opening, ...waits].filter((id) => tasks[id]?.status === 'suggested');
  return new Set(suggested.slice(0, Math.max(0, room - people)));
}

/** What a transaction put on the list of suggestions, and what it took off it; one that only reads otherwise was there. */
export function suggestionDone(event: LedgerEvent, { ledger }: Held): Done[] {
  if (event.kind === 'taken' || event.kind === 'given-back') {
    const { title = event.task, number } = ledger.tasks[event.task] ?? {};
    return [{ kind: event.kind, title, why: `by ${event.by}`, wrote: true, ...(number !== undefined && { number }) }];
  }
  if (event.kind === 'suggested' && event.again) return [];
  if (event.kind === 'suggested') return [{ kind: 'suggested', title: event.specification.title, wrote: true }];
  if (event.kind !== 'withdrawn') return [];
  return [{ kind: 'withdrawn', title: ledger.tasks[event.task]?.title ?? event.task, wrote: true }];
}
