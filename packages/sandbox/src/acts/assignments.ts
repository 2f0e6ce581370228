/** Who is assigned to an issue or a pull request, and who can be. */

import type { Caller } from '../tokens.ts';
import type { Discussed, World } from '../world.ts';
import type { ActorData, Role } from '../world-data.ts';
import { bump, recordEvent } from './discussions.ts';

export const assigneeLimit = 10;

/** GitHub's own coding agent: there where somebody introduced it to the world, as an organisation does by enabling it. */
export const copilot = 'copilot-swe-agent[bot]';

const MAY_PUSH: ReadonlySet<Role> = new Set<Role>(['admin', 'maintain', 'write']);

/** Whoever may push, and whoever has said something there; of bots only Copilot, and that only by a person's token. */
function canBeAssigned(world: World, item: Discussed, { actor, by }: { actor: ActorData; by: Caller }): boolean {
  if (actor.kind === 'Bot') return actor.login === copilot && by.kind === 'personal';
  if (actor.kind === 'Organization') return false;
  return MAY_PUSH.has(actor.role) || world.commentsOn(item.number).some((written) => written.author === actor.login);
}

/** The logins that can be assigned; the others are left out without a word, as GitHub does. */
export const assignable = (
  world: World,
  item: Discussed,
  wanted: { logins: readonly string[]; by: Caller },
): string[] =>
  wanted.logins.flatMap((login) => {
    const actor = world.actor(login);
    return actor !== null && canBeAssigned(world, item, { actor, by: wanted.by }) ? [actor.login] : [];
  });

export interface Assignment {
  logins: readonly string[];
  by: string;
  /** For a coding agent. */
  instructions?: string;
}

/** Makes the assignees exactly these; each difference is an event. */
export function setAssignees(world: World, item: Discussed, { logins, by, instructions }: Assignment): void {
  const wanted = [...new Set(logins.map((login) => world.introduce(login).login))];
  const added = wanted.filter((login) => !item.assignees.includes(login));
  const removed = item.assignees.filter((login) => !wanted.includes(login));
  if (added.length + removed.length === 0) return;
  const actor = world.introduce(by).login;
  for (const assignee of removed) recordEvent(world, item, { kind: 'UnassignedEvent', actor, assignee });
  const told = instructions === undefined ? {} : { instructions };
  for (const assignee of added) recordEvent(world, item, { kind: 'AssignedEvent', actor, assignee, ...told });
  item.assignees = [...item.assignees.filter((login) => wanted.includes(login)), ...added];
  bump(world, item);
}

export const assign = (world: World, item: Discussed, { logins, ...rest }: Assignment): void =>
  setAssignees(world, item, { logins: [...item.assignees, ...logins], ...rest });

export const unassign = (world: World, item: Discussed, { logins, by }: { logins: readonly string[]; by: string }) =>
  setAssignees(world, item, {
    logins: item.assignees.filter((login) => !logins.some((other) => other.toLowerCase() === login.toLowerCase())),
    by,
  });
