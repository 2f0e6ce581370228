/** Workflows, their runs and jobs as REST shows them. */
import { suiteOf } from '../acts/runs.ts';
import type { World } from '../world.ts';
import type { CheckRunData, WorkflowData, WorkflowRunData } from '../world-data.ts';
import { headCommitView } from './git-view.ts';
import { personView } from './people-view.ts';
import { pullsOfHead } from './pulls-view.ts';
import { shortRepositoryView } from './repository-view.ts';
import { repositoryApi, repositoryPage } from './site.ts';

type View = Record<string, unknown>;

export function workflowView(world: World, workflow: WorkflowData): View {
  const file = workflow.path.slice(workflow.path.lastIndexOf('/') + 1);
  return {
    id: workflow.databaseId,
    node_id: workflow.id,
    name: workflow.name,
    path: workflow.path,
    state: workflow.state,
    created_at: workflow.createdAt,
    updated_at: workflow.updatedAt,
    url: repositoryApi(world, 'actions/workflows', workflow.databaseId),
    html_url: repositoryPage(world, 'blob', world.repository.defaultBranch, workflow.path),
    badge_url: repositoryPage(world, 'actions/workflows', file, 'badge.svg'),
  };
}

const workflowOf = (world: World, run: WorkflowRunData): WorkflowData | undefined =>
  world.data.workflows.find((one) => one.databaseId === run.workflow);

function runAddresses(world: World, run: WorkflowRunData): View {
  const url = repositoryApi(world, 'actions/runs', run.databaseId);
  return {
    url,
    html_url: repositoryPage(world, 'actions/runs', run.databaseId),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: repositoryApi(world, 'check-suites', run.checkSuite),
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: run.runAttempt > 1 ? `${url}/attempts/${run.runAttempt - 1}` : null,
    workflow_url: repositoryApi(world, 'actions/workflows', run.workflow),
  };
}

export async function runView(world: World, run: WorkflowRunData, withPulls: boolean): Promise<View> {
  const suite = suiteOf(world, run);
  const workflow = workflowOf(world, run);
  const actor = personView(world, run.actor);
  const repository = shortRepositoryView(world);
  return {
    ...runAddresses(world, run),
    id: run.databaseId,
    name: workflow?.name ?? null,
    node_id: run.id,
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    path: workflow?.path ?? '',
    display_title: run.title,
    run_number: run.runNumber,
    event: run.event,
    status: suite.status,
    conclusion: suite.conclusion,
    workflow_id: run.workflow,
    check_suite_id: suite.databaseId,
    check_suite_node_id: suite.id,
    pull_requests: withPulls ? pullsOfHead(world, suite.headBranch) : [],
    created_at: run.createdAt,
    updated_at: run.updatedAt,
    actor,
    triggering_actor: actor,
    run_attempt: run.runAttempt,
    run_started_at: run.createdAt,
    referenced_workflows: [],
    head_commit: (await world.git.resolve(suite.headSha)) === null ? null : await headCommitView(world, suite.headSha),
    repository,
    head_repository: repository,
  };
}

export function jobView(world: World, run: WorkflowRunData, job: CheckRunData): View {
  const suite = suiteOf(world, run);
  const startedAt = job.startedAt ?? run.createdAt;
  return {
    id: job.databaseId,
    run_id: run.databaseId,
    workflow_name: workflowOf(world, run)?.name ?? null,
    head_branch: suite.headBranch,
    run_url: repositoryApi(world, 'actions/runs', run.databaseId),
    run_attempt: run.runAttempt,
    node_id: job.id,
    head_sha: suite.headSha,
    url: repositoryApi(world, 'actions/jobs', job.databaseId),
    html_url: repositoryPage(world, 'actions/runs', run.databaseId, 'job', job.databaseId),
    status: job.status,
    conclusion: job.conclusion,
    created_at: run.createdAt,
    started_at: startedAt,
    completed_at: job.completedAt,
    name: job.name,
    steps: job.steps.map((step) => ({ ...step, started_at: startedAt, completed_at: job.completedAt })),
    check_run_url: repositoryApi(world, 'check-runs', job.databaseId),
    labels: [],
    runner_id: null,
    runner_name: null,
    runner_group_id: null,
    runner_group_name: null,
  };
}
