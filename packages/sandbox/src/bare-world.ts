/** A new world before anything happened in it: one repository, its owner and the workflow bot. */

import { createHash } from 'node:crypto';
import { nodeId } from './identity.ts';
import { limitsOf } from './usage.ts';
import { timestamp } from './virtual-clock.ts';
import { type World, workflowBot } from './world.ts';
import type { WorldData } from './world-data.ts';

export function bareWorld(beginning: { repository: string; branch: string; now: string; seed: number }): WorldData {
  const [owner = 'local', name = 'repository'] = beginning.repository.split('/');
  const start = new Date(beginning.now);
  const created = timestamp(new Date(start.getTime() - 365 * 86_400_000));
  return {
    schema: 1,
    seed: beginning.seed,
    secret: createHash('sha256').update(`steward sandbox ${beginning.repository} ${beginning.seed}`).digest('hex'),
    now: start.toISOString(),
    lastDatabaseId: 1000,
    lastNumber: 0,
    requests: 0,
    limits: { ...limitsOf.none, graphqlPerHour: 1000, restPerHour: 1000 },
    usage: { hour: '', graphql: 0, rest: 0, content: [] },
    listingLagMilliseconds: 0,
    repository: {
      kind: 'Repository',
      id: nodeId('R', 1),
      databaseId: 1,
      owner,
      name,
      defaultBranch: beginning.branch,
      isPrivate: false,
      isArchived: false,
      isFork: false,
      hasIssuesEnabled: true,
      description: null,
      createdAt: created,
      updatedAt: created,
      pushedAt: null,
      actionsMayOpenPullRequests: false,
      published: null,
      variables: {},
    },
    actors: [],
    tokens: [],
    labels: [],
    milestones: [],
    issues: [],
    pullRequests: [],
    comments: [],
    pins: [],
    workflows: [],
    workflowRuns: [],
    checkSuites: [],
    commitStatuses: [],
    deployments: [],
    dispatches: [],
    ledgerTasks: [],
  };
}

/** The owner and the workflow bot exist in every world. */
export function introduceFirst(world: World): void {
  world.introduce(workflowBot.login, 'write');
  world.introduce(world.repository.owner, 'admin');
}
