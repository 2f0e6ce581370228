/** Only those are obeyed who may write; while Steward is paused it makes nothing; boxes show what is so. */
import { readBoxes } from '@steward/core/domain/box.ts';
import { mayCommand } from '@steward/core/domain/command.ts';
import type { Invariant, Scene } from './invariant.ts';

export function obedience(): Invariant {
  let wasPaused = false;
  return {
    name: 'only people with write access are obeyed',
    check(scene) {
      const faults = [...strangers(scene), ...(wasPaused ? madeWhilePaused(scene) : []), ...falseBoxes(scene)];
      wasPaused = scene.shadow.ledger.state.paused;
      return faults;
    },
  };
}

const strangers = ({ transactions, world }: Scene): string[] =>
  transactions.flatMap(({ events }) =>
    events.flatMap((event) => {
      if (event.kind === 'denied' || !('by' in event) || event.by === undefined || event.by === 'label') return [];
      const role = world.actor(event.by)?.role ?? null;
      return mayCommand(role) ? [] : [`${event.kind} by ${event.by}, who has the role ${role}`];
    }),
  );

/** Paused before the run and after it: nobody resumed in between. */
const madeWhilePaused = ({ created, shadow }: Scene): string[] =>
  shadow.ledger.state.paused ? created.map(({ number }) => `#${number} was made while Steward was paused`) : [];

/** After a run that nothing disturbed, ticks of those who may not are undone, and those of others are followed. */
function falseBoxes({ world, shadow, isFair, isUndisturbed, runs }: Scene): string[] {
  const { state, tasks } = shadow.ledger;
  const isDone = runs.every(({ ending }) => ending?.failed === false);
  if (!isFair || !isUndisturbed || !isDone || state.lost !== null || !state.dashboard?.open) return [];
  const body = world.issue(state.dashboard.number)?.body ?? '';
  return readBoxes(body).flatMap(({ verb, task, ticked }) => {
    const is = verb === 'pause' ? state.paused : verb === 'approve' && tasks[task ?? '']?.approved !== undefined;
    return is === ticked ? [] : [`the box ${verb} ${task ?? ''} is ${ticked ? '' : 'not '}ticked`];
  });
}
