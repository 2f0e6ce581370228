/** GraphQL's view of how issues hang together, and the mutations that link them. */

import * as acts from '../acts/relations.ts';
import { nodeId } from '../identity.ts';
import type { World } from '../world.ts';
import type { IssueData } from '../world-data.ts';
import { connection } from './connection.ts';
import type { Mutation } from './issue-mutations.ts';
import { type Context, type Resolver, type Resolvers, requirePermission } from './resolver.ts';

const issues =
  (related: (world: World, issue: IssueData) => IssueData[]): Resolver =>
  (issue: IssueData, args, { world }, info) => {
    if (args.orderBy?.field === 'DEPENDENCY_ADDED_AT') {
      throw new Error('SANDBOX: IssueDependencyOrder by DEPENDENCY_ADDED_AT is not implemented');
    }
    return connection({ items: related(world, issue), args, info });
  };

export const relationResolvers: Resolvers = {
  Issue: {
    blockedBy: issues(acts.blockersOf),
    blocking: issues(acts.blockedBy),
    subIssues: issues(acts.partsOf),
    parent: ({ parent }: IssueData, _args, { world }) => world.issue(parent ?? 0),
    issueType: ({ type }: IssueData) =>
      type == null ? null : { id: nodeId('IT', type), name: type, description: null, isEnabled: true },
  },
};

function pairOf(input: { issueId: string; blockingIssueId: string }, context: Context): [IssueData, IssueData] {
  const issue = context.world.nodeOf(input.issueId, ['Issue']);
  const blockingIssue = context.world.nodeOf(input.blockingIssueId, ['Issue']);
  requirePermission(context, 'issues', 'write');
  return [issue, blockingIssue];
}

export const relationMutations: Record<string, Mutation> = {
  addBlockedBy: (input, context) => {
    const [issue, blockingIssue] = pairOf(input, context);
    acts.block(context.world, issue, blockingIssue);
    return { issue, blockingIssue };
  },
  addSubIssue: (input, context) => {
    const issue = context.world.nodeOf(input.issueId, ['Issue']);
    const subIssue = context.world.nodeOf(input.subIssueId, ['Issue']);
    requirePermission(context, 'issues', 'write');
    if (input.replaceParent) throw new Error('SANDBOX: AddSubIssueInput.replaceParent is not implemented');
    acts.addPart(context.world, issue, subIssue);
    return { issue, subIssue };
  },
  removeBlockedBy: (input, context) => {
    const [issue, blockingIssue] = pairOf(input, context);
    acts.unblock(context.world, issue, blockingIssue);
    return { issue, blockingIssue };
  },
};
