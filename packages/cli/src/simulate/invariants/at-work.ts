/** Nobody counts as at work who did not begin, and nothing as done by an agent that nobody merged. */
import type { Lease } from '@steward/core/domain/lease.ts';
import type { Deed } from '@steward/sandbox/agents/errand.ts';
import type { InhabitedWorld } from '@steward/sandbox/inhabited-world.ts';
import { workflowBot } from '@steward/sandbox/world.ts';
import { endedBy, type Step, stepsOf } from '../steps.ts';
import type { Invariant } from './invariant.ts';

export function atWork(): Invariant {
  const begun = new Map<number, Deed[]>();
  return {
    name: 'only what really began or was merged counts so',
    check({ transactions, deeds, world }) {
      for (const deed of deeds) {
        if (deed.issue !== null) begun.set(deed.issue, [...(begun.get(deed.issue) ?? []), deed]);
      }
      return transactions.flatMap(stepsOf).flatMap((step) => [
        ...startsOf(step).flatMap((lease) => {
          const known = begun.get(lease.number) ?? [];
          return isSeen(lease, known, world)
            ? []
            : [`#${lease.number} counts as begun by ${lease.agent} (${lease.started?.sign} ${lease.started?.ref})`];
        }),
        ...endedBy(step).flatMap(({ lease, ending }) =>
          ending === 'merged' && !isMerged(lease, world)
            ? [`#${lease.number} counts as done by ${lease.agent}, whose work nobody merged`]
            : [],
        ),
        ...doneOf(step, world),
      ]);
    },
  };
}

const startsOf = ({ before, after }: Step): Lease[] =>
  Object.values(after.state.leases).filter(
    ({ task, counter, started }) =>
      started !== null && !(before.state.leases[task]?.counter === counter && before.state.leases[task]?.started),
  );

function isSeen({ agent, number, started }: Lease, deeds: readonly Deed[], world: InhabitedWorld): boolean {
  const ref = started?.ref ?? '';
  const did = (...what: Deed['what'][]): boolean =>
    deeds.some((deed) => deed.agent === agent && (what.length === 0 || what.includes(deed.what)));
  switch (started?.sign) {
    case 'run':
      return deeds.some((deed) => String(deed.run) === ref && deed.agent === agent) || wasCancelled(world, ref);
    case 'branch':
      return did('opened-pull', 'pushed', 'left-branch');
    case 'reaction':
      return did('started');
    case 'comment':
      return world.commentsOn(number).some(({ id, author }) => id === ref && author !== workflowBot.login);
    case 'assignment':
      return (
        world.issue(number)?.events.some(({ kind, assignee }) => kind === 'AssignedEvent' && isAlike(assignee, ref)) ??
        true
      );
    // What came back may be anybody's.
    case 'pull':
      return world.pullRequest(Number(ref)) !== null;
    default:
      return false;
  }
}

const wasCancelled = (world: InhabitedWorld, id: string): boolean =>
  world.data.workflowRuns.every(({ databaseId }) => String(databaseId) !== id);

const isAlike = (one: string | undefined, other: string): boolean =>
  one?.replace(/\[bot\]$/, '').toLowerCase() === other.replace(/\[bot\]$/, '').toLowerCase();

/** Its own pull request was merged. */
const isMerged = ({ pull }: Lease, world: InhabitedWorld): boolean =>
  pull !== null && world.pullRequest(pull)?.state === 'MERGED';

/** A task is done when a person or a merge closed its issue as completed. */
function doneOf({ event, before }: Step, world: InhabitedWorld): string[] {
  if (event.kind !== 'moved' || event.status !== 'done') return [];
  const number = before.tasks[event.task]?.number;
  const issue = number === undefined ? null : world.issue(number);
  if (issue === null) return [];
  const isClosed = issue.events.some(({ kind, actor }) => kind === 'ClosedEvent' && actor !== workflowBot.login);
  return isClosed ? [] : [`#${number} counts as done, and nobody closed it`];
}
