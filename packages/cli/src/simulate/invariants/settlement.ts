/** Every intent comes to its end: no claim, and no dashboard that is out of date, outlives the first runs that could have ended it. */
import type { Invariant } from './invariant.ts';

/** Undisturbed runs after its expiry in which a claim may still stand: one to take it over and create. */
const MOST_RUNS = 2;
/** However disturbed the runs are. */
const MOST_HOURS = 72;
const HOUR = 3_600_000;

export function settlement(): Invariant {
  const overdue = new Map<string, number>();
  let runsUnshown = 0;
  return {
    name: 'every intent settles in time',
    check({ shadow, now, isFair, config }) {
      const claims = Object.values(shadow.ledger.state.claims);
      for (const intent of overdue.keys()) if (!(intent in shadow.ledger.state.claims)) overdue.delete(intent);
      const { unshown, lost } = shadow.ledger.state;
      if (unshown === null || lost !== null) runsUnshown = 0;
      else if (isFair && config !== null) runsUnshown += 1;
      const outdated =
        runsUnshown > MOST_RUNS ? [`the dashboard is out of date since ${unshown}, ${runsUnshown} fair runs on`] : [];
      const unsettled = claims.flatMap((claim) => {
        const age = now - Date.parse(claim.first);
        if (age > MOST_HOURS * HOUR) return [`${claim.kind} ${claim.subject} is claimed since ${claim.first}`];
        if (now < Date.parse(claim.expires) || !isFair || config === null) return [];
        const runs = (overdue.get(claim.intent) ?? 0) + 1;
        overdue.set(claim.intent, runs);
        return runs > MOST_RUNS
          ? [`${claim.kind} ${claim.subject} still stands ${runs} fair runs after its expiry`]
          : [];
      });
      return [...unsettled, ...outdated];
    },
  };
}
