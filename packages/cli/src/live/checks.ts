/** The project's checks on pull requests, simulated: no code runs in the sandbox, so they pass where they may run. */
import { readWorkflow, type Workflow } from '@steward/core/decide/review/workflows.ts';
import { suiteOf } from '@steward/sandbox/acts/runs.ts';
import type { InhabitedWorld } from '@steward/sandbox/inhabited-world.ts';
import { workflowBot } from '@steward/sandbox/world.ts';
import type { PullRequestData, WorkflowRunData } from '@steward/sandbox/world-data.ts';

const FOLDER = '.github/workflows/';
const TRIGGERS = ['pull_request', 'push'];

/** Workflows of the default branch that run for pull requests. */
async function checksIn(world: InhabitedWorld): Promise<Workflow[]> {
  const listed = await world.git.git(['ls-tree', '--name-only', '-z', world.defaultRef, FOLDER]);
  const paths = listed.toString('utf8').split('\0');
  const found: Workflow[] = [];
  for (const path of paths.filter((name) => /\.ya?ml$/.test(name))) {
    const text = (await world.git.read(`${world.defaultRef}:${path}`))?.content.toString('utf8') ?? '';
    const workflow = readWorkflow({ path, text });
    if (workflow.events?.some((event) => TRIGGERS.includes(event))) found.push(workflow);
  }
  return found;
}

const jobNames = ({ jobs }: Workflow): string[] => jobs.map(({ id, name }) => (name.includes('${{') ? id : name));

/** What the workflow's own token opened waits for somebody's consent. True: it did so; null: nothing checks here. */
export async function runChecks(world: InhabitedWorld, pull: PullRequestData): Promise<'passed' | 'waits' | null> {
  const workflows = await checksIn(world);
  const waits = pull.author === workflowBot.login;
  for (const workflow of workflows) {
    await world.addWorkflowRun({
      ...{ workflow: workflow.path, workflowName: workflow.name, event: 'pull_request', branch: pull.headRefName },
      ...(pull.author !== null && { by: pull.author }),
      conclusion: waits ? 'action_required' : 'success',
      jobs: waits ? [] : jobNames(workflow).map((name) => ({ name, conclusion: 'success' as const })),
    });
  }
  if (workflows.length === 0) return null;
  return waits ? 'waits' : 'passed';
}

/** Runs on the head of a pull request that wait for consent. */
export const waitingRuns = (world: InhabitedWorld, { headRefName }: PullRequestData): WorkflowRunData[] =>
  world.data.workflowRuns.filter((run) => {
    const { headBranch, conclusion } = suiteOf(world, run);
    return headBranch === headRefName && conclusion === 'action_required';
  });

/** Somebody pressed the button: they run, and pass. */
export async function letRun(world: InhabitedWorld, runs: readonly WorkflowRunData[]): Promise<void> {
  const workflows = await checksIn(world);
  for (const run of runs) {
    const path = world.data.workflows.find(({ databaseId }) => databaseId === run.workflow)?.path;
    const workflow = workflows.find((one) => one.path === path);
    Object.assign(suiteOf(world, run), { conclusion: null });
    for (const name of workflow === undefined ? [] : jobNames(workflow)) world.startWorkflowRun(run, name);
    world.completeWorkflowRun(run, 'success');
  }
}
