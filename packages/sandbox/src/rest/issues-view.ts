/** Issues, their labels and comments as REST shows them; a pull request is an issue with one key more. */

import type { Discussed, World } from '../world.ts';
import type { CommentData, LabelData, MilestoneData, ReactionContent } from '../world-data.ts';
import { personOrNull, personView } from './people-view.ts';
import { repositoryApi, repositoryPage } from './site.ts';

type View = Record<string, unknown>;

/** The labels that GitHub gives a new repository are marked as default. */
const DEFAULT_LABELS: ReadonlySet<string> = new Set([
  'bug',
  'documentation',
  'duplicate',
  'enhancement',
  'good first issue',
  'help wanted',
  'invalid',
  'question',
  'wontfix',
]);

export const labelView = (world: World, label: LabelData): View => ({
  id: label.databaseId,
  node_id: label.id,
  url: repositoryApi(world, 'labels', label.name),
  name: label.name,
  color: label.color,
  default: DEFAULT_LABELS.has(label.name),
  description: label.description,
});

/** Labels of an issue, in the order they were put on. */
export const labelsOf = (world: World, names: readonly string[]): View[] =>
  names.flatMap((name) => world.label(name) ?? []).map((label) => labelView(world, label));

export function milestoneView(world: World, number: number | null): View | null {
  const found: MilestoneData | undefined = world.data.milestones.find((one) => one.number === number);
  if (found === undefined) return null;
  const within = [...world.data.issues, ...world.data.pullRequests].filter((one) => one.milestone === number);
  const open = within.filter((one) => one.state === 'OPEN').length;
  return {
    url: repositoryApi(world, 'milestones', found.number),
    html_url: repositoryPage(world, 'milestone', found.number),
    labels_url: repositoryApi(world, 'milestones', found.number, 'labels'),
    id: found.databaseId,
    node_id: found.id,
    number: found.number,
    state: found.state.toLowerCase(),
    title: found.title,
    description: found.description,
    creator: null,
    open_issues: open,
    closed_issues: within.length - open,
    created_at: found.createdAt,
    updated_at: found.updatedAt,
    closed_at: found.state === 'CLOSED' ? found.updatedAt : null,
    due_on: found.dueOn,
  };
}

export const REACTION_WORDS = {
  THUMBS_UP: '+1',
  THUMBS_DOWN: '-1',
  LAUGH: 'laugh',
  HOORAY: 'hooray',
  CONFUSED: 'confused',
  HEART: 'heart',
  ROCKET: 'rocket',
  EYES: 'eyes',
} as const satisfies Record<ReactionContent, string>;
export type ReactionWord = (typeof REACTION_WORDS)[ReactionContent];

function reactions(url: string, { reactions = [] }: Discussed | CommentData): View {
  const counts = Object.entries(REACTION_WORDS).map(([content, word]) => [
    word,
    reactions.filter((one) => one.content === content).length,
  ]);
  return { url: `${url}/reactions`, total_count: reactions.length, ...Object.fromEntries(counts) };
}

function pullRequestKeys(world: World, subject: Discussed): View {
  if (subject.kind === 'Issue') return {};
  const page = repositoryPage(world, 'pull', subject.number);
  return {
    draft: subject.isDraft,
    pull_request: {
      url: repositoryApi(world, 'pulls', subject.number),
      html_url: page,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      merged_at: subject.mergedAt,
    },
  };
}

export const pageOf = (world: World, subject: Discussed): string =>
  repositoryPage(world, subject.kind === 'Issue' ? 'issues' : 'pull', subject.number);

export const stateOf = (subject: Discussed): 'open' | 'closed' => (subject.state === 'OPEN' ? 'open' : 'closed');

const stateReason = (subject: Discussed): string | null =>
  subject.kind === 'Issue' ? (subject.stateReason?.toLowerCase() ?? null) : null;

export function issueView(world: World, subject: Discussed): View {
  const url = repositoryApi(world, 'issues', subject.number);
  return {
    url,
    repository_url: repositoryApi(world),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: pageOf(world, subject),
    id: subject.databaseId,
    node_id: subject.id,
    number: subject.number,
    title: subject.title,
    user: personView(world, subject.author),
    labels: labelsOf(world, subject.labels),
    state: stateOf(subject),
    locked: subject.locked,
    active_lock_reason: null,
    assignee: personOrNull(world, subject.assignees[0] ?? null),
    assignees: subject.assignees.map((login) => personView(world, login)),
    milestone: milestoneView(world, subject.milestone),
    comments: world.commentsOn(subject.number).length,
    created_at: subject.createdAt,
    updated_at: subject.updatedAt,
    closed_at: subject.closedAt,
    author_association: subject.authorAssociation,
    ...pullRequestKeys(world, subject),
    // An empty body is null in REST and an empty text in GraphQL.
    body: subject.body === '' ? null : subject.body,
    reactions: reactions(url, subject),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: null,
    state_reason: stateReason(subject),
  };
}

/** What only the answer for a single issue carries. */
export function wholeIssueView(world: World, subject: Discussed): View {
  const closing = subject.events.findLast((event) => event.kind === 'ClosedEvent' || event.kind === 'MergedEvent');
  const closer = stateOf(subject) === 'closed' ? (closing?.actor ?? null) : null;
  return { ...issueView(world, subject), closed_by: personOrNull(world, closer) };
}

export function commentView(world: World, comment: CommentData): View {
  const url = repositoryApi(world, 'issues', 'comments', comment.databaseId);
  const pull = world.pullRequest(comment.on) !== null;
  const page = repositoryPage(world, pull ? 'pull' : 'issues', comment.on);
  return {
    url,
    html_url: `${page}#issuecomment-${comment.databaseId}`,
    issue_url: repositoryApi(world, 'issues', comment.on),
    id: comment.databaseId,
    node_id: comment.id,
    user: personView(world, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    body: comment.body,
    author_association: comment.authorAssociation,
    reactions: reactions(url, comment),
    performed_via_github_app: null,
  };
}
