/** GraphQL's view of pull requests: mergeability is unknown on the first read after a change. */

import { nodeId } from '../identity.ts';
import type { PullRequestData, ReviewData, ThreadData } from '../world-data.ts';
import { actorNamed } from './actors.ts';
import { rollupOf } from './checks.ts';
import { connection } from './connection.ts';
import { discussed, urlOf } from './discussions.ts';
import { commitSource, refSource } from './git-objects.ts';
import { type Context, type Resolver, type Resolvers, reading } from './resolver.ts';

/** The computation starts when somebody first asks, and the first answer does not wait for it. */
const mergeable: Resolver = (pull: PullRequestData, _args, { world }) => {
  if (pull.state !== 'OPEN') return 'UNKNOWN';
  if (pull.mergeableComputed) return pull.mergeable;
  pull.mergeableComputed = true;
  world.touch();
  return 'UNKNOWN';
};

const commits: Resolver = async (pull: PullRequestData, args, { world }, info) => {
  const { headRefOid, baseRefOid } = pull;
  const newestFirst = headRefOid === null ? [] : await world.git.commitsBetween(baseRefOid, headRefOid);
  return connection({
    items: newestFirst.toReversed(),
    args,
    info,
    node: async (oid) => ({
      kind: 'PullRequestCommit',
      id: nodeId('PRC', `${pull.databaseId} ${oid}`),
      pullRequest: pull,
      commit: await commitSource(world, oid),
      url: `${urlOf(pull, world)}/commits/${oid}`,
    }),
  });
};

const refNamed = async (name: string, { world }: Context) => {
  const oid = await world.git.ref(`refs/heads/${name}`);
  return oid === null ? null : refSource(`refs/heads/${name}`, oid);
};

type ThreadSource = ThreadData & { on: PullRequestData };

const reviews: Resolver = (pull: PullRequestData, args, _context, info) => {
  const items = pull.reviews.filter(
    (review) =>
      (args.states == null || args.states.includes(review.state)) &&
      (args.author == null || review.author === args.author),
  );
  return connection({ items, args, info });
};

/** The last review of each author. */
const latestReviews: Resolver = (pull: PullRequestData, args, _context, info) => {
  const latest = new Map(pull.reviews.map((review) => [review.author, review]));
  return connection({ items: [...latest.values()], args, info });
};

export const pullRequestResolvers: Resolvers = {
  PullRequest: {
    ...discussed,
    merged: ({ state }: PullRequestData) => state === 'MERGED',
    mergedBy: ({ mergedBy }: PullRequestData, _args, { world }) => actorNamed(mergedBy, world),
    mergeable,
    commits,
    reviews,
    latestReviews,
    headRef: ({ headRefName }: PullRequestData, _args, context) => refNamed(headRefName, context),
    baseRef: ({ baseRefName }: PullRequestData, _args, context) => refNamed(baseRefName, context),
    headRepository: (_source, _args, { world }) => world.repository,
    baseRepository: (_source, _args, { world }) => world.repository,
    isCrossRepository: ({ fork }: PullRequestData) => fork === true,
    maintainerCanModify: () => true,
    autoMergeRequest: () => null,
    permalink: (pull: PullRequestData, _args, { world }) => urlOf(pull, world),
    totalCommentsCount: ({ number }: PullRequestData, _args, { world }) => world.commentsOn(number).length,
    closingIssuesReferences: ({ closes, baseRefName }: PullRequestData, args, { world }, info) => {
      const numbers = baseRefName === world.repository.defaultBranch ? closes : [];
      return connection({ items: numbers.map((number) => world.issue(number)), args, info });
    },
    reviewRequests: ({ reviewRequests = [] }: PullRequestData, args, _context, info) =>
      connection({ items: reviewRequests, args, info, node: (login) => ({ kind: 'ReviewRequest', login }) }),
    reviewThreads: (pull: PullRequestData, args, _context, info) =>
      connection({ items: (pull.threads ?? []).map((thread) => ({ ...thread, on: pull })), args, info }),
    statusCheckRollup: reading('checks', ({ headRefOid }: PullRequestData, _args, { world }) =>
      headRefOid === null ? null : rollupOf(world, headRefOid),
    ),
  },
  PullRequestReviewThread: {
    isResolved: ({ resolved }: ThreadSource) => resolved,
    isOutdated: () => false,
    pullRequest: ({ on }: ThreadSource) => on,
    comments: (thread: ThreadSource, args, _context, info) =>
      connection({ items: [{ ...thread, kind: 'PullRequestReviewComment' }], args, info }),
  },
  PullRequestReviewComment: {
    author: ({ author }: ThreadSource, _args, { world }) => actorNamed(author, world),
    url: ({ on, databaseId }: ThreadSource, _args, { world }) => `${urlOf(on, world)}#discussion_r${databaseId}`,
    pullRequest: ({ on }: ThreadSource) => on,
  },
  PullRequestReview: {
    author: ({ author }: ReviewData, _args, { world }) => actorNamed(author, world),
    createdAt: ({ submittedAt }: ReviewData) => submittedAt,
    updatedAt: ({ submittedAt }: ReviewData) => submittedAt,
    commit: ({ commitOid }: ReviewData, _args, { world }) =>
      commitOid === null ? null : commitSource(world, commitOid),
  },
};
