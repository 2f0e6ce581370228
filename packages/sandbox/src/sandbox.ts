/** Opens a sandbox GitHub: one repository's world in a folder, served on loopback. */

import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { CacheTokenOptions } from './actions-cache.ts';
import { bareWorld, introduceFirst } from './bare-world.ts';
import { readCommit } from './commit-object.ts';
import { directFetch } from './direct-fetch.ts';
import { DirectoryLock } from './directory-lock.ts';
import { FaultSchedule } from './fault-schedule.ts';
import { Gateway } from './gateway.ts';
import { GitRepository } from './git-repository.ts';
import { InhabitedWorld } from './inhabited-world.ts';
import { type CheckoutHead, publishHead, readCheckout } from './publication.ts';
import { type JobName, mintJobToken } from './runner/job-token.ts';
import { SandboxServer } from './server.ts';
import { mintToken, type TokenOptions } from './tokens.ts';
import type { RequestRecord } from './transcript.ts';
import { type LimitsPreset, limitsOf } from './usage.ts';
import { VirtualClock } from './virtual-clock.ts';
import type { WorldData } from './world-data.ts';
import { parseWorldFile, type WorldFile } from './world-file.ts';
import { applyWorldFile } from './world-founding.ts';

export interface SandboxOptions {
  /** Holds repository.git and world.json; a world that is already there continues. */
  directory: string;
  /** 'owner/name'; 'local/<folder name>' when left out. */
  repository?: string;
  /** A git checkout whose HEAD is published as the default branch. */
  checkout?: string;
  /** Start of virtual time; the morning after HEAD's commit when left out. An existing world keeps its own time. */
  now?: string;
  seed?: number;
  /** What a new world begins with. */
  world?: WorldFile;
  port?: number;
  /** False keeps the world in memory only: nothing of it but git's files is written, and nothing can be continued. */
  persist?: boolean;
  /** The limits from now on; when left out, those that the world has, at first 1,000 an hour for each interface. */
  limits?: LimitsPreset;
}

export interface Sandbox {
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly repository: string;
  readonly defaultBranch: string;
  /** Head of the default branch at the last publication, or null. */
  readonly head: string | null;
  readonly clock: VirtualClock;
  readonly faults: FaultSchedule;
  /** Grows with every request, bodies included, until the caller empties it (`transcript.length = 0`). */
  readonly transcript: RequestRecord[];
  readonly world: InhabitedWorld;
  /** Answers GraphQL and REST of this sandbox without a socket; faults and limits strike as they do over HTTP. */
  readonly fetch: typeof globalThis.fetch;
  /** Lets virtual time pass up to a moment in milliseconds since 1970; late effects happen at their own time on the way. */
  elapse(until: number): Promise<void>;
  /** Keeps the answers of this moment to what was read lately, for the fault `stale`. */
  keepAnswers(): Promise<void>;
  mintToken(options?: TokenOptions): string;
  /** The token of a job of the default branch's workflow, with that job's `permissions` and no others. */
  mintJobToken(name: JobName): Promise<string>;
  /** What a runner hands to a job as `ACTIONS_RUNTIME_TOKEN`; the cache is served at `serverUrl`, as `ACTIONS_RESULTS_URL`. */
  mintCacheToken(options?: CacheTokenOptions): string;
  publish(checkout: string): Promise<{ moved: boolean }>;
  save(): Promise<void>;
  close(): Promise<void>;
}

export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const directory = resolve(options.directory);
  const file = options.world === undefined ? null : parseWorldFile(options.world);
  mkdirSync(directory, { recursive: true });
  const lock = DirectoryLock.take(directory);
  const opened: { git?: GitRepository } = {};
  try {
    const world = await openWorld({ ...options, directory }, file, opened);
    return await serve(world, { lock, port: options.port ?? 0 });
  } catch (error) {
    opened.git?.close();
    lock.release();
    throw error;
  }
}

async function openWorld(
  options: SandboxOptions,
  file: WorldFile | null,
  opened: { git?: GitRepository },
): Promise<InhabitedWorld> {
  const { directory } = options;
  const kept = readKept(directory);
  // Without world.json the repository is the remains of a founding that failed.
  if (kept === null) rmSync(join(directory, 'repository.git'), { recursive: true, force: true });
  const { persist = true } = options;
  const git = await GitRepository.open(directory, { durable: persist });
  opened.git = git;
  const checkout = options.checkout === undefined ? null : await readCheckout(options.checkout, git.configuration);
  const data = kept ?? bareWorld(await beginning(options, checkout, git));
  const world = new InhabitedWorld({ data, git, clock: new VirtualClock(data.now), directory, persist });
  if (git.headRef !== world.defaultRef) await git.git(['symbolic-ref', 'HEAD', world.defaultRef]);
  if (kept === null) introduceFirst(world);
  if (checkout !== null) await publishHead(world, checkout);
  if (kept === null && file !== null) await applyWorldFile(world, file);
  if (options.limits !== undefined) world.data.limits = { ...limitsOf[options.limits] };
  world.touch();
  world.save();
  return world;
}

function readKept(directory: string): WorldData | null {
  const path = join(directory, 'world.json');
  if (!existsSync(path)) return null;
  const data = JSON.parse(readFileSync(path, 'utf8')) as WorldData;
  if (data.schema !== 1) {
    throw new Error(
      `${path} was written by another version of the sandbox (schema ${data.schema}). Delete ${directory} to begin anew.`,
    );
  }
  return data;
}

async function beginning(options: SandboxOptions, checkout: CheckoutHead | null, git: GitRepository) {
  const folder = basename(checkout?.path ?? options.directory).replace(/\.git$/, '');
  const repository =
    options.repository ?? `local/${folder.replace(/[^\w.-]+/g, '-').replace(/^\.+/, '') || 'repository'}`;
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) throw new Error(`"${repository}" is not of the form owner/name.`);
  return {
    repository,
    branch: checkout?.branch ?? 'main',
    now: options.now ?? (await morningAfter(checkout, git)),
    seed: options.seed ?? 1,
  };
}

/** Seven minutes past nine on the day after HEAD's commit: an odd minute, as a schedule should have. */
async function morningAfter(checkout: CheckoutHead | null, git: GitRepository): Promise<string> {
  if (checkout?.oid == null) return '2026-01-05T09:07:00.000Z';
  const commit = readCommit(await git.git(['cat-file', 'commit', checkout.oid], { at: checkout.path }));
  const day = new Date(Date.parse(commit.committer.date) + 86_400_000).toISOString().slice(0, 10);
  return `${day}T09:07:00.000Z`;
}

async function serve(world: InhabitedWorld, parts: { lock: DirectoryLock; port: number }): Promise<Sandbox> {
  const faults = new FaultSchedule();
  const transcript: RequestRecord[] = [];
  const gateway = new Gateway({ world, faults, transcript });
  const server = new SandboxServer(gateway);
  world.serverUrl = await server.listen(parts.port);
  return {
    serverUrl: world.serverUrl,
    apiUrl: `${world.serverUrl}/api/v3`,
    graphqlUrl: `${world.serverUrl}/api/graphql`,
    repository: world.nameWithOwner,
    get defaultBranch() {
      return world.repository.defaultBranch;
    },
    get head() {
      return world.repository.published;
    },
    clock: world.clock,
    faults,
    transcript,
    world,
    fetch: directFetch({
      gateway,
      serverUrl: () => world.serverUrl,
      pass: (milliseconds) => void world.clock.advance(milliseconds),
    }),
    elapse: (until) => gateway.elapse(until),
    keepAnswers: () => gateway.keepAnswers(),
    mintToken: (options) => {
      const token = mintToken(world, options);
      world.save();
      return token;
    },
    mintJobToken: async (name) => {
      const token = await mintJobToken(world, name);
      world.save();
      return token;
    },
    mintCacheToken: ({ ref = world.defaultRef, mode = 'write' } = {}) => world.cache.mint({ ref, mode }),
    publish: async (checkout) => {
      const head = await readCheckout(checkout, world.git.configuration);
      const published = await world.exclusively(() => publishHead(world, head));
      world.save();
      return published;
    },
    save: () => world.exclusively(() => world.save()),
    close: async () => {
      await server.close();
      await world.exclusively(() => {
        world.touch();
        world.save();
      });
      world.git.close();
      parts.lock.release();
    },
  };
}
