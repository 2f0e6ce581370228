/** The world as one observation saw it. Plain data; everything a tick decides from, and nothing else. */
import { digest } from './digest.ts';
import type { Left } from './leaving.ts';
import type { RawLedger } from './ledger.ts';
import type { PullFacts } from './pull-request.ts';
import type { Untrusted } from './text.ts';

/** An issue or pull request as the one query reads it: no body. */
export interface Stub {
  number: number;
  kind: 'issue' | 'pull';
  title: Untrusted;
  author: string;
  open: boolean;
  /** `COMPLETED`, `NOT_PLANNED`, `DUPLICATE` or null. */
  stateReason: string | null;
  createdAt: string;
  updatedAt: string;
  labels: string[];
  /** Of pull requests, where the query asked for it. */
  pull?: PullFacts;
}

/** An issue with what only a second look reads. */
export interface IssueDetail extends Stub {
  id: string;
  body: Untrusted;
}

/** A comment on an issue or pull request. */
export interface CommentDetail {
  /** GitHub's node id. */
  id: string;
  /** Of what it stands on. */
  number: number;
  author: string;
  body: Untrusted;
  createdAt: string;
  updatedAt: string;
}

export interface CheckSuite {
  app: string;
  status: string;
  conclusion: string | null;
  /** Null for suites that no workflow made. */
  run: { workflow: string; path: string; event: string; url: string } | null;
}

export interface Head {
  oid: string;
  committedAt: string;
  /** Null where they were not seen whole: the token may not read checks, or GitHub left some out. */
  suites: CheckSuite[] | null;
}

/** Permissions without which a part of the world stays unseen, and counts as none. */
export type Unread = 'checks' | 'actions' | 'deployments';

export interface Snapshot {
  /** GitHub's time of the read. */
  now: string;
  repository: {
    id: string;
    /** owner/name */
    name: string;
    url: string;
    private: boolean;
    archived: boolean;
    hasIssues: boolean;
    branch: string | null;
  };
  /** The account of the token. */
  viewer: string;
  head: Head | null;
  /** Newest first by update time, down to the watermark. */
  stubs: Stub[];
  /** Number and state of each open pull request of Steward, as one text each. */
  stewardPulls: Record<string, string>;
  /** Environment → state and commit of its latest deployment. */
  deployments: Record<string, string>;
  /** What the token may not read of the above; absent: it may read all. */
  unread?: Unread[];
  /** Numbers of the pinned issues. */
  pinned: number[];
  goals: string | null;
  /** Digest of mode and configuration; absent where they are not compared. */
  settings?: string;
  /** Text of the configuration on the default branch; null where there is none. */
  configuration: string | null;
  /** Head of the state branch, not judged yet; null where there is no branch. */
  ledger: RawLedger | null;
  /** Steward left this repository, and the label that says so is there; absent: it is not. */
  left?: Left;
}

/** What the tick must come back to: everything foreign, by key. */
export const stubKey = (stub: Pick<Stub, 'kind' | 'number'>): string => `${stub.kind}:${stub.number}`;

/** Where the owner writes what is wanted next. */
export const GOALS_PATH = '.github/steward/goals.md';

/** What is remembered of the goals: enough to see that they changed, small at any size. */
export const goalsOf = ({ goals }: Pick<Snapshot, 'goals'>): string | null =>
  goals === null ? null : digest(goals, 16);

/**
 * One text for the checks of the head: equal texts, nothing new. A digest, because names of apps and workflows are anybody's
 * words, and what is remembered is published.
 */
export function checksOf(head: Head | null): string {
  if (!head || head.suites?.length === 0) return '';
  if (head.suites === null) return 'unseen';
  const states = head.suites.map(({ app, run, conclusion, status }) => `${run?.path ?? app}=${conclusion ?? status}`);
  return digest(states.sort().join(','), 16);
}

/** What is remembered of deployments: which environment each is of, not what it is called. */
export const deploymentsOf = ({ deployments }: Pick<Snapshot, 'deployments'>): Record<string, string> =>
  Object.fromEntries(Object.entries(deployments).map(([name, state]) => [digest(name, 12), state]));
