/** A repository on GitHub, or in a sandbox that is served: which one is meant, with whose token, and what Steward remembers of it. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createSystemClock } from '@steward/core/adapters/clock.ts';
import { type Client, createClient } from '@steward/core/adapters/github/client.ts';
import type { Config, Mode } from '@steward/core/domain/config.ts';
import { readState, tasksPath } from '@steward/core/domain/ledger.ts';
import { GOALS_PATH } from '@steward/core/domain/snapshot.ts';
import type { State } from '@steward/core/domain/state.ts';
import type { Task } from '@steward/core/domain/task.ts';
import type { Overview } from '@steward/core/ports.ts';
import { buildWorld } from '@steward/core/runtime/doors.ts';
import { type Environment, readEnvironment } from '@steward/core/runtime/environment.ts';
import { InputFault, SHARED } from '@steward/core/runtime/inputs.ts';
import { findOutside, type OpenOutside } from '@steward/core/runtime/outside.ts';
import type { World } from '@steward/core/runtime/world.ts';
import { WrongUse } from './failure.ts';
import type { KeptPlace } from './kept-world.ts';
import { tasksOf } from './ledger-files.ts';
import type { Surroundings } from './surroundings.ts';

export interface RepositoryOptions {
  /** owner/name; the checkout's origin where it is left out. */
  repo?: string;
  ledger: string;
}

/** A world that is kept in a folder stands in for GitHub. */
export interface KeptOptions {
  kept: KeptPlace;
}

export interface RealRepository {
  /** owner/name */
  name: string;
  world: World;
  /** With the person's own token. */
  client: Client;
  /** Null: it is not of a folder. */
  kept: KeptPlace | null;
}

export interface Remembered {
  overview: Overview;
  config: Config;
  /** As it was when Steward last ran, where that is known; else as configured. */
  mode: Mode;
  kept: KeptPlace | null;
  /** Null: there is no state branch. */
  state: State | null;
  tasks: Task[];
}

export const REPOSITORY = /^[\w.-]{1,100}\/[\w.-]{1,100}$/;
const CONFIG = '.github/steward.yml';

export async function openRepository(
  options: RepositoryOptions & Partial<KeptOptions>,
  around: Surroundings,
): Promise<RealRepository> {
  const { environment: all } = around;
  const name = await repositoryName(options, around);
  const token = await tokenOf(around);
  const environment = readEnvironment({ ...all, GITHUB_REPOSITORY: name, GITHUB_RUN_ID: '' }, tmpdir());
  const clock = around.clock ?? createSystemClock();
  const { kept = null } = options;
  const nonce = randomUUID();
  const base = { GITHUB_WORKSPACE: around.place.base };
  const outside = await outsideOf(options.ledger, { ...environment, all: base }, nonce);
  const world = buildWorld({
    ...{ environment, clock, outside, nonce, directory: tmpdir() },
    localConfig: kept?.config ? readFileSync(kept.config, 'utf8') : null,
    values: {
      ...{ 'github-token': token, config: CONFIG, mode: null, ledger: options.ledger },
      ...({ 'log-level': 'error', 'log-format': 'text', 'log-file': '' } as const),
    },
  });
  return { name, world, client: clientOf(environment, token, clock), kept };
}

/** Memory in a folder of whoever asks; undefined: it is on a branch. */
async function outsideOf(ledger: string, environment: Environment, token: string): Promise<OpenOutside | undefined> {
  if (!ledger.includes(':')) return undefined;
  if (ledger.startsWith('cache:')) {
    throw new WrongUse(
      'The Actions cache can be read by jobs only.',
      'See the summary of the last run, or the dashboard.',
    );
  }
  try {
    return await findOutside({ ledger: SHARED.ledger.parse(ledger), environment, token });
  } catch (error) {
    if (error instanceof InputFault) throw new WrongUse(`--ledger: ${error.message}.`, `${error.remedy}.`);
    throw error;
  }
}

const clientOf = ({ apiUrl, graphqlUrl }: Environment, token: string, clock: World['clock']): Client =>
  createClient({ token, apiUrl, graphqlUrl, clock });

/** What is asked for by name, what the environment of a sandbox says, or where the checkout came from. */
async function repositoryName({ repo }: RepositoryOptions, { environment, place }: Surroundings): Promise<string> {
  const given = repo ?? environment.GITHUB_REPOSITORY;
  if (given !== undefined && REPOSITORY.test(given)) return given;
  if (given !== undefined) throw new WrongUse(`${given} names no repository.`, 'Give --repo OWNER/NAME.');
  const origin = await answerOf('git', ['remote', 'get-url', 'origin'], { cwd: place.base, environment });
  const [, found] = /[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(origin ?? '') ?? [];
  if (found !== undefined) return found;
  throw new WrongUse('It is not known which repository is meant.', 'Give --repo OWNER/NAME, or stand in its checkout.');
}

async function tokenOf({ environment, place }: Surroundings): Promise<string> {
  const given = environment.GITHUB_TOKEN || environment.GH_TOKEN;
  const token = given || (await answerOf('gh', ['auth', 'token'], { cwd: place.base, environment }));
  if (token) return token;
  throw new WrongUse(
    'There is no token for GitHub.',
    'Set GITHUB_TOKEN, or run "gh auth login"; for the world of a try give --folder.',
  );
}

/** The first line of what a program prints; null where it fails or is not there. */
function answerOf(
  program: string,
  words: readonly string[],
  { cwd, environment }: { cwd: string; environment: NodeJS.ProcessEnv },
): Promise<string | null> {
  return new Promise((resolve) => {
    execFile(program, [...words], { cwd, env: environment, timeout: 10_000 }, (error, stdout) =>
      resolve(error ? null : (stdout.split('\n')[0]?.trim() ?? null)),
    );
  });
}

/** Memory as it stands: it is only shown, so whose commit it is does not matter here. */
export async function recall({ world, kept }: RealRepository): Promise<Remembered> {
  const { ledgerBranch, configPath } = world.settings;
  const overview = await world.reader.overview({ branch: ledgerBranch, configPath, goalsPath: GOALS_PATH });
  const config = await world.configure(overview.configuration);
  const mode = kept?.runs.at(-1)?.mode ?? config.mode;
  const { ledger } = overview;
  if (ledger === null) return { overview, config, mode, kept, state: null, tasks: [] };
  const state = readState(ledger.text ?? '');
  if (state === null)
    throw new WrongUse(`state.json on ${ledgerBranch} is not Steward's, or of a newer version.`, 'Update Steward.');
  const paths = Object.keys(state.shards.tasks).map(tasksPath);
  const files = paths.length === 0 ? new Map() : await world.ledger.reader.files(ledger.oid, paths);
  return { overview, config, mode, kept, state, tasks: tasksOf([...files.values()].filter((text) => text !== null)) };
}
