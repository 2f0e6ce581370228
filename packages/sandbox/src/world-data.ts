/** The nouns of the sandbox's world exactly as world.json keeps them, so that every surface (GraphQL, REST, git) reads one truth. */

import type { Access, Permission, Role } from './access-data.ts';
import type { AlertsData } from './alert-data.ts';
import type { LimitsData, UsageData } from './limits-data.ts';
import type { ReactionData } from './reaction-data.ts';
import type { ReviewData, ThreadData } from './review-data.ts';
import type { SettingsData } from './settings-data.ts';
import type {
  CheckSuiteData,
  CommitStatusData,
  DeploymentData,
  DispatchData,
  WorkflowData,
  WorkflowRunData,
} from './work-data.ts';

export type * from './access-data.ts';
export type * from './limits-data.ts';
export type * from './reaction-data.ts';
export type * from './review-data.ts';
export type * from './work-data.ts';

/** A bot's login carries its `[bot]` suffix here and in REST; GraphQL shows it without. */
export interface ActorData {
  kind: 'User' | 'Bot' | 'Organization';
  id: string;
  databaseId: number;
  login: string;
  name: string | null;
  role: Role;
}

export interface RepositoryData {
  kind: 'Repository';
  id: string;
  databaseId: number;
  owner: string;
  name: string;
  defaultBranch: string;
  isPrivate: boolean;
  isArchived: boolean;
  isFork: boolean;
  hasIssuesEnabled: boolean;
  description: string | null;
  createdAt: string;
  updatedAt: string;
  pushedAt: string | null;
  /** "Allow GitHub Actions to create and approve pull requests". */
  actionsMayOpenPullRequests: boolean;
  /** HEAD of the published checkout at the last publication. */
  published: string | null;
  variables: Record<string, string>;
}

export interface LabelData {
  kind: 'Label';
  id: string;
  databaseId: number;
  name: string;
  color: string;
  description: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface MilestoneData {
  kind: 'Milestone';
  id: string;
  databaseId: number;
  number: number;
  title: string;
  description: string | null;
  state: 'OPEN' | 'CLOSED';
  dueOn: string | null;
  createdAt: string;
  updatedAt: string;
}

/** One version of a body; `diff` holds the whole text of that version. */
export interface EditData {
  kind: 'UserContentEdit';
  id: string;
  editor: string | null;
  editedAt: string;
  diff: string;
}

export type EventKind =
  | 'AssignedEvent'
  | 'ClosedEvent'
  | 'LabeledEvent'
  | 'MergedEvent'
  | 'ReopenedEvent'
  | 'UnassignedEvent'
  | 'UnlabeledEvent';

export interface EventData {
  kind: EventKind;
  id: string;
  actor: string | null;
  createdAt: string;
  stateReason?: StateReason | null;
  label?: string;
  /** Login of whom it is about. */
  assignee?: string;
  /** What whoever assigned a coding agent told it besides the issue. */
  instructions?: string;
}

export type StateReason = 'COMPLETED' | 'NOT_PLANNED' | 'DUPLICATE' | 'REOPENED';
export type AuthorAssociation = 'OWNER' | 'MEMBER' | 'COLLABORATOR' | 'CONTRIBUTOR' | 'NONE';

interface Discussed {
  id: string;
  databaseId: number;
  /** Issues and pull requests share one sequence of numbers. */
  number: number;
  title: string;
  body: string;
  /** Login of an actor, or null for a deleted account. */
  author: string | null;
  authorAssociation: AuthorAssociation;
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  /** Names of labels. */
  labels: string[];
  /** Logins. */
  assignees: string[];
  /** Number of a milestone. */
  milestone: number | null;
  locked: boolean;
  edits: EditData[];
  events: EventData[];
  /** Absent where there never was one. */
  reactions?: ReactionData[];
}

export interface IssueData extends Discussed {
  kind: 'Issue';
  state: 'OPEN' | 'CLOSED';
  stateReason: StateReason | null;
  /** Numbers of pull requests that close it. */
  closedByPullRequests: number[];
  /** Numbers of the issues that block it, in the order in which they were added. */
  blockedBy?: number[];
  /** Number of the issue that it is a part of. */
  parent?: number | null;
  /** Name of its issue type. */
  type?: string | null;
}

export interface PullRequestData extends Discussed {
  kind: 'PullRequest';
  state: 'OPEN' | 'CLOSED' | 'MERGED';
  isDraft: boolean;
  mergedAt: string | null;
  mergedBy: string | null;
  headRefName: string;
  headRefOid: string | null;
  baseRefName: string;
  baseRefOid: string | null;
  /** What the computation will say; the first read after a change is answered UNKNOWN. */
  mergeable: 'MERGEABLE' | 'CONFLICTING';
  mergeableComputed: boolean;
  reviewDecision: 'APPROVED' | 'CHANGES_REQUESTED' | 'REVIEW_REQUIRED' | null;
  reviews: ReviewData[];
  additions: number;
  deletions: number;
  changedFiles: number;
  /** Numbers of issues it closes. */
  closes: number[];
  threads?: ThreadData[];
  /** Its branch is in another repository. */
  fork?: boolean;
  /** Logins that were asked for a review and have not given one. */
  reviewRequests?: string[];
}

export interface CommentData {
  kind: 'IssueComment';
  id: string;
  databaseId: number;
  /** Number of the issue or pull request it is written on. */
  on: number;
  author: string | null;
  authorAssociation: AuthorAssociation;
  body: string;
  createdAt: string;
  updatedAt: string;
  edits: EditData[];
  reactions?: ReactionData[];
}

export interface TokenData {
  token: string;
  login: string;
  permissions: Partial<Record<Permission, Access>>;
  /** From then on it is as good as unknown; absent: never. */
  expiresAt?: string;
}

export interface WorldData {
  schema: 1;
  seed: number;
  /** Signs what GitHub would sign: commits made through its interfaces, and tokens. */
  secret: string;
  now: string;
  lastDatabaseId: number;
  lastNumber: number;
  requests: number;
  limits: LimitsData;
  usage: UsageData;
  /** A new issue or pull request appears in listings only this much later. */
  listingLagMilliseconds: number;
  repository: RepositoryData;
  actors: ActorData[];
  tokens: TokenData[];
  labels: LabelData[];
  milestones: MilestoneData[];
  issues: IssueData[];
  pullRequests: PullRequestData[];
  comments: CommentData[];
  /** Numbers of pinned issues, oldest pin first. */
  pins: number[];
  workflows: WorkflowData[];
  workflowRuns: WorkflowRunData[];
  checkSuites: CheckSuiteData[];
  commitStatuses: CommitStatusData[];
  deployments: DeploymentData[];
  dispatches: DispatchData[];
  /** Absent in worlds that were kept before there were alerts. */
  alerts?: AlertsData;
  /** Absent, or in part: the usual ones. */
  settings?: Partial<SettingsData>;
  /** Opaque to the sandbox: whoever starts it turns them into a state branch. */
  ledgerTasks: unknown[];
}
