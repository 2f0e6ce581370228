/** GraphQL's view of reactions, and the mutations that give and take them. */

import * as acts from '../acts/reactions.ts';
import type { ReactionContent, ReactionData } from '../world-data.ts';
import { actorNamed, asUser } from './actors.ts';
import { connection } from './connection.ts';
import type { Mutation } from './issue-mutations.ts';
import { type Context, type Resolver, type Resolvers, requirePermission } from './resolver.ts';

/** In the order in which GitHub's page offers them. */
const CONTENTS: readonly ReactionContent[] = [
  'THUMBS_UP',
  'THUMBS_DOWN',
  'LAUGH',
  'HOORAY',
  'CONFUSED',
  'HEART',
  'ROCKET',
  'EYES',
];

type ReactionSource = ReactionData & { on: acts.Reactable };

interface GroupSource {
  content: ReactionContent;
  on: acts.Reactable;
}

const ofGroup = ({ on, content }: GroupSource): ReactionData[] =>
  (on.reactions ?? []).filter((reaction) => reaction.content === content);

const isOwn =
  ({ caller }: Context) =>
  (reaction: ReactionData): boolean =>
    reaction.user === caller.actor.login;

const reactions: Resolver = (on: acts.Reactable, args, context, info) => {
  if (args.orderBy != null) throw new Error('SANDBOX: reactions(orderBy) is not implemented');
  const found = (on.reactions ?? []).filter(({ content }) => args.content == null || content === args.content);
  const items = found.map((reaction) => ({ ...reaction, on }));
  return connection({ items, args, info, more: { viewerHasReacted: found.some(isOwn(context)) } });
};

/** All eight, also those that nobody gave. */
const groupsOf = (on: acts.Reactable): GroupSource[] => CONTENTS.map((content) => ({ content, on }));

/** What can be reacted to, issues, pull requests and comments alike. */
export const reactable = {
  reactions,
  reactionGroups: (on: acts.Reactable) => groupsOf(on),
  viewerCanReact: () => true,
};

const people =
  (shown: (login: string, context: Context) => unknown): Resolver =>
  (group: GroupSource, args, context, info) =>
    connection({
      items: ofGroup(group),
      args,
      info,
      node: ({ user }) => shown(user, context),
      edge: ({ createdAt }) => ({ reactedAt: createdAt }),
    });

export const reactionResolvers: Resolvers = {
  ReactionGroup: {
    subject: ({ on }: GroupSource) => on,
    createdAt: (group: GroupSource) => ofGroup(group)[0]?.createdAt ?? null,
    viewerHasReacted: (group: GroupSource, _args, context) => ofGroup(group).some(isOwn(context)),
    reactors: people((login, { world }) => actorNamed(login, world)),
    users: people((login, { world }) => asUser(actorNamed(login, world))),
  },
  Reaction: {
    user: ({ user }: ReactionSource, _args, { world }) => asUser(actorNamed(user, world)),
    reactable: ({ on }: ReactionSource) => on,
  },
};

interface Reacting {
  subjectId: string;
  content: ReactionContent;
}

function reactableOf({ subjectId }: Reacting, context: Context): acts.Reactable {
  const on = context.world.nodeOf(subjectId, ['Issue', 'PullRequest', 'IssueComment']);
  requirePermission(context, on.kind === 'Issue' ? 'issues' : ['issues', 'pull-requests'], 'write');
  return on;
}

export const reactionMutations: Record<string, Mutation> = {
  addReaction: (input: Reacting, context) => {
    const on = reactableOf(input, context);
    const given = acts.react(context.world, on, { content: input.content, by: context.caller.actor.login });
    return { subject: on, reaction: { ...given, on }, reactionGroups: groupsOf(on) };
  },
  removeReaction: (input: Reacting, context) => {
    const on = reactableOf(input, context);
    const taken = acts.unreact(context.world, on, { content: input.content, by: context.caller.actor.login });
    return { subject: on, reaction: taken && { ...taken, on }, reactionGroups: groupsOf(on) };
  },
};
