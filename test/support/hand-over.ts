/** A repository with open tasks and one agent of each kind, and what a run sent to reach them, request by request. */
import type { FlowResult } from '@steward/core/flow/reporting.ts';
import type { AgentDraft } from '@steward/sandbox/agents/agent.ts';
import { Agents } from '@steward/sandbox/agents/agents.ts';
import type { RequestRecord } from '@steward/sandbox/transcript.ts';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { HALF_HOUR, type RunOptions, type Stage } from './cycle.ts';
import { BUSY } from './repositories.ts';

export type Kind = AgentDraft['kind'];

/** What an agent's workflow is dispatched with: the sandbox refuses any other. */
export const INPUTS = ['task', 'issue', 'attempt', 'generation', 'branch', 'instructions'];
export const AGENT_WORKFLOW = `on: { workflow_dispatch: { inputs: { ${INPUTS.map((name) => `${name}: {}`).join(', ')} } } }\n`;
export const FILES = { ...BUSY, '.github/workflows/steward-agent.yml': AGENT_WORKFLOW };

const AGENTS: Record<Kind, string> = {
  workflow: '{ kind: workflow }',
  mention: '{ kind: mention, phrase: "@robot" }',
  copilot: '{ kind: copilot }',
  person: '{ kind: person, login: ann }',
};
const DRAFTS: Record<Kind, AgentDraft> = {
  workflow: { name: 'robot', kind: 'workflow', behaviour: 'quick', hours: 3 },
  mention: { name: 'robot', kind: 'mention', phrase: '@robot', behaviour: 'quick', hours: 3 },
  copilot: { name: 'robot', kind: 'copilot', behaviour: 'quick', hours: 3 },
  person: { name: 'robot', kind: 'person', login: 'ann', behaviour: 'quick', hours: 3 },
};

export interface Sent {
  by: string | null;
  request: string;
  status: number | null;
  body: unknown;
}

/** One task at a time, so that one hand-off is one line. */
export class Handing {
  readonly stage: Stage;
  readonly kind: Kind;
  readonly #agents: Agents;
  readonly config: string;

  /** `draft`: null where nobody lives there. */
  constructor(stage: Stage, kind: Kind, draft: Partial<AgentDraft> | null = {}) {
    this.stage = stage;
    this.kind = kind;
    this.#agents = new Agents({
      sandbox: stage.sandbox,
      seed: 1,
      agents: draft === null ? [] : [{ ...DRAFTS[kind], ...draft }],
    });
    this.config = `identities: ['helper[bot]', octo]\nhand-off: { at-once: 1, start-within: 60 }\nagents:\n  robot: ${AGENTS[kind]}\n`;
  }

  async run(options: RunOptions = {}): Promise<FlowResult> {
    const world = this.stage.world({ mode: 'autopilot', config: this.config, ...options });
    return runCycle(world, { action: 'auto', focus: 'auto', 'max-tasks': 50 });
  }

  /** Lets the agents live for so long. */
  async pass(halfHours = 1): Promise<void> {
    const { sandbox } = this.stage;
    const until = sandbox.clock.now().getTime() + halfHours * HALF_HOUR;
    await this.#agents.actUntil(until);
    await sandbox.elapse(until);
  }

  /** What was sent since a place in the transcript to reach anybody; what the texts of a task say is left out. */
  sent(from: number): Sent[] {
    return this.stage.sandbox.transcript.slice(from).filter(reaches).map(sentAs);
  }

  get place(): number {
    return this.stage.sandbox.transcript.length;
  }

  async known() {
    const { state, tasks } = await this.stage.memory();
    const open = Object.values(tasks).filter(({ status }) => status !== 'suggested');
    const [lease] = Object.values(state.leases);
    return { lease: lease ?? null, tasks: open, agent: state.agents.robot, state };
  }

  get dashboard(): string {
    return this.stage.sandbox.world.data.issues.find(({ title }) => title === 'Steward')?.body ?? '';
  }
}

const REACHING = /\/dispatches$|\/assignees$|\/issues\/\d+\/comments$/;

const reaches = ({ path, method, mutations }: RequestRecord): boolean =>
  (method !== 'GET' && REACHING.test(path)) || mutations.some((name) => /comment|assign/i.test(name));

function sentAs({ login, method, path, status, requestBody, mutations }: RequestRecord): Sent {
  const request = mutations.length > 0 ? mutations.join() : `${method} ${path.replace(/^\/api\/v3/, '')}`;
  return { by: login, request, status, body: shapeOf(JSON.parse(requestBody ?? 'null')) };
}

/** Long texts by their first word, ids by what they are. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shapeOf(item)]));
  }
  if (typeof value !== 'string') return value;
  if (value.length > 200) return `${value.split(/\s/)[0]} …`;
  return value.replace(/\b[0-9a-f]{12}\b/g, '<task>').replace(/^[\w-]+\.(\d+)$/, '<epoch>.$1');
}
