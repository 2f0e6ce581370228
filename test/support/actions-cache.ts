/** A job's surroundings as the Actions cache needs them: the sandbox's service, a workspace, and a token of the run. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CacheTokenOptions } from '@steward/sandbox/actions-cache.ts';
import type { Sandbox } from '@steward/sandbox/sandbox.ts';
import { onTestFinished, vi } from 'vitest';

const HOME = process.cwd();

/** Until the test ends, this process is a job of that repository. */
export function enterJob(sandbox: Sandbox, folder: string, options: CacheTokenOptions & { cacheMode?: string } = {}) {
  const { cacheMode = '', ...token } = options;
  const workspace = join(folder, 'workspace');
  const temporary = join(folder, 'temporary');
  for (const place of [workspace, temporary]) mkdirSync(place, { recursive: true });
  process.chdir(workspace);
  vi.stubEnv('GITHUB_WORKSPACE', workspace);
  vi.stubEnv('RUNNER_TEMP', temporary);
  // With any other name of a host the library falls back to a service that is no more.
  vi.stubEnv('GITHUB_SERVER_URL', 'https://github.com');
  vi.stubEnv('ACTIONS_CACHE_SERVICE_V2', 'true');
  vi.stubEnv('ACTIONS_RESULTS_URL', `${sandbox.serverUrl}/`);
  vi.stubEnv('ACTIONS_RUNTIME_TOKEN', sandbox.mintCacheToken(token));
  vi.stubEnv('ACTIONS_CACHE_MODE', cacheMode);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    process.chdir(HOME);
  });
  return { workspace };
}
