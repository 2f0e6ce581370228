/** GraphQL's view of the repository: its lists with their filters and orders, and the queries that lead to it. */

import { nodeKey, nodePrefix } from '../identity.ts';
import { Refusal } from '../refusal.ts';
import type { Discussed, Entity, World } from '../world.ts';
import type { IssueData, LabelData, Permission, PullRequestData, RepositoryData } from '../world-data.ts';
import { asUser } from './actors.ts';
import { connection } from './connection.ts';
import { deployments } from './deployments.ts';
import { labelOrder } from './discussions.ts';
import { objectSource, refSource } from './git-objects.ts';
import { type Context, type Resolver, type Resolvers, reading, requirePermission } from './resolver.ts';

type Order = { field: 'COMMENTS' | 'CREATED_AT' | 'UPDATED_AT'; direction: 'ASC' | 'DESC' };

function discussionOrder<T extends Discussed>(world: World, orderBy: Order | null | undefined) {
  const keys = {
    COMMENTS: (item: T) => world.commentsOn(item.number).length,
    CREATED_AT: (item: T) => item.createdAt,
    UPDATED_AT: (item: T) => item.updatedAt,
  };
  const direction = orderBy?.direction ?? 'ASC';
  return { key: keys[orderBy?.field ?? 'CREATED_AT'], tie: (item: T) => item.number, direction };
}

const hasLabel = (item: Discussed, names: readonly string[] | null | undefined): boolean =>
  names == null || names.some((name) => item.labels.some((label) => label.toLowerCase() === name.toLowerCase()));

const inState = (item: Discussed, states: readonly string[] | null | undefined): boolean =>
  states == null || states.length === 0 || states.includes(item.state);

const issues: Resolver = reading('issues', (_source, args, { world }, info) => {
  const { since, createdBy, states, labels, viewerSubscribed, ...others } = args.filterBy ?? {};
  const strange =
    viewerSubscribed === true ? 'viewerSubscribed' : Object.keys(others).find((key) => others[key] != null);
  if (strange !== undefined) throw new Error(`SANDBOX: IssueFilters.${strange} is not implemented`);
  const items = world
    .listed(world.data.issues)
    .filter(
      (issue: IssueData) =>
        inState(issue, args.states) &&
        inState(issue, states) &&
        hasLabel(issue, args.labels) &&
        hasLabel(issue, labels) &&
        (createdBy == null || issue.author?.toLowerCase() === String(createdBy).toLowerCase()) &&
        (since == null || Date.parse(issue.updatedAt) >= Date.parse(since)),
    );
  return connection({ items, args, info, order: discussionOrder(world, args.orderBy) });
});

const pullRequests: Resolver = reading('pull-requests', (_source, args, { world }, info) => {
  const items = world
    .listed(world.data.pullRequests)
    .filter(
      (pull: PullRequestData) =>
        inState(pull, args.states) &&
        hasLabel(pull, args.labels) &&
        (args.headRefName == null || pull.headRefName === args.headRefName) &&
        (args.baseRefName == null || pull.baseRefName === args.baseRefName),
    );
  return connection({ items, args, info, order: discussionOrder(world, args.orderBy) });
});

function numbered<T>(kind: string, found: T | null, number: number): T {
  if (found !== null) return found;
  throw new Refusal('NOT_FOUND', `Could not resolve to ${kind} with the number of ${number}.`);
}

const labels: Resolver = (_source, args, { world }, info) => {
  const wanted = args.query?.toLowerCase();
  const items = world.data.labels.filter(
    ({ name, description }: LabelData) =>
      wanted === undefined || `${name} ${description ?? ''}`.toLowerCase().includes(wanted),
  );
  return connection({ items, args, info, order: labelOrder(args.orderBy) });
};

/** Accepts what GitHub accepts: refs/heads/x, heads/x, x. */
const ref: Resolver = async (_source, { qualifiedName }, { world }) => {
  const names = [qualifiedName, `refs/${qualifiedName}`, `refs/heads/${qualifiedName}`, `refs/tags/${qualifiedName}`];
  for (const name of names) {
    const oid = await world.git.ref(name);
    if (oid !== null) return refSource(name, oid);
  }
  return null;
};

const refs: Resolver = async (_source, args, { world }, info) => {
  const prefix: string = args.refPrefix.endsWith('/') ? args.refPrefix : `${args.refPrefix}/`;
  if (!(await world.git.isRefName(`${prefix}x`))) return connection({ items: [], args, info });
  const found = (await world.git.refs(prefix)).filter(
    ({ name }) => args.query == null || name.slice(prefix.length).includes(args.query),
  );
  const descending = (args.orderBy?.direction ?? args.direction) === 'DESC';
  const items = descending ? found.toReversed() : found;
  return connection({ items, args, info, node: ({ name, oid }) => refSource(name, oid) });
};

function viewerPermission(context: Context): string | null {
  const { actor } = context.caller;
  if (actor.kind === 'Bot') return context.caller.may('contents', 'write') ? 'WRITE' : 'READ';
  return actor.role === 'none' ? null : actor.role.toUpperCase();
}

export const nodePermissions: Partial<Record<Entity['kind'], Permission | readonly Permission[]>> = {
  Issue: 'issues',
  PullRequest: 'pull-requests',
  IssueComment: ['issues', 'pull-requests'],
  Label: ['issues', 'pull-requests'],
  CheckSuite: 'checks',
  CheckRun: 'checks',
  WorkflowRun: 'actions',
  Workflow: 'actions',
  Deployment: 'deployments',
};

async function nodeNamed(id: string, context: Context): Promise<unknown> {
  const { world } = context;
  if (nodePrefix(id) === 'REF') {
    requirePermission(context, 'contents', 'read');
    const oid = await world.git.ref(nodeKey(id));
    if (oid !== null) return refSource(nodeKey(id), oid);
  }
  if (['C', 'B', 'T'].includes(nodePrefix(id))) {
    requirePermission(context, 'contents', 'read');
    const found = await objectSource(world, nodeKey(id));
    if (found !== null) return found;
  }
  const entity = world.node(id);
  if (entity === null) throw new Refusal('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
  const needed = nodePermissions[entity.kind];
  if (needed !== undefined) requirePermission(context, needed, 'read');
  return entity;
}

export const repositoryResolvers: Resolvers = {
  Query: {
    viewer: (_source, _args, { caller }) => asUser(caller.actor),
    repository: (_source, { owner, name }, { world }) => {
      if (`${owner}/${name}`.toLowerCase() === world.nameWithOwner.toLowerCase()) return world.repository;
      throw new Refusal('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`);
    },
    node: (_source, { id }, context) => nodeNamed(id, context),
    nodes: (_source, { ids }, context) => ids.map((id: string) => nodeNamed(id, context)),
  },
  Repository: {
    owner: ({ owner }: RepositoryData, _args, { world }) => world.introduce(owner),
    nameWithOwner: (_source, _args, { world }) => world.nameWithOwner,
    url: (_source, _args, { world }) => world.repositoryUrl,
    resourcePath: (_source, _args, { world }) => `/${world.nameWithOwner}`,
    visibility: ({ isPrivate }: RepositoryData) => (isPrivate ? 'PRIVATE' : 'PUBLIC'),
    viewerPermission: (_source, _args, context) => viewerPermission(context),
    isInOrganization: ({ owner }: RepositoryData, _args, { world }) => world.introduce(owner).kind === 'Organization',
    isEmpty: async (_source, _args, { world }) => (await world.git.refs('refs/heads')).length === 0,
    isDisabled: () => false,
    isLocked: () => false,
    isMirror: () => false,
    isTemplate: () => false,
    defaultBranchRef: reading('contents', async (_source, _args, { world }) => {
      const oid = await world.git.ref(world.defaultRef);
      return oid === null ? null : refSource(world.defaultRef, oid);
    }),
    ref: reading('contents', ref),
    refs: reading('contents', refs),
    object: reading('contents', (_source, { expression, oid }, { world }) => {
      const path = /^[^:]+:(.*)$/.exec(expression ?? '')?.[1] ?? '';
      return objectSource(world, oid ?? expression ?? '', path);
    }),
    issue: reading('issues', (_source, { number }, { world }) => numbered('an Issue', world.issue(number), number)),
    pullRequest: reading('pull-requests', (_source, { number }, { world }) =>
      numbered('a PullRequest', world.pullRequest(number), number),
    ),
    issueOrPullRequest: reading(['issues', 'pull-requests'], (_source, { number }, { world }) =>
      numbered('an issue or pull request', world.discussed(number), number),
    ),
    issues,
    pullRequests,
    labels: reading(['issues', 'pull-requests'], labels),
    label: reading(['issues', 'pull-requests'], (_source, { name }, { world }) => world.label(name)),
    deployments,
    pinnedIssues: reading('issues', (_source, args, { world }, info) =>
      connection({
        items: world.data.pins.map((number) => world.issue(number)).filter((issue) => issue !== null),
        args,
        info,
        node: (issue) => ({ kind: 'PinnedIssue', issue, databaseId: issue.databaseId }),
      }),
    ),
  },
};
