/**
 * Whole workflows as act runs them on this machine: expressions, conditions, inputs, permissions of the token and steps are judged
 * by somebody else's reading of Actions, and the action is the vendored bundle in a process of its own.
 *
 * Two things are not as on a runner. Nothing is fetched from other people, so `actions/checkout` is a stand-in with the same
 * inputs that really fetches from the sandbox, and `actions/upload-artifact` one that says what it would upload. And a job that names `ubuntu-slim` runs on this machine itself.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { WORKFLOW } from '../cli/init-stage.ts';
import { git, makeRepository, steward, temporaryFolder, write } from '../cli/stage.ts';
import { PINS } from './pins.ts';
import { root } from './source.ts';

export interface Host {
  apiUrl: string;
  graphqlUrl: string;
  serverUrl: string;
  repository: string;
  /** Of the workflow's job. */
  token: string;
  ownerToken: string;
  /** The repository that act runs in. */
  folder: string;
  home: string;
}

export interface ActEnd {
  status: number | null;
  /** How each job that ran ended. */
  jobs: Record<string, string>;
  outputs: Record<string, string>;
  summary: string;
  log: string[];
}

const main = join(import.meta.dirname, '../../packages/cli/src/main.ts');

/** Nothing is asked of the network: a proxy that nobody serves ends whatever does not stay on loopback. */
const NOWHERE = { HTTP_PROXY: 'http://127.0.0.1:9', HTTPS_PROXY: 'http://127.0.0.1:9' };

export interface HostOptions {
  mode: string;
  /** What somebody changes of the workflow before it is committed. */
  edit?: (workflow: string) => string;
}

/** A repository that `steward init --vendor` set up, published in a `steward sandbox` of its own. */
export async function openHost(
  files: Readonly<Record<string, string>>,
  { mode, edit = (text) => text }: HostOptions,
): Promise<Host> {
  const base = temporaryFolder('steward-act-');
  const folder = makeRepository(join(base, 'dur'), []);
  write(folder, files);
  const { code, err } = await steward(folder, ['init', '--vendor', '--yes', '--mode', mode]);
  if (code !== 0) throw new Error(err);
  write(folder, { [WORKFLOW]: edit(readFileSync(join(folder, WORKFLOW), 'utf8')) });
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', 'Begin');
  const home = join(base, 'home');
  mkdirSync(home);
  return { ...(await serve(base)), folder, home };
}

async function serve(base: string): Promise<Omit<Host, 'folder' | 'home'>> {
  const words = [main, 'sandbox', '--repo', 'dur', '--workflow', 'steward.yml', '--job', 'cycle', '--json'];
  const child = spawn(process.execPath, words, {
    cwd: base,
    env: { PATH: process.env.PATH ?? '', INIT_CWD: base },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGTERM'));
  let said = '';
  for await (const chunk of child.stdout) {
    said += chunk;
    if (said.endsWith('\n')) return JSON.parse(said);
  }
  throw new Error('the sandbox ended before it began');
}

interface Line {
  jobID?: string;
  jobResult?: string;
  command?: string;
  name?: string;
  arg?: string;
  content?: string;
  msg?: string;
}

export interface ActStart {
  /** Of a dispatch. */
  inputs?: Readonly<Record<string, string>>;
  variables?: Readonly<Record<string, string>>;
  /** What else the event says. */
  event?: Readonly<Record<string, unknown>>;
  runId?: number;
}

const pairs = (option: string, given: Readonly<Record<string, string>> = {}): string[] =>
  Object.entries(given).flatMap(([name, value]) => [option, `${name}=${value}`]);

export async function runAct(act: string, host: Host, event: string, start: ActStart = {}): Promise<ActEnd> {
  const payload = join(host.home, 'event.json');
  writeFileSync(payload, JSON.stringify({ ...start.event, ...(start.inputs && { inputs: start.inputs }) }));
  const words = [
    ...[event, '--json', '--eventpath', payload, '--workflows', WORKFLOW],
    ...['--platform', 'ubuntu-slim=-self-hosted', '--no-cache-server', '--action-offline-mode', '--no-skip-checkout'],
    ...['checkout', 'upload-artifact'].flatMap(standIn),
    ...pairs('--env', {
      GITHUB_API_URL: host.apiUrl,
      GITHUB_GRAPHQL_URL: host.graphqlUrl,
      GITHUB_SERVER_URL: host.serverUrl,
      GITHUB_REPOSITORY: host.repository,
      ...(start.runId !== undefined && { GITHUB_RUN_ID: String(start.runId) }),
    }),
    ...pairs('--var', start.variables),
    // Its value is taken from the environment.
    ...['--secret', 'GITHUB_TOKEN'],
  ];
  return read(await run(act, words, host));
}

function standIn(name: string): string[] {
  const [commit = ''] = (PINS[`actions/${name}`] ?? '').split(' ');
  return ['--local-repository', `actions/${name}@${commit}=${join(root, 'test/support', name)}`];
}

function run(act: string, words: readonly string[], { folder, home, token }: Host) {
  // An action that says node24 is run with the first `node` there is.
  const path = [dirname(process.execPath), process.env.PATH].join(delimiter);
  const env = { PATH: path, HOME: home, XDG_CACHE_HOME: join(home, '.cache'), GITHUB_TOKEN: token, ...NOWHERE };
  const child = spawn(act, words, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let isOver = false;
  // It leads a group of its own, so that a test that is given up leaves nothing of it behind.
  onTestFinished(() => void (!isOver && child.pid && process.kill(-child.pid, 'SIGKILL')));
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
    });
  }
  return new Promise<{ status: number | null; text: string }>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => {
      isOver = true;
      resolve({ status, text });
    });
  });
}

function read({ status, text }: { status: number | null; text: string }): ActEnd {
  const end: ActEnd = { status, jobs: {}, outputs: {}, summary: '', log: [] };
  for (const line of text.split('\n').filter((one) => one.startsWith('{'))) {
    const { jobID, jobResult, command, name = '', arg = '', content = '', msg = '' } = JSON.parse(line) as Line;
    end.log.push(msg.trimEnd());
    if (jobID && jobResult) end.jobs[jobID] = jobResult;
    if (command === 'set-output') end.outputs[name] = arg;
    if (command === 'summary') end.summary += content;
  }
  return end;
}
