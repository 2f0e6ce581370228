/** Runs git as a child process: argument arrays only, its own configuration only, the token only in its environment. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { UserError } from '../domain/failure.ts';

export interface GitOptions {
  /** A bare repository that belongs to this run. */
  directory: string;
  /** Address of the server the token is for, e.g. `https://github.com`. */
  serverUrl: string;
  token: string;
  /** Of the process; only what git needs to run and to reach the network is passed on. */
  environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds after which a command is given up. */
  timeout?: number;
}

const PASSED_ON =
  /^(?:PATH|TMPDIR|TEMP|TMP|SYSTEMROOT|(?:https?|all|no)_proxy|SSL_CERT_(?:FILE|DIR)|GIT_SSL_CAINFO|CURL_CA_BUNDLE)$/i;
const ERROR_LIMIT = 4_000;

/** Nobody's own configuration, prompts, filters or locale may change what git does here. */
function environmentOf({ directory, serverUrl, token, environment }: GitOptions): Record<string, string> {
  const passed = Object.entries(environment).filter(([name, value]) => PASSED_ON.test(name) && value !== undefined);
  const settings: [string, string][] = [
    ['protocol.version', '2'],
    ['credential.helper', ''],
    ['core.hooksPath', '/dev/null'],
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
    ['core.quotePath', 'false'],
    ['advice.detachedHead', 'false'],
  ];
  if (token !== '') {
    const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
    settings.push([`http.${serverUrl.replace(/\/+$/, '')}/.extraHeader`, `Authorization: Basic ${basic}`]);
  }
  return {
    ...(Object.fromEntries(passed) as Record<string, string>),
    HOME: directory,
    GIT_DIR: directory,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    // A file may be called `:(exclude)a` or `*`.
    GIT_LITERAL_PATHSPECS: '1',
    LC_ALL: 'C',
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([key, value], at) => [
        [`GIT_CONFIG_KEY_${at}`, key],
        [`GIT_CONFIG_VALUE_${at}`, value],
      ]),
    ),
  };
}

/** A git command that ended badly. What it said is a server's text: data. */
export class GitFailure extends Error {
  readonly said: string;

  constructor(command: string, said: string) {
    super(`git ${command} failed: ${said.trim().split('\n').at(-1) ?? ''}`);
    this.name = 'GitFailure';
    this.said = said;
  }
}

interface Run {
  child: ChildProcessWithoutNullStreams;
  /** Settles with what the command said on its error channel; rejects when it failed. */
  ended: Promise<string>;
}

function start(options: GitOptions, command: readonly string[]): Run {
  const child = spawn('git', [...command], {
    env: environmentOf(options),
    cwd: options.directory,
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: options.timeout ?? 600_000,
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-ERROR_LIMIT);
  });
  // A command that ends early leaves its input unread; its exit code tells the story.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<string>((resolve, reject) => {
    child.on('error', (cause) =>
      reject(new UserError('git could not be started', 'install git 2.39 or newer on the runner', { cause })),
    );
    child.on('close', (code, signal) => {
      if (code === 0) resolve(said);
      else reject(new GitFailure(command[0] ?? '', signal === null ? said : `${said}\nstopped by ${signal}`));
    });
  });
  return { child, ended };
}

/** The whole output of a command. */
export async function runGit(options: GitOptions, command: readonly string[], input = ''): Promise<Buffer> {
  const { child, ended } = start(options, command);
  const pieces: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
  child.stdin.end(input);
  await ended;
  return Buffer.concat(pieces);
}

/** The output of a command as it comes; whoever stops reading early stops the command. */
export async function* streamGit(options: GitOptions, command: readonly string[], input = ''): AsyncGenerator<Buffer> {
  const { child, ended } = start(options, command);
  child.stdin.end(input);
  let whole = false;
  ended.catch(() => undefined);
  try {
    for await (const piece of child.stdout) yield piece as Buffer;
    whole = true;
  } finally {
    if (!whole) child.kill();
  }
  await ended;
}
