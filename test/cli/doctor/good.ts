// A repository in which Steward is set up as it should be, served by a sandbox: whatever a test plants differs from this.
import { join } from 'node:path';
import { createSystemClock } from '@steward/core/adapters/clock.ts';
import { createClient } from '@steward/core/adapters/github/client.ts';
import { createBranchLedger } from '@steward/core/adapters/ledgers/branch.ts';
import type { LedgerEvent } from '@steward/core/domain/event.ts';
import { hold, transact } from '@steward/core/record/transaction.ts';
import { createSandbox, type Sandbox } from '@steward/sandbox/sandbox.ts';
import type { WorldFile } from '@steward/sandbox/world-file.ts';
import { onTestFinished } from 'vitest';
import { INSTALLED } from '../../support/memory.ts';
import { git, makeRepository, steward, temporaryFolder, write } from '../stage.ts';

export const CYCLE = '.github/workflows/steward.yml';
export const COMMIT = 'a'.repeat(40);

export const WORKFLOW = `name: steward
on:
  schedule:
    - cron: '7,37 * * * *'
    - cron: '11 6 * * *'
  workflow_dispatch:
permissions: {}
concurrency:
  group: steward
  cancel-in-progress: false
jobs:
  cycle:
    if: vars.STEWARD_PAUSED != 'true'
    runs-on: ubuntu-slim
    timeout-minutes: 10
    permissions:
      contents: write
      issues: write
      checks: read
      pull-requests: read
      deployments: read
    steps:
      - uses: acme/steward/actions/run-cycle@${COMMIT}
        with:
          action: auto
`;

export interface SetUpPlan {
  /** Files of the default branch. */
  files: Record<string, string>;
  /** Files that are in the checkout alone. */
  local: Record<string, string>;
  world: WorldFile;
  /** What memory holds beyond its beginning; null: there is none. */
  memory: LedgerEvent[] | null;
  now: string;
  /** What is done to the sandbox once it stands. */
  besides: ((sandbox: Sandbox) => Promise<void> | void)[];
  token: Parameters<Sandbox['mintToken']>[0];
}

export const good = (): SetUpPlan => ({
  files: { [CYCLE]: WORKFLOW, 'src/a.js': 'export const a = 1;\n' },
  local: {},
  world: {
    labels: [{ name: 'steward' }, { name: 'bug' }],
    people: [{ login: 'pia', role: 'write' }],
    workflowRuns: [{ workflow: 'steward.yml', event: 'schedule', conclusion: 'success', at: '-31m' }],
  },
  memory: [INSTALLED],
  now: '2026-03-02T09:07:00.000Z',
  besides: [],
  token: { kind: 'User' },
});

export interface Doctored {
  code: number;
  err: string;
  out: string;
}

/** Serves it and looks at it as a maintainer would. */
export async function examine(plan: SetUpPlan, ...words: string[]): Promise<Doctored> {
  const base = temporaryFolder();
  const checkout = makeRepository(join(base, 'dur'), []);
  write(checkout, plan.files);
  git(checkout, 'add', '--all');
  git(checkout, 'commit', '--quiet', '--message', 'set up');
  const directory = join(base, 'world');
  const { world, now } = plan;
  const sandbox = await createSandbox({ directory, checkout, repository: 'acme/dur', world, now, persist: false });
  onTestFinished(() => sandbox.close());
  if (plan.memory !== null) await remember(sandbox, plan.memory);
  for (const act of plan.besides) await act(sandbox);
  write(checkout, plan.local);
  const environment = {
    GITHUB_TOKEN: sandbox.mintToken(plan.token),
    GITHUB_API_URL: sandbox.apiUrl,
    GITHUB_GRAPHQL_URL: sandbox.graphqlUrl,
    GITHUB_SERVER_URL: sandbox.serverUrl,
  };
  return steward(base, ['doctor', 'dur', '--repo', 'acme/dur', ...words], { environment });
}

async function remember(sandbox: Sandbox, events: LedgerEvent[]): Promise<void> {
  const clock = createSystemClock();
  const { apiUrl, graphqlUrl } = sandbox;
  const onDate = (date: string): void => clock.answered(date);
  const client = createClient({ token: sandbox.mintToken(), apiUrl, graphqlUrl, clock, onDate });
  const repository = { owner: 'acme', name: 'dur' };
  const ledger = createBranchLedger({ client, repository, branch: 'steward/state' });
  const { raw, at } = await ledger.head();
  const ledgers = {
    ...{ reader: ledger, writer: ledger, clock, trusted: ['github-actions[bot]'] },
    run: { id: '1', token: '1.1.a' },
  };
  const held = await hold(ledgers, { raw, at, elapsed: clock.elapsed() });
  await transact(ledgers, () => events, held);
}
