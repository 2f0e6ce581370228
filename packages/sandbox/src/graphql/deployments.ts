/** GraphQL's view of deployments. */

import type { DeploymentData, DeploymentState, DeploymentStatusData } from '../world-data.ts';
import { actorNamed } from './actors.ts';
import { connection } from './connection.ts';
import { type CommitSource, commitSource, refSource } from './git-objects.ts';
import { type Resolver, type Resolvers, reading, upper } from './resolver.ts';

/** A deployment whose latest status is a success is ACTIVE; without a status it is PENDING. */
function stateOf({ statuses }: DeploymentData): string {
  const latest: DeploymentState | undefined = statuses.at(-1)?.state;
  if (latest === undefined) return 'PENDING';
  return latest === 'success' ? 'ACTIVE' : latest.toUpperCase();
}

export const deployments: Resolver = reading('deployments', (source: { kind: string }, args, { world }, info) => {
  const oid = source.kind === 'Commit' ? (source as CommitSource).oid : null;
  const items = world.data.deployments.filter(
    (deployment) =>
      (oid === null || deployment.commitOid === oid) &&
      (args.environments == null || args.environments.includes(deployment.environment)),
  );
  const order = {
    key: (deployment: DeploymentData) => deployment.createdAt,
    tie: (deployment: DeploymentData) => deployment.databaseId,
    direction: args.orderBy?.direction ?? 'ASC',
  };
  return connection({ items, args, info, order });
});

export const deploymentResolvers: Resolvers = {
  Commit: { deployments },
  Deployment: {
    state: stateOf,
    creator: ({ creator }: DeploymentData, _args, { world }) => actorNamed(creator ?? 'ghost', world),
    commit: ({ commitOid }: DeploymentData, _args, { world }) => commitSource(world, commitOid),
    ref: async ({ ref }: DeploymentData, _args, { world }) => {
      const name = `refs/heads/${ref}`;
      const oid = await world.git.ref(name);
      return oid === null ? null : refSource(name, oid);
    },
    originalEnvironment: ({ environment }: DeploymentData) => environment,
    latestEnvironment: ({ environment }: DeploymentData) => environment,
    latestStatus: ({ statuses }: DeploymentData) => statuses.at(-1) ?? null,
    statuses: ({ statuses }: DeploymentData, args, _context, info) =>
      connection({ items: statuses.toReversed(), args, info }),
    repository: (_source, _args, { world }) => world.repository,
  },
  DeploymentStatus: {
    state: ({ state }: DeploymentStatusData) => upper(state),
    updatedAt: ({ createdAt }: DeploymentStatusData) => createdAt,
    creator: ({ creator }: DeploymentStatusData, _args, { world }) => actorNamed(creator ?? 'ghost', world),
  },
};
