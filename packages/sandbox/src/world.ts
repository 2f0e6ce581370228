/** The sandbox's world in memory: finds things, numbers new ones, serialises effects and keeps everything in world.json. */

import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ActionsCache } from './actions-cache.ts';
import type { Signature } from './commit-object.ts';
import type { GitRepository } from './git-repository.ts';
import { nodeId } from './identity.ts';
import { Refusal } from './refusal.ts';
import type { VirtualClock } from './virtual-clock.ts';
import type {
  ActorData,
  CheckRunData,
  CheckSuiteData,
  CommentData,
  DeploymentData,
  IssueData,
  LabelData,
  MilestoneData,
  PullRequestData,
  RepositoryData,
  Role,
  WorkflowData,
  WorkflowRunData,
  WorldData,
} from './world-data.ts';

export type Discussed = IssueData | PullRequestData;
export type Entity =
  | ActorData
  | CheckRunData
  | CheckSuiteData
  | CommentData
  | DeploymentData
  | IssueData
  | LabelData
  | MilestoneData
  | PullRequestData
  | RepositoryData
  | WorkflowData
  | WorkflowRunData;

/** The bot whose name a workflow's own token carries; its number is GitHub's own. */
export const workflowBot = { login: 'github-actions[bot]', databaseId: 41898282 };

export interface WorldParts {
  data: WorldData;
  git: GitRepository;
  clock: VirtualClock;
  directory: string;
  /** Whether world.json is written; true when left out. */
  persist?: boolean;
}

export class World {
  readonly data: WorldData;
  readonly git: GitRepository;
  readonly clock: VirtualClock;
  readonly cache: ActionsCache;
  /** http://127.0.0.1:PORT, known once the server listens. */
  serverUrl = '';
  /** Null: kept in memory only. */
  #file: string | null;
  #changed = true;
  #queue: Promise<unknown> = Promise.resolve();
  #nodes = new Map<string, Entity>();
  #numbers = new Map<number, Discussed>();
  #actors = new Map<string, ActorData>();
  #comments = new Map<number, CommentData[]>();

  constructor(parts: WorldParts) {
    this.data = parts.data;
    this.git = parts.git;
    this.clock = parts.clock;
    this.cache = new ActionsCache(parts.data.secret);
    this.#file = parts.persist === false ? null : join(parts.directory, 'world.json');
    const { data } = parts;
    this.register(data.repository);
    for (const list of [data.actors, data.labels, data.milestones, data.issues, data.pullRequests, data.comments]) {
      for (const entity of list) this.register(entity);
    }
    for (const list of [data.workflows, data.workflowRuns, data.checkSuites, data.deployments]) {
      for (const entity of list) this.register(entity);
    }
  }

  get repository(): RepositoryData {
    return this.data.repository;
  }

  get nameWithOwner(): string {
    return `${this.data.repository.owner}/${this.data.repository.name}`;
  }

  get repositoryUrl(): string {
    return `${this.serverUrl}/${this.nameWithOwner}`;
  }

  get defaultRef(): string {
    return `refs/heads/${this.data.repository.defaultBranch}`;
  }

  get signature(): Signature {
    return { secret: this.data.secret };
  }

  stamp(): string {
    return this.clock.stamp();
  }

  nextDatabaseId(): number {
    this.data.lastDatabaseId += 1;
    return this.data.lastDatabaseId;
  }

  nextNumber(): number {
    this.data.lastNumber += 1;
    return this.data.lastNumber;
  }

  /** A fresh database id and the opaque node id made from it. */
  identify(prefix: string): { id: string; databaseId: number } {
    const databaseId = this.nextDatabaseId();
    return { id: nodeId(prefix, databaseId), databaseId };
  }

  register<T extends Entity>(entity: T): T {
    this.#nodes.set(entity.id, entity);
    if (entity.kind === 'Issue' || entity.kind === 'PullRequest') this.#numbers.set(entity.number, entity);
    if (entity.kind === 'User' || entity.kind === 'Bot' || entity.kind === 'Organization') {
      this.#actors.set(entity.login.toLowerCase(), entity);
    }
    if (entity.kind === 'IssueComment') this.commentsOn(entity.on).push(entity);
    if (entity.kind === 'CheckSuite') for (const run of entity.checkRuns) this.#nodes.set(run.id, run);
    return entity;
  }

  forget(entity: Entity): void {
    this.#nodes.delete(entity.id);
    if (entity.kind === 'Issue') this.#numbers.delete(entity.number);
    if (entity.kind === 'IssueComment') {
      this.#comments.set(
        entity.on,
        this.commentsOn(entity.on).filter((comment) => comment !== entity),
      );
    }
  }

  node(id: string): Entity | null {
    return this.#nodes.get(id) ?? null;
  }

  nodeOf<K extends Entity['kind']>(id: string, kinds: readonly K[]): Extract<Entity, { kind: K }> {
    const entity = this.#nodes.get(id);
    if (entity === undefined || !(kinds as readonly string[]).includes(entity.kind)) {
      throw new Refusal('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
    }
    return entity as Extract<Entity, { kind: K }>;
  }

  actorWithId(id: string): ActorData {
    const actor = this.data.actors.find((candidate) => candidate.id === id);
    if (actor === undefined) {
      throw new Refusal('NOT_FOUND', `Could not resolve to a node with the global id of '${id}'`);
    }
    return actor;
  }

  discussed(number: number): Discussed | null {
    return this.#numbers.get(number) ?? null;
  }

  issue(number: number): IssueData | null {
    const found = this.#numbers.get(number);
    return found?.kind === 'Issue' ? found : null;
  }

  pullRequest(number: number): PullRequestData | null {
    const found = this.#numbers.get(number);
    return found?.kind === 'PullRequest' ? found : null;
  }

  commentsOn(number: number): CommentData[] {
    const list = this.#comments.get(number) ?? [];
    if (!this.#comments.has(number)) this.#comments.set(number, list);
    return list;
  }

  label(name: string): LabelData | null {
    const wanted = name.toLowerCase();
    return this.data.labels.find((label) => label.name.toLowerCase() === wanted) ?? null;
  }

  actor(login: string): ActorData | null {
    return this.#actors.get(login.toLowerCase()) ?? null;
  }

  /** The actor of that login, introduced first if nobody has met it. */
  introduce(login: string, role: Role = 'read'): ActorData {
    const known = this.actor(login);
    if (known !== null) return known;
    const kind = login.endsWith('[bot]') ? 'Bot' : 'User';
    const databaseId = login === workflowBot.login ? workflowBot.databaseId : this.nextDatabaseId();
    const actor: ActorData = {
      kind,
      id: nodeId(kind === 'Bot' ? 'BOT' : 'U', databaseId),
      databaseId,
      login,
      name: null,
      role,
    };
    this.data.actors.push(actor);
    this.touch();
    return this.register(actor);
  }

  /** What a listing shows: new things appear in it only after the listing lag. */
  listed<T extends { createdAt: string }>(items: readonly T[]): readonly T[] {
    const lag = this.data.listingLagMilliseconds;
    if (lag === 0) return items;
    const horizon = this.clock.now().getTime() - lag;
    return items.filter((item) => Date.parse(item.createdAt) <= horizon);
  }

  /** Runs one effect at a time, in the order of arrival. */
  exclusively<T>(effect: () => T | Promise<T>): Promise<T> {
    const result = this.#queue.then(effect);
    this.#queue = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }

  touch(): void {
    this.#changed = true;
  }

  /** Whole or not at all: a killed process leaves the old file or the new one. */
  save(): void {
    if (!this.#changed || this.#file === null) return;
    this.data.now = this.clock.now().toISOString();
    const temporary = `${this.#file}.new`;
    writeFileSync(temporary, JSON.stringify(this.data));
    renameSync(temporary, this.#file);
    this.#changed = false;
  }
}
