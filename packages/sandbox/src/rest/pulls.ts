/** Pull requests: listing, reading, and the files they change. */
import type { World } from '../world.ts';
import type { PullRequestData } from '../world-data.ts';
import { type Call, type Handlers, listed, ok } from './call.ts';
import { changedFiles, fileView } from './changed-files.ts';
import { notFound } from './failure.ts';
import { sortDiscussed } from './issues-filter.ts';
import { stateOf } from './issues-view.ts';
import { type Computed, pullView, wholePullView } from './pulls-view.ts';

function pullOf(call: Call): PullRequestData {
  const found = call.world.pullRequest(Number(call.path.pull_number));
  if (found === null) throw notFound();
  return found;
}

function list(call: Call) {
  const { world, query } = call;
  const { state, base } = query;
  const head = query.head === undefined ? undefined : String(query.head);
  const { owner } = world.repository;
  const found = world.listed(world.data.pullRequests).filter(
    (pull) =>
      (state === 'all' || stateOf(pull) === (state ?? 'open')) &&
      (base === undefined || pull.baseRefName === base) &&
      // A head without an owner filters nothing on GitHub.
      (head === undefined || !head.includes(':') || head === `${owner}:${pull.headRefName}`),
  );
  const newestFirst = query.sort === undefined || query.sort === 'created';
  const direction = query.direction ?? (newestFirst ? 'desc' : 'asc');
  return listed(call, sortDiscussed(world, found, { ...query, direction }), (pull) => pullView(world, pull));
}

/** The first reading after a change starts the computation and answers null. */
async function compute(world: World, pull: PullRequestData): Promise<Computed> {
  const known = pull.mergeableComputed;
  if (!known) {
    pull.mergeableComputed = true;
    world.touch();
  }
  const { headRefOid: head, baseRefOid: base } = pull;
  const commits = head === null || base === null ? [] : await world.git.commitsBetween(base, head);
  const mergeable = known && pull.state === 'OPEN' ? pull.mergeable === 'MERGEABLE' : null;
  return { mergeable, commits: commits.length };
}

async function get(call: Call) {
  const pull = pullOf(call);
  return ok(wholePullView(call.world, pull, await compute(call.world, pull)));
}

async function files(call: Call) {
  const { world } = call;
  const pull = pullOf(call);
  if (pull.headRefOid === null || pull.baseRefOid === null) return ok([]);
  const range = { base: pull.baseRefOid, head: pull.headRefOid };
  return listed(call, await changedFiles(world, range), (file) => fileView(world, range, file));
}

export const PULLS: Handlers<'pulls/list' | 'pulls/get' | 'pulls/list-files'> = {
  'pulls/list': list,
  'pulls/get': get,
  'pulls/list-files': files,
};
