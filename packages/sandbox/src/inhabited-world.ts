/** The world with its people: what a test or a player lets somebody do, by number and login, in virtual time. */

import * as assignments from './acts/assignments.ts';
import { moveRef, type PushedCommit, pushCommit } from './acts/commits.ts';
import * as deployments from './acts/deployments.ts';
import * as discussions from './acts/discussions.ts';
import { react } from './acts/reactions.ts';
import * as relations from './acts/relations.ts';
import { rerunWorkflow, startWorkflowRun } from './acts/reruns.ts';
import * as runs from './acts/runs.ts';
import { noObject } from './git-repository.ts';
import { PullWorld } from './pull-world.ts';
import type { Discussed } from './world.ts';
import type {
  CheckSuiteData,
  CommentData,
  Conclusion,
  DeploymentData,
  DeploymentState,
  IssueData,
  LabelData,
  ReactionContent,
  Role,
  StateReason,
  WorkflowRunData,
} from './world-data.ts';

export class InhabitedWorld extends PullWorld {
  person(login: string, role: Role): void {
    this.introduce(login, role).role = role;
    this.touch();
  }

  openIssue(draft: discussions.IssueDraft): IssueData {
    return discussions.openIssue(this, draft);
  }

  comment(number: number, body: string, by: string): CommentData {
    return discussions.comment(this, this.#discussed(number), { body, by });
  }

  editBody(number: number, body: string, by: string): void {
    discussions.editBody(this, this.#discussed(number), { body, by });
  }

  retitle(number: number, title: string): void {
    discussions.retitle(this, this.#discussed(number), title);
  }

  closeIssue(number: number, by: string, reason: StateReason = 'COMPLETED'): void {
    discussions.closeIssue(this, this.#issue(number), { by, reason });
  }

  reopen(number: number, by: string): void {
    discussions.reopenIssue(this, this.#issue(number), { by });
  }

  /** An administrator deletes an issue: its number answers nothing any more. */
  deleteIssue(number: number): void {
    const issue = this.#issue(number);
    discussions.unpinIssue(this, issue);
    this.data.issues = this.data.issues.filter((other) => other !== issue);
    this.forget(issue);
  }

  deleteLabel(name: string): void {
    const label = this.label(name);
    if (label) discussions.deleteLabel(this, label);
  }

  createLabel(draft: { name: string; color?: string; description?: string }): LabelData {
    return discussions.createLabel(this, draft);
  }

  /** Labels that do not exist yet are created, as a person would. */
  addLabels(number: number, names: readonly string[], by: string): void {
    const item = this.#discussed(number);
    for (const name of names) if (this.label(name) === null) this.createLabel({ name });
    discussions.setLabels(this, item, [...item.labels, ...names], by);
  }

  removeLabels(number: number, names: readonly string[], by: string): void {
    const item = this.#discussed(number);
    discussions.setLabels(
      this,
      item,
      item.labels.filter((name) => !names.includes(name)),
      by,
    );
  }

  /** Somebody with the right to do so; nobody asks here whether the assigned can be. */
  assign(number: number, logins: readonly string[], by: string): void {
    assignments.assign(this, this.#discussed(number), { logins, by });
  }

  unassign(number: number, logins: readonly string[], by: string): void {
    assignments.unassign(this, this.#discussed(number), { logins, by });
  }

  /** To an issue or pull request by its number, or to a comment. */
  react(on: number | CommentData, content: ReactionContent, by: string): void {
    react(this, typeof on === 'number' ? this.#discussed(on) : on, { content, by });
  }

  /** Only whoever may push can comment from then on; nothing counts as updated. */
  lock(number: number, locked = true): void {
    this.#discussed(number).locked = locked;
    this.touch();
  }

  block(number: number, by: number): void {
    relations.block(this, this.#issue(number), this.#issue(by));
  }

  unblock(number: number, by: number): void {
    relations.unblock(this, this.#issue(number), this.#issue(by));
  }

  /** Makes an issue a part of another; null: of none any more. */
  setParent(number: number, parent: number | null): void {
    relations.adopt(this, this.#issue(number), parent === null ? null : this.#issue(parent));
  }

  setType(number: number, name: string | null): void {
    relations.setType(this, this.#issue(number), name);
  }

  schedule(number: number, milestone: { title: string; dueOn: string | null }): void {
    relations.schedule(this, this.#issue(number), milestone);
  }

  pin(number: number): void {
    discussions.pinIssue(this, this.#issue(number));
  }

  unpin(number: number): void {
    discussions.unpinIssue(this, this.#issue(number));
  }

  pushCommit(push: PushedCommit): Promise<string> {
    return this.exclusively(() => pushCommit(this, push));
  }

  /** A forced push: the branch points to that commit, whatever it pointed to; null deletes it. */
  moveBranch(branch: string, oid: string | null): Promise<void> {
    return this.exclusively(async () => {
      const name = `refs/heads/${branch}`;
      await moveRef(this, { name, oid: oid ?? noObject, old: await this.git.ref(name) });
    });
  }

  addWorkflowRun(draft: runs.WorkflowRunDraft): Promise<WorkflowRunData> {
    return this.exclusively(() => runs.addWorkflowRun(this, draft));
  }

  startWorkflowRun(run: WorkflowRunData, job: string): void {
    startWorkflowRun(this, run, job);
  }

  completeWorkflowRun(run: WorkflowRunData, conclusion: Conclusion): void {
    runs.completeWorkflowRun(this, run, conclusion);
  }

  rerunWorkflow(run: WorkflowRunData): void {
    rerunWorkflow(this, run);
  }

  addCheckSuite(draft: runs.CheckSuiteDraft): CheckSuiteData {
    return runs.addCheckSuite(this, draft);
  }

  addCommitStatus(draft: Parameters<typeof runs.addCommitStatus>[1]): void {
    runs.addCommitStatus(this, draft);
  }

  deploy(draft: deployments.DeploymentDraft): Promise<DeploymentData> {
    return this.exclusively(() => deployments.deploy(this, draft));
  }

  setDeploymentState(deployment: DeploymentData, state: DeploymentState, by: string): void {
    deployments.setDeploymentState(this, deployment, { state, by });
  }

  #discussed(number: number): Discussed {
    const found = this.discussed(number);
    if (found === null) throw new RangeError(`The sandbox has no issue or pull request ${number}.`);
    return found;
  }

  #issue(number: number): IssueData {
    const found = this.issue(number);
    if (found === null) throw new RangeError(`The sandbox has no issue ${number}.`);
    return found;
  }
}
