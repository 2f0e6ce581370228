/** GraphQL mutations of issues, comments and labels; each is one effect, and needs its permission. */

import { setAssignees } from '../acts/assignments.ts';
import * as acts from '../acts/discussions.ts';
import { closePullRequest } from '../acts/pull-requests.ts';
import { forbidden, Refusal } from '../refusal.ts';
import type { Discussed, World } from '../world.ts';
import type { CommentData, IssueData } from '../world-data.ts';
import { type Context, requirePermission } from './resolver.ts';

// biome-ignore lint/suspicious/noExplicitAny: the input is checked by the schema
export type Mutation = (input: any, context: Context) => Record<string, unknown> | Promise<Record<string, unknown>>;

const labelNames = (world: World, ids: readonly string[] | null | undefined): string[] =>
  (ids ?? []).map((id) => world.nodeOf(id, ['Label']).name);

const logins = (world: World, ids: readonly string[] | null | undefined): string[] =>
  (ids ?? []).map((id) => world.actorWithId(id).login);

function writableIssue(context: Context, id: string): IssueData {
  const issue = context.world.nodeOf(id, ['Issue']);
  requirePermission(context, 'issues', 'write');
  return issue;
}

/** A pull request is also an issue, so either permission will do for it. */
function writableDiscussion(context: Context, id: string): Discussed {
  const item = context.world.nodeOf(id, ['Issue', 'PullRequest']);
  requirePermission(context, item.kind === 'Issue' ? 'issues' : ['pull-requests', 'issues'], 'write');
  return item;
}

/** Only its author, or somebody with write access to the repository, may change a comment. */
function writableComment(context: Context, id: string): CommentData {
  const comment = context.world.nodeOf(id, ['IssueComment']);
  requirePermission(context, ['issues', 'pull-requests'], 'write');
  const { actor } = context.caller;
  const trusted = actor.kind === 'Bot' || ['admin', 'maintain', 'write'].includes(actor.role);
  if (comment.author !== actor.login && !trusted) throw forbidden();
  return comment;
}

const createIssue: Mutation = (input, context) => {
  const { world, caller } = context;
  world.nodeOf(input.repositoryId, ['Repository']);
  requirePermission(context, 'issues', 'write');
  if (!world.repository.hasIssuesEnabled) throw new Refusal('UNPROCESSABLE', 'Issues are disabled for this repo');
  for (const unknown of ['projectIds', 'issueTemplate', 'parentIssueId']) {
    if (input[unknown] != null) throw new Error(`SANDBOX: CreateIssueInput.${unknown} is not implemented`);
  }
  const issue = acts.openIssue(world, {
    title: input.title,
    body: input.body ?? '',
    labels: labelNames(world, input.labelIds),
    assignees: logins(world, input.assigneeIds),
    milestone: input.milestoneId == null ? null : world.nodeOf(input.milestoneId, ['Milestone']).number,
    by: caller.actor.login,
  });
  return { issue };
};

const updateIssue: Mutation = (input, context) => {
  const { world } = context;
  const issue = writableIssue(context, input.id);
  const by = context.caller.actor.login;
  if (input.projectIds != null) throw new Error('SANDBOX: UpdateIssueInput.projectIds is not implemented');
  // Everything is checked before anything is changed.
  const names = input.labelIds === undefined ? null : labelNames(world, input.labelIds);
  const assignees = input.assigneeIds === undefined ? null : logins(world, input.assigneeIds);
  if (input.title != null) acts.checkTitle(input.title);
  if (input.body != null) acts.checkBody(input.body);
  if (input.title != null) acts.retitle(world, issue, input.title);
  if (input.body != null) acts.editBody(world, issue, { body: input.body, by });
  if (names !== null) acts.setLabels(world, issue, names, by);
  if (assignees !== null) setAssignees(world, issue, { logins: assignees, by });
  if (input.milestoneId !== undefined) {
    issue.milestone = input.milestoneId === null ? null : world.nodeOf(input.milestoneId, ['Milestone']).number;
    acts.bump(world, issue);
  }
  if (input.state === 'CLOSED' && issue.state === 'OPEN') acts.closeIssue(world, issue, { by });
  if (input.state === 'OPEN') acts.reopenIssue(world, issue, { by });
  return { issue, actor: context.caller.actor };
};

const closeIssue: Mutation = (input, context) => {
  const issue = writableIssue(context, input.issueId);
  const reason = input.stateReason ?? (input.duplicateIssueId == null ? 'COMPLETED' : 'DUPLICATE');
  if (input.duplicateIssueId != null) context.world.nodeOf(input.duplicateIssueId, ['Issue']);
  acts.closeIssue(context.world, issue, { by: context.caller.actor.login, reason });
  return { issue };
};

const changeLabels =
  (change: (current: readonly string[], named: readonly string[]) => string[]): Mutation =>
  (input, context) => {
    const { world } = context;
    const labelable = writableDiscussion(context, input.labelableId);
    const named = labelNames(world, input.labelIds);
    acts.setLabels(world, labelable, change(labelable.labels, named), context.caller.actor.login);
    return { labelable };
  };

const addComment: Mutation = (input, context) => {
  const { world } = context;
  const item = writableDiscussion(context, input.subjectId);
  if (item.locked && context.caller.actor.role === 'read') {
    throw new Refusal('FORBIDDEN', 'Unable to create comment because issue is locked.');
  }
  const node = acts.comment(world, item, { body: input.body, by: context.caller.actor.login });
  return { subject: item, commentEdge: { cursor: node.id, node }, timelineEdge: { cursor: node.id, node } };
};

export const issueMutations: Record<string, Mutation> = {
  createIssue,
  updateIssue,
  closeIssue,
  addComment,
  reopenIssue: (input, context) => {
    const issue = writableIssue(context, input.issueId);
    acts.reopenIssue(context.world, issue, { by: context.caller.actor.login });
    return { issue };
  },
  updateIssueComment: (input, context) => {
    const issueComment = writableComment(context, input.id);
    acts.editBody(context.world, issueComment, { body: input.body, by: context.caller.actor.login });
    return { issueComment };
  },
  deleteIssueComment: (input, context) => {
    acts.deleteComment(context.world, writableComment(context, input.id));
    return {};
  },
  addLabelsToLabelable: changeLabels((current, named) => [...current, ...named]),
  removeLabelsFromLabelable: changeLabels((current, named) => current.filter((name) => !named.includes(name))),
  createLabel: (input, context) => {
    context.world.nodeOf(input.repositoryId, ['Repository']);
    requirePermission(context, 'issues', 'write');
    return { label: acts.createLabel(context.world, input) };
  },
  deleteLabel: (input, context) => {
    const label = context.world.nodeOf(input.id, ['Label']);
    requirePermission(context, 'issues', 'write');
    acts.deleteLabel(context.world, label);
    return {};
  },
  pinIssue: (input, context) => {
    const issue = writableIssue(context, input.issueId);
    acts.pinIssue(context.world, issue);
    return { issue };
  },
  unpinIssue: (input, context) => {
    const issue = writableIssue(context, input.issueId);
    acts.unpinIssue(context.world, issue);
    return { issue };
  },
  closePullRequest: (input, context) => {
    const pullRequest = context.world.nodeOf(input.pullRequestId, ['PullRequest']);
    requirePermission(context, 'pull-requests', 'write');
    closePullRequest(context.world, pullRequest, { by: context.caller.actor.login });
    return { pullRequest };
  },
};
