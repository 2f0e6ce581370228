/** What a tick needs once there is something to do: loaded then, since most ticks find nothing. */
export { carryOut, finishTakenOver } from './acting.ts';
export { askPeople, lookAtOwners } from './escalating.ts';
export { lookAtSetUp } from './examined.ts';
export { goOn } from './going-on.ts';
export { grant } from './granting.ts';
export { handOff } from './handing-off.ts';
export { recallMemory } from './memory.ts';
export { lookAtOwn, lookAtPulls, movesOf } from './noticing.ts';
export { planIssues } from './planning.ts';
export { lookAtReturns } from './returning.ts';
export { askedPull } from './review-request.ts';
export { settle } from './settling.ts';
export { lookAtPeople, withPeople } from './taking-up.ts';
export { titlesOf } from './titles.ts';
