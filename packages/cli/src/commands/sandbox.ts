/** `steward sandbox`: the embedded GitHub alone, for other tools and for tests, until it is told to stop. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sandbox } from '@steward/sandbox/sandbox.ts';
import { findCheckout } from '../checkout.ts';
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
      if (!(await hasLedger(sandbox))) await foundLedger(sandbox);
      screens.out.write(options.json ? `${JSON.stringify(introduction(sandbox))}\n` : welcome(sandbox));
      await stopped(stop);
    } finally {
      await sandbox.close();
    }
  } finally {
    if (kept === null) rmSync(directory, { recursive: true, force: true });
  }
  return 0;
}

const hasLedger = async ({ world }: Sandbox): Promise<boolean> =>
  (await world.git.ref('refs/heads/steward/state')) !== null;

function introduction(sandbox: Sandbox) {
  const { serverUrl, apiUrl, graphqlUrl, repository, defaultBranch, head } = sandbox;
  return { serverUrl, apiUrl, graphqlUrl, repository, defaultBranch, head, token: sandbox.mintToken() };
}

function welcome(sandbox: Sandbox): string {
  const { serverUrl, apiUrl, graphqlUrl, repository, defaultBranch, head, token } = introduction(sandbox);
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
