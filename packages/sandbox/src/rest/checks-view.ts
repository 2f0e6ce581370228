/** Check runs, check suites, commit statuses and deployments as REST shows them. */
import type { World } from '../world.ts';
import type {
  CheckRunData,
  CheckSuiteData,
  CommitStatusData,
  DeploymentData,
  DeploymentStatusData,
} from '../world-data.ts';
import { headCommitView } from './git-view.ts';
import { appView, personOrNull } from './people-view.ts';
import { pullsOfHead } from './pulls-view.ts';
import { shortRepositoryView } from './repository-view.ts';
import { repositoryApi, repositoryPage } from './site.ts';

type View = Record<string, unknown>;

export function checkRunView(world: World, suite: CheckSuiteData, run: CheckRunData): View {
  const url = repositoryApi(world, 'check-runs', run.databaseId);
  const page = repositoryPage(world, 'runs', run.databaseId);
  return {
    id: run.databaseId,
    name: run.name,
    node_id: run.id,
    head_sha: suite.headSha,
    external_id: '',
    url,
    html_url: page,
    details_url: page,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.title,
      summary: run.summary,
      text: null,
      annotations_count: 0,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: suite.databaseId },
    app: appView(world, suite.app),
    pull_requests: pullsOfHead(world, suite.headBranch),
  };
}

export async function checkSuiteView(world: World, suite: CheckSuiteData): Promise<View> {
  const url = repositoryApi(world, 'check-suites', suite.databaseId);
  return {
    id: suite.databaseId,
    node_id: suite.id,
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    status: suite.status,
    conclusion: suite.conclusion,
    url,
    before: null,
    after: suite.headSha,
    pull_requests: pullsOfHead(world, suite.headBranch),
    app: appView(world, suite.app),
    repository: shortRepositoryView(world),
    created_at: suite.createdAt,
    updated_at: suite.updatedAt,
    head_commit: await headCommitView(world, suite.headSha),
    latest_check_runs_count: suite.checkRuns.length,
    check_runs_url: `${url}/check-runs`,
  };
}

export const statusView = (world: World, status: CommitStatusData): View => ({
  id: status.databaseId,
  node_id: status.id,
  url: repositoryApi(world, 'statuses', status.sha),
  avatar_url: null,
  state: status.state,
  description: status.description,
  target_url: status.targetUrl,
  context: status.context,
  created_at: status.createdAt,
  updated_at: status.createdAt,
});

export function deploymentView(world: World, deployment: DeploymentData): View {
  const url = repositoryApi(world, 'deployments', deployment.databaseId);
  return {
    url,
    id: deployment.databaseId,
    node_id: deployment.id,
    sha: deployment.commitOid,
    ref: deployment.ref,
    task: deployment.task,
    payload: {},
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: deployment.description,
    creator: personOrNull(world, deployment.creator),
    created_at: deployment.createdAt,
    updated_at: deployment.updatedAt,
    statuses_url: `${url}/statuses`,
    repository_url: repositoryApi(world),
    transient_environment: false,
    production_environment: deployment.environment === 'production',
    performed_via_github_app: null,
  };
}

export function deploymentStatusView(world: World, deployment: DeploymentData, status: DeploymentStatusData): View {
  const url = repositoryApi(world, 'deployments', deployment.databaseId);
  return {
    url: `${url}/statuses/${status.databaseId}`,
    id: status.databaseId,
    node_id: status.id,
    state: status.state,
    creator: personOrNull(world, status.creator),
    description: status.description ?? '',
    environment: deployment.environment,
    target_url: status.logUrl ?? '',
    created_at: status.createdAt,
    updated_at: status.createdAt,
    deployment_url: url,
    repository_url: repositoryApi(world),
    environment_url: status.environmentUrl ?? '',
    log_url: status.logUrl ?? '',
    performed_via_github_app: null,
  };
}
