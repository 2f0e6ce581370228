/** The repository itself: its record, branches, commits, files and what a person may do in it. */
import { readCommit } from '../commit-object.ts';
import { loginOf } from '../identity.ts';
import { settingsOf } from '../settings-data.ts';
import type { World } from '../world.ts';
import type { Role } from '../world-data.ts';
import { type Call, type Handlers, listed, ok } from './call.ts';
import { contentAt } from './contents.ts';
import { mayPush } from './discussion.ts';
import { Failure, notFound } from './failure.ts';
import { commitView, refuseEmpty, resolveCommit } from './git-view.ts';
import { personView } from './people-view.ts';
import { grantsOf, repositoryView } from './repository-view.ts';
import { repositoryApi, repositoryPage } from './site.ts';

async function branch({ world, path }: Call) {
  const name = String(path.branch);
  const sha = await world.git.ref(`refs/heads/${name}`);
  if (sha === null) throw new Failure(404, 'Branch not found');
  const url = repositoryApi(world, 'branches', name);
  return ok({
    name,
    commit: await commitView(world, sha),
    _links: { self: url, html: repositoryPage(world, 'tree', name) },
    protected: settingsOf(world.data).protectedBranches.includes(name),
    protection: { enabled: false, required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] } },
    protection_url: `${url}/protection`,
  });
}

/** A person is asked for by login or by address. */
async function writtenBy(world: World, sha: string, role: 'author' | 'committer', asked: string): Promise<boolean> {
  const object = await world.git.read(sha);
  if (object === null) return false;
  const { email } = readCommit(object.content)[role];
  return email === asked || loginOf(email)?.toLowerCase() === asked.toLowerCase();
}

async function listCommits(call: Call) {
  const { world, query } = call;
  const name = String(query.sha ?? world.repository.defaultBranch);
  const from = await resolveCommit(world, name);
  if (from === null) {
    await refuseEmpty(world);
    throw notFound();
  }
  const text = (key: 'path' | 'since' | 'until') => (query[key] === undefined ? {} : { [key]: String(query[key]) });
  let found = await world.git.commits(from, { ...text('path'), ...text('since'), ...text('until') });
  for (const role of ['author', 'committer'] as const) {
    const asked = query[role];
    if (asked === undefined) continue;
    const kept = await Promise.all(found.map((sha) => writtenBy(world, sha, role, String(asked))));
    found = found.filter((_, index) => kept[index]);
  }
  return listed(call, found, (sha) => commitView(world, sha));
}

/** The five words of before, and the role's own name. */
const PERMISSIONS: Readonly<Record<Role, string>> = {
  admin: 'admin',
  maintain: 'write',
  write: 'write',
  triage: 'read',
  read: 'read',
  none: 'none',
};

function permissionLevel({ world, path, actor: asking }: Call) {
  if (asking === null) throw new Failure(401, 'Requires authentication');
  if (!mayPush(asking)) {
    throw new Failure(403, 'Must have push access to view collaborator permission.');
  }
  const login = String(path.username);
  const actor = world.actor(login);
  if (actor === null || actor.kind !== 'User') throw new Failure(404, `${login} is not a user`);
  const user = { ...personView(world, actor.login), permissions: grantsOf(actor.role), role_name: actor.role };
  return ok({ permission: PERMISSIONS[actor.role], user, role_name: actor.role });
}

type Repositories =
  | 'repos/get'
  | 'repos/get-branch'
  | 'repos/list-commits'
  | 'repos/get-content'
  | 'repos/get-collaborator-permission-level';

export const REPOSITORY: Handlers<Repositories> = {
  'repos/get': ({ world, actor }) => ok(repositoryView(world, actor)),
  'repos/get-branch': branch,
  'repos/list-commits': listCommits,
  'repos/get-content': contentAt,
  'repos/get-collaborator-permission-level': permissionLevel,
};
