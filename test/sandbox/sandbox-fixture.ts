/** What the sandbox's tests share: temporary sandboxes and checkouts, and a client that asks them. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox, type Sandbox, type SandboxOptions } from '@steward/sandbox/sandbox.ts';

const folders: string[] = [];
const open: Sandbox[] = [];

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'steward-sandbox-'));
  folders.push(folder);
  return folder;
}

export async function startSandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await createSandbox({
    directory: temporaryFolder(),
    repository: 'octo/widget',
    now: '2026-11-20T09:00:00Z',
    ...options,
  });
  open.push(sandbox);
  return sandbox;
}

/** A sandbox whose repository has one commit by its owner. */
export async function startWithCommit(
  options: Partial<SandboxOptions> = {},
): Promise<{ sandbox: Sandbox; head: string }> {
  const sandbox = await startSandbox(options);
  const head = await sandbox.world.pushCommit({ files: { 'README.md': '# Widget\n' }, message: 'Begin', by: 'octo' });
  return { sandbox, head };
}

export async function cleanUp(): Promise<void> {
  for (const sandbox of open.splice(0)) await sandbox.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

// biome-ignore lint/suspicious/noExplicitAny: tests read answers as they come
type Json = any;

export interface Answer {
  status: number;
  headers: Headers;
  data: Json;
  errors: Json[];
}

export function clientOf(sandbox: Sandbox, token = sandbox.mintToken()) {
  return async (query: string, variables: Record<string, unknown> = {}): Promise<Answer> => {
    const response = await fetch(sandbox.graphqlUrl, {
      method: 'POST',
      headers: { authorization: `bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await response.json()) as Json;
    return { status: response.status, headers: response.headers, data: body.data, errors: body.errors ?? [] };
  };
}

export function git(at: string, ...args: string[]): string {
  return execFileSync('git', args, {
    cwd: at,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_TERMINAL_PROMPT: '0',
      GIT_AUTHOR_NAME: 'Ada',
      GIT_AUTHOR_EMAIL: 'ada@example.com',
      GIT_AUTHOR_DATE: '2026-11-18T10:00:00Z',
      GIT_COMMITTER_NAME: 'Ada',
      GIT_COMMITTER_EMAIL: 'ada@example.com',
      GIT_COMMITTER_DATE: '2026-11-18T10:00:00Z',
    },
  }).trim();
}

export function checkoutWith(commits: Record<string, string>[], branch = 'main'): string {
  const folder = temporaryFolder();
  git(folder, 'init', '--quiet', `--initial-branch=${branch}`);
  for (const [index, files] of commits.entries()) {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    git(folder, 'add', '--all');
    git(folder, 'commit', '--quiet', '--message', `Commit ${index + 1}`);
  }
  return folder;
}

export const commitInput = (head: string, files: Record<string, string>, branchName = 'main') => ({
  branch: { repositoryNameWithOwner: 'octo/widget', branchName },
  expectedHeadOid: head,
  message: { headline: 'Record', body: '[skip ci]' },
  fileChanges: {
    additions: Object.entries(files).map(([path, text]) => ({
      path,
      contents: Buffer.from(text).toString('base64'),
    })),
  },
});

export const commitMutation = `mutation Commit($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;
