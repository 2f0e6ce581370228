/** What a rule finds, and what it looks at: the noun that grounds every task. */
import { digest } from './digest.ts';
import { cutTo } from './markdown.ts';
import type { FailedLog, Remote, RemotePart } from './remote.ts';
import type { Category, Priority, TaskType } from './task.ts';

export const RULES = [
  'skipped-test',
  'failing-workflow',
  'failed-deployment',
  'untested-source',
  'suppressed-check',
  'todo',
  'unpinned-action',
  'flaky-workflow',
  'stale-pull-request',
  'conflicting-pull-request',
  'untriaged-bug-report',
  'dependency-alert',
  'code-scanning-alert',
  'missing-lock-file',
  'hotspot',
  'undocumented-surface',
  'community-file',
  'broken-link',
  'workflow-permissions',
  'conflict-marker',
  'debug-leftover',
  'goal',
  'custom',
] as const;
export type RuleName = (typeof RULES)[number];

/** Where evidence comes from: a rule, or a person's issue. */
export const ORIGINS = [...RULES, 'issue'] as const;
export type Origin = (typeof ORIGINS)[number];

/** One thing that can be opened and seen: a line of a file, or a page of the repository's own site. */
export interface Evidence {
  rule: Origin;
  /** Of the file; without a line what is shown instead, such as `#198`, `run 4711 of ci` or `alert 12`. */
  path: string;
  /** Counts from 1; 0: what is cited is no line of a file. */
  line: number;
  /** The line, trimmed; without one the words that matter there. */
  excerpt: string;
  /** A permalink; without a line an issue, a pull request, a run or an alert. */
  url: string;
}

/** What a rule says of one place. */
export interface Finding {
  rule: RuleName;
  /** As evidence has it: with line 0 it is what is shown, and `url` is what is cited. */
  path: string;
  line: number;
  /** The cited line at HEAD, trimmed, at most 240 characters (cut from the end, so that the line still contains it). */
  excerpt: string;
  fingerprint: string;
  /** Findings of one cause become one task. Starts with the rule's name or with that of the rule it belongs to. */
  cause: string;
  /** 0 to 1: how much this place matters among those of its rule (churn, size, substance). */
  weight: number;
  /** Facts that a template fills in, by rule: e.g. {reason: 'spaces', test: 'test_spaces'}. Untrusted text. */
  facts: Record<string, string | number | boolean>;
  /** What is cited where there is no line; with one, where there is more to open: a failing run's address. */
  url?: string;
  /** What the owner says of this place: how much its rule counts here, how urgent it is, and labels for its issue. */
  said?: Said;
}

export interface Said {
  ruleWeight?: number;
  priority?: Priority;
  labels?: readonly string[];
}

/** A text file of the tree at HEAD that rules may read: not generated, vendored, binary, huge, ignored or outside. */
export interface SourceFile {
  path: string;
  blob: string;
  text: string;
  language: Language | null;
  role: 'source' | 'test' | 'workflow' | 'manifest' | 'prose' | 'other';
}

/** `c` is C and C++: their headers cannot be told apart, and one build makes both. */
export const LANGUAGES = [
  'typescript',
  'javascript',
  'python',
  'go',
  'rust',
  'java',
  'kotlin',
  'c',
  'ruby',
  'php',
] as const;
export type Language = (typeof LANGUAGES)[number];

/** How often a path was changed, by commits of the last year that touched it. */
export interface Churn {
  commits: number;
  /** ISO date of the newest commit that touched it. */
  last: string;
}

/** A workflow run of the default branch's head that failed. */
export interface FailedRun {
  workflow: string;
  path: string;
  conclusion: string;
  event: string;
  url: string;
  /** Of its first failed job, where it was read. */
  log?: FailedLog;
}

/** An environment whose last deployment failed. */
export interface FailedDeployment {
  environment: string;
  /** `failure` or `error`. */
  state: string;
  commit: string;
}

/** A tree at one commit, with all that rules look at. Pure data. */
export interface Project {
  head: string;
  branch: string;
  /** Every path of the tree, also those that no rule reads. */
  paths: readonly string[];
  files: readonly SourceFile[];
  churn: ReadonlyMap<string, Churn>;
  failedRuns: readonly FailedRun[];
  /** Absent: none. */
  failedDeployments?: readonly FailedDeployment[];
  /** What GitHub knows beside the tree. */
  remote: Remote;
  /** Why files were left unread, counted: {vendored: 3, generated: 1, …}. */
  skipped: Readonly<Record<string, number>>;
}

/** A rule: one file each. `find` and `reason` are pure; what is found cites lines that exist in the project, or pages. */
export interface Rule {
  name: RuleName;
  /** What it looks for, in one line: the table of settings and the schema's description. */
  words: string;
  type: TaskType;
  category: Category;
  /** 0 to 1: the rule's own weight among rules; lower for those that often annoy. */
  weight: number;
  /** What it looks at beside the tree; nothing else is read for it. */
  needs?: readonly RemotePart[];
  /** On if absent; where it annoys more often than it helps, false: off until an owner switches it on. */
  defaultEnabled?: boolean;
  /** Rules whose finding within a few lines of one of this rule's takes it in: whoever mends the one meets the other. */
  joins?: readonly RuleName[];
  /** The age of the cited line is the age of the finding: one older than the installation is old debt. */
  ages?: true;
  find(project: Project): Finding[];
  /** Where findings of one rule ask for work of different types. */
  typeOf?(finding: Finding): TaskType;
  /** Why a cause that this finding leads stands where it stands; `all` are the findings of the cause. */
  reason(finding: Finding, all: readonly Finding[]): string;
}

/** Findings that one change would mend, ranked. */
export interface Cause {
  /** The same for the same work over time; starts with a rule's name. */
  key: string;
  /** The rule of the strongest finding. */
  rule: RuleName;
  type: TaskType;
  category: Category;
  /** The strongest first. */
  findings: [Finding, ...Finding[]];
  /** 0 to 100: rule, place and number of places. */
  score: number;
  /** Why it stands where it stands, best first. */
  reasons: string[];
  /** What the owner said of the strongest finding's place. */
  priority?: Priority;
  labels?: readonly string[];
}

const normalise = (excerpt: string): string => excerpt.replace(/\s+/g, ' ').trim().toLowerCase();

/** Identity of a finding over time: rule, path and normalised excerpt; the line number may move. */
export function fingerprint(rule: RuleName, path: string, excerpt: string): string {
  return digest(`${rule}\n${path}\n${normalise(excerpt)}`, 20);
}

export const EXCERPT_LIMIT = 240;

/** The text of a line as evidence cites it. */
export function excerptOf(line: string): string {
  return cutTo(line.trim(), EXCERPT_LIMIT).trim();
}
