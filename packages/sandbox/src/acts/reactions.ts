/** Reacting to an issue, a pull request or a comment, and taking it back. */

import type { Discussed, World } from '../world.ts';
import type { CommentData, ReactionContent, ReactionData } from '../world-data.ts';

export type Reactable = Discussed | CommentData;

const isBy =
  ({ content, by }: { content: ReactionContent; by: string }) =>
  (reaction: ReactionData): boolean =>
    reaction.content === content && reaction.user.toLowerCase() === by.toLowerCase();

/** Nobody reacts twice with the same: the first one stays, and nothing counts as updated. */
export function react(world: World, on: Reactable, wanted: { content: ReactionContent; by: string }): ReactionData {
  const known = on.reactions?.find(isBy(wanted));
  if (known !== undefined) return known;
  const reaction: ReactionData = {
    kind: 'Reaction',
    ...world.identify('REA'),
    content: wanted.content,
    user: world.introduce(wanted.by).login,
    createdAt: world.stamp(),
  };
  on.reactions = [...(on.reactions ?? []), reaction];
  world.touch();
  return reaction;
}

/** Null where there was none. */
export function unreact(
  world: World,
  on: Reactable,
  wanted: { content: ReactionContent; by: string },
): ReactionData | null {
  const found = on.reactions?.find(isBy(wanted)) ?? null;
  if (found === null) return null;
  on.reactions = on.reactions?.filter((other) => other !== found) ?? [];
  world.touch();
  return found;
}
