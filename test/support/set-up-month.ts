/** A month of real runs on virtual time in which faults of the set-up come and go, and what is told of them where. */
import { Chance } from '@steward/cli/simulate/chance.ts';
import type { TickReport } from '@steward/core/domain/tick.ts';
import type { WorldFile } from '@steward/sandbox/world-file.ts';
import { CYCLE, WORKFLOW } from '../cli/doctor/good.ts';
import { steward, temporaryFolder } from '../cli/stage.ts';
import { HALF_HOUR, type RunOptions, type Stage } from './cycle.ts';
import { FULL, healthIssues, ROOMY } from './health.ts';

export const HOUR = 2 * HALF_HOUR;
export const DAY = 24 * HOUR;
/** Between two runs. */
export const STEP = 2 * HOUR;
export const DAYS = 30;

const CONFIG = `mode: autopilot
agents: { robot: { kind: workflow } }
labels: { map: { 'priority:high': P1 } }
health: { interval: 120 }
`;

/** Set up as it should be, by a workflow that hands in a secret and an agent that opens pull requests. */
export const SET_UP: Readonly<Record<string, string>> = {
  [CYCLE]: WORKFLOW.replace("'7,37 * * * *'", "'7 */2 * * *'")
    .replace('deployments: read', 'deployments: read\n      actions: write')
    .replace('action: auto', 'action: auto\n          github-token: ${{ secrets.STEWARD_TOKEN }}')
    .replaceAll('acme/steward', 'octo/steward'),
  '.github/workflows/steward-agent.yml': 'on: workflow_dispatch\njobs: {}\n',
  '.github/steward.yml': CONFIG,
};

/** What a person can see after a run. */
export interface Seen {
  at: number;
  /** Null: it did not start, or threw. */
  report: TickReport | null;
  /** Why it is red; empty: it is green, or did not start. */
  red: string;
  board: string;
  /** Of the open issue about health; empty: there is none. */
  health: string;
  /** What `steward doctor` found at the last breakfast. */
  doctor: readonly string[];
}

export interface Fault {
  name: string;
  begin(month: Month): Promise<void> | void;
  end(month: Month): Promise<void> | void;
  isTold(seen: Seen): boolean;
  /** While it lasts nothing else can be told where it should be, so it comes alone. */
  alone?: true;
  /** No run gets as far as to remember that it was told: each of them is red. */
  stops?: true;
  /** So long after it the look at health may still speak of the runs that it spoilt, or of what it saw last. */
  felt?: number;
}

export class Month {
  readonly stage: Stage;
  readonly options: RunOptions = { mode: 'assist', machine: ROOMY, workflow: 'steward.yml' };
  isDisabled = false;
  #token: string | undefined;
  #folder: string | undefined;
  #doctor: readonly string[] = [];
  #breakfast = '';

  constructor(stage: Stage) {
    this.stage = stage;
    const { world } = stage.sandbox;
    world.repository.actionsMayOpenPullRequests = true;
    world.data.settings = { secrets: ['STEWARD_TOKEN'] };
    world.createLabel({ name: 'P1' });
    world.createLabel({ name: 'steward' });
  }

  get world() {
    return this.stage.sandbox.world;
  }

  get now(): number {
    return this.stage.sandbox.clock.now().getTime();
  }

  async push(path: string, text: string): Promise<void> {
    await this.world.pushCommit({ files: { [path]: text }, message: 'Change', by: 'octo' });
  }

  async run(): Promise<Seen> {
    const today = new Date(this.now).toISOString().slice(0, 10);
    let report: TickReport | null = null;
    let red = '';
    if (!this.isDisabled) {
      const at = new Date(this.now).toISOString();
      report = await this.stage.tick(this.options).catch((error: Error) => {
        red = error.message;
        return null;
      });
      red ||= report?.failures.join('\n') ?? '';
      const conclusion = red === '' ? 'success' : 'failure';
      await this.world.addWorkflowRun({ workflow: 'steward.yml', event: 'schedule', conclusion, at });
    }
    if (this.#breakfast !== today) {
      this.#breakfast = today;
      this.#doctor = await this.#examine();
    }
    const board = this.world.data.issues.find(({ title }) => title === 'Steward')?.body ?? '';
    const health = healthIssues(this.stage).find(({ state }) => state === 'OPEN')?.body ?? '';
    return { at: this.now, report, red, board, health, doctor: this.#doctor };
  }

  async #examine(): Promise<string[]> {
    const { sandbox } = this.stage;
    this.#token ??= sandbox.mintToken({ kind: 'User' });
    this.#folder ??= temporaryFolder();
    const environment = {
      GITHUB_TOKEN: this.#token,
      GITHUB_API_URL: sandbox.apiUrl,
      GITHUB_GRAPHQL_URL: sandbox.graphqlUrl,
      GITHUB_SERVER_URL: sandbox.serverUrl,
    };
    const words = ['doctor', '--repo', sandbox.repository, '--json'];
    const { out, err } = await steward(this.#folder, words, { environment });
    if (err !== '') throw new Error(err);
    return JSON.parse(out).findings.map(({ id }: { id: string }) => id);
  }
}

const found =
  (id: string) =>
  (seen: Seen): boolean =>
    seen.doctor.includes(id);

export const FAULTS: readonly Fault[] = [
  {
    name: 'a permission is taken away',
    begin: ({ options, stage }) => {
      const permissions = { contents: 'write', issues: 'read', checks: 'read', deployments: 'read' } as const;
      options.token = stage.sandbox.mintToken({ permissions: { ...permissions, 'pull-requests': 'read' } });
    },
    end: ({ options }) => void delete options.token,
    isTold: ({ red }) => /issues: write/.test(red),
    alone: true,
  },
  {
    name: 'the configuration is broken',
    begin: (month) => month.push('.github/steward.yml', `${CONFIG}modee: assist\n`),
    end: (month) => month.push('.github/steward.yml', CONFIG),
    isTold: ({ red }) => /unknown key `modee`/.test(red),
    alone: true,
    stops: true,
    felt: 8 * DAY,
  },
  {
    name: 'the workflow is disabled',
    begin: (month) => toggle(month, true),
    end: (month) => toggle(month, false),
    isTold: found('workflow-disabled'),
    alone: true,
    felt: 2 * DAY + STEP,
  },
  {
    name: 'the secret is removed',
    begin: (month) => set(month, { secrets: [] }),
    end: (month) => set(month, { secrets: ['STEWARD_TOKEN'] }),
    isTold: found('secret-missing'),
  },
  {
    name: 'a ruleset covers the state branch',
    begin: (month) => set(month, { rules: [{ branch: 'steward/state', types: ['file_path_restriction'] }] }),
    end: (month) => set(month, { rules: [] }),
    isTold: ({ board }) => board.includes('`state-branch-rules`'),
  },
  {
    name: 'Actions may open no pull requests',
    begin: (month) => letOpenPulls(month, false),
    end: (month) => letOpenPulls(month, true),
    isTold: found('pull-requests-refused'),
  },
  {
    name: 'a label is deleted',
    begin: ({ world }) => world.deleteLabel('P1'),
    end: ({ world }) => void world.createLabel({ name: 'P1' }),
    isTold: found('label-missing'),
  },
  {
    name: 'a deployment fails',
    begin: (month) => deploy(month, 'failure'),
    end: (month) => deploy(month, 'success'),
    isTold: ({ board }) => board.includes('last deployment (`production`) failed'),
  },
  {
    name: 'the disk is full',
    begin: ({ options }) => void Object.assign(options, { machine: FULL }),
    end: ({ options }) => void Object.assign(options, { machine: ROOMY }),
    isTold: ({ health }) => /disk is free/.test(health),
    felt: DAY + STEP,
  },
];

function set({ world }: Month, change: NonNullable<WorldFile['settings']>): void {
  world.data.settings = { ...world.data.settings, ...change };
}

function letOpenPulls({ world }: Month, allowed: boolean): void {
  world.repository.actionsMayOpenPullRequests = allowed;
}

function toggle(month: Month, off: boolean): void {
  month.isDisabled = off;
  for (const one of month.world.data.workflows)
    if (one.path === CYCLE) one.state = off ? 'disabled_manually' : 'active';
}

async function deploy(month: Month, state: 'failure' | 'success'): Promise<void> {
  await month.world.deploy({ environment: 'production', state, by: 'octo' });
}

export interface Spell {
  fault: Fault;
  from: number;
  to: number;
}

/** Each fault twice: those that keep others from being told by themselves, the others for some hours beside each other. */
export function spellsOf(seed: number, start: number): Spell[] {
  const chance = new Chance(seed, 'faults of set-up');
  const hours = (least: number, most: number): number => chance.between(least, most) * HOUR;
  const spells: Spell[] = [];
  let next = start + 8 * HOUR;
  for (const fault of [...shuffled(chance), ...shuffled(chance)]) {
    const earlier = spells.findLast((one) => one.fault === fault)?.to ?? 0;
    const latest = Math.max(0, ...spells.map(({ to }) => to));
    const from = Math.max(next, fault.alone ? latest : 0, earlier + 30 * HOUR);
    const to = from + (fault.alone ? hours(26, 36) : hours(30, 50));
    next = fault.alone ? to : from + hours(10, 26);
    spells.push({ fault, from, to });
  }
  return spells;
}

const shuffled = (chance: Chance): Fault[] =>
  FAULTS.map((fault) => ({ fault, at: chance.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ fault }) => fault);
