/** A sandbox GitHub for one test, the client on it, and time that passes only where somebody waits. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSystemClock } from '@steward/core/adapters/clock.ts';
import { type Client, createClient } from '@steward/core/adapters/github/client.ts';
import { createRepoReader } from '@steward/core/adapters/github/reader.ts';
import { createRepoWriter } from '@steward/core/adapters/github/writer.ts';
import { createBranchLedger } from '@steward/core/adapters/ledgers/branch.ts';
import { createSandbox, type SandboxOptions } from '@steward/sandbox/sandbox.ts';
import type { TokenOptions } from '@steward/sandbox/tokens.ts';
import { onTestFinished } from 'vitest';

export const REPOSITORY = { owner: 'octo', name: 'dur' };
export const BRANCH = 'steward/state';
export const OVERVIEW_OF = { branch: BRANCH, configPath: '.github/steward.yml', goalsPath: '.github/goals.md' };

export async function sandbox(world: SandboxOptions['world'] = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'steward-adapters-'));
  const github = await createSandbox({ directory, repository: 'octo/dur', now: '2026-11-20T09:07:00Z', world });
  onTestFinished(async () => {
    await github.close();
    rmSync(directory, { recursive: true, force: true });
  });
  return github;
}

export type Sandbox = Awaited<ReturnType<typeof sandbox>>;

interface Line {
  /** Milliseconds until a request counts as unanswered, and is asked again; a busy machine needs many. */
  patience?: number;
  /** A real socket when left out. */
  fetch?: typeof globalThis.fetch;
}

export function adapters(github: Sandbox, token: TokenOptions = {}, line: Line = {}) {
  const client = clientOf(github, token, line);
  const { clock } = client;
  return {
    ...client,
    reader: createRepoReader(client.client, REPOSITORY),
    writer: createRepoWriter({ client: client.client, clock, repository: REPOSITORY }),
    ledger: createBranchLedger({ client: client.client, repository: REPOSITORY, branch: BRANCH }),
  };
}

function clientOf(github: Sandbox, token: TokenOptions, { patience: timeout = 30_000, fetch }: Line) {
  let waited = 0;
  const slept: number[] = [];
  const system = createSystemClock(() => waited);
  const clock = {
    ...system,
    async sleep(milliseconds: number) {
      slept.push(milliseconds);
      waited += milliseconds;
      github.clock.advance(milliseconds);
    },
  };
  const { apiUrl, graphqlUrl } = github;
  const options = {
    token: github.mintToken(token),
    apiUrl,
    graphqlUrl,
    clock,
    onDate: clock.answered,
    timeout,
    ...(fetch && { fetch }),
  };
  const client: Client = createClient(options);
  return { client, clock, slept };
}
