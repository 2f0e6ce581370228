/** A world that a try or a sandbox left in a folder, served again to be looked at: from a copy, so that nothing of it changes. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConfigText } from '@steward/core/runtime/configuration.ts';
import { createSandbox, type Sandbox } from '@steward/sandbox/sandbox.ts';
import { WrongUse } from './failure.ts';
import { type KeptRun, readRuns } from './kept-runs.ts';
import { readableFile, resolveFrom, shownPath } from './place.ts';
import type { Surroundings } from './surroundings.ts';

export interface KeptPlace {
  /** As the person would name it. */
  shown: string;
  /** The sandbox's own folder. */
  world: string;
  /** Its repository, bare. */
  repository: string;
  /** Configuration that was used instead of the repository's; null where it has its own. */
  config: string | null;
  /** The dashboard as a page; null where none was left. */
  dashboard: string | null;
  runs: KeptRun[];
}

/** The folder that `--out` or `--directory` named. */
export function keptPlaceOf(folder: string, { place }: Pick<Surroundings, 'place'>): KeptPlace {
  const path = resolveFrom(place, folder);
  const shown = shownPath(place, path);
  const world = [join(path, 'world'), path].find((one) => existsSync(join(one, 'world.json')));
  if (world === undefined || !existsSync(join(world, 'repository.git'))) {
    throw new WrongUse(
      `${shown} holds no world.`,
      'Give a folder that "steward try" (--out) or "steward sandbox" (--directory) kept.',
    );
  }
  const beside = (name: string): string | null => (existsSync(join(path, name)) ? join(path, name) : null);
  const config = beside('steward.yml') ?? beside('configuration.yml');
  return {
    ...{
      shown,
      world,
      repository: join(world, 'repository.git'),
      config: config && readableFile(config, 'Begin another with "steward try", or take it away.'),
    },
    ...{ dashboard: beside('dashboard.html'), runs: readRuns(join(path, 'runs.jsonl')) },
  };
}

/** As `keptPlaceOf`, where a checkout could have been named as well. */
export function keptInstead(folder: string, path: string | undefined, around: Surroundings): KeptPlace {
  if (path === undefined) return keptPlaceOf(folder, around);
  throw new WrongUse(`${path} and --folder name two places.`, 'Give one of them.');
}

/** What was used instead of the repository's configuration, with the name the person knows it by; null: nothing. */
export function settingsBeside({ config }: KeptPlace, { place }: Surroundings): ConfigText | null {
  return config === null ? null : { text: readFileSync(config, 'utf8'), path: shownPath(place, config) };
}

/** Does something with what GitHub would be there, and forgets it. */
export async function withKeptWorld<T>(
  kept: KeptPlace,
  around: Surroundings,
  act: (around: Surroundings) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'steward-kept-'));
  try {
    copyWorld(kept, folder);
    const sandbox = await opened(folder, kept);
    try {
      await addRuns(sandbox, kept.runs);
      return await act({ ...around, environment: { ...around.environment, ...environmentOf(sandbox) } });
    } finally {
      await sandbox.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Objects of git never change: they are pointed at, however many they are. */
function copyWorld({ world, repository }: KeptPlace, folder: string): void {
  const copy = join(folder, 'repository.git');
  mkdirSync(copy);
  for (const name of readdirSync(repository).filter((one) => one !== 'objects'))
    cpSync(join(repository, name), join(copy, name), { recursive: true });
  symlinkSync(join(repository, 'objects'), join(copy, 'objects'), 'junction');
  cpSync(join(world, 'world.json'), join(folder, 'world.json'));
}

async function opened(folder: string, { shown, world }: KeptPlace): Promise<Sandbox> {
  try {
    JSON.parse(readFileSync(join(world, 'world.json'), 'utf8'));
    return await createSandbox({ directory: folder, persist: false });
  } catch (cause) {
    const said = cause instanceof Error ? cause.message.replaceAll(folder, shown) : String(cause);
    throw new WrongUse(`The world in ${shown} cannot be opened: ${said}`, 'Begin another with "steward try".', {
      cause,
    });
  }
}

const environmentOf = (sandbox: Sandbox): NodeJS.ProcessEnv => ({
  GITHUB_REPOSITORY: sandbox.repository,
  GITHUB_SERVER_URL: sandbox.serverUrl,
  GITHUB_API_URL: sandbox.apiUrl,
  GITHUB_GRAPHQL_URL: sandbox.graphqlUrl,
  // Who looks is a person, who may read settings too.
  GITHUB_TOKEN: sandbox.mintToken({ kind: 'User' }),
});

/** As Actions would list them. */
async function addRuns({ world, head }: Sandbox, runs: readonly KeptRun[]): Promise<void> {
  if (head === null) return;
  for (const { id, startedAt, endedAt, mode, conclusion, lines } of runs) {
    const minutes = Math.max(0, Date.parse(endedAt) - Date.parse(startedAt)) / 60_000;
    const log = lines.map(asLogged).join('\n');
    await world.addWorkflowRun({
      ...{ workflow: 'steward.yml', workflowName: 'Steward', event: 'try', title: `run ${id}, mode ${mode}` },
      ...{ at: startedAt, conclusion },
      jobs: [{ name: 'steward', minutes, conclusion, log }],
    });
  }
}

/** As the runner keeps it: what it takes for a title, or for a word to people, it marks. */
const asLogged = (line: string): string =>
  line.replace(/^(error|warning): /, '##[$1]').replace(/^(?=Steward (?:saw|decided|did)$)/, '##[group]');
