/** GraphQL's view of check suites, check runs, workflow runs and what they add up to for a commit. */

import { suiteOf } from '../acts/runs.ts';
import { nodeId } from '../identity.ts';
import type { World } from '../world.ts';
import type { CheckRunData, CheckSuiteData, CommitStatusData, WorkflowData, WorkflowRunData } from '../world-data.ts';
import { actorNamed } from './actors.ts';
import { connection } from './connection.ts';
import { type CommitSource, commitSource, refSource } from './git-objects.ts';
import { type Context, type Resolver, type Resolvers, reading, upper } from './resolver.ts';

interface RollupSource {
  kind: 'StatusCheckRollup';
  oid: string;
  contexts: (CheckRunData | CommitStatusData)[];
}

const suitesOf = (world: World, oid: string): CheckSuiteData[] =>
  world.data.checkSuites.filter((suite) => suite.headSha === oid);

const suiteWith = (world: World, run: CheckRunData): CheckSuiteData => {
  const suite = world.data.checkSuites.find((candidate) => candidate.checkRuns.includes(run));
  if (suite === undefined) throw new Error(`Check run ${run.databaseId} belongs to no suite.`);
  return suite;
};

/** A later run of the same name in the same app replaces the earlier one. */
function latestRuns(suites: readonly CheckSuiteData[]): CheckRunData[] {
  const latest = new Map<string, CheckRunData>();
  for (const suite of suites) for (const run of suite.checkRuns) latest.set(`${suite.app.slug} ${run.name}`, run);
  return [...latest.values()];
}

/** The newest of each context. */
function statusesOf(world: World, oid: string): Map<string, CommitStatusData> {
  const statuses = new Map<string, CommitStatusData>();
  for (const status of world.data.commitStatuses) if (status.sha === oid) statuses.set(status.context, status);
  return statuses;
}

export function rollupOf(world: World, oid: string): RollupSource | null {
  const contexts = [...latestRuns(suitesOf(world, oid)), ...statusesOf(world, oid).values()];
  return contexts.length === 0 ? null : { kind: 'StatusCheckRollup', oid, contexts };
}

const failing: readonly string[] = ['failure', 'timed_out', 'cancelled', 'action_required', 'startup_failure', 'stale'];

function rollupState(contexts: RollupSource['contexts']): string {
  const verdicts = contexts.map((context) => {
    if (context.kind === 'StatusContext') return context.state;
    if (context.status !== 'completed' || context.conclusion === null) return 'pending';
    return failing.includes(context.conclusion) ? 'failure' : 'success';
  });
  const worst = ['failure', 'error', 'pending'].find((state) => verdicts.some((verdict) => verdict === state));
  return (worst ?? 'success').toUpperCase();
}

export const statusCheckRollup: Resolver = reading('checks', (source: CommitSource, _args, { world }) =>
  rollupOf(world, source.oid),
);

const checkSuites: Resolver = reading('checks', (source: CommitSource, args, { world }, info) => {
  const { appId, checkName } = args.filterBy ?? {};
  if (appId != null) throw new Error('SANDBOX: CheckSuiteFilter.appId is not implemented');
  const named = (suite: CheckSuiteData) => checkName == null || suite.checkRuns.some((run) => run.name === checkName);
  return connection({ items: suitesOf(world, source.oid).filter(named), args, info });
});

const checkRuns: Resolver = (suite: CheckSuiteData, args, _context, info) => {
  const { checkName, status, statuses, conclusions, ...rest } = args.filterBy ?? {};
  const strange = Object.keys(rest).filter((key) => rest[key] != null && key !== 'checkType');
  if (strange.length > 0) throw new Error(`SANDBOX: CheckRunFilter.${strange[0]} is not implemented`);
  const items = suite.checkRuns.filter(
    (run) =>
      (checkName == null || run.name === checkName) &&
      (status == null || upper(run.status) === status) &&
      (statuses == null || statuses.includes(upper(run.status))) &&
      (conclusions == null || conclusions.includes(upper(run.conclusion))),
  );
  return connection({ items, args, info });
};

const runPath = (world: World, run: WorkflowRunData): string => `${world.repositoryUrl}/actions/runs/${run.databaseId}`;

const workflowOf = (world: World, run: WorkflowRunData): WorkflowData => {
  const workflow = world.node(nodeId('W', run.workflow));
  if (workflow?.kind !== 'Workflow') throw new Error(`Workflow run ${run.databaseId} has no workflow.`);
  return workflow;
};

function detailsUrl(world: World, job: CheckRunData): string {
  const suite = suiteWith(world, job);
  const run = world.data.workflowRuns.find((candidate) => candidate.checkSuite === suite.databaseId);
  return run === undefined
    ? `${world.repositoryUrl}/runs/${job.databaseId}`
    : `${runPath(world, run)}/job/${job.databaseId}`;
}

const path = (url: string, world: World): string => url.slice(world.serverUrl.length);
const suiteUrl = (suite: CheckSuiteData, world: World): string =>
  `${world.repositoryUrl}/commit/${suite.headSha}/checks?check_suite_id=${suite.databaseId}`;

export const checkResolvers: Resolvers = {
  Commit: {
    checkSuites,
    statusCheckRollup,
    status: reading('statuses', ({ oid }: CommitSource, _args, { world }) => {
      const contexts = [...statusesOf(world, oid).values()];
      return contexts.length === 0 ? null : { kind: 'Status', oid, contexts };
    }),
  },
  Status: {
    id: ({ oid }: RollupSource) => nodeId('ST', oid),
    state: ({ contexts }: RollupSource) => rollupState(contexts),
    contexts: ({ contexts }: RollupSource) => contexts,
    commit: ({ oid }: RollupSource, _args, { world }) => commitSource(world, oid),
  },
  CheckSuite: {
    app: ({ app }: CheckSuiteData) => ({ ...app, id: nodeId('A', app.slug) }),
    branch: async ({ headBranch }: CheckSuiteData, _args, { world }) => {
      const ref = `refs/heads/${headBranch}`;
      const oid = headBranch === null ? null : await world.git.ref(ref);
      return oid === null ? null : refSource(ref, oid);
    },
    commit: ({ headSha }: CheckSuiteData, _args, { world }) => commitSource(world, headSha),
    status: ({ status }: CheckSuiteData) => upper(status),
    conclusion: ({ conclusion }: CheckSuiteData) => upper(conclusion),
    checkRuns,
    workflowRun: reading(
      'actions',
      ({ databaseId }: CheckSuiteData, _args, { world }) =>
        world.data.workflowRuns.find((run) => run.checkSuite === databaseId) ?? null,
    ),
    repository: (_source, _args, { world }) => world.repository,
    url: (suite: CheckSuiteData, _args, { world }) => suiteUrl(suite, world),
    resourcePath: (suite: CheckSuiteData, _args, { world }) => path(suiteUrl(suite, world), world),
  },
  CheckRun: {
    status: ({ status }: CheckRunData) => upper(status),
    conclusion: ({ conclusion }: CheckRunData) => upper(conclusion),
    detailsUrl: (run: CheckRunData, _args, { world }) => detailsUrl(world, run),
    permalink: (run: CheckRunData, _args, { world }) => `${world.repositoryUrl}/runs/${run.databaseId}`,
    url: (run: CheckRunData, _args, { world }) => `${world.repositoryUrl}/runs/${run.databaseId}`,
    checkSuite: (run: CheckRunData, _args, { world }) => suiteWith(world, run),
    text: () => null,
    externalId: () => null,
    steps: ({ steps }: CheckRunData, args, _context, info) => connection({ items: steps, args, info }),
    repository: (_source, _args, { world }) => world.repository,
  },
  CheckStep: {
    status: ({ status }) => upper(status),
    conclusion: ({ conclusion }) => upper(conclusion),
  },
  WorkflowRun: {
    workflow: (run: WorkflowRunData, _args, { world }) => workflowOf(world, run),
    file: (run: WorkflowRunData) => ({ kind: 'WorkflowRunFile', run }),
    checkSuite: (run: WorkflowRunData, _args, { world }) => suiteOf(world, run),
    url: (run: WorkflowRunData, _args, { world }) => runPath(world, run),
    resourcePath: (run: WorkflowRunData, _args, { world }) => path(runPath(world, run), world),
  },
  WorkflowRunFile: {
    id: ({ run }: { run: WorkflowRunData }) => nodeId('WRF', run.databaseId),
    path: ({ run }: { run: WorkflowRunData }, _args, { world }) => workflowOf(world, run).path,
    run: ({ run }: { run: WorkflowRunData }) => run,
    url: ({ run }: { run: WorkflowRunData }, _args, { world }) => `${runPath(world, run)}/workflow`,
    resourcePath: ({ run }: { run: WorkflowRunData }, _args, { world }) =>
      path(`${runPath(world, run)}/workflow`, world),
  },
  Workflow: {
    state: ({ state }: WorkflowData) => upper(state),
    url: (workflow: WorkflowData, _args, { world }) => workflowUrl(workflow, world),
    resourcePath: (workflow: WorkflowData, _args, { world }) => path(workflowUrl(workflow, world), world),
  },
  StatusCheckRollup: {
    id: ({ oid }: RollupSource) => nodeId('SCR', oid),
    state: ({ contexts }: RollupSource) => rollupState(contexts),
    commit: ({ oid }: RollupSource, _args, { world }) => commitSource(world, oid),
    contexts: ({ contexts }: RollupSource, args, _context, info) =>
      connection<CheckRunData | CommitStatusData>({
        items: contexts,
        args,
        info,
        more: {
          checkRunCount: contexts.filter((context) => context.kind === 'CheckRun').length,
          statusContextCount: contexts.filter((context) => context.kind === 'StatusContext').length,
        },
      }),
  },
  StatusContext: {
    state: ({ state }: CommitStatusData) => upper(state),
    creator: ({ creator }: CommitStatusData, _args, { world }: Context) => actorNamed(creator, world),
    commit: ({ sha }: CommitStatusData, _args, { world }) => commitSource(world, sha),
  },
};

const workflowUrl = (workflow: WorkflowData, world: World): string =>
  `${world.repositoryUrl}/actions/workflows/${workflow.path.replace(/^.*\//, '')}`;
