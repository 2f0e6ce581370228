/** Assigning people, and GitHub's coding agent, to an issue or a pull request. */
import { assign, assignable, assigneeLimit, copilot, unassign } from '../acts/assignments.ts';
import { type Call, created, type Handlers, ok } from './call.ts';
import { callerOf, mayPush, subjectOf } from './discussion.ts';
import { Failure, sandboxRefusal } from './failure.ts';
import { issueView } from './issues-view.ts';

interface AddedAssignees {
  readonly assignees?: readonly (string | { readonly login: string })[];
  readonly agent_assignment?: { readonly custom_instructions?: string };
}

/** Who may not push assigns nobody, and is told nothing of it. */
function add(call: Call) {
  const { world, caller } = call;
  const subject = subjectOf(call);
  if (caller === null) throw new Failure(401, 'Requires authentication');
  const { assignees = [], agent_assignment: agent } = call.body as AddedAssignees;
  const asked = assignees.map((one) => (typeof one === 'string' ? one : one.login));
  if (caller.kind === 'workflow' && asked.includes(copilot)) {
    throw new Failure(403, 'Resource not accessible by integration');
  }
  const logins = mayPush(caller.actor) ? assignable(world, subject, { logins: asked, by: caller }) : [];
  if (new Set([...subject.assignees, ...logins]).size > assigneeLimit) {
    throw sandboxRefusal(422, `an issue has no more than ${assigneeLimit} assignees`);
  }
  const instructions = agent?.custom_instructions;
  assign(world, subject, { logins, by: caller.actor.login, ...(instructions === undefined ? {} : { instructions }) });
  return created(issueView(world, subject));
}

function remove(call: Call) {
  const { world } = call;
  const subject = subjectOf(call);
  const actor = callerOf(call);
  const { assignees: logins } = call.body as { assignees: string[] };
  if (mayPush(actor)) unassign(world, subject, { logins, by: actor.login });
  return ok(issueView(world, subject));
}

export const ASSIGNEES: Handlers<'issues/add-assignees' | 'issues/remove-assignees'> = {
  'issues/add-assignees': add,
  'issues/remove-assignees': remove,
};
