/** Real flows, adapters and HTTP in one process, on virtual time, with a run that can be made to die at any request. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createSystemClock, type FedClock } from '@steward/core/adapters/clock.ts';
import type { Mode } from '@steward/core/domain/config.ts';
import type { Rejection } from '@steward/core/domain/event.ts';
import { readShard } from '@steward/core/domain/ledger.ts';
import type { State } from '@steward/core/domain/state.ts';
import { stateOf } from '@steward/core/domain/state-rows.ts';
import type { Task } from '@steward/core/domain/task.ts';
import type { KeptAnswer } from '@steward/core/domain/thinking.ts';
import type { TickReport } from '@steward/core/domain/tick.ts';
import type { RunnerVitals } from '@steward/core/domain/vitals.ts';
import type { AskBriefs } from '@steward/core/flow/plan-asking.ts';
import type { Worktree } from '@steward/core/ports.ts';
import { buildWorld } from '@steward/core/runtime/doors.ts';
import { type Environment, readEnvironment } from '@steward/core/runtime/environment.ts';
import type { ModelValues } from '@steward/core/runtime/model-inputs.ts';
import type { OpenOutside } from '@steward/core/runtime/outside.ts';
import type { World } from '@steward/core/runtime/world.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '@steward/sandbox/sandbox.ts';
import { afterEach } from 'vitest';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { type Death, Mortal } from './mortal.ts';

export const MINUTE = 60_000;
export const HALF_HOUR = 30 * MINUTE;

export type { Death } from './mortal.ts';

export interface RunOptions {
  mode?: Mode;
  config?: string;
  death?: Death;
  /** Counts the calls of this run; one of its own where it is left out. */
  mortal?: Mortal;
  /** Is handed the body of each request before it is sent, which waits for it. */
  onRequest?: (body: string) => void | Promise<void>;
  token?: string;
  agentToken?: string;
  /** Where limits are counted together with others. */
  redisUrl?: string;
  /** File of the workflow that the run is of; null: none is named. */
  workflow?: string;
  /** What started the run; absent: somebody outside of Actions. */
  event?: string;
  /** Who did; absent: that is not known. */
  actor?: string;
  /** The machine of the run; absent: nothing is known of it. */
  machine?: RunnerVitals;
  /** Whom plans are asked of; absent: nobody. */
  ask?: AskBriefs;
  /** Milliseconds, of real time, until a request counts as unanswered. */
  timeout?: number;
  /** Where memory is on no branch. */
  outside?: OpenOutside | undefined;
  /** Keys of models, as inputs, and where their vendors answer, as variables. */
  models?: ModelAccess;
}

export interface ModelAccess {
  keys: Partial<ModelValues>;
  variables: Readonly<Record<string, string>>;
}

/** A memory on no branch: opened anew by each run, and looked into by tests. */
export interface Elsewhere {
  /** As the input says it. */
  ledger: string;
  open(run: { environment: Environment; token: string }): Promise<OpenOutside>;
  show(path: string): Promise<string>;
}

export interface Memory {
  state: State;
  tasks: Record<string, Task>;
  rejected: Record<string, Rejection>;
  answers: Record<string, KeptAnswer>;
}

/** Raises stages for the tests of one file and closes each after its test. Call it once, outside of any test. */
export function stagesOf(
  usual: readonly Record<string, string>[],
): (commits?: readonly Record<string, string>[], options?: Partial<SandboxOptions>) => Promise<Stage> {
  const open: Stage[] = [];
  afterEach(async () => {
    for (const stage of open.splice(0)) await stage.close();
  });
  return async (commits = usual, options = {}) => {
    const stage = await Stage.raise(commits, options);
    open.push(stage);
    return stage;
  };
}

export class Stage {
  readonly sandbox: Sandbox;
  /** Null: memory is on the state branch. */
  elsewhere: Elsewhere | null = null;
  readonly #folder: string;
  readonly #worktrees: Worktree[] = [];
  #runs = 0;
  #opened = 0;

  constructor(sandbox: Sandbox, folder: string) {
    this.sandbox = sandbox;
    this.#folder = folder;
  }

  /** A world whose repository holds these files; each commit is a further set of files. */
  static async raise(
    commits: readonly Record<string, string>[],
    options: Partial<SandboxOptions> = {},
  ): Promise<Stage> {
    const folder = mkdtempSync(join(tmpdir(), 'steward-stage-'));
    // Where a test says what is published, or where it is kept, it means a founding.
    const isOwn = options.checkout !== undefined || options.directory !== undefined;
    if (isOwn) return new Stage(await createSandbox({ ...foundingOf(folder, commits), ...options }), folder);
    const directory = join(folder, 'world');
    const { limits: _, persist: __, ...founding } = options;
    cpSync(await founded(commits, founding), directory, { recursive: true });
    return new Stage(await createSandbox({ directory, ...options }), folder);
  }

  async close(): Promise<void> {
    await Promise.all(this.#worktrees.map((worktree) => worktree.close()));
    await this.sandbox.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** The world as the bundled action would build it, but on virtual time. */
  world({
    mode = 'assist',
    config,
    death,
    mortal = new Mortal(death),
    onRequest,
    token,
    agentToken = '',
    redisUrl = '',
    timeout,
    ...run
  }: RunOptions = {}): World {
    const { sandbox } = this;
    const id = String(++this.#runs);
    const started = {
      ...(run.event && { GITHUB_EVENT_NAME: run.event }),
      ...(run.actor && { GITHUB_TRIGGERING_ACTOR: run.actor }),
      ...run.models?.variables,
    };
    const environment = this.#environment(id, run.workflow, started);
    const directory = mkdtempSync(join(this.#folder, 'run-'));
    const world = buildWorld({
      environment,
      values: {
        'github-token': token ?? sandbox.mintToken(),
        'agent-token': agentToken,
        'redis-url': redisUrl,
        config: '.github/steward.yml',
        mode,
        ledger: this.elsewhere?.ledger ?? 'steward/state',
        'log-level': 'error',
        'log-format': 'text',
        'log-file': '',
        ...run.models?.keys,
      },
      nonce: `n${id}`,
      directory,
      localConfig: config ?? null,
      clock: this.clock(),
      fetch: mortal.fetch(onRequest),
      ...(timeout !== undefined && { timeout }),
      outside: run.outside,
      ...(run.machine && { machine: { vitals: async () => run.machine as RunnerVitals } }),
    });
    this.#worktrees.push(world.worktree);
    return world;
  }

  #environment(
    id: string,
    workflow: string | undefined,
    variables: Readonly<Record<string, string>> = {},
  ): Environment {
    const { sandbox } = this;
    return readEnvironment(
      {
        GITHUB_REPOSITORY: sandbox.repository,
        GITHUB_API_URL: sandbox.apiUrl,
        GITHUB_GRAPHQL_URL: sandbox.graphqlUrl,
        GITHUB_SERVER_URL: sandbox.serverUrl,
        GITHUB_RUN_ID: id,
        GITHUB_RUN_ATTEMPT: '1',
        GITHUB_REF: `refs/heads/${sandbox.defaultBranch}`,
        GITHUB_WORKSPACE: this.#folder,
        ...(workflow && { GITHUB_WORKFLOW_REF: `${sandbox.repository}/.github/workflows/${workflow}@refs/heads/main` }),
        PATH: process.env.PATH,
        ...variables,
      },
      this.#folder,
    );
  }

  /** Where the next run finds its memory; undefined: on the branch. */
  async outside(mortal = new Mortal()): Promise<OpenOutside | undefined> {
    const id = `${this.#runs + 1}`;
    const place = { environment: this.#environment(id, undefined), token: `n${id}.${++this.#opened}` };
    return this.elsewhere ? mortal.outside(await this.elsewhere.open(place)) : undefined;
  }

  get folder(): string {
    return this.#folder;
  }

  /** Waiting takes no time here: it moves the sandbox's clock. */
  clock(): FedClock {
    const { clock } = this.sandbox;
    const fed = createSystemClock(() => clock.now().getTime());
    return {
      ...fed,
      async sleep(milliseconds) {
        clock.advance(milliseconds);
      },
    };
  }

  async tick(options: RunOptions = {}): Promise<TickReport> {
    const mortal = options.mortal ?? new Mortal(options.death);
    const world = this.world({ outside: await this.outside(mortal), ...options, mortal });
    const result = await runCycle(world, { action: 'auto', focus: 'auto', 'max-tasks': 50 }, options.ask);
    return result.report;
  }

  /** A tick that is expected to die; what it throws is of no interest, a dead process throws nothing. */
  async dyingTick(death: Death & { at: number }): Promise<boolean> {
    const before = this.sandbox.transcript.length;
    await this.tick({ death }).catch(() => undefined);
    return this.sandbox.transcript.length - before >= (death.timing === 'before' ? death.at - 1 : death.at);
  }

  pass(milliseconds: number): void {
    this.sandbox.clock.advance(milliseconds);
  }

  /** Memory as it is kept, shards included. */
  async memory(): Promise<Memory> {
    const show = async (path: string): Promise<string> =>
      this.elsewhere?.show(path) ?? this.#shown(`refs/heads/steward/state:${path}`);
    const state = stateOf(JSON.parse(await show('state.json')) as State);
    const read = async <T extends Task | Rejection | KeptAnswer>(index: Record<string, string>, folder: string) => {
      const entries: Record<string, T> = {};
      for (const [shard, hash] of Object.entries(index))
        Object.assign(entries, readShard<T>(await show(`${folder}/${shard}.json`), hash));
      return entries;
    };
    return {
      state,
      tasks: await read<Task>(state.shards.tasks, 'tasks'),
      rejected: await read<Rejection>(state.shards.rejected, 'rejected'),
      answers: await read<KeptAnswer>(state.shards.answers ?? {}, 'answers'),
    };
  }

  async #shown(expression: string): Promise<string> {
    const object = await this.sandbox.world.git.read(expression);
    if (object === null) throw new Error(`there is no ${expression}`);
    return object.content.toString('utf8');
  }

  git(args: readonly string[], input = ''): string {
    return this.#git(args, input).toString('utf8');
  }

  /** Of each file or object that git knows by this name, in one reading. */
  contents(names: readonly string[]): string[] {
    const output = this.#git(['cat-file', '--batch'], names.map((name) => `${name}\n`).join(''));
    let at = 0;
    return names.map((name) => {
      const line = output.toString('utf8', at, output.indexOf('\n', at));
      const size = Number(/^\w+ \w+ (\d+)$/.exec(line)?.[1]);
      if (Number.isNaN(size)) throw new Error(`there is no ${name}: ${line}`);
      const begin = at + Buffer.byteLength(line) + 1;
      at = begin + size + 1;
      return output.toString('utf8', begin, begin + size);
    });
  }

  #git(args: readonly string[], input: string): Buffer {
    // A world that is not kept writes only when real git is to see it.
    this.sandbox.world.git.flush();
    return execFileSync('git', ['--git-dir', join(this.#folder, 'world', 'repository.git'), ...args], {
      input,
      env: { ...process.env, ...IDENTITY },
      maxBuffer: 2 ** 26,
    });
  }

  /** What GitHub shows: issues with titles, states, labels and markers' tasks, and which are pinned. */
  visible() {
    const { data } = this.sandbox.world;
    return data.issues.map((issue) => ({
      title: issue.title,
      state: issue.state,
      labels: [...issue.labels].sort(),
      pinned: data.pins.includes(issue.number),
    }));
  }
}

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Somebody',
  GIT_AUTHOR_EMAIL: 'somebody@example.org',
  GIT_COMMITTER_NAME: 'Somebody',
  GIT_COMMITTER_EMAIL: 'somebody@example.org',
};

const checkouts = new Map<string, string>();
process.once('exit', () => {
  for (const checkout of checkouts.values()) rmSync(dirname(checkout), { recursive: true, force: true });
});

const foundingOf = (folder: string, commits: readonly Record<string, string>[], name = 'world') => ({
  ...{ directory: join(folder, name), repository: 'octo/dur', checkout: checkoutOf(commits) },
  now: '2026-11-20T09:07:00Z',
});

const worlds = new Map<string, Promise<string>>();

/** A world as it is before anything happened in it: to found one takes git a dozen processes, to copy it none. */
function founded(commits: readonly Record<string, string>[], options: Partial<SandboxOptions>): Promise<string> {
  const key = JSON.stringify([commits, options]);
  const known = worlds.get(key);
  if (known !== undefined) return known;
  const usual = foundingOf(dirname(checkoutOf(commits)), commits, `world-${worlds.size}`);
  const world = createSandbox({ ...usual, ...options }).then(async (sandbox) => {
    await sandbox.close();
    return usual.directory;
  });
  worlds.set(key, world);
  return world;
}

/** Only read, so stages of the same files share it. */
function checkoutOf(commits: readonly Record<string, string>[]): string {
  const key = JSON.stringify(commits);
  const known = checkouts.get(key);
  if (known !== undefined) return known;
  const folder = mkdtempSync(join(tmpdir(), 'steward-checkout-'));
  const checkout = join(folder, 'checkout');
  commit(checkout, commits);
  checkouts.set(key, checkout);
  return checkout;
}

function commit(checkout: string, commits: readonly Record<string, string>[]): void {
  mkdirSync(checkout, { recursive: true });
  const git = (args: string[], date = '2026-11-01T10:00:00Z') =>
    execFileSync(
      'git',
      ['-C', checkout, '-c', 'user.name=Maintainer', '-c', 'user.email=maintainer@example.org', ...args],
      {
        env: { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
      },
    );
  git(['init', '--quiet', '--initial-branch=main']);
  commits.forEach((files, index) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(checkout, path)), { recursive: true });
      writeFileSync(join(checkout, path), text);
    }
    git(['add', '--all']);
    git(
      ['commit', '--quiet', '--allow-empty', '-m', `Commit ${index + 1}`],
      `2026-11-${String(index + 1).padStart(2, '0')}T10:00:00Z`,
    );
  });
}
