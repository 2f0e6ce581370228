/** Every intent comes to its end: no claim outlives the first runs that could have ended it. */
import type { Invariant } from './invariant.ts';

/** Undisturbed runs after its expiry in which a claim may still stand: one to take it over and create. */
const MOST_RUNS = 2;
/** However disturbed the runs are. */
const MOST_HOURS = 72;
const HOUR = 3_600_000;

export function settlement(): Invariant {
  const overdue = new Map<string, number>();
  return {
    name: 'every intent settles in time',
    check({ shadow, now, isFair, config }) {
      const claims = Object.values(shadow.ledger.state.claims);
      for (const intent of overdue.keys()) if (!(intent in shadow.ledger.state.claims)) overdue.delete(intent);
      return claims.flatMap((claim) => {
        const age = now - Date.parse(claim.first);
        if (age > MOST_HOURS * HOUR) return [`${claim.kind} ${claim.subject} is claimed since ${claim.first}`];
        if (now < Date.parse(claim.expires) || !isFair || config === null) return [];
        const runs = (overdue.get(claim.intent) ?? 0) + 1;
        overdue.set(claim.intent, runs);
        return runs > MOST_RUNS
          ? [`${claim.kind} ${claim.subject} still stands ${runs} fair runs after its expiry`]
          : [];
      });
    },
  };
}
