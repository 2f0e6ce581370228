/** How Steward is set up in a repository, as far as it was looked at and may be known; and what is found to be wrong. */
import type { Config, Mode } from './config.ts';
import type { WorkflowText } from './pull-request.ts';
import type { Known } from './remote.ts';
import type { State } from './state.ts';

export const FINDING_LEVELS = ['error', 'warning', 'hint'] as const;
/** `error`: something Steward was asked to do cannot work; `warning`: it will fail, mislead or cost one day; `hint`: good to know. */
export type FindingLevel = (typeof FINDING_LEVELS)[number];

/** Something to mend. Each text is Steward's own but for names, which are whoever's: whoever shows it makes them harmless. */
export interface Finding {
  id: string;
  level: FindingLevel;
  what: string;
  /** One clause. */
  why: string;
  /** One sentence that says what to do. */
  remedy: string;
  /** Page where that is done, or where it is said how. */
  link: string;
}

/** What was not asked for is null: nothing is said of it. What may not be known is said to be unknown, never to be good. */
export type Part<T> = Known<T> | null;

export interface ListedWorkflow {
  id: number;
  path: string;
  /** `active`, `disabled_manually`, `disabled_inactivity` … */
  state: string;
  /** When its file first came, or was last changed. */
  updatedAt: string;
}

export type TokenKind = 'workflow' | 'app' | 'classic' | 'fine-grained' | 'sign-in' | 'other';

export interface TokenFacts {
  kind: TokenKind;
  login: string;
  /** Of tokens that have scopes; null where nobody told. */
  scopes: readonly string[] | null;
}

/** What the workflow of the cycle must be given, told by whoever knows the actions. */
export interface Needs {
  permissions: Readonly<Record<string, string>>;
  optional: readonly string[];
  inputs: readonly string[];
}

export interface Machine {
  /** Such as `24.4.1`. */
  node: string;
  /** Version of this copy of Steward. */
  version: string;
  /** Version of the copy that the repository holds; null: it holds none, or nobody looked. */
  vendored: string | null;
  /** What started the run; null outside of Actions. */
  event: string | null;
}

/** `sound` has its state; of the others the words say what is wrong. */
export type MemoryFacts =
  | { kind: 'absent' }
  | { kind: 'sound'; state: State }
  | { kind: 'damaged' | 'forged' | 'newer'; reason: string }
  /** It is where whoever looks cannot. */
  | { kind: 'unseen'; reason: string };

export interface SetUp {
  now: string;
  /** owner/name, and its page. */
  repository: string;
  home: string;
  /** The default branch. */
  branch: string | null;
  /** Null: memory is on no branch. */
  stateBranch: string | null;
  configPath: string;
  mode: Mode;
  /** Null where it is not valid. */
  config: Config | null;
  /** `file`: where they stand. */
  configFaults: readonly { file: string; fault: string; remedy: string }[];
  /** Text of the owner's defaults; null: nothing is inherited. Known and null: asked for, and not to be seen. */
  defaults: Part<string | null>;
  private: boolean;
  archived: boolean;
  hasIssues: boolean;
  pinned: readonly number[];
  /** Time of the newest commit of the default branch. */
  committedAt: string | null;
  memory: MemoryFacts;
  token: TokenFacts | null;
  needs: Needs | null;
  machine: Machine | null;
  /** Names of the files in `.github`. */
  files: Part<readonly string[]>;
  workflows: Part<readonly WorkflowText[]>;
  /** The same of the checkout at hand, those alone that run the cycle; null: there is none. */
  localCycle: readonly string[] | null;
  listed: Part<readonly ListedWorkflow[]>;
  /** When each workflow last began by schedule, by path; null: never. */
  scheduled: Part<Readonly<Record<string, string | null>>>;
  /** `admin`, `write` or `read` of the token's account; null where a role is nothing it has. */
  role: Part<string | null>;
  actions: Part<{ enabled: boolean; allowed: string }>;
  workflowToken: Part<{ usual: string; mayOpenPulls: boolean }>;
  forkApproval: Part<string>;
  branchRules: Part<readonly string[]>;
  protected: Part<boolean>;
  /** Environments that were deployed from the state branch. */
  deployed: Part<readonly string[]>;
  pagesBranch: Part<string | null>;
  labels: Part<readonly string[]>;
  pausedBy: Part<string | null>;
  secrets: Part<readonly string[]>;
  ownersFaults: Part<readonly string[]>;
  /** Accounts that the configuration names and GitHub does not know. */
  nobody: Part<readonly string[]>;
  unassignable: Part<readonly string[]>;
}

/** What is known of a part; null where it is unknown or nobody asked. */
export const known = <T>(part: Part<T>): T | null => (part?.kind === 'known' ? part.value : null);
