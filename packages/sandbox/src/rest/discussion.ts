/** What issues, comments and labels ask of a request alike: the subject, the caller, names that must exist. */
import type { Discussed, World } from '../world.ts';
import type { ActorData, Role } from '../world-data.ts';
import type { Call } from './call.ts';
import { Failure, invalid, notFound } from './failure.ts';
import type { LabelName } from './labels.ts';

export function subjectOf(call: Call): Discussed {
  const found = call.world.discussed(Number(call.path.issue_number));
  if (found === null) throw notFound();
  return found;
}

export function callerOf(call: Call): ActorData {
  if (call.actor === null) throw new Failure(401, 'Requires authentication');
  return call.actor;
}

const MAY_PUSH: ReadonlySet<Role> = new Set<Role>(['admin', 'maintain', 'write']);

/** A bot may what its token may. */
export const mayPush = (actor: ActorData): boolean => actor.kind === 'Bot' || MAY_PUSH.has(actor.role);

export const namesOf = (labels: readonly LabelName[]): string[] =>
  labels.map((label) => (typeof label === 'string' ? label : (label.name ?? '')));

export function milestoneOf(world: World, given: string | number): number {
  const found = world.data.milestones.find((one) => one.number === Number(given));
  if (found === undefined) throw invalid({ resource: 'Issue', field: 'milestone', code: 'invalid', value: given });
  return found.number;
}

const MAY_BE_ASSIGNED: ReadonlySet<Role> = new Set<Role>(['admin', 'maintain', 'write', 'triage', 'read']);

export const assigneesOf = (world: World, logins: readonly string[]): string[] =>
  logins.map((login) => {
    const actor = world.actor(login);
    if (actor === null || !MAY_BE_ASSIGNED.has(actor.role)) {
      throw invalid({ resource: 'Issue', field: 'assignees', code: 'invalid', value: login });
    }
    return actor.login;
  });
