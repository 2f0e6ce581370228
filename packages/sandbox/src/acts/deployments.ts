/** Deployments and what becomes of them, as Actions and other services report it. */

import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import type { DeploymentData, DeploymentState } from '../world-data.ts';

export interface DeploymentDraft {
  environment: string;
  ref?: string;
  sha?: string;
  task?: string;
  state?: DeploymentState;
  by: string;
  at?: string;
}

export async function deploy(world: World, draft: DeploymentDraft): Promise<DeploymentData> {
  const ref = draft.ref ?? world.repository.defaultBranch;
  const commitOid = draft.sha ?? (await world.git.ref(`refs/heads/${ref}`)) ?? (await world.git.resolve(ref));
  if (commitOid === null) throw new Refusal('UNPROCESSABLE', `No ref found for: ${ref}`);
  const at = draft.at ?? world.stamp();
  const deployment: DeploymentData = {
    kind: 'Deployment',
    ...world.identify('DE'),
    environment: draft.environment,
    task: draft.task ?? 'deploy',
    ref,
    commitOid,
    description: null,
    creator: world.introduce(draft.by).login,
    createdAt: at,
    updatedAt: at,
    statuses: [],
  };
  world.data.deployments.push(deployment);
  world.register(deployment);
  if (draft.state !== undefined) setDeploymentState(world, deployment, { state: draft.state, by: draft.by, at });
  world.touch();
  return deployment;
}

export function setDeploymentState(
  world: World,
  deployment: DeploymentData,
  change: { state: DeploymentState; by: string; at?: string },
): void {
  const createdAt = change.at ?? world.stamp();
  deployment.statuses.push({
    kind: 'DeploymentStatus',
    ...world.identify('DES'),
    state: change.state,
    description: null,
    environmentUrl: null,
    logUrl: null,
    creator: world.introduce(change.by).login,
    createdAt,
  });
  deployment.updatedAt = createdAt;
  world.touch();
}
