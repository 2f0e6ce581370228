/** A repository with agents and an issue that waits for one; what tests ask of it. */
import { suiteOf } from '@steward/sandbox/acts/runs.ts';
import type { AgentDraft } from '@steward/sandbox/agents/agent.ts';
import { Agents, type AgentsOptions } from '@steward/sandbox/agents/agents.ts';
import type { Deed } from '@steward/sandbox/agents/errand.ts';
import type { WorkflowRunData } from '@steward/sandbox/world-data.ts';
import { RestWorld } from '../rest-world.ts';

export const WORKFLOW = 'on: { workflow_dispatch: { inputs: { agent: {}, issue: {}, instructions: {} } } }\n';
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export const TOLD = [
  'Work on the branch `steward/0123456789ab-1`, which goes into the branch `main`, and change `src/a.ts:3` only.',
  'End the text of the pull request with `Closes #1` and `<!-- steward:v1 {"intent":"abcdef01"} -->`.',
].join('\n');

export class AgentTown {
  readonly rest: RestWorld;
  readonly agents: Agents;

  private constructor(rest: RestWorld, agents: Agents) {
    this.rest = rest;
    this.agents = agents;
  }

  static async open(drafts: readonly AgentDraft[], options: Partial<AgentsOptions> = {}): Promise<AgentTown> {
    const rest = await RestWorld.open({ repository: { actionsMayOpenPullRequests: true } });
    const files = { 'src/a.ts': 'export const a = 1;\n', '.github/workflows/steward-agent.yml': WORKFLOW };
    await rest.world.pushCommit({ files, by: 'ada' });
    rest.world.person('eve', 'read');
    rest.world.openIssue({ title: 'Make it faster', body: 'See `src/a.ts`.', by: 'ada' });
    return new AgentTown(rest, new Agents({ sandbox: rest.sandbox, seed: 1, agents: drafts, ...options }));
  }

  get world() {
    return this.rest.world;
  }

  async dispatch(inputs: Record<string, string> = {}): Promise<WorkflowRunData> {
    const body = { ref: 'main', inputs: { issue: '1', instructions: TOLD, ...inputs }, return_run_details: true };
    const reply = await this.rest.post('/actions/workflows/steward-agent.yml/dispatches', body);
    const run = this.world.data.workflowRuns.find((one) => one.databaseId === reply.body.workflow_run_id);
    if (run === undefined) throw new Error(`the dispatch was answered ${reply.status}`);
    return run;
  }

  stateOf(run: WorkflowRunData): string {
    const { status, conclusion } = suiteOf(this.world, run);
    return conclusion ?? status;
  }

  /** What they do in so many hours from now. */
  async pass(hours: number): Promise<Deed[]> {
    const until = this.rest.clock.now().getTime() + hours * HOUR;
    const deeds = await this.agents.actUntil(until);
    await this.rest.sandbox.elapse(until);
    return deeds;
  }

  said(number = 1): string[] {
    return this.world.commentsOn(number).map(({ author, body }) => `${author}: ${body}`);
  }

  eyesOf(on: { reactions?: { content: string; user: string }[] } | null | undefined): string[] {
    return (on?.reactions ?? []).map(({ content, user }) => `${content} ${user}`);
  }
}

export const words = (deeds: readonly Deed[]): string[] => deeds.map(({ agent, what }) => `${agent} ${what}`);
