/** What services say of a commit: check runs, check suites, statuses; and where commits were deployed. */
import type { World } from '../world.ts';
import type { CheckRunData, CheckSuiteData, CommitStatusData, DeploymentData } from '../world-data.ts';
import { type Call, counted, type Handlers, listed, textOf } from './call.ts';
import { checkRunView, checkSuiteView, deploymentStatusView, deploymentView, statusView } from './checks-view.ts';
import { Failure, notFound } from './failure.ts';
import { resolveCommit } from './git-view.ts';
import { paginate } from './pagination.ts';
import { appNumber } from './people-view.ts';
import { shortRepositoryView } from './repository-view.ts';
import { repositoryApi } from './site.ts';

async function commitOf(call: Call): Promise<string> {
  const name = String(call.path.ref);
  const sha = await resolveCommit(call.world, name);
  if (sha === null) throw new Failure(422, `No commit found for SHA: ${name}`);
  return sha;
}

const suitesOf = (world: World, sha: string): CheckSuiteData[] =>
  world.data.checkSuites.filter((suite) => suite.headSha === sha).toReversed();

interface Found {
  readonly suite: CheckSuiteData;
  readonly run: CheckRunData;
}

/** The newest run of each name of each app; suites come newest first. */
function latest(all: readonly Found[]): Found[] {
  const byName = new Map<string, Found>();
  for (const found of all) {
    const key = `${found.suite.app.slug} ${found.run.name}`;
    if (!byName.has(key)) byName.set(key, found);
  }
  return [...byName.values()];
}

async function listCheckRuns(call: Call) {
  const { world, query } = call;
  const all = suitesOf(world, await commitOf(call))
    .filter((suite) => query.app_id === undefined || appNumber(suite.app.slug) === query.app_id)
    .flatMap((suite) => suite.checkRuns.map((run) => ({ suite, run })));
  const shown = (query.filter === 'all' ? all : latest(all)).filter(
    ({ run }) =>
      (query.check_name === undefined || run.name === query.check_name) &&
      (query.status === undefined || run.status === query.status),
  );
  return counted(call, 'check_runs', shown, ({ suite, run }) => checkRunView(world, suite, run));
}

async function listCheckSuites(call: Call) {
  const { world, query } = call;
  const found = suitesOf(world, await commitOf(call)).filter(
    (suite) =>
      (query.app_id === undefined || appNumber(suite.app.slug) === query.app_id) &&
      (query.check_name === undefined || suite.checkRuns.some((run) => run.name === query.check_name)),
  );
  return counted(call, 'check_suites', found, (suite) => checkSuiteView(world, suite));
}

/** A failure beats waiting, waiting beats success, and nothing at all is waiting. */
function combine(statuses: readonly CommitStatusData[]): 'failure' | 'pending' | 'success' {
  if (statuses.some(({ state }) => state === 'failure' || state === 'error')) return 'failure';
  return statuses.length > 0 && statuses.every(({ state }) => state === 'success') ? 'success' : 'pending';
}

async function combinedStatus(call: Call) {
  const { world } = call;
  const sha = await resolveCommit(world, String(call.path.ref));
  if (sha === null) throw notFound();
  const newest = new Map<string, CommitStatusData>();
  for (const status of world.data.commitStatuses) if (status.sha === sha) newest.set(status.context, status);
  const statuses = [...newest.values()];
  const { items, headers } = paginate(statuses, call.query, call.address);
  const body = {
    state: combine(statuses),
    statuses: items.map((status) => statusView(world, status)),
    sha,
    total_count: statuses.length,
    repository: shortRepositoryView(world),
    commit_url: repositoryApi(world, 'commits', sha),
    url: repositoryApi(world, 'commits', sha, 'status'),
  };
  return { status: 200, body, headers };
}

/** The description's default for these filters is the word "none". */
const chosen = (value: unknown, actual: string): boolean => value === undefined || value === 'none' || value === actual;

function listDeployments(call: Call) {
  const { world, query } = call;
  const found = world.data.deployments.filter(
    (one) =>
      chosen(query.sha, one.commitOid) &&
      chosen(query.ref, one.ref) &&
      chosen(query.task, one.task) &&
      chosen(query.environment, one.environment),
  );
  return listed(call, found.toReversed(), (one) => deploymentView(world, one));
}

function deploymentOf(call: Call): DeploymentData {
  const id = textOf(call.path.deployment_id);
  const found = call.world.data.deployments.find((one) => String(one.databaseId) === id);
  if (found === undefined) throw notFound();
  return found;
}

type Checks =
  | 'checks/list-for-ref'
  | 'checks/list-suites-for-ref'
  | 'repos/get-combined-status-for-ref'
  | 'repos/list-deployments'
  | 'repos/list-deployment-statuses';

export const CHECKS: Handlers<Checks> = {
  'checks/list-for-ref': listCheckRuns,
  'checks/list-suites-for-ref': listCheckSuites,
  'repos/get-combined-status-for-ref': combinedStatus,
  'repos/list-deployments': listDeployments,
  'repos/list-deployment-statuses': (call) => {
    const deployment = deploymentOf(call);
    return listed(call, deployment.statuses.toReversed(), (one) => deploymentStatusView(call.world, deployment, one));
  },
};
