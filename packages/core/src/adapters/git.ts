/** Runs git as a child process: argument arrays only, its own configuration only, the token only in its environment. */
import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
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
  /** Starts git; as a child process when left out. */
  start?: StartProgram;
}

/** A program that runs, as far as it matters here; a child process is one. */
export interface Program {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  kill(): boolean;
  on(event: 'error', listener: (cause: Error) => void): unknown;
  on(event: 'close', listener: (code: number | null, signal: string | null) => void): unknown;
}

export interface ProgramOptions {
  env: Record<string, string>;
  cwd: string;
  /** Milliseconds. */
  timeout: number;
}

export type StartProgram = (command: string, args: readonly string[], options: ProgramOptions) => Program;

const PASSED_ON =
  /^(?:PATH|TMPDIR|TEMP|TMP|SYSTEMROOT|(?:https?|all|no)_proxy|SSL_CERT_(?:FILE|DIR)|GIT_SSL_CAINFO|CURL_CA_BUNDLE)$/i;
const ERROR_LIMIT = 4_000;

/** What one command is given beyond its arguments. */
export interface GitInput {
  input?: string;
  /** Configuration that this command alone knows. */
  settings?: Readonly<Record<string, string>>;
}

/** Nobody's own configuration, prompts, filters or locale may change what git does here. */
function environmentOf(options: GitOptions, extra: Readonly<Record<string, string>>): Record<string, string> {
  const { directory, serverUrl, token, environment } = options;
  const passed = Object.entries(environment).filter(([name, value]) => PASSED_ON.test(name) && value !== undefined);
  const settings: [string, string][] = [
    ...Object.entries(extra),
    ['protocol.version', '2'],
    ['credential.helper', ''],
    ['core.hooksPath', '/dev/null'],
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
    ['core.quotePath', 'false'],
    // The repository ends with the run: what a crash would lose is fetched again.
    ['core.fsync', 'none'],
    // What comes packed stays packed: unpacking takes longer than it saves.
    ['fetch.unpackLimit', '1'],
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

/** How long it took differs each time; the same trouble has to read the same, or it would be told as a new one. */
const TIMING = / after \d+ (?:ms|milliseconds)\b/;

/** A git command that ended badly. What it said is a server's text: data. */
export class GitFailure extends Error {
  readonly said: string;

  constructor(command: string, said: string) {
    super(`git ${command} failed: ${said.trim().split('\n').at(-1)?.replace(TIMING, '') ?? ''}`);
    this.name = 'GitFailure';
    this.said = said;
  }
}

interface Run {
  child: Program;
  /** Settles with what the command said on its error channel; rejects when it failed. */
  ended: Promise<string>;
}

function start(options: GitOptions, command: readonly string[], { input = '', settings = {} }: GitInput): Run {
  const { directory, timeout = 600_000, start: begin = spawn } = options;
  const child = begin('git', [...command], { env: environmentOf(options, settings), cwd: directory, timeout });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-ERROR_LIMIT);
  });
  // A command that ends early leaves its input unread; its exit code tells the story.
  child.stdin.on('error', () => undefined).end(input);
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
export async function runGit(options: GitOptions, command: readonly string[], given: GitInput = {}): Promise<Buffer> {
  const { child, ended } = start(options, command, given);
  const pieces: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
  await ended;
  return Buffer.concat(pieces);
}

/** The output of a command as it comes; whoever stops reading early stops the command. */
export async function* streamGit(
  options: GitOptions,
  command: readonly string[],
  given: GitInput = {},
): AsyncGenerator<Buffer> {
  const { child, ended } = start(options, command, given);
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
