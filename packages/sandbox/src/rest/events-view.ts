/** What happened to an issue or pull request as REST shows it: events, and in the timeline comments and reviews too. */
import type { Discussed, World } from '../world.ts';
import type { CommentData, EventData, PullRequestData, ReviewData } from '../world-data.ts';
import { commentView, pageOf } from './issues-view.ts';
import { personView } from './people-view.ts';
import { repositoryApi } from './site.ts';

type View = Record<string, unknown>;

const EVENT_NAMES: Readonly<Record<EventData['kind'], string>> = {
  AssignedEvent: 'assigned',
  UnassignedEvent: 'unassigned',
  ClosedEvent: 'closed',
  ReopenedEvent: 'reopened',
  LabeledEvent: 'labeled',
  UnlabeledEvent: 'unlabeled',
  MergedEvent: 'merged',
};

/** Events have no number in the world; this one is unique within it and never changes. */
const eventNumber = (subject: Discussed, index: number): number => subject.databaseId * 1000 + index;

const assignment = (world: World, { assignee, actor }: EventData): View => ({
  assignee: personView(world, assignee ?? null),
  assigner: personView(world, actor),
});

export function eventView(world: World, subject: Discussed, event: EventData): View {
  const id = eventNumber(subject, subject.events.indexOf(event));
  const label = event.label === undefined ? null : world.label(event.label);
  return {
    id,
    node_id: event.id,
    url: repositoryApi(world, 'issues', 'events', id),
    actor: personView(world, event.actor),
    event: EVENT_NAMES[event.kind],
    commit_id: null,
    commit_url: null,
    created_at: event.createdAt,
    ...(event.label === undefined ? {} : { label: { name: event.label, color: label?.color ?? 'ededed' } }),
    ...(event.assignee === undefined ? {} : assignment(world, event)),
    ...(event.kind === 'ClosedEvent' ? { state_reason: event.stateReason?.toLowerCase() ?? null } : {}),
    performed_via_github_app: null,
  };
}

export const commentEventView = (world: World, comment: CommentData): View => ({
  ...commentView(world, comment),
  event: 'commented',
  actor: personView(world, comment.author),
});

export const reviewEventView = (world: World, subject: PullRequestData, review: ReviewData): View => {
  const page = `${pageOf(world, subject)}#pullrequestreview-${review.databaseId}`;
  const pull = repositoryApi(world, 'pulls', subject.number);
  return {
    id: review.databaseId,
    node_id: review.id,
    user: personView(world, review.author),
    body: review.body === '' ? null : review.body,
    commit_id: review.commitOid ?? '',
    submitted_at: review.submittedAt,
    state: review.state.toLowerCase(),
    html_url: page,
    pull_request_url: pull,
    author_association: 'NONE',
    _links: { html: { href: page }, pull_request: { href: pull } },
    event: 'reviewed',
  };
};
