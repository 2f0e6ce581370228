/** Workflows, their runs and jobs, and starting one by hand. */
import { addWorkflowRun, dispatch as recordDispatch, suiteOf, workflowAt } from '../acts/runs.ts';
import { logAddress } from '../job-logs.ts';
import type { World } from '../world.ts';
import type { WorkflowData, WorkflowRunData } from '../world-data.ts';
import { jobView, runView, workflowView } from './actions-view.ts';
import { type Call, counted, type Handlers, ok } from './call.ts';
import { callerOf } from './discussion.ts';
import { checkInputs } from './dispatch-inputs.ts';
import { Failure, notFound, sandboxRefusal } from './failure.ts';
import { resolveCommit } from './git-view.ts';
import { repositoryApi, repositoryPage } from './site.ts';
import type { Parameters } from './validation.ts';

/** A workflow is named by its number or by its file. */
function workflowOf(call: Call): WorkflowData {
  const asked = String(call.path.workflow_id);
  const found = call.world.data.workflows.find(
    (one) => String(one.databaseId) === asked || one.path === `.github/workflows/${asked}`,
  );
  if (found === undefined) throw notFound();
  return found;
}

/** A file of the default branch is a workflow although it never ran. */
async function dispatchableWorkflow(call: Call): Promise<WorkflowData> {
  const { world } = call;
  const asked = String(call.path.workflow_id);
  const isFile = /^[^/]+\.ya?ml$/.test(asked) && world.data.workflows.every(({ path }) => !path.endsWith(`/${asked}`));
  if (!isFile) return workflowOf(call);
  const path = `.github/workflows/${asked}`;
  if ((await world.git.read(`${world.defaultRef}:${path}`)) === null) throw notFound();
  return workflowAt(world, path);
}

/** With those that never ran: GitHub knows a workflow by its file on the default branch. */
async function listWorkflows(call: Call) {
  const { world } = call;
  const folder = await world.git.read(`${world.defaultRef}:.github/workflows`);
  const names = folder === null ? [] : (await world.git.readTree(folder.oid)).map(({ name }) => name);
  for (const name of names.filter((one) => /\.ya?ml$/.test(one))) workflowAt(world, name);
  return counted(call, 'workflows', world.data.workflows, (one) => workflowView(world, one));
}

function runOf(call: Call): WorkflowRunData {
  const found = call.world.data.workflowRuns.find((one) => one.databaseId === call.path.run_id);
  if (found === undefined) throw notFound();
  return found;
}

/** `2026-11-20`, `>=2026-11-20`, `A..B` and the like, as in search. */
function within(created: string, time: string): boolean {
  const at = Date.parse(time);
  const end = (day: string): number => Date.parse(day) + (/^\d{4}-\d{2}-\d{2}$/.test(day) ? 86_399_999 : 0);
  const [from = '', to] = created.split('..');
  if (to !== undefined) return (from === '*' || at >= Date.parse(from)) && (to === '*' || at <= end(to));
  const [, sign = '', day = ''] = /^([<>]=?)?(.*)$/.exec(created) ?? [];
  if (Number.isNaN(Date.parse(day))) throw sandboxRefusal(422, `query created=${created} is not a time or a range`);
  if (sign === '>') return at > end(day);
  if (sign === '>=') return at >= Date.parse(day);
  if (sign === '<') return at < Date.parse(day);
  if (sign === '<=') return at <= end(day);
  return at >= Date.parse(day) && at <= end(day);
}

function matches(world: World, run: WorkflowRunData, query: Parameters): boolean {
  const suite = suiteOf(world, run);
  const { actor, branch, event, status, created, check_suite_id: suiteId, head_sha: sha } = query;
  return (
    (actor === undefined || run.actor === actor) &&
    (branch === undefined || suite.headBranch === branch) &&
    (event === undefined || run.event === event) &&
    (status === undefined || suite.status === status || suite.conclusion === status) &&
    (created === undefined || within(String(created), run.createdAt)) &&
    (suiteId === undefined || suite.databaseId === suiteId) &&
    (sha === undefined || suite.headSha === sha)
  );
}

const FILTERS = ['actor', 'branch', 'event', 'status', 'created', 'check_suite_id', 'head_sha'];
const LARGEST_FILTERED_LISTING = 1000;

function listRuns(call: Call, all: readonly WorkflowRunData[]) {
  const { world, query } = call;
  const found = all
    .filter((run) => matches(world, run, query))
    .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt) || b.databaseId - a.databaseId);
  const filtered = FILTERS.some((key) => query[key] !== undefined);
  const shown = filtered ? found.slice(0, LARGEST_FILTERED_LISTING) : found;
  return counted(call, 'workflow_runs', shown, (run) => runView(world, run, query.exclude_pull_requests !== true));
}

/** An earlier attempt is the same run as it ended then. */
async function getAttempt(call: Call) {
  const run = runOf(call);
  const view = await runView(call.world, run, call.query.exclude_pull_requests !== true);
  const asked = Number(call.path.attempt_number);
  if (asked === run.runAttempt) return ok(view);
  const ended = run.earlierAttempts?.[asked - 1];
  if (ended === undefined) throw notFound();
  const { url } = view;
  return ok({
    ...view,
    run_attempt: asked,
    status: 'completed',
    conclusion: ended.conclusion,
    run_started_at: ended.startedAt,
    updated_at: ended.updatedAt,
    previous_attempt_url: asked > 1 ? `${url}/attempts/${asked - 1}` : null,
  });
}

interface Dispatch {
  readonly ref: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly return_run_details?: boolean;
}

async function checkDispatch(world: World, workflow: WorkflowData, { ref, inputs = {} }: Dispatch): Promise<string> {
  const sha = await resolveCommit(world, ref);
  if (sha === null) throw new Failure(422, `No ref found for: ${ref}`);
  if (workflow.state !== 'active') {
    throw new Failure(422, "Cannot trigger a 'workflow_dispatch' on a disabled workflow");
  }
  const file = await world.git.read(`${sha}:${workflow.path}`);
  checkInputs(file?.content.toString('utf8') ?? '', inputs);
  return sha;
}

async function dispatch(call: Call) {
  const { world } = call;
  const workflow = await dispatchableWorkflow(call);
  const body = call.body as Dispatch;
  const by = callerOf(call).login;
  const sha = await checkDispatch(world, workflow, body);
  const branch = body.ref.replace(/^refs\/(heads|tags)\//, '');
  const draft = { workflow: workflow.path, event: 'workflow_dispatch', status: 'queued', branch, sha, by } as const;
  const run = await addWorkflowRun(world, { ...draft, jobs: [] });
  const asked = { target: workflow.path, ref: body.ref, payload: body.inputs ?? {}, run: run.databaseId };
  recordDispatch(world, { by, kind: 'workflow_dispatch', ...asked });
  if (body.return_run_details !== true) return { status: 204 };
  return ok({
    workflow_run_id: run.databaseId,
    run_url: repositoryApi(world, 'actions/runs', run.databaseId),
    html_url: repositoryPage(world, 'actions/runs', run.databaseId),
  });
}

/** A log lies elsewhere: whoever may read it is sent there, with a signed address. */
function sendToLog(call: Call) {
  const { world } = call;
  const job = world.data.checkSuites
    .flatMap(({ checkRuns }) => checkRuns)
    .find(({ databaseId }) => databaseId === call.path.job_id);
  if (job === undefined || job.log === null) throw notFound();
  return { status: 302, headers: { location: logAddress(world, job.databaseId) } };
}

type Actions =
  | 'actions/list-repo-workflows'
  | 'actions/list-workflow-runs-for-repo'
  | 'actions/list-workflow-runs'
  | 'actions/get-workflow-run'
  | 'actions/get-workflow-run-attempt'
  | 'actions/list-jobs-for-workflow-run'
  | 'actions/download-job-logs-for-workflow-run'
  | 'actions/create-workflow-dispatch';

export const ACTIONS: Handlers<Actions> = {
  'actions/list-repo-workflows': listWorkflows,
  'actions/list-workflow-runs-for-repo': (call) => listRuns(call, call.world.data.workflowRuns),
  'actions/list-workflow-runs': (call) => {
    const { databaseId } = workflowOf(call);
    return listRuns(
      call,
      call.world.data.workflowRuns.filter((run) => run.workflow === databaseId),
    );
  },
  'actions/get-workflow-run': async (call) =>
    ok(await runView(call.world, runOf(call), call.query.exclude_pull_requests !== true)),
  'actions/get-workflow-run-attempt': getAttempt,
  'actions/list-jobs-for-workflow-run': (call) => {
    const run = runOf(call);
    return counted(call, 'jobs', suiteOf(call.world, run).checkRuns, (job) => jobView(call.world, run, job));
  },
  'actions/download-job-logs-for-workflow-run': sendToLog,
  'actions/create-workflow-dispatch': dispatch,
};
