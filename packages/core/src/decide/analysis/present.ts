/** What is so now: what waits for a review, who has too much in hand, what nobody touched for long. */
import type { Present, Stale } from '../../domain/analysis.ts';
import type { Ledger } from '../../domain/state.ts';
import { isOpen, realNumber, type Task } from '../../domain/task.ts';
import { daysBetween, hoursBetween } from '../../domain/time.ts';
import type { Chronicle } from './chronicle.ts';
import { rounded } from './numbers.ts';

/** A suggestion that nobody answers for a fortnight is not waited for by anybody. */
export const UNANSWERED_DAYS = 14;

export function presentOf(
  { state, tasks }: Pick<Ledger, 'state' | 'tasks'>,
  chronicle: Chronicle,
  { now, staleAfter }: { now: string; staleAfter: number },
): Present {
  const all = Object.values(tasks);
  const suggested = all.filter(({ status }) => status === 'suggested');
  return {
    open: all.filter(isOpen).length,
    suggested: suggested.length,
    unanswered: suggested.filter(({ since }) => daysBetween(since, now) >= UNANSWERED_DAYS).length,
    reviews: reviewsOf(state, chronicle, now),
    workload: workloadOf(state),
    stale: all.filter(isOpen).flatMap((task) => staleOf(task, chronicle, { now, staleAfter })),
    staleAfter,
  };
}

/** Open pull requests that no review has said anything of. */
function reviewsOf({ reviews }: Ledger['state'], { pulls }: Chronicle, now: string): Present['reviews'] {
  return Object.entries(reviews)
    .filter(([, { overall, draft, aside }]) => (overall === null || overall === 'waiting') && !draft && !aside)
    .map(([key]) => {
      const linked = pulls.find(({ number, ended }) => number === Number(key) && ended === null)?.linked;
      return { number: Number(key), hours: linked === undefined ? null : rounded(hoursBetween(linked, now)) };
    })
    .sort((a, b) => (b.hours ?? -1) - (a.hours ?? -1) || a.number - b.number);
}

function workloadOf({ leases }: Ledger['state']): Present['workload'] {
  const loads = new Map<string, number>();
  for (const { agent } of Object.values(leases)) loads.set(agent, (loads.get(agent) ?? 0) + 1);
  return [...loads]
    .map(([agent, tasks]) => ({ agent, tasks }))
    .sort((a, b) => b.tasks - a.tasks || (a.agent < b.agent ? -1 : 1));
}

function staleOf(
  task: Task,
  { courses }: Chronicle,
  { now, staleAfter }: { now: string; staleAfter: number },
): Stale[] {
  const { id, since, status } = task;
  const last = courses.findLast((course) => course.id === id)?.last ?? since;
  const days = daysBetween(last > since ? last : since, now);
  return days >= staleAfter ? [{ number: realNumber(task.number), status, days }] : [];
}
