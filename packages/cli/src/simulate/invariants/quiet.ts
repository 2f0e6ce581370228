/** A quiet run is one request, three where agents are at work, and writes nothing; and where nothing happened, a run is quiet. */
import { canonical } from '@steward/core/domain/digest.ts';
import type { LedgerEvent } from '@steward/core/domain/event.ts';
import type { Transaction } from '../shadow.ts';
import type { Invariant, Scene } from './invariant.ts';

/** Requests that it takes to see what agents do. */
const MOST_TO_WATCH = 2;

export function quiet(): Invariant {
  let wasFair = false;
  return {
    name: 'quiet runs write nothing',
    check(scene) {
      const faults = scene.runs.flatMap(({ report, requests, number }) => {
        if (report?.quiet !== true) return [];
        const writes = requests.filter((request) => request.write).length;
        return writes > 0 ? [`run ${number} calls itself quiet and wrote ${writes} times`] : [];
      });
      const held = [...scene.transactions.map(({ before }) => before), scene.shadow.ledger].map(
        ({ state }) => Object.keys(state.leases).length,
      );
      const expected = wasFair && scene.isFair && scene.isUndisturbed && !isDue(scene);
      wasFair = scene.isFair && scene.runs.every(({ ending }) => ending !== null && !ending.failed);
      const agents = held.some((count) => count > 0) ? MOST_TO_WATCH : 0;
      return [...faults, ...(expected ? notQuiet(scene, 1 + agents) : [])];
    },
  };
}

/** By the memory as it was before the run. */
const isDue = ({ shadow, runs, transactions }: Scene): boolean => {
  const { nextDue, lost } = (transactions[0]?.before ?? shadow.ledger).state;
  return lost !== null || (nextDue !== null && (runs[0]?.startedAt ?? '') >= nextDue);
};

/** GitHub finds out late whether a pull request can be merged, and that is news. */
const isMergeability = ({ before, after }: Transaction): boolean =>
  canonical(before.state.pulls) !== canonical(after.state.pulls);

/** What was seen of an agent before means something only some time later; whoever was assigned is seen to be; a batch comes back, or nobody tells. */
const isPatience = ({ events }: Transaction): boolean => events.some(({ kind }) => PATIENT.includes(kind));
const PATIENT: readonly LedgerEvent['kind'][] = ['attempt-ended', 'started', 'batch-ended', 'batch-unseen'];

function notQuiet({ runs, transactions }: Scene, most: number): string[] {
  if (transactions.some(isMergeability) || transactions.some(isPatience)) return [];
  return runs.flatMap(({ report, requests, number, ending }) => {
    if (ending === null || ending.failed) return [];
    const reason = `${report?.observed.join(', ')}; ${transactions.flatMap(({ events }) => events.map(({ kind }) => kind)).join(', ')}`;
    if (report?.quiet !== true) return [`run ${number} was not quiet although nothing happened: ${reason}`];
    return requests.length <= most ? [] : [`run ${number} was quiet and needed ${requests.length} requests`];
  });
}
