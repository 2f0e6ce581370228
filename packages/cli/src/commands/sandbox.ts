/** `steward sandbox`: the embedded GitHub alone, for other tools and for tests, until it is told to stop. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkflowFault } from '@steward/sandbox/runner/job-permissions.ts';
import type { Sandbox } from '@steward/sandbox/sandbox.ts';
import { findCheckout } from '../checkout.ts';
import { WrongUse } from '../failure.ts';
import { readMoment } from '../moment.ts';
import { resolveFrom } from '../place.ts';
import type { Surroundings } from '../surroundings.ts';
import { openSandbox } from '../virtual-world.ts';
import { readWorldFile } from '../world-file.ts';
import { foundLedger } from '../world-ledger.ts';

export interface SandboxCommandOptions {
  repo?: string;
  port: number;
  world?: string;
  now?: string;
  directory?: string;
  workflow?: string;
  job?: string;
  json: boolean;
}

export async function serveSandbox(options: SandboxCommandOptions, surroundings: Surroundings): Promise<number> {
  const { place, screens, stop } = surroundings;
  const now = options.now === undefined ? null : readMoment(options.now);
  const worldPath = options.world === undefined ? null : resolveFrom(place, options.world);
  const world = worldPath === null ? null : readWorldFile(worldPath);
  const checkout = await findCheckout(resolveFrom(place, options.repo ?? '.'), options.repo !== undefined);
  const kept = options.directory === undefined ? null : resolveFrom(place, options.directory);
  const directory = kept ?? mkdtempSync(join(tmpdir(), 'steward-sandbox-'));
  try {
    const sandbox = await openSandbox(
      {
        directory,
        repository: `local/${checkout.name}`,
        checkout: checkout.path,
        port: options.port,
        ...(now !== null && { now }),
        ...(world !== null && { world }),
      },
      worldPath,
    );
    try {
      await foundLedger(sandbox);
      const told = { ...introduction(sandbox), token: await tokenFor(sandbox, options) };
      screens.out.write(options.json ? `${JSON.stringify(told)}\n` : welcome(told));
      await stopped(stop);
    } finally {
      await sandbox.close();
    }
  } finally {
    if (kept === null) rmSync(directory, { recursive: true, force: true });
  }
  return 0;
}

/** Of the job that is named, else with what a workflow's token can have at most. */
async function tokenFor(sandbox: Sandbox, { workflow, job }: SandboxCommandOptions): Promise<string> {
  if (workflow === undefined) {
    if (job === undefined) return sandbox.mintToken();
    throw new WrongUse(`--job ${job} is of no workflow.`, 'Name its file with --workflow.');
  }
  try {
    return await sandbox.mintJobToken({ workflow, ...(job !== undefined && { job }) });
  } catch (error) {
    if (!(error instanceof WorkflowFault)) throw error;
    throw new WrongUse(
      `${workflow}: ${error.message}.`,
      'Name a file of .github/workflows, and with --job one of its jobs.',
    );
  }
}

/** Its owner's token is for whoever looks at the world from outside, or orders something in it. */
function introduction(sandbox: Sandbox) {
  const { serverUrl, apiUrl, graphqlUrl, repository, defaultBranch, head } = sandbox;
  const ownerToken = sandbox.mintToken({ kind: 'User' });
  return { serverUrl, apiUrl, graphqlUrl, repository, defaultBranch, head, ownerToken };
}

function welcome(told: ReturnType<typeof introduction> & { token: string }): string {
  const { serverUrl, apiUrl, graphqlUrl, repository, defaultBranch, head, token } = told;
  return [
    `Sandbox GitHub at ${serverUrl} with ${repository} (${defaultBranch} ${head?.slice(0, 7) ?? 'without commits'}).`,
    '',
    `export GITHUB_REPOSITORY=${repository}`,
    `export GITHUB_SERVER_URL=${serverUrl}`,
    `export GITHUB_API_URL=${apiUrl}`,
    `export GITHUB_GRAPHQL_URL=${graphqlUrl}`,
    `export GITHUB_TOKEN=${token}`,
    '',
    'A shell has no names with hyphens: give an action its token with env "INPUT_GITHUB-TOKEN=$GITHUB_TOKEN" node …',
    'Ctrl-C ends it.',
    '',
  ].join('\n');
}

function stopped(stop: AbortSignal): Promise<void> {
  // A pending promise keeps no process alive, but the listening server does.
  return new Promise((resolve) => {
    if (stop.aborted) resolve();
    stop.addEventListener('abort', () => resolve(), { once: true });
  });
}
