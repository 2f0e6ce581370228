/** Issues: listing, reading, opening, changing, and their events. */
import { setAssignees } from '../acts/assignments.ts';
import { closeIssue, editBody, openIssue, reopenIssue, retitle, setLabels } from '../acts/discussions.ts';
import { closePullRequest } from '../acts/pull-requests.ts';
import type { Discussed, World } from '../world.ts';
import type { PullRequestData, StateReason } from '../world-data.ts';
import { type Call, created, type Handlers, listed, ok } from './call.ts';
import { assigneesOf, callerOf, mayPush, milestoneOf, namesOf, subjectOf } from './discussion.ts';
import { commentEventView, eventView, reviewEventView } from './events-view.ts';
import { Failure, sandboxRefusal } from './failure.ts';
import { matchesIssueQuery, sortDiscussed } from './issues-filter.ts';
import { issueView, wholeIssueView } from './issues-view.ts';
import { ensureLabels, type LabelName } from './labels.ts';

interface IssueBody {
  readonly title?: string | number | null;
  readonly body?: string | null;
  readonly labels?: readonly LabelName[];
  readonly assignee?: string | null;
  readonly assignees?: readonly (string | { login?: string })[];
  readonly milestone?: string | number | null;
  readonly state?: 'open' | 'closed';
  readonly state_reason?: 'completed' | 'not_planned' | 'duplicate' | 'reopened' | null;
}

const NOT_BUILT = ['type', 'issue_field_values', 'duplicate_issue_id'];

function refuseNotBuilt(body: object): void {
  const found = NOT_BUILT.find((key) => Object.hasOwn(body, key));
  if (found !== undefined) throw sandboxRefusal(501, `the body key "${found}" is not implemented`);
}

const assigneesIn = (body: IssueBody): string[] | undefined =>
  body.assignees === undefined
    ? body.assignee === undefined
      ? undefined
      : [body.assignee].filter((login) => login !== null)
    : body.assignees.map((one) => (typeof one === 'string' ? one : (one.login ?? '')));

function create(call: Call) {
  const { world } = call;
  const body = call.body as IssueBody;
  refuseNotBuilt(body);
  if (!world.repository.hasIssuesEnabled) throw new Failure(410, 'Issues has been disabled in this repository.');
  const actor = callerOf(call);
  const by = actor.login;
  const milestone = body.milestone === undefined || body.milestone === null ? null : milestoneOf(world, body.milestone);
  const assignees = assigneesOf(world, assigneesIn(body) ?? []);
  const draft = { title: String(body.title), body: body.body ?? '', by, assignees, milestone };
  // Labels given by somebody who may not push are dropped without a word.
  const labels = mayPush(actor) ? namesOf(body.labels ?? []) : [];
  const issue = openIssue(world, { ...draft, labels: ensureLabels(world, labels) });
  const view = wholeIssueView(world, issue);
  return created(view, String(view.url));
}

function changeState(world: World, subject: Discussed, body: IssueBody, by: string): void {
  const closed = subject.state !== 'OPEN';
  const wanted = body.state ?? (closed ? 'closed' : 'open');
  if (subject.kind === 'PullRequest') {
    if (wanted === 'closed') closePullRequest(world, subject, { by });
    else if (closed) throw sandboxRefusal(501, 'reopening a pull request is not implemented');
    return;
  }
  if (wanted === 'open') {
    reopenIssue(world, subject, { by });
    return;
  }
  // Closing again without a reason keeps the one that is there.
  const reason = body.state_reason?.toUpperCase() as StateReason | undefined;
  if (closed && reason === undefined) return;
  closeIssue(world, subject, reason === undefined ? { by } : { by, reason });
}

function update(call: Call) {
  const { world } = call;
  const body = call.body as IssueBody;
  refuseNotBuilt(body);
  const by = callerOf(call).login;
  const subject = subjectOf(call);
  if (body.title !== undefined && body.title !== null) retitle(world, subject, String(body.title));
  if (body.body !== undefined) editBody(world, subject, { body: body.body ?? '', by });
  if (body.labels !== undefined) setLabels(world, subject, ensureLabels(world, namesOf(body.labels)), by);
  const assignees = assigneesIn(body);
  if (assignees !== undefined) setAssignees(world, subject, { logins: assigneesOf(world, assignees), by });
  if (body.milestone !== undefined) {
    subject.milestone = body.milestone === null ? null : milestoneOf(world, body.milestone);
  }
  if (body.milestone !== undefined) subject.updatedAt = world.stamp();
  if (body.state !== undefined || body.state_reason !== undefined) changeState(world, subject, body, by);
  world.touch();
  return ok(wholeIssueView(world, subject));
}

function list(call: Call) {
  const { world, query } = call;
  const all: Discussed[] = [...world.listed(world.data.issues), ...world.listed(world.data.pullRequests)];
  const found = all.filter((subject) => matchesIssueQuery(subject, query));
  return listed(call, sortDiscussed(world, found, query), (subject) => issueView(world, subject));
}

const reviewMoments = (world: World, pull: PullRequestData) =>
  pull.reviews.map((review) => ({ at: review.submittedAt, view: () => reviewEventView(world, pull, review) }));

function timeline(call: Call) {
  const { world } = call;
  const subject = subjectOf(call);
  const moments = [
    ...subject.events.map((event) => ({ at: event.createdAt, view: () => eventView(world, subject, event) })),
    ...world.commentsOn(subject.number).map((one) => ({ at: one.createdAt, view: () => commentEventView(world, one) })),
    ...(subject.kind === 'PullRequest' ? reviewMoments(world, subject) : []),
  ].sort((a, b) => a.at.localeCompare(b.at));
  return listed(call, moments, (moment) => moment.view());
}

type Issues =
  | 'issues/list-for-repo'
  | 'issues/get'
  | 'issues/create'
  | 'issues/update'
  | 'issues/list-events'
  | 'issues/list-events-for-timeline';

export const ISSUES: Handlers<Issues> = {
  'issues/list-for-repo': list,
  'issues/get': (call) => ok(wholeIssueView(call.world, subjectOf(call))),
  'issues/create': create,
  'issues/update': update,
  'issues/list-events': (call) => {
    const subject = subjectOf(call);
    return listed(call, subject.events, (event) => eventView(call.world, subject, event));
  },
  'issues/list-events-for-timeline': timeline,
};
