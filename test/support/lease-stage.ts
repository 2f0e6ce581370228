/** One task and two agents that do what a test says and nothing else, and what became of the task's leases in the end. */
import { foundLedger } from '@steward/cli/world-ledger.ts';
import type { RecordedEvent } from '@steward/core/domain/event.ts';
import { branchOf, IN_HAND, type Lease } from '@steward/core/domain/lease.ts';
import type { CommentData, WorkflowRunData } from '@steward/sandbox/world-data.ts';
import { HALF_HOUR, type RunOptions, type Stage, type stagesOf } from './cycle.ts';
import { CLEAN } from './repositories.ts';

export const WORKFLOW =
  'on: { workflow_dispatch: { inputs: { task: {}, issue: {}, attempt: {}, generation: {}, branch: {}, instructions: {} } } }\n';

export type Kind = 'workflow' | 'mention' | 'copilot' | 'person';

/** The first is asked first: it suits everything. Nothing but the one task may be found or opened. */
const AGENTS: Record<Kind, string> = {
  workflow:
    'agents:\n  first: { workflow: first.yml, otherwise: 1 }\n  second: { workflow: second.yml, otherwise: 0.7 }\n',
  mention:
    'agents:\n  first: { kind: mention, phrase: "@first", otherwise: 1 }\n  second: { kind: mention, phrase: "@second", otherwise: 0.7 }\n',
  copilot: 'agents:\n  first: { kind: copilot }\n',
  person: 'agents:\n  first: { kind: person, login: octo }\n',
};
/** Whose token hands the tasks over; the run's own where left out. */
const HELPERS: Partial<Record<Kind, { login: string; kind: 'Bot' | 'User' }>> = {
  mention: { login: 'helper', kind: 'Bot' },
  copilot: { login: 'octo', kind: 'User' },
};
const CONFIG = `identities: ['helper[bot]']
caps: { suggestions: 0, open-tasks: 1, notifications-a-week: 100 }
hand-off: { start-within: 120, silent-after: 24, attempts: 3 }
`;

const FILES = { ...CLEAN, '.github/workflows/first.yml': WORKFLOW, '.github/workflows/second.yml': WORKFLOW };
/** Of the task's issue: the first there is. */
export const TASK_NUMBER = 1;
const TASK = { title: 'Read hours', scope: { paths: ['src/parse.ts'], not: [] } };

/** A hand-off as people see it. */
export interface Call {
  agent: string;
  attempt: number;
  run?: WorkflowRunData;
  comment?: CommentData;
}

export class LeaseStage {
  readonly stage: Stage;
  readonly kind: Kind;
  readonly #options: RunOptions;
  readonly #begun = new Set<string>();

  private constructor(stage: Stage, kind: Kind, agentToken: string) {
    this.stage = stage;
    this.kind = kind;
    this.#options = { mode: 'autopilot', agentToken, config: `${CONFIG}${AGENTS[kind]}` };
  }

  /** `task`: what of the task is otherwise. */
  static async raise(raise: ReturnType<typeof stagesOf>, kind: Kind, task: object = {}): Promise<LeaseStage> {
    const stage = await raise([FILES], { persist: false });
    if (kind === 'copilot') stage.sandbox.world.person('copilot-swe-agent[bot]', 'write');
    stage.sandbox.world.data.ledgerTasks = [{ ...TASK, ...task }];
    await foundLedger(stage.sandbox);
    const helper = HELPERS[kind];
    const agentToken = helper === undefined ? '' : stage.sandbox.mintToken(helper);
    return new LeaseStage(stage, kind, agentToken);
  }

  get world() {
    return this.stage.sandbox.world;
  }

  tick(options: RunOptions = {}) {
    return this.stage.tick({ ...this.#options, ...options });
  }

  /** Ticks each half hour, with agents that do nothing or begin whenever they are called. */
  async live(hours: number, begins = false): Promise<void> {
    for (let half = 0; half < 2 * hours; half += 1) {
      this.stage.pass(HALF_HOUR);
      if (begins && (await this.isCalled())) this.begin();
      await this.tick();
    }
  }

  /** Whoever was called last still has it. */
  async isCalled(): Promise<boolean> {
    const { attempt } = this.last();
    return Object.values((await this.stage.memory()).state.leases).some((lease) => lease.attempt === attempt);
  }

  /** Handed over and seen to begin. */
  async start(): Promise<void> {
    await this.tick();
    this.begin();
    this.stage.pass(HALF_HOUR);
    await this.tick();
    this.stage.pass(HALF_HOUR);
  }

  /** All hand-offs that anybody can see, oldest first. */
  calls(): Call[] {
    const { dispatches, workflowRuns, comments } = this.world.data;
    const runs = dispatches.map(({ target, payload, run }): Call => {
      const { attempt } = payload as Record<string, string>;
      const found = workflowRuns.find(({ databaseId }) => databaseId === run);
      const agent = /(\w+)\.yml$/.exec(target)?.[1] ?? '';
      return { agent, attempt: Number(attempt), ...(found && { run: found }) };
    });
    const said = comments.flatMap((comment): Call[] => {
      const agent = /^@(first|second)\b/.exec(comment.body)?.[1];
      const attempt = Number(/steward\/[0-9a-f]{12}-(\d+)/.exec(comment.body)?.[1]);
      return agent === undefined ? [] : [{ agent, attempt, comment }];
    });
    return [...runs, ...said];
  }

  last(): Call {
    const call = this.calls().at(-1);
    if (call === undefined) throw new Error('nobody was called');
    return call;
  }

  /** The agent that was called last is seen to begin, if it did not yet. */
  begin(): void {
    const { agent, attempt, run, comment } = this.last();
    if (this.#begun.has(`${agent} ${attempt}`)) return;
    this.#begun.add(`${agent} ${attempt}`);
    if (run) this.world.startWorkflowRun(run, 'work');
    if (comment) this.world.react(comment, 'EYES', `${agent}[bot]`);
  }

  /** The agent that was called last says something; its run, where it has one, ends. */
  say(text: string, conclusion: 'success' | 'failure' = 'success'): void {
    const { agent, run } = this.last();
    this.world.comment(TASK_NUMBER, text, `${agent}[bot]`);
    if (run) this.world.completeWorkflowRun(run, conclusion);
  }

  async lease(): Promise<Lease> {
    const [lease] = Object.values((await this.stage.memory()).state.leases);
    if (lease === undefined) throw new Error('nobody has it in hand');
    return lease;
  }

  /** The agent hands in what it made. */
  async handIn(): Promise<number> {
    const lease = await this.lease();
    const [by, head] = [`${lease.agent}[bot]`, branchOf(lease)];
    await this.world.pushCommit({ files: { 'src/parse.ts': `// ${head}\n` }, branch: head, by, message: 'Read hours' });
    const body = `Closes #${lease.number}`;
    return (await this.world.openPullRequest({ title: 'Read hours', body, head, by })).number;
  }

  /** What must be equal however the runs went: no times, tokens or numbers of what was made. */
  async end() {
    const { state, tasks } = await this.stage.memory();
    const [task] = Object.values(tasks);
    const leases = Object.values(state.leases);
    return {
      status: task?.status ?? 'ended',
      issue: this.world.issue(TASK_NUMBER)?.state,
      attempts: (task?.attempts ?? []).map(({ agent, attempt, ending, hint }) => ({ agent, attempt, ending, hint })),
      leases: leases.map(({ agent, attempt, started, pull }) => ({ agent, attempt, sign: started?.sign, pull })),
      claims: Object.keys(state.claims).length,
      counts: state.counts,
      calls: this.calls().map(({ agent, attempt }) => `${agent} ${attempt}`),
      said: this.world.data.comments.filter(({ body }) => body.includes('<!-- steward')).length,
      boards: this.world.data.issues.filter(({ title }) => title === 'Steward').length,
    };
  }

  /** Attempts, by agent and number, that ended as not started although their agent had begun. */
  async unseen(): Promise<string[]> {
    const { attempts } = await this.end();
    const missed = attempts.filter(({ ending }) => ending === 'not-started');
    return missed.map(({ agent, attempt }) => `${agent} ${attempt}`).filter((call) => this.#begun.has(call));
  }

  /** Every event that the branch holds, in order. */
  events(): RecordedEvent[] {
    const lines = this.stage.git(['grep', '-h', '', 'refs/heads/steward/state', '--', 'events']);
    const events = lines.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as RecordedEvent]));
    return events.sort((a, b) => a.sequence - b.sequence);
  }

  /** What no order of deaths may bring about. */
  faults(): string[] {
    const faults: string[] = [];
    const events = this.events();
    if (events.every(({ kind }) => kind !== 'leased')) faults.push('no lease at all');
    const live = new Map<string, number>();
    const told = new Set<string>();
    const once = (what: string): void => {
      if (told.has(what)) faults.push(`twice: ${what}`);
      told.add(what);
    };
    for (const event of events) {
      if (event.kind === 'leased') {
        if (live.has(event.lease.task)) faults.push(`a second lease beside ${live.get(event.lease.task)}`);
        once(`leased ${event.lease.counter}`);
        live.set(event.lease.task, event.lease.counter);
      } else if (event.kind === 'handed-over' || event.kind === 'started' || event.kind === 'attempt-ended') {
        if (live.get(event.task) !== event.counter) faults.push(`${event.kind} of no live lease`);
        once(`${event.kind} ${event.counter}`);
        if (event.kind === 'attempt-ended') live.delete(event.task);
      } else if (event.kind === 'moved' && !IN_HAND.includes(event.status)) live.delete(event.task);
    }
    for (const { agent, attempt } of this.calls()) once(`called ${agent} for attempt ${attempt}`);
    return faults;
  }
}
