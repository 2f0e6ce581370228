/** Runs git in a closed environment: no configuration of the machine or the user, no prompts, no translation. */

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

export class GitFailure extends Error {
  readonly stderr: string;
  readonly exitCode: number | null;

  constructor(args: readonly string[], exitCode: number | null, stderr: string) {
    super(`git ${args.slice(0, 2).join(' ')} failed (${exitCode ?? 'killed'}): ${stderr.trim()}`);
    this.stderr = stderr;
    this.exitCode = exitCode;
  }
}

export interface GitOptions {
  /** Folder to run in. */
  at: string;
  /** File that takes the place of the user's configuration. */
  configuration: string;
  input?: string | Buffer;
  env?: Record<string, string>;
}

export function gitEnvironment(configuration: string): Record<string, string> {
  const inherited: Record<string, string> = {};
  for (const name of ['PATH', 'TMPDIR', 'SystemRoot']) {
    const value = process.env[name];
    if (value !== undefined) inherited[name] = value;
  }
  return {
    ...inherited,
    GIT_CONFIG_GLOBAL: configuration,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    // The sandbox reads and writes these files itself.
    GIT_DEFAULT_HASH: 'sha1',
    GIT_DEFAULT_REF_FORMAT: 'files',
    LC_ALL: 'C',
  };
}

export function startGit(args: readonly string[], options: GitOptions): ChildProcessWithoutNullStreams {
  return spawn('git', args, {
    cwd: options.at,
    env: { ...gitEnvironment(options.configuration), ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

export function runGit(args: readonly string[], options: GitOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = startGit(args, options);
    const output: Buffer[] = [];
    const complaints: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
    child.stdin.on('error', () => {
      // Git may end without reading its input; its exit code says whether that mattered.
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(output));
      else reject(new GitFailure(args, code, Buffer.concat(complaints).toString('utf8')));
    });
    child.stdin.end(options.input ?? '');
  });
}
