/** Runs a bundled JavaScript action as a runner does: its own process, an environment of nothing but what a runner gives. */

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseEnvironmentFile } from './environment-file.ts';
import { type Annotation, WorkflowCommands } from './workflow-commands.ts';

export interface ActionStart {
  /** The JavaScript file that `action.yml` names as `main`. */
  entry: string;
  /** By the names of action.yml: `github-token`. */
  inputs: Readonly<Record<string, string>>;
  repository: string;
  serverUrl: string;
  apiUrl: string;
  graphqlUrl: string;
  runId: string;
  runAttempt?: string;
  event?: string;
  workflow?: string;
  /** `refs/heads/main` when left out. */
  ref?: string;
  /** The workspace, which is kept; a folder that goes with the run when left out. */
  workspace?: string;
  /** What the workflow's `env` gives besides. */
  variables?: Readonly<Record<string, string>>;
  /** Token of the Actions cache; there is no cache when left out. */
  cacheToken?: string;
  /** Each line of the log, secrets masked. */
  onLine?: (line: string) => void;
  /** Aborting kills the action with `killSignal` (SIGKILL when left out). */
  signal?: AbortSignal;
  killSignal?: NodeJS.Signals;
}

export interface ActionEnd {
  /** Null when a signal ended it. */
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  outputs: Record<string, string>;
  state: Record<string, string>;
  environment: Record<string, string>;
  summary: string;
  annotations: Annotation[];
  masks: string[];
  /** Standard output and standard error, secrets masked. */
  log: string[];
}

const FILES = {
  GITHUB_OUTPUT: 'output',
  GITHUB_STATE: 'state',
  GITHUB_ENV: 'environment',
  GITHUB_PATH: 'path',
  GITHUB_STEP_SUMMARY: 'summary.md',
} as const;

export async function runActionEntry(start: ActionStart): Promise<ActionEnd> {
  const folder = mkdtempSync(join(tmpdir(), 'steward-runner-'));
  try {
    const environment = layOut(folder, start);
    const commands = new WorkflowCommands();
    const log: string[] = [];
    const ended = await watch(start, { folder, environment }, (line) => {
      const shown = commands.read(line);
      if (shown === null) return;
      log.push(shown);
      start.onLine?.(shown);
    });
    const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
    return {
      ...ended,
      outputs: parseEnvironmentFile(read(FILES.GITHUB_OUTPUT)),
      state: parseEnvironmentFile(read(FILES.GITHUB_STATE)),
      environment: parseEnvironmentFile(read(FILES.GITHUB_ENV)),
      summary: read(FILES.GITHUB_STEP_SUMMARY),
      annotations: commands.annotations,
      masks: commands.masks,
      log,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The name under which an action finds an input: upper case, spaces as underscores, hyphens as they are. */
export const inputVariable = (name: string): string => `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;

function layOut(folder: string, start: ActionStart): Record<string, string> {
  for (const name of ['home', 'temporary', 'workspace']) mkdirSync(join(folder, name));
  for (const name of Object.values(FILES)) writeFileSync(join(folder, name), '');
  const inputs = Object.entries(start.inputs).map(([name, value]) => [inputVariable(name), value]);
  const files = Object.entries(FILES).map(([name, file]) => [name, join(folder, file)]);
  return {
    ...start.variables,
    ...Object.fromEntries([...inputs, ...files]),
    ...(start.cacheToken !== undefined && {
      ACTIONS_CACHE_SERVICE_V2: 'True',
      ACTIONS_RESULTS_URL: `${new URL(start.apiUrl).origin}/`,
      ACTIONS_RUNTIME_TOKEN: start.cacheToken,
    }),
    GITHUB_REPOSITORY: start.repository,
    GITHUB_SERVER_URL: start.serverUrl,
    GITHUB_API_URL: start.apiUrl,
    GITHUB_GRAPHQL_URL: start.graphqlUrl,
    GITHUB_RUN_ID: start.runId,
    GITHUB_RUN_ATTEMPT: start.runAttempt ?? '1',
    GITHUB_EVENT_NAME: start.event ?? 'schedule',
    GITHUB_WORKFLOW: start.workflow ?? 'Steward',
    GITHUB_REF: start.ref ?? 'refs/heads/main',
    GITHUB_WORKSPACE: start.workspace ?? join(folder, 'workspace'),
    RUNNER_TEMP: join(folder, 'temporary'),
    HOME: join(folder, 'home'),
    PATH: process.env.PATH ?? '',
  };
}

function watch(
  start: ActionStart,
  place: { folder: string; environment: Record<string, string> },
  onLine: (line: string) => void,
): Promise<Pick<ActionEnd, 'exitCode' | 'signal'>> {
  const child = spawn(process.execPath, [start.entry], {
    cwd: place.environment.GITHUB_WORKSPACE ?? place.folder,
    env: place.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = (): void => void child.kill(start.killSignal ?? 'SIGKILL');
  if (start.signal?.aborted) kill();
  start.signal?.addEventListener('abort', kill, { once: true });
  const streams = [child.stdout, child.stderr].map((input) => {
    const lines = createInterface({ input });
    lines.on('line', onLine);
    return new Promise<void>((resolve) => lines.once('close', resolve));
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, signal) => {
      start.signal?.removeEventListener('abort', kill);
      Promise.all(streams).then(() => resolve({ exitCode, signal }), reject);
    });
  });
}
