/** Decides whether a caller may do an operation, in the order GitHub's own refusals come. */
import { settingsOf } from '../settings-data.ts';
import type { Caller } from '../tokens.ts';
import type { World } from '../world.ts';
import { Failure, notFound } from './failure.ts';
import { type OperationId, REQUIREMENTS, type Requirement } from './permissions.ts';

interface Attempt {
  readonly id: OperationId;
  readonly segments: Readonly<Record<string, string>>;
  readonly caller: Caller | null;
}

/** On a numbered subject only the permission of its kind counts. */
function permissionsFor(world: World, requirement: Requirement, segments: Attempt['segments']): Requirement['anyOf'] {
  const { anyOf } = requirement;
  if (anyOf.length === 1 || segments.issue_number === undefined) return anyOf;
  const subject = world.discussed(Number(segments.issue_number));
  return subject?.kind === 'Issue' ? ['issues'] : anyOf;
}

const header = (permissions: Requirement['anyOf'], { access }: Requirement): string =>
  permissions.map((permission) => `${permission.replaceAll('-', '_')}=${access}`).join('; ');

/** The owner's repository `.github`: the only other one there is, public, and only its files can be read. */
export const isOwners = (asked: string, world: World): boolean =>
  asked.toLowerCase() === `${world.repository.owner}/.github`.toLowerCase() &&
  asked.toLowerCase() !== world.nameWithOwner.toLowerCase() &&
  settingsOf(world.data).ownerFiles !== undefined;

export function authorise({ id, segments, caller }: Attempt, world: World): void {
  const requirement: Requirement | null = REQUIREMENTS[id];
  if (requirement === null) return;
  const asked = `${segments.owner}/${segments.repo}`;
  if (id === 'repos/get-content' && isOwners(asked, world)) return;
  if (asked.toLowerCase() !== world.nameWithOwner.toLowerCase()) throw notFound();
  const { isPrivate, isArchived } = world.repository;
  const reading = requirement.access === 'read';
  const isOpen = reading && !isPrivate && requirement.secret !== true;
  if (caller === null) {
    if (isPrivate) throw notFound();
    if (isOpen) return;
    throw new Failure(401, 'Requires authentication');
  }
  const permissions = permissionsFor(world, requirement, segments);
  const allowed = permissions.some((permission) => caller.may(permission, requirement.access));
  if (!allowed && !isOpen) {
    const kind = caller.actor.kind === 'Bot' ? 'integration' : 'personal access token';
    const headers = { 'x-accepted-github-permissions': header(permissions, requirement) };
    throw new Failure(403, `Resource not accessible by ${kind}`, [], headers);
  }
  if (isArchived && !reading) throw new Failure(403, 'Repository was archived so is read-only.');
}
