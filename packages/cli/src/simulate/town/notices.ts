/** What other services say of the newest commit: check suites of apps, commit statuses, deployments that come and fail. */

import type { Conclusion, DeploymentData, DeploymentState } from '@steward/sandbox/world-data.ts';
import type { Doing } from './happening.ts';
import { BOTS } from './people.ts';
import type { Custom, Deed, Scene } from './scene.ts';

const APPS = [
  { slug: 'codecov', name: 'Codecov' },
  { slug: 'sonar-town', name: 'Sonar Town' },
  { slug: 'license-watch', name: 'License Watch' },
] as const;

/** An app that answers at once, later, or never. */
const check: Deed = (scene) => {
  const { world, dice, code } = scene;
  const app = dice.pick(APPS);
  const conclusion = dice.weigh<Conclusion | null>([
    ['success', 5],
    ['failure', 3],
    ['neutral', 1],
    ['action_required', 1],
    [null, 2],
  ]);
  const status = conclusion === null ? 'queued' : 'completed';
  const branch = world.repository.defaultBranch;
  const sha = code.head;
  world.addCheckSuite({ app, branch, sha, status, conclusion, checkRuns: [{ name: `${app.slug}/project` }] });
  const what = `checks ${sha.slice(0, 7)}: ${conclusion ?? status}`;
  return { who: app.slug, what, act: { kind: 'checked', app: app.slug, oid: sha, status, conclusion } };
};

const STATES = ['success', 'failure', 'error', 'pending'] as const;

const judge: Deed = ({ world, dice, code }) => {
  const state = dice.pick(STATES);
  const oid = code.head;
  world.addCommitStatus({ sha: oid, context: 'coverage', state, by: BOTS.coverage });
  const what = `sets the status coverage of ${oid.slice(0, 7)} to ${state}`;
  return { who: BOTS.coverage, what, act: { kind: 'stated', context: 'coverage', oid, state } };
};

function deployed(deployment: DeploymentData, state: DeploymentState, who: string): Doing {
  const { environment, commitOid: oid } = deployment;
  const what = `deploys ${oid.slice(0, 7)} to ${environment}: ${state}`;
  return { who, what, act: { kind: 'deployed', environment, oid, state } };
}

const deploy: Deed = async (scene) => {
  const { world, dice, people, now } = scene;
  const by = people.maintainer(dice, now);
  const environment = dice.pick(['production', 'staging', 'preview-größe']);
  const deployment = await world.deploy({ environment, state: 'in_progress', by });
  scene.later(dice.between(2, 15), settling(deployment, by));
  return deployed(deployment, 'in_progress', by);
};

const settling =
  (deployment: DeploymentData, by: string): Deed =>
  ({ world, dice }: Scene) => {
    const state = dice.weigh<DeploymentState>([
      ['success', 6],
      ['failure', 2],
      ['error', 1],
      ['inactive', 1],
    ]);
    world.setDeploymentState(deployment, state, by);
    return deployed(deployment, state, by);
  };

export const NOTICES: readonly Custom[] = [
  { name: 'check', rate: 0.07, deed: check },
  { name: 'judge', rate: 0.05, deed: judge },
  { name: 'deploy', rate: 0.1, deed: deploy },
];
