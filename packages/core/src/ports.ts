/** The doors to the outside, split by power: a room is handed only its own, so nothing else can read or write. */
import type { Version } from './domain/command.ts';
import type { Discussion } from './domain/comment.ts';
import type { Churn } from './domain/evidence.ts';
import type { IssueReport } from './domain/issue-report.ts';
import type { LabelUse } from './domain/leaving.ts';
import type { PullDetail, WorkflowText } from './domain/pull-request.ts';
import type {
  Alerts,
  CodeAlert,
  DependencyAlert,
  FailedLog,
  Known,
  OpenIssue,
  OpenPull,
  WorkflowRun,
} from './domain/remote.ts';
import type { SetUpQuestions } from './domain/set-up-questions.ts';
import type { Sights, Watched } from './domain/sight.ts';
import type { CommentDetail, IssueDetail, Snapshot, Stub } from './domain/snapshot.ts';
import type { Related } from './domain/standing.ts';
import type { Clean } from './domain/text.ts';
import type { LineChange, SourceLine, TreeEntry } from './domain/tree-entry.ts';
import type { HandledIssue } from './domain/undo.ts';
import type { OwnRun } from './domain/vitals.ts';
import type { Closing, Label, Linked, WriteResult, Written, WrittenComment } from './domain/written.ts';

export type { Closing, Label, Linked, WriteResult, Written, WrittenComment } from './domain/written.ts';
export type * from './ports/ledger.ts';
export type * from './ports/limits.ts';
export type * from './ports/models.ts';
export type * from './ports/surroundings.ts';

/** Reads the repository through GitHub (observe). Every method throws `UserError` on what an owner can mend. */
export interface RepoReader {
  /** The one query of a quiet tick: exactly one request, however large the backlog. */
  overview(request: { branch: string; configPath: string; goalsPath: string }): Promise<Overview>;
  /** Issues or pull requests next in order of update time, older than the cursor. */
  older(kind: 'issue' | 'pull', cursor: string): Promise<Page<Stub>>;
  /** Bodies of these issues; numbers that do not exist are left out. */
  details(numbers: readonly number[]): Promise<IssueDetail[]>;
  /** The same with all that tells whether somebody laid hands on them. */
  handled(numbers: readonly number[]): Promise<HandledIssue[]>;
  /**
   * Every issue, open and closed, updated since then (null: ever), all pages, nothing partial: it throws instead.
   * By listing, since search lags.
   */
  listing(since: string | null): Promise<IssueDetail[]>;
  /** People's issues with all that decides about adopting them; numbers that do not exist are left out. */
  reports(numbers: readonly number[]): Promise<IssueReport[]>;
  /** Titles that a new task must not repeat: open issues and pull requests (newest 1,000), closed ones (newest 200). */
  titles(): Promise<Stub[]>;
  /** What a token need not be allowed to see: unknown then, and nothing fails. */
  readonly remote: RemoteReader;
  /** Versions of an issue's body, oldest first: the newest fifty. Whoever is not known any more is `ghost`. */
  edits(number: number): Promise<Version[]>;
  /** Those of these labels that exist, with how many issues and pull requests carry each. */
  labels(names: readonly string[]): Promise<LabelUse[]>;
  /** The role of an account in this repository; null where it is unknown, for whatever reason. */
  role(account: string): Promise<string | null>;
  /**
   * How these issues hang together with others: one request, for the first 100 of them; what does not exist is left out.
   * Where a server does not know dependencies, sub-issues or types, that is an answer.
   */
  relations(numbers: readonly number[]): Promise<Related>;
  /**
   * Every comment of one issue or pull request, or of the whole repository (null), updated since then (null: ever), all
   * pages, oldest first, nothing partial: it throws instead. A number that does not exist has none.
   */
  comments(request: { number: number | null; since: string | null }): Promise<CommentDetail[]>;
  /** What can be seen of agents on these issues: for each 100 of them one request, and one for each 100 runs. */
  sights(watched: readonly Watched[]): Promise<Sights>;
  /** Open pull requests, the oldest 1,000: what the newest by update time may have pushed out of sight. */
  openPulls(): Promise<Stub[]>;
  /** One pull request with all that a review needs, in at most five requests; null where there is none. */
  pull(number: number): Promise<PullDetail | null>;
  /** Workflows at this commit, with the manifest and makefile whose scripts they call; null where not read whole. */
  workflows(oid: string): Promise<WorkflowText[] | null>;
  readonly setUp: SetUpReader;
  /** What was spent so far by this run. */
  usage(): Usage;
}

/** Reads how Steward is set up, each in one request; what the token may not see is unknown, and nothing throws. */
export type SetUpReader = { readonly [Q in keyof SetUpQuestions]: Asked<SetUpQuestions[Q]> };
type Asked<Q extends (of: never) => unknown> = (...of: Parameters<Q>) => Promise<Known<ReturnType<Q>>>;

/** Whether alerts are taken in whole, or, where everybody would read of them, only counted. */
export type Told = 'listed' | 'counted';

/** Looks beside the tree when work is looked for, each with a bounded number of requests; none of it throws. */
export interface RemoteReader {
  /** Finished runs on the branch created since then, newest first: at most 200, and of those that passed at a further
   * attempt, the ten newest with how the attempt before ended. */
  runs(branch: string, since: string): Promise<Known<WorkflowRun[]>>;
  /** Finished runs of a workflow, by its file's name, created since then, newest first: at most 400. */
  ownRuns(workflow: string, since: string): Promise<Known<OwnRun[]>>;
  /** The end of the log of this run's first failed job, at most 256 KB; null where no job of it failed. */
  failedLog(run: number): Promise<Known<FailedLog | null>>;
  /** Fifty open pull requests: those touched last and those touched longest ago. */
  pulls(): Promise<Known<OpenPull[]>>;
  /** The fifty newest open issues, with who answered. */
  issues(): Promise<Known<OpenIssue[]>>;
  /** The newest hundred open alerts of Dependabot. */
  dependencyAlerts(told: Told): Promise<Known<Alerts<DependencyAlert>>>;
  /** The newest hundred open alerts of code scanning on the default branch. */
  codeAlerts(told: Told): Promise<Known<Alerts<CodeAlert>>>;
}

export interface Overview extends Omit<Snapshot, 'stubs'> {
  issues: Page<Stub>;
  pulls: Page<Stub>;
}

export interface Page<T> {
  nodes: T[];
  /** Null on the last page. */
  cursor: string | null;
}

export interface Usage {
  graphql: number;
  rest: number;
  writes: number;
}

export type { LineChange, SourceLine, TreeEntry } from './domain/tree-entry.ts';

/** Reads one commit of the repository without checking it out (observe). */
export interface Worktree {
  /** Comes back once the commit can be read. What is asked of its history waits for that, and fails where it is lost. */
  fetch(request: { oid: string; branch: string; history: 'none' | 'year' }): Promise<void>;
  entries(): Promise<TreeEntry[]>;
  /** Contents by blob; what is no valid UTF-8 or holds NUL is null. */
  texts(oids: readonly string[]): Promise<Map<string, string | null>>;
  churn(): Promise<Map<string, Churn>>;
  /** When each of the lines was last changed; null where the history read does not reach that far. */
  blame(lines: readonly SourceLine[]): Promise<(LineChange | null)[]>;
  /** Ends what is still on its way: from then on the run's folder may be removed. */
  close(): Promise<void>;
}

/** The only way to write issues, comments and labels (act). Each method is one request, sent once. */
export interface RepoWriter {
  createIssue(issue: { title: Clean; body: string; labels: readonly string[] }): Promise<WriteResult<Written>>;
  updateIssue(issue: { number: number; body: string }): Promise<WriteResult<Written>>;
  reopenIssue(issue: { number: number }): Promise<WriteResult<Written>>;
  /** Closes an issue of Steward's own and says why in its body, with labels that go or come, all in one request. */
  closeIssue(issue: Closing): Promise<WriteResult<Written>>;
  pinIssue(issue: { number: number }): Promise<WriteResult<Written>>;
  unpinIssue(issue: { number: number }): Promise<WriteResult<Written>>;
  /** `gone`: there is none of that name. */
  deleteLabel(label: { name: string }): Promise<WriteResult<true>>;
  /** Only where it is still at that commit. `gone`: it is not there any more. */
  deleteBranch(branch: { branch: string; expected: string }): Promise<WriteResult<true>>;
  /** Says that one issue is blocked by another. `made`: false where GitHub knew that already. */
  linkIssue(link: { number: number; blockedBy: number }): Promise<WriteResult<Linked>>;
  /** Makes one issue a sub-issue of another. `made`: false where it was one already; `blocker` is the parent. */
  linkChild(link: { number: number; parent: number }): Promise<WriteResult<Linked>>;
  createComment(comment: { number: number; body: string }): Promise<WriteResult<WrittenComment>>;
  /** `run`: its id where GitHub tells it, else null. */
  dispatchWorkflow(dispatch: {
    workflow: string;
    ref: string;
    inputs: Readonly<Record<string, string>>;
  }): Promise<WriteResult<{ run: string | null }>>;
  /** A comment that is to start an agent: refused where its author could not start anything. */
  callAgent(comment: { number: number; body: string }): Promise<WriteResult<WrittenComment>>;
  /** Refused where GitHub left the account out without a word. */
  assignIssue(issue: { number: number; login: string }): Promise<WriteResult<Written>>;
  /** The same for GitHub's own agent. `again`: it had the issue before, so it is taken off first, in one more request. */
  assignCopilot(issue: { number: number; instructions: string; again: boolean }): Promise<WriteResult<Written>>;
  updateComment(comment: {
    on: Discussion;
    number: number;
    comment: string;
    body: string;
  }): Promise<WriteResult<WrittenComment>>;
  /** Adds and removes labels; those to add exist. */
  setLabels(issue: {
    number: number;
    add: readonly string[];
    remove: readonly string[];
  }): Promise<WriteResult<Written>>;
  /** Makes it where there is none: `made` says whether it had to. */
  createLabel(label: Label): Promise<WriteResult<{ made: boolean }>>;
}
