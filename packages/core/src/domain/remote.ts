/** What GitHub knows beside the tree, read when work is looked for. Pure data; every text in it is anybody's words. */

/** One finished run of a workflow on the default branch. */
export interface WorkflowRun {
  id: number;
  /** Name of its workflow, and the path of that. */
  workflow: string;
  path: string;
  commit: string;
  conclusion: string;
  event: string;
  attempt: number;
  /** How the attempt before the last ended; null where there was none, or nobody asked. */
  before: string | null;
  createdAt: string;
  url: string;
}

/** The end of the log of a job that failed. */
export interface FailedLog {
  job: string;
  url: string;
  /** As it was written, time stamps and colours included. */
  tail: string;
}

export interface OpenPull {
  number: number;
  title: string;
  url: string;
  author: string;
  draft: boolean;
  /** `unknown` until GitHub has found out. */
  mergeable: 'yes' | 'no' | 'unknown';
  createdAt: string;
  updatedAt: string;
  labels: string[];
  /** `APPROVED`, `CHANGES_REQUESTED`, `REVIEW_REQUIRED`, or null where nobody has to review. */
  review: string | null;
  /** State of its checks, such as `SUCCESS` or `FAILURE`; null where there are none, or they may not be read. */
  checks: string | null;
  branch: string;
  head: string;
}

export interface OpenIssue {
  number: number;
  title: string;
  body: string;
  url: string;
  author: string;
  /** What the author is here: `OWNER`, `MEMBER`, `COLLABORATOR`, `CONTRIBUTOR`, `NONE` … */
  association: string;
  createdAt: string;
  updatedAt: string;
  labels: string[];
  assignees: number;
  /** The first comments. */
  answers: { author: string; association: string; at: string }[];
  /** Open pull requests that would close it. */
  pulls: number[];
}

export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface DependencyAlert {
  number: number;
  url: string;
  severity: Severity;
  ecosystem: string;
  package: string;
  manifest: string;
  /** `runtime`, `development` or null. */
  scope: string | null;
  advisory: string;
  summary: string;
  vulnerable: string;
  /** First version without the fault; null where there is none yet. */
  patched: string | null;
}

export interface CodeAlert {
  number: number;
  url: string;
  /** Null for what is no matter of security. */
  severity: Severity | null;
  tool: string;
  rule: string;
  description: string;
  message: string;
  path: string;
  line: number;
}

/**
 * Open alerts. Where everybody can read the repository only their number is taken in, so that nothing else can get out.
 * `more`: there are further ones, uncounted.
 */
export type Alerts<A> =
  | { kind: 'counted'; count: number; more: boolean }
  | { kind: 'listed'; alerts: readonly A[]; more: boolean };

/** Each part is null where it is not known: not asked for, not permitted, switched off or not answered. Never none. */
export interface Remote {
  /** GitHub's time, to which ages are counted. */
  at: string;
  /** Page of the repository. */
  home: string;
  /** Of the last weeks, newest first. */
  runs: readonly WorkflowRun[] | null;
  pulls: readonly OpenPull[] | null;
  issues: readonly OpenIssue[] | null;
  dependencyAlerts: Alerts<DependencyAlert> | null;
  codeAlerts: Alerts<CodeAlert> | null;
}
export type RemotePart = Exclude<keyof Remote, 'at' | 'home'>;

export const NOTHING_KNOWN: Remote = {
  at: '1970-01-01T00:00:00.000Z',
  home: '',
  runs: null,
  pulls: null,
  issues: null,
  dependencyAlerts: null,
  codeAlerts: null,
};

/** An answer, or why there is none, in words for an owner. */
export type Known<T> = { kind: 'known'; value: T } | { kind: 'unknown'; reason: string };
