/** What became of people's issues that are tasks or suggestions, told by their stubs; and those that nobody has read yet. */
import { isAdopting } from '../domain/adoption.ts';
import { commentSubject } from '../domain/comment.ts';
import type { LedgerEvent } from '../domain/event.ts';
import type { Ledger } from '../domain/state.ts';
import { isOpen } from '../domain/task.ts';
import { endOf } from '../record/recovery.ts';
import { MOST_AGAIN } from './adoption.ts';
import { reportedStubs } from './choosing.ts';
import type { Tick } from './tick.ts';
import type { Wish } from './wish.ts';

/** A person closed it, or deleted it: so ends the task, and a suggestion is taken back. */
export function endedIssues(tick: Tick, ledger: Ledger): LedgerEvent[] {
  const stubs = new Map(
    [...tick.asked, ...tick.news.foreign.filter(({ kind }) => kind === 'issue')].map((stub) => [stub.number, stub]),
  );
  return Object.values(ledger.tasks).flatMap((task): LedgerEvent[] => {
    if (!isAdopting(task)) return [];
    const { number } = task.adopts;
    const stub = stubs.get(number);
    const end = stub ? endOf(stub) : null;
    if (isOpen(task)) return end ? [{ kind: 'moved', task: task.id, status: end, reason: 'closed by a person' }] : [];
    const subject = commentSubject({ purpose: 'criteria', number });
    const isClaimed = Object.values(ledger.state.claims).some((claim) => claim.subject === subject);
    const isOver = (end !== null || tick.gone.has(number)) && task.status === 'suggested' && !isClaimed;
    return isOver ? [{ kind: 'withdrawn', task: task.id, reason: 'its issue is closed or gone' }] : [];
  });
}

/** Where a run does not read people's issues, what changed is noted: those that are open are read by a later one. */
export function unreadIssues(tick: Tick, ledger: Ledger, { people }: Wish): LedgerEvent[] {
  if (people) return [];
  const { intake } = ledger.state;
  const numbers = reportedStubs(tick, ledger).map(({ number }) => number);
  const closed = new Set(tick.news.foreign.filter(({ open }) => !open).map(({ number }) => number));
  const again = [...new Set([...intake.again, ...numbers])].slice(-MOST_AGAIN);
  const alike = intake.alike.filter(({ number, of }) => !closed.has(number) && !closed.has(of));
  const unheeded = (intake.unheeded ?? []).filter(({ number }) => !closed.has(number));
  const isSame =
    again.length === intake.again.length &&
    alike.length === intake.alike.length &&
    unheeded.length === (intake.unheeded?.length ?? 0);
  if (isSame) return [];
  const { unheeded: _, ...rest } = intake;
  return [{ kind: 'intake', ...rest, again, alike, ...(unheeded.length > 0 && { unheeded }) }];
}
