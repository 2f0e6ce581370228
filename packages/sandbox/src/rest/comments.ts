/** Comments on issues and pull requests. */
import { comment, editBody } from '../acts/discussions.ts';
import type { CommentData } from '../world-data.ts';
import { type Call, created, type Handlers, listed, ok } from './call.ts';
import { callerOf, mayPush, subjectOf } from './discussion.ts';
import { Failure, notFound } from './failure.ts';
import { commentView } from './issues-view.ts';

function list(call: Call) {
  const { world } = call;
  const since = call.query.since === undefined ? 0 : Date.parse(String(call.query.since));
  const found = world.listed(world.commentsOn(subjectOf(call).number));
  const recent = found.filter((one) => Date.parse(one.updatedAt) >= since);
  return listed(call, recent, (one) => commentView(world, one));
}

/** Of the whole repository: oldest first unless asked otherwise. */
function listAll(call: Call) {
  const { world, query } = call;
  const since = query.since === undefined ? 0 : Date.parse(String(query.since));
  const sign = query.direction === 'desc' && query.sort !== undefined ? -1 : 1;
  const time = (one: CommentData): string => (query.sort === 'updated' ? one.updatedAt : one.createdAt);
  const found = world.listed(world.data.comments).filter((one) => Date.parse(one.updatedAt) >= since);
  const sorted = found.toSorted(
    (a, b) => sign * (Date.parse(time(a)) - Date.parse(time(b)) || a.databaseId - b.databaseId),
  );
  return listed(call, sorted, (one) => commentView(world, one));
}

function create(call: Call) {
  const { body } = call.body as { body: string };
  const [subject, actor] = [subjectOf(call), callerOf(call)];
  if (subject.locked && !mayPush(actor)) throw new Failure(403, 'Unable to create comment because issue is locked.');
  const view = commentView(call.world, comment(call.world, subject, { body, by: actor.login }));
  return created(view, String(view.url));
}

function update(call: Call) {
  const { world } = call;
  const found = world.data.comments.find((one) => one.databaseId === call.path.comment_id);
  if (found === undefined) throw notFound();
  const actor = callerOf(call);
  if (found.author !== actor.login && !mayPush(actor)) {
    throw new Failure(403, 'Must have admin rights to Repository.');
  }
  const { body } = call.body as { body: string };
  editBody(world, found, { body, by: actor.login });
  return ok(commentView(world, found));
}

export const COMMENTS: Handlers<
  'issues/list-comments' | 'issues/list-comments-for-repo' | 'issues/create-comment' | 'issues/update-comment'
> = {
  'issues/list-comments': list,
  'issues/list-comments-for-repo': listAll,
  'issues/create-comment': create,
  'issues/update-comment': update,
};
