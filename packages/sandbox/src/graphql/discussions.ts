/** GraphQL's view of issues, comments, labels, milestones and what happened to them. */

import { nodeId } from '../identity.ts';
import type { Discussed, World } from '../world.ts';
import type {
  ActorData,
  CommentData,
  EditData,
  EventData,
  EventKind,
  IssueData,
  LabelData,
  MilestoneData,
} from '../world-data.ts';
import { actorNamed, asUser } from './actors.ts';
import { connection } from './connection.ts';
import { reactable } from './reactions.ts';
import type { Context, Resolver, Resolvers } from './resolver.ts';

type Written = Discussed | CommentData;

const pathOf = (item: Discussed): string => `${item.kind === 'Issue' ? 'issues' : 'pull'}/${item.number}`;
export const urlOf = (item: Discussed, world: World): string => `${world.repositoryUrl}/${pathOf(item)}`;
const resourcePath = (item: Discussed, world: World): string => `/${world.nameWithOwner}/${pathOf(item)}`;

export function labelsNamed(world: World, names: readonly string[]): LabelData[] {
  return names.map((name) => world.label(name)).filter((label) => label !== null);
}

export const labelOrder = (orderBy: { field: string; direction: 'ASC' | 'DESC' } | null | undefined) => ({
  key: (label: LabelData) => (orderBy?.field === 'NAME' ? label.name.toLowerCase() : label.createdAt),
  tie: (label: LabelData) => label.databaseId,
  direction: orderBy?.direction ?? 'ASC',
});

const labels: Resolver = (item: Discussed, args, { world }, info) =>
  connection({ items: labelsNamed(world, item.labels), args, info, order: labelOrder(args.orderBy) });

const userNodes = (actors: readonly (ActorData | null)[]) => actors.filter((actor) => actor !== null).map(asUser);

const assignees: Resolver = (item: Discussed, args, { world }, info) =>
  connection({ items: userNodes(item.assignees.map((login) => actorNamed(login, world))), args, info });

const participants: Resolver = (item: Discussed, args, { world }, info) => {
  const logins = [item.author, ...item.assignees, ...world.commentsOn(item.number).map((written) => written.author)];
  const people = [...new Set(logins)].map((login) => actorNamed(login, world));
  return connection({ items: userNodes(people), args, info });
};

/** What carries a label, oldest first. */
const carriers =
  (kind: Discussed['kind']): Resolver =>
  ({ name }: LabelData, args, { world }, info) => {
    const all: readonly Discussed[] = kind === 'Issue' ? world.data.issues : world.data.pullRequests;
    const items = all.filter(({ labels, state }) => labels.includes(name) && (args.states ?? [state]).includes(state));
    return connection({ items, args, info });
  };

const comments: Resolver = (item: Discussed, args, { world }, info) =>
  connection({
    items: world.listed(world.commentsOn(item.number)),
    args,
    info,
    order: {
      key: (written) => (args.orderBy?.field === 'UPDATED_AT' ? written.updatedAt : written.createdAt),
      tie: (written) => written.databaseId,
      direction: args.orderBy?.direction ?? 'ASC',
    },
  });

/** Newest first. */
const userContentEdits: Resolver = (item: Written, args, _context, info) =>
  connection({ items: item.edits.toReversed(), args, info });

const eventTypes: Record<string, EventKind> = {
  ASSIGNED_EVENT: 'AssignedEvent',
  UNASSIGNED_EVENT: 'UnassignedEvent',
  CLOSED_EVENT: 'ClosedEvent',
  REOPENED_EVENT: 'ReopenedEvent',
  LABELED_EVENT: 'LabeledEvent',
  UNLABELED_EVENT: 'UnlabeledEvent',
  MERGED_EVENT: 'MergedEvent',
};

interface EventSource extends EventData {
  on: Discussed;
}

const timelineItems: Resolver = (item: Discussed, args, { world }, info) => {
  if (args.skip != null) throw new Error('SANDBOX: timelineItems(skip) is not implemented');
  const asked: string[] = args.itemTypes ?? [...Object.keys(eventTypes), 'ISSUE_COMMENT'];
  const strange = asked.find((type) => type !== 'ISSUE_COMMENT' && eventTypes[type] === undefined);
  if (strange !== undefined) throw new Error(`SANDBOX: timeline items of type ${strange} are not implemented`);
  const kinds = new Set(asked.map((type) => eventTypes[type]));
  const events: (EventSource | CommentData)[] = item.events
    .filter((event) => kinds.has(event.kind))
    .map((event) => ({ ...event, on: item }));
  const said = asked.includes('ISSUE_COMMENT') ? world.listed(world.commentsOn(item.number)) : [];
  const items = [...events, ...said]
    .filter((entry) => args.since == null || Date.parse(entry.createdAt) >= Date.parse(args.since))
    .sort((left, right) => (left.createdAt < right.createdAt ? -1 : left.createdAt > right.createdAt ? 1 : 0));
  const updatedAt = items.at(-1)?.createdAt ?? item.updatedAt;
  const counts = { filteredCount: items.length, pageCount: items.length, updatedAt };
  return connection({ items, args, info, more: counts });
};

/** What was done with a label that is deleted by now still tells its name. */
const formerLabel = (name: string): LabelData => ({
  ...{ kind: 'Label', id: nodeId('LA', 0), databaseId: 0, name, color: 'ededed', description: null },
  ...{ createdAt: '1970-01-01T00:00:00Z', updatedAt: '1970-01-01T00:00:00Z' },
});

const event = {
  actor: ({ actor }: EventSource, _args: unknown, { world }: Context) => actorNamed(actor, world),
};

const assignment = {
  ...event,
  assignable: ({ on }: EventSource) => on,
  assignee: ({ assignee }: EventSource, _args: unknown, { world }: Context) => actorNamed(assignee ?? null, world),
  user: ({ assignee }: EventSource, _args: unknown, { world }: Context) => asUser(actorNamed(assignee ?? null, world)),
};

/** The original text counts as the first edit, but only a later one makes an editor. */
const lastEdit = ({ edits }: Written): EditData | null => (edits.length < 2 ? null : (edits.at(-1) ?? null));

const written = {
  ...reactable,
  author: ({ author }: Written, _args: unknown, { world }: Context) => actorNamed(author, world),
  editor: (item: Written, _args: unknown, { world }: Context) => actorNamed(lastEdit(item)?.editor ?? null, world),
  lastEditedAt: (item: Written) => lastEdit(item)?.editedAt ?? null,
  includesCreatedEdit: ({ edits }: Written) => edits.length > 0,
  userContentEdits,
  fullDatabaseId: ({ databaseId }: Written) => String(databaseId),
  bodyText: ({ body }: Written) => body,
  createdViaEmail: () => false,
  publishedAt: ({ createdAt }: Written) => createdAt,
  viewerDidAuthor: ({ author }: Written, _args: unknown, { caller }: Context) => author === caller.actor.login,
  repository: (_source: Written, _args: unknown, { world }: Context) => world.repository,
};

export const discussed = {
  ...written,
  url: (item: Discussed, _args: unknown, { world }: Context) => urlOf(item, world),
  resourcePath: (item: Discussed, _args: unknown, { world }: Context) => resourcePath(item, world),
  closed: ({ state }: Discussed) => state !== 'OPEN',
  activeLockReason: () => null,
  milestone: ({ milestone }: Discussed, _args: unknown, { world }: Context) =>
    world.data.milestones.find((candidate) => candidate.number === milestone) ?? null,
  labels,
  assignees,
  participants,
  comments,
  timelineItems,
};

const closingPullRequests: Resolver = (issue: IssueData, args, { world }, info) => {
  const pulls = issue.closedByPullRequests.map((number) => world.pullRequest(number)).filter((pull) => pull !== null);
  const items = args.includeClosedPrs === true ? pulls : pulls.filter((pull) => pull.state !== 'CLOSED');
  return connection({ items, args, info });
};

export const discussionResolvers: Resolvers = {
  Issue: {
    ...discussed,
    // Without enableDuplicate the schema promises only the older reasons.
    stateReason: ({ stateReason }: IssueData, { enableDuplicate }) =>
      stateReason === 'DUPLICATE' && enableDuplicate !== true ? 'NOT_PLANNED' : stateReason,
    isPinned: ({ number }: IssueData, _args, { world }) => world.data.pins.includes(number),
    closedByPullRequestsReferences: closingPullRequests,
  },
  IssueComment: {
    ...written,
    issue: ({ on }: CommentData, _args, { world }) => world.issue(on) ?? world.pullRequest(on),
    pullRequest: ({ on }: CommentData, _args, { world }) => world.pullRequest(on),
    isMinimized: () => false,
    minimizedReason: () => null,
    url: ({ on, databaseId }: CommentData, _args, { world }) => {
      const item = world.discussed(on);
      return item === null ? null : `${urlOf(item, world)}#issuecomment-${databaseId}`;
    },
  },
  Label: {
    issues: carriers('Issue'),
    pullRequests: carriers('PullRequest'),
    isDefault: () => false,
    repository: (_source, _args, { world }) => world.repository,
    url: ({ name }: LabelData, _args, { world }) => `${world.repositoryUrl}/labels/${encodeURIComponent(name)}`,
    resourcePath: ({ name }: LabelData, _args, { world }) =>
      `/${world.nameWithOwner}/labels/${encodeURIComponent(name)}`,
  },
  Milestone: {
    url: ({ number }: MilestoneData, _args, { world }) => `${world.repositoryUrl}/milestone/${number}`,
    closed: ({ state }: MilestoneData) => state === 'CLOSED',
  },
  UserContentEdit: {
    editor: ({ editor }: EditData, _args, { world }) => actorNamed(editor, world),
    createdAt: ({ editedAt }: EditData) => editedAt,
    updatedAt: ({ editedAt }: EditData) => editedAt,
    deletedAt: () => null,
    deletedBy: () => null,
  },
  AssignedEvent: assignment,
  UnassignedEvent: assignment,
  ClosedEvent: {
    ...event,
    closable: ({ on }: EventSource) => on,
    stateReason: (e: EventSource) => e.stateReason ?? null,
  },
  ReopenedEvent: { ...event, closable: ({ on }: EventSource) => on, stateReason: () => 'REOPENED' },
  LabeledEvent: {
    ...event,
    label: ({ label }: EventSource, _args, { world }) => world.label(label ?? '') ?? formerLabel(label ?? ''),
    labelable: ({ on }: EventSource) => on,
  },
  UnlabeledEvent: {
    ...event,
    label: ({ label }: EventSource, _args, { world }) => world.label(label ?? '') ?? formerLabel(label ?? ''),
    labelable: ({ on }: EventSource) => on,
  },
  MergedEvent: { ...event, pullRequest: ({ on }: EventSource) => on },
  PinnedIssue: {
    id: ({ issue }: { issue: IssueData }) => nodeId('PI', issue.databaseId),
    repository: (_source, _args, { world }) => world.repository,
  },
};
