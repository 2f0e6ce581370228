/** A task that an agent has in hand, and hands that bring something back for it. */
import type { Lease } from '@steward/core/domain/lease.ts';
import type { Task } from '@steward/core/domain/task.ts';
import type { WorkflowRunData } from '@steward/sandbox/world-data.ts';
import { HALF_HOUR, type RunOptions, type Stage } from './cycle.ts';
import { FIX, REPOSITORY, runChecks } from './reviewing.ts';

const DISPATCHED =
  'on: { workflow_dispatch: { inputs: { task: {}, issue: {}, attempt: {}, generation: {}, branch: {}, instructions: {} } } }\n';
export const WITH_AGENT = { ...REPOSITORY, '.github/workflows/steward-agent.yml': DISPATCHED };
export const ROBOT = 'github-actions[bot]';

const HAND_OFF =
  'hand-off: { at-once: 5, start-within: 1440, attempts: 3 }\ncaps: { agent-pull-requests: 20, notifications-a-week: 100 }\n';
export const WORKFLOW = `${HAND_OFF}agents:\n  robot: { kind: workflow, capacity: 5 }\n`;
export const MENTION = `${HAND_OFF}identities: ['helper[bot]']\nagents:\n  robot: { kind: mention, phrase: "@robot", capacity: 5 }\n`;

export interface Bringing {
  branch?: string;
  by?: string;
  body?: string;
  base?: string;
  files?: Record<string, string>;
  isDraft?: boolean;
}

export class Errand {
  readonly stage: Stage;
  readonly options: RunOptions;
  task: Task;

  constructor(stage: Stage, options: RunOptions, task: Task) {
    this.stage = stage;
    this.options = options;
    this.task = task;
  }

  /** The task about the skipped test, handed to the one agent. */
  static async begin(stage: Stage, config = WORKFLOW): Promise<Errand> {
    const agentToken = stage.sandbox.mintToken({ login: 'helper', kind: 'Bot' });
    const options: RunOptions = { mode: 'autopilot', config, ...(config === MENTION && { agentToken }) };
    await stage.tick(options);
    stage.pass(HALF_HOUR);
    await stage.tick(options);
    const { tasks, state } = await stage.memory();
    const task = Object.values(tasks).find(({ evidence }) => evidence[0]?.rule === 'skipped-test');
    if (!task || !state.leases[task.id]) throw new Error('the task was not handed over');
    return new Errand(stage, options, task);
  }

  get world() {
    return this.stage.sandbox.world;
  }

  get issue(): number {
    return this.task.number ?? 0;
  }

  branch(attempt = 1): string {
    return `steward/${this.task.id}-${attempt}`;
  }

  /** Half an hour passes, and a run looks. */
  async next(halves = 1) {
    this.stage.pass(halves * HALF_HOUR);
    return this.stage.tick(this.options);
  }

  async bring({
    branch = this.branch(),
    by = ROBOT,
    body = `Closes #${this.issue}`,
    files = FIX,
    ...rest
  }: Bringing = {}) {
    await this.world.pushCommit({ branch, files, by });
    return (await this.world.openPullRequest({ title: 'Parse blanks', body, head: branch, by, ...rest })).number;
  }

  checks(conclusion: 'success' | 'failure' = 'success', branch = this.branch()) {
    return runChecks(this.stage, branch, conclusion);
  }

  async memory() {
    const { state, tasks } = await this.stage.memory();
    return { state, task: tasks[this.task.id], lease: state.leases[this.task.id] as Lease | undefined };
  }

  async run(): Promise<WorkflowRunData> {
    const { lease } = await this.memory();
    const run = this.world.data.workflowRuns.find(({ databaseId }) => String(databaseId) === lease?.handed?.ref);
    if (!run) throw new Error('no run was dispatched');
    return run;
  }

  /** The run that was dispatched does its work and ends. */
  async finishRun(): Promise<void> {
    const run = await this.run();
    this.world.startWorkflowRun(run, 'work');
    this.world.completeWorkflowRun(run, 'success');
  }

  /** How often the agent did well and badly, as the ledger counts it; whole numbers as long as they are few. */
  async record(agent = 'robot'): Promise<[number, number]> {
    const outcomes = Object.values((await this.memory()).state.agents[agent]?.outcomes ?? {});
    return [outcomes.reduce((sum, [done]) => sum + done, 0), outcomes.reduce((sum, [, failed]) => sum + failed, 0)];
  }

  said(number: number): string {
    return this.world
      .commentsOn(number)
      .map(({ body }) => body)
      .join('\n');
  }
}
