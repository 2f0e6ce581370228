/** One run of the real cycle against the sandbox: real flow, adapters and client, with the trouble that befalls it. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createSystemClock, type FedClock } from '@steward/core/adapters/clock.ts';
import { GitWorktree } from '@steward/core/adapters/worktree.ts';
import type { Mode } from '@steward/core/domain/config.ts';
import type { TickReport } from '@steward/core/domain/tick.ts';
import type { Dice } from '@steward/core/ports.ts';
import { buildWorld } from '@steward/core/runtime/doors.ts';
import { type Ending, endingOf, endingOfError } from '@steward/core/runtime/ending.ts';
import { readEnvironment } from '@steward/core/runtime/environment.ts';
import type { ModelValues } from '@steward/core/runtime/model-inputs.ts';
import type { World } from '@steward/core/runtime/world.ts';
import type { ModelRequest } from '@steward/sandbox/models/model-log.ts';
import type { Sandbox } from '@steward/sandbox/sandbox.ts';
import type { RequestRecord } from '@steward/sandbox/transcript.ts';
import { runCycle } from '../../../../actions/run-cycle/flow.ts';
import { Fate, type Turns } from './fate.ts';
import type { GitServer } from './git-server.ts';
import type { Trouble } from './trouble.ts';

/** The server's address as everybody sees it: the same for every play of a seed. */
export const ADDRESS = 'https://github.test';

/** Where no server listens. */
const NOBODY = 'http://127.0.0.1:1';

/** Where a run finds models. */
export interface ModelDoor {
  /** Keys, as inputs. */
  values: Partial<ModelValues>;
  /** Where their vendors answer. */
  variables: Readonly<Record<string, string>>;
  dice: Dice;
  serves(url: string): boolean;
  fetch: typeof globalThis.fetch;
  /** What the run asked. */
  asked: ModelRequest[];
}

export interface RunOptions {
  sandbox: Sandbox;
  /** A folder for this simulation's files. */
  folder: string;
  token: string;
  /** For agents that the workflow's own token cannot reach; null: none is handed in. */
  agentToken?: string | null;
  /** Where git itself can be asked: it takes no address that only this process knows. */
  gitServer: GitServer;
  mode: Mode | null;
  /** Text of a configuration that wins over the repository's; null: the repository's own. */
  config: string | null;
  number: number;
  trouble: Trouble;
  /** Null or absent: it has no key. */
  models?: ModelDoor | null;
  turns: Turns;
  /** Lets the town live up to now: it does not wait for a run to end. */
  meanwhile(): Promise<void>;
}

export interface RunRecord {
  number: number;
  startedAt: string;
  trouble: Trouble;
  /** Null: the process was killed. */
  ending: Ending | null;
  /** Null where the run ended before it could tell. */
  report: TickReport | null;
  requests: RequestRecord[];
  /** Requests to models; absent where none can be asked. */
  asked?: readonly ModelRequest[];
}

export async function runOnce(options: RunOptions): Promise<RunRecord> {
  const { sandbox, number, trouble, turns } = options;
  const startedAt = sandbox.clock.now().toISOString();
  const requests: RequestRecord[] = [];
  const fate = new Fate({
    death: trouble.death,
    stall: trouble.stall,
    turns,
    pass: (milliseconds) => void sandbox.clock.advance(milliseconds),
  });
  const directory = join(options.folder, `run-${number}`);
  const world = worldOf(options, { directory, fate, requests });
  try {
    const ending = await fate.live(() => {
      const endangered = mortal(world, { fate, sandbox, trouble });
      return runCycle(endangered, { action: 'auto', focus: 'auto', 'max-tasks': 50 }).then(endingOf, endingOfError);
    });
    const end = ending === 'died' ? null : ending;
    const asked = options.models ? { asked: options.models.asked } : {};
    return { number, startedAt, trouble, ending: end, report: readReport(end), requests, ...asked };
  } finally {
    await world.worktree.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

const readReport = (ending: Ending | null): TickReport | null =>
  ending?.outputs.report === undefined ? null : (JSON.parse(ending.outputs.report) as TickReport);

interface Life {
  directory: string;
  fate: Fate;
  requests: RequestRecord[];
}

function worldOf(options: RunOptions, { directory, fate, requests }: Life): World {
  const { sandbox, folder, token, agentToken = null, gitServer, mode, config, number, models } = options;
  const id = String(number);
  const environment = readEnvironment(
    {
      GITHUB_REPOSITORY: sandbox.repository,
      GITHUB_API_URL: `${ADDRESS}/api/v3`,
      GITHUB_GRAPHQL_URL: `${ADDRESS}/api/graphql`,
      GITHUB_SERVER_URL: ADDRESS,
      GITHUB_RUN_ID: id,
      GITHUB_RUN_ATTEMPT: '1',
      PATH: process.env.PATH,
      ...models?.variables,
    },
    folder,
  );
  const world = buildWorld({
    environment,
    values: {
      'github-token': token,
      ...(agentToken !== null && { 'agent-token': agentToken }),
      config: '.github/steward.yml',
      mode,
      ledger: 'steward/state',
      'log-level': 'error',
      'log-format': 'text',
      'log-file': '',
      ...models?.values,
    },
    nonce: `n${id}`,
    directory,
    localConfig: config,
    clock: clockOf(sandbox),
    ...(models && { dice: models.dice }),
    fetch: fetchOf(options, fate, requests),
  });
  const { all } = environment;
  const { repository, start } = gitServer;
  const serverUrl = options.trouble.gitDown ? NOBODY : gitServer.url;
  const git = { directory, serverUrl, token, repository, environment: all, ...(start && { start }) };
  const worktree = new GitWorktree(git);
  return { ...world, worktree };
}

/** One door to GitHub and to models: who is asked shows in the address. */
function fetchOf(options: RunOptions, fate: Fate, requests: RequestRecord[]): typeof globalThis.fetch {
  const { sandbox, trouble, models, meanwhile } = options;
  return async (input, init) => {
    await fate.moment();
    await meanwhile();
    try {
      if (models?.serves(input instanceof Request ? input.url : String(input))) return await models.fetch(input, init);
      return await strictly(sandbox, trouble, requests, () => sandbox.fetch(input, init));
    } finally {
      await fate.moment();
    }
  };
}

/** Strikes count the requests of this run alone, whoever else asks in between. */
async function strictly(
  sandbox: Sandbox,
  trouble: Trouble,
  requests: RequestRecord[],
  ask: () => Promise<Response>,
): Promise<Response> {
  const place = requests.length + 1;
  const strike = trouble.strikes.find(({ at }) => at === place);
  if (strike !== undefined) {
    const { at: _, ...fault } = strike;
    sandbox.faults.add({ when: () => true, ...fault });
  }
  sandbox.world.data.listingLagMilliseconds = trouble.lag;
  const before = sandbox.transcript.length;
  try {
    return await ask();
  } finally {
    requests.push(...sandbox.transcript.slice(before));
    sandbox.faults.clear();
  }
}

/** Waiting takes no time here: it moves the sandbox's clock. */
function clockOf({ clock }: Sandbox): FedClock {
  const fed = createSystemClock(() => clock.now().getTime());
  return {
    ...fed,
    async sleep(milliseconds) {
      clock.advance(milliseconds);
    },
  };
}

interface Danger {
  fate: Fate;
  sandbox: Sandbox;
  trouble: Trouble;
}

/** The same doors, each of which may be the last that the process goes through. */
function mortal(world: World, danger: Danger): World {
  const { fate, sandbox, trouble } = danger;
  let files = 0;
  const onDisk = (): void => {
    files += 1;
    sandbox.world.git.flush();
    if (trouble.diskFull === null || files < trouble.diskFull) return;
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  };
  return {
    ...world,
    reader: fate.bind(world.reader),
    writer: fate.bind(world.writer),
    agentWriter: world.agentWriter && fate.bind(world.agentWriter),
    ledger: { reader: fate.bind(world.ledger.reader), writer: fate.bind(world.ledger.writer) },
    worktree: fate.bind(world.worktree, onDisk),
    inspector: fate.bind(world.inspector),
    clock: fate.bind(world.clock),
    rehearsed: async (author) => mortal(await world.rehearsed(author), danger),
  };
}
