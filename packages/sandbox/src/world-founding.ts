/** Founds what a world file asks for: refs, issues, pull requests, runs and deployments, each with its times. */

import { pushCommit } from './acts/commits.ts';
import { deploy } from './acts/deployments.ts';
import { closeIssue, comment, createLabel, openIssue, pinIssue, recordEvent } from './acts/discussions.ts';
import { closingReferences, openPullRequest } from './acts/pull-requests.ts';
import { addWorkflowRun, workflowAt } from './acts/runs.ts';
import { alertsOf } from './alerts-founding.ts';
import { noObject } from './git-repository.ts';
import { Refusal } from './refusal.ts';
import { limitsOf } from './usage.ts';
import type { Discussed, World } from './world.ts';
import type { StateReason } from './world-data.ts';
import { resolveTime, WorldError, type WorldFile, type WorldIssue, type WorldPullRequest } from './world-file.ts';

const dayBefore = '-1d';

export async function applyWorldFile(world: World, file: WorldFile): Promise<void> {
  const founding = new Founding(world);
  const { private: isPrivate, archived, fork, hasIssues, organization, pushed, ...named } = file.repository ?? {};
  Object.assign(world.repository, named);
  world.repository.isPrivate = isPrivate ?? false;
  world.repository.isArchived = archived ?? false;
  world.repository.isFork = fork ?? false;
  world.repository.hasIssuesEnabled = hasIssues ?? true;
  if (organization === true) world.introduce(world.repository.owner).kind = 'Organization';
  Object.assign(world.data.limits, typeof file.limits === 'string' ? limitsOf[file.limits] : file.limits);
  world.data.listingLagMilliseconds = file.listingLagMilliseconds ?? 0;
  world.data.ledgerTasks = file.ledgerTasks ?? [];
  for (const { login, name, role } of file.people ?? []) {
    const actor = world.introduce(login, role ?? 'read');
    Object.assign(actor, { name: name ?? null, role: role ?? actor.role });
  }
  for (const label of file.labels ?? []) createLabel(world, label);
  await founding.refs(file);
  founding.issues(file);
  await founding.pullRequests(file);
  await founding.runs(file);
  world.data.alerts = alertsOf(file, (time) => founding.at(time));
  for (const { path, state } of file.workflows ?? []) workflowAt(world, path).state = state;
  if (file.settings !== undefined) world.data.settings = file.settings;
  if (pushed !== undefined) world.repository.pushedAt = founding.at(pushed);
  founding.finish();
}

class Founding {
  readonly world: World;
  readonly start: Date;
  readonly owner: string;
  readonly faults: string[] = [];
  readonly taken = new Set<number>();

  constructor(world: World) {
    this.world = world;
    this.start = world.clock.now();
    this.owner = world.repository.owner;
  }

  at(time: string | undefined): string {
    return resolveTime(time ?? dayBefore, this.start);
  }

  finish(): void {
    if (this.faults.length > 0) throw new WorldError(this.faults);
  }

  async attempt(place: string, act: () => Promise<void> | void): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.faults.push(`${place}: ${error.message}`);
    }
  }

  async refs(file: WorldFile): Promise<void> {
    for (const [index, ref] of (file.refs ?? []).entries()) {
      const place = `refs[${index}]`;
      if (!(await this.world.git.isRefName(ref.name)))
        this.faults.push(`${place}: git cannot have a ref named ${ref.name}.`);
      else if ((await this.world.git.ref(ref.name)) !== null) this.faults.push(`${place}: ${ref.name} exists already.`);
      else await this.#branch({ ...ref, place });
    }
  }

  async #branch(ref: {
    name: string;
    files?: WorldPullRequest['files'];
    message?: string;
    author?: string;
    place: string;
  }) {
    const { world } = this;
    const by = ref.author ?? this.owner;
    const message = ref.message === undefined ? {} : { message: ref.message };
    const head = await world.git.ref(world.defaultRef);
    if (ref.files === undefined && head === null) {
      this.faults.push(`${ref.place}: the repository has no commit that ${ref.name} could point to.`);
      return;
    }
    const branch = `sandbox-founding-${world.nextDatabaseId()}`;
    const oid = ref.files === undefined ? head : await pushCommit(world, { files: ref.files, branch, by, ...message });
    await world.git.updateRef(ref.name, oid ?? noObject, noObject);
    if (ref.files !== undefined) await world.git.updateRef(`refs/heads/${branch}`, noObject, oid ?? noObject);
  }

  #number(wanted: number | undefined, reserved: ReadonlySet<number>): void {
    const { data } = this.world;
    if (wanted !== undefined) data.lastNumber = wanted - 1;
    else {
      data.lastNumber = this.#highest;
      while (reserved.has(data.lastNumber + 1) || this.world.discussed(data.lastNumber + 1) !== null)
        data.lastNumber += 1;
      this.#highest = data.lastNumber + 1;
    }
  }

  #highest = 0;

  #reserved(file: WorldFile): ReadonlySet<number> {
    const wanted = [...(file.issues ?? []), ...(file.pullRequests ?? [])].map((item) => item.number);
    return new Set(wanted.filter((number) => number !== undefined));
  }

  #settleNumbers(): void {
    const { data } = this.world;
    data.lastNumber = [...data.issues, ...data.pullRequests].reduce((most, item) => Math.max(most, item.number), 0);
  }

  issues(file: WorldFile): void {
    const reserved = this.#reserved(file);
    for (const draft of file.issues ?? []) {
      this.#labels(draft.labels);
      this.#number(draft.number, reserved);
      const issue = openIssue(this.world, { ...draft, by: draft.author ?? this.owner });
      this.#date(issue, draft);
      if (draft.state === 'closed' || draft.stateReason !== undefined || draft.closed !== undefined) {
        const reason = (draft.stateReason ?? 'completed').toUpperCase() as StateReason;
        closeIssue(this.world, issue, { by: draft.closedBy ?? draft.author ?? this.owner, reason });
        this.#close(issue, draft);
      }
      issue.locked = draft.locked ?? false;
      if (draft.pinned === true) pinIssue(this.world, issue);
    }
    this.#settleNumbers();
  }

  async pullRequests(file: WorldFile): Promise<void> {
    const reserved = this.#reserved(file);
    for (const [index, draft] of (file.pullRequests ?? []).entries()) {
      await this.attempt(`pullRequests[${index}]`, async () => {
        const name = `refs/heads/${draft.head}`;
        if (!(await this.world.git.isRefName(name)))
          throw new Refusal('UNPROCESSABLE', `"${draft.head}" cannot be a branch.`);
        if ((await this.world.git.ref(name)) === null) {
          await this.#branch({
            name,
            place: `pullRequests[${index}]`,
            author: draft.author ?? this.owner,
            ...filesOf(draft),
          });
        }
        this.#labels(draft.labels);
        this.#number(draft.number, reserved);
        await this.#pull(draft);
      });
    }
    this.#settleNumbers();
  }

  async #pull(draft: WorldPullRequest): Promise<void> {
    const { draft: isDraft, state, mergeable, reviewDecision } = draft;
    const pull = await openPullRequest(this.world, {
      ...draft,
      isDraft: isDraft ?? false,
      by: draft.author ?? this.owner,
    });
    pull.labels = draft.labels ?? [];
    if (mergeable === 'conflicting') pull.mergeable = 'CONFLICTING';
    pull.reviewDecision = (reviewDecision?.toUpperCase() ?? null) as typeof pull.reviewDecision;
    pull.closes = closingReferences(this.world, pull.body);
    this.#date(pull, draft);
    if (state === undefined || state === 'open') return;
    pull.state = state === 'merged' ? 'MERGED' : 'CLOSED';
    recordEvent(this.world, pull, { kind: state === 'merged' ? 'MergedEvent' : 'ClosedEvent', actor: this.owner });
    this.#close(pull, draft);
    if (state === 'merged') Object.assign(pull, { mergedAt: pull.closedAt, mergedBy: this.owner });
  }

  #labels(names: readonly string[] = []): void {
    for (const name of names) if (this.world.label(name) === null) createLabel(this.world, { name });
  }

  #date(item: Discussed, draft: WorldIssue | WorldPullRequest): void {
    item.createdAt = this.at(draft.created);
    for (const event of item.events) event.createdAt = item.createdAt;
    let latest = item.createdAt;
    for (const written of draft.comments ?? []) {
      const made = comment(this.world, item, { body: written.body, by: written.author ?? this.owner });
      made.createdAt = written.at === undefined ? item.createdAt : this.at(written.at);
      made.updatedAt = made.createdAt;
      if (made.createdAt > latest) latest = made.createdAt;
    }
    item.updatedAt = draft.updated === undefined ? latest : this.at(draft.updated);
  }

  #close(item: Discussed, draft: WorldIssue | WorldPullRequest): void {
    item.closedAt = draft.closed === undefined ? item.createdAt : this.at(draft.closed);
    const last = item.events.at(-1);
    if (last !== undefined) last.createdAt = item.closedAt;
    if (draft.updated !== undefined) item.updatedAt = this.at(draft.updated);
    else if (item.closedAt > item.createdAt) item.updatedAt = item.closedAt;
    else item.updatedAt = item.createdAt;
  }

  async runs(file: WorldFile): Promise<void> {
    for (const [index, { name, commit, at, ...run }] of (file.workflowRuns ?? []).entries()) {
      await this.attempt(`workflowRuns[${index}]`, async () => {
        await addWorkflowRun(this.world, {
          ...run,
          at: this.at(at),
          ...(name === undefined ? {} : { workflowName: name }),
          ...(commit === undefined ? {} : { sha: commit }),
        });
      });
    }
    for (const [index, draft] of (file.deployments ?? []).entries()) {
      await this.attempt(`deployments[${index}]`, async () => {
        await deploy(this.world, { ...draft, by: draft.by ?? this.owner, at: this.at(draft.at) });
      });
    }
  }
}

const filesOf = (draft: WorldPullRequest) => (draft.files === undefined ? {} : { files: draft.files });
