/** What the ledger has to note of pull requests: those that came or changed, those that ended, and what follows for the rest. */
import { applyAll } from '../../domain/apply.ts';
import type { LedgerEvent } from '../../domain/event.ts';
import { HANDABLE } from '../../domain/hand-off.ts';
import type { Stub } from '../../domain/snapshot.ts';
import type { Ledger } from '../../domain/state.ts';
import { isOpen } from '../../domain/task.ts';
import type { ReviewRecord } from '../../domain/verdict.ts';
import { comingEvents } from './coming.ts';
import { goingEvents } from './going.ts';
import { isWanted, type Linking, movedEvents } from './linking.ts';

/**
 * What is to be noted of pull requests that changed: those of tasks and those a person asked about are remembered, what
 * was merged or closed is forgotten, and their tasks go with them.
 */
export function pullEvents(stubs: readonly Stub[], linking: Linking, at: string): LedgerEvent[] {
  const events: LedgerEvent[] = [];
  let { ledger } = linking;
  for (const stub of stubs) {
    const { pull } = stub;
    if (stub.kind !== 'pull' || !pull) continue;
    const more = stub.open
      ? comingEvents(stub, pull, { ...linking, ledger })
      : goingEvents(stub, pull, { ...linking, ledger });
    if (more.length === 0) continue;
    events.push(...more);
    ledger = applyAll(ledger, more, at);
  }
  return events;
}

/**
 * Another mode may want other reviews; where a task ended, nobody waits for one any more; and nobody is given a task
 * for which a pull request is open. `seen`: what was just noted.
 */
export function upkeepEvents(linking: Linking, seen: ReadonlySet<number>): LedgerEvent[] {
  const { state, tasks } = linking.ledger;
  const moved = new Set<string>();
  const eventsFor = ([key, record]: [string, ReviewRecord]): LedgerEvent[] => {
    const { task, asked, agent, wanted } = record;
    const number = Number(key);
    const known = task === null ? undefined : tasks[task];
    if (task !== null && !asked && !(known && isOpen(known))) return [{ kind: 'pull-ended', number, merged: false }];
    if (known && HANDABLE.includes(known.status) && record.aside !== true && !moved.has(known.id)) {
      moved.add(known.id);
      return movedEvents(known, 'in-review', `pull request #${number}`);
    }
    const now = isWanted({ asked, agent: agent && record.aside !== true && record.draft !== true }, linking);
    if (seen.has(number) || now === wanted) return [];
    return [{ kind: 'pull-linked', number, task, asked, agent, wanted: now, state: null }];
  };
  return Object.entries(state.reviews).flatMap(eventsFor);
}

/** Remembered pull requests that a complete listing does not have: their end was not seen. */
export const missedEnds = (open: readonly Stub[], { state }: Ledger): number[] => {
  const numbers = new Set(open.map(({ number }) => number));
  return Object.keys(state.reviews)
    .map(Number)
    .filter((number) => !numbers.has(number));
};

/** What GitHub's button calls the branch of the pull request that takes another back. */
const REVERT = /^revert-(\d{1,9})-/;

/** Pull requests that took back what was merged for a task, once they are merged themselves. */
export const revertEvents = (ended: readonly Stub[], { ledger, defaultBranch }: Linking): LedgerEvent[] =>
  ended.flatMap(({ number, pull }): LedgerEvent[] => {
    const taken = pull?.merged && !pull.fork && pull.base === defaultBranch ? REVERT.exec(pull.branch)?.[1] : undefined;
    const landed = ledger.state.landed?.find((item) => String(item.pull) === taken && item.reverted === undefined);
    return landed ? [{ kind: 'reverted', pull: landed.pull, revert: number }] : [];
  });
