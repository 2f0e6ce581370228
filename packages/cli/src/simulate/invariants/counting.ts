/** What became of suggestions is counted once each: what was taken up is open, done, or was taken off again. */
import { MOST_REMEMBERED } from '@steward/core/domain/lessons.ts';
import type { State } from '@steward/core/domain/state.ts';
import type { Transaction } from '../shadow.ts';
import type { Invariant } from './invariant.ts';

export function counting(): Invariant {
  return {
    name: 'what was taken up is open or done',
    // What was read back from issues counts only what can still be read there.
    check: ({ transactions, lostAt }) => (lostAt === null ? transactions.flatMap(miscount) : []),
  };
}

function miscount({ oid, before: { state: was }, after: { state: is } }: Transaction): string[] {
  // Of a month that is forgotten nothing is taken off any more.
  if (Object.keys(is.months).length >= MOST_REMEMBERED.months) return [];
  const more = takenUp(is) - takenUp(was);
  const wanted = is.counts.open + is.counts.done - was.counts.open - was.counts.done;
  return more === wanted ? [] : [`transaction ${oid.slice(0, 10)} counts ${more} taken up, where ${wanted} are`];
}

const takenUp = ({ months }: State): number => Object.values(months).reduce((sum, { accepted }) => sum + accepted, 0);
