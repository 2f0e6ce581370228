// Of memory that is on no branch.
import type { SetUpPlan } from '../good.ts';
import { keptIn, type Plant, replaced } from './plant.ts';

const unknown = ['what Steward remembers'];

const both =
  (...plants: ((plan: SetUpPlan) => void)[]) =>
  (plan: SetUpPlan): void => {
    for (const plant of plants) plant(plan);
  };

export const LEDGER_PLANTS: readonly Plant[] = [
  {
    id: 'ledger-folder-hosted',
    plant: keptIn('folder:kept/memory'),
    what: /steward\.yml keeps memory in a folder, and runs on a machine of GitHub's/,
    remedy: /Remove `ledger:`/,
    unknown,
    alone: true,
  },
  {
    id: 'ledger-cache-read-only',
    plant: both(keptIn('cache'), replaced('workflow_dispatch:', 'workflow_dispatch:\n  pull_request:')),
    what: /keeps memory in the Actions cache, and starts on `pull_request`/,
    remedy: /Remove `pull_request` from `on:`/,
    unknown,
    alone: true,
  },
  {
    id: 'ledger-cache-concurrency',
    plant: both(keptIn('cache:own'), replaced(/concurrency:\n.*\n.*\n/, '')),
    what: /keeps memory in the Actions cache, and has no `concurrency`/,
    remedy: /cancel-in-progress: false/,
    unknown,
    alone: true,
  },
  ...[
    ['11 6 * * 1', 7],
    ['11 6 1 * *', 30],
    ['11 6 1 1 *', 70],
  ].map(
    ([cron, days]): Plant => ({
      id: 'ledger-cache-evicted',
      plant: both(keptIn('cache'), replaced(/ {4}- cron: .*\n {4}- cron: .*\n/, `    - cron: '${cron}'\n`), lately),
      what: new RegExp(`its schedule leaves ${days} days between two runs`),
      remedy: /at least twice a week/,
      unknown,
      alone: true,
    }),
  ),
];

/** Its file came just now, so that no run of it is missed. */
function lately(plan: SetUpPlan): void {
  plan.besides.push(({ world }) => {
    for (const one of world.data.workflows) one.updatedAt = plan.now;
  });
}
