/** Reactions to issues, pull requests and comments; REST has its own words for them. */
import { type Reactable, react } from '../acts/reactions.ts';
import type { World } from '../world.ts';
import type { ReactionContent, ReactionData } from '../world-data.ts';
import { type Call, created, type Handlers, listed, ok } from './call.ts';
import { callerOf, subjectOf } from './discussion.ts';
import { notFound } from './failure.ts';
import { REACTION_WORDS, type ReactionWord } from './issues-view.ts';
import { personView } from './people-view.ts';

const CONTENTS = new Map(
  Object.entries(REACTION_WORDS).map(([content, word]) => [word, content as ReactionContent] as const),
);

const reactionView = (world: World, reaction: ReactionData): Record<string, unknown> => ({
  id: reaction.databaseId,
  node_id: reaction.id,
  user: personView(world, reaction.user),
  content: REACTION_WORDS[reaction.content],
  created_at: reaction.createdAt,
});

function commentOf(call: Call): Reactable {
  const found = call.world.data.comments.find((one) => one.databaseId === call.path.comment_id);
  if (found === undefined) throw notFound();
  return found;
}

const list = (subject: (call: Call) => Reactable) => (call: Call) => {
  const wanted = CONTENTS.get(call.query.content as ReactionWord);
  const found = (subject(call).reactions ?? []).filter(({ content }) => wanted === undefined || content === wanted);
  return listed(call, found, (one) => reactionView(call.world, one));
};

/** 200 for what is there already. */
const create = (subject: (call: Call) => Reactable) => (call: Call) => {
  const on = subject(call);
  const content = CONTENTS.get((call.body as { content: ReactionWord }).content);
  if (content === undefined) throw new Error('The description names a reaction that nobody knows.');
  const before = on.reactions?.length ?? 0;
  const view = reactionView(call.world, react(call.world, on, { content, by: callerOf(call).login }));
  return on.reactions?.length === before ? ok(view) : created(view);
};

type Reactions =
  | 'reactions/list-for-issue'
  | 'reactions/create-for-issue'
  | 'reactions/list-for-issue-comment'
  | 'reactions/create-for-issue-comment';

export const REACTIONS: Handlers<Reactions> = {
  'reactions/list-for-issue': list(subjectOf),
  'reactions/create-for-issue': create(subjectOf),
  'reactions/list-for-issue-comment': list(commentOf),
  'reactions/create-for-issue-comment': create(commentOf),
};
