/** The corpora of issues and pull requests with their answer sheets, as the README files beside them describe them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorldFile } from '@steward/sandbox/world-file.ts';
import { applyPatch } from './patch.ts';
import { root } from './source.ts';

type Kind = 'bug' | 'question' | 'feature' | 'other';
type Priority = 'urgent' | 'high' | 'medium' | 'low';

export interface Comment {
  author: string;
  authorAssociation: string;
  at: string;
  body: string;
}

export interface Issue {
  number: number;
  title: string;
  author: string;
  authorAssociation: string;
  labels: string[];
  assignees: string[];
  state: 'open' | 'closed';
  stateReason: 'completed' | 'not_planned' | null;
  createdAt: string;
  updatedAt: string;
  closedAt?: string;
  linkedPulls: { number: number; state: string; draft: boolean; title: string; author: string; closes: boolean }[];
  body: string;
  comments: Comment[];
}

export interface IssueAnswer {
  number: number;
  kind: Kind;
  kindAlso?: Kind[];
  mayAdopt: boolean;
  adoptBecause: 'labelled' | 'good-bug-report' | null;
  leave: string[];
  because: string;
  askReproduction: boolean;
  duplicateOf: number | null;
  duplicateBy?: 'same-words' | 'same-code' | 'meaning';
  notDuplicateOf?: number[];
  priority: { is: Priority; also: Priority[]; words: string[]; notWords?: string[] } | null;
  facts: { steps: string[]; expected: string[]; actual: string[] } | null;
  mustNot?: string[];
}

export type Gate =
  | 'checks'
  | 'origin'
  | 'conflicts'
  | 'size'
  | 'forbidden-paths'
  | 'scope'
  | 'secrets'
  | 'threads'
  | 'draft'
  | 'empty';

export interface PullFile {
  filename: string;
  status: 'added' | 'modified' | 'removed';
  additions: number;
  deletions: number;
  changes: number;
  /** Null where GitHub leaves it out because it is too large. */
  patch: string | null;
}

export interface Pull {
  number: number;
  task: number;
  closes: number[];
  asked: boolean;
  title: string;
  author: string;
  authorType: 'User' | 'Bot';
  authorAssociation: string;
  state: 'open';
  draft: boolean;
  base: { ref: string; sha: string };
  head: { ref: string; sha: string; fork: boolean };
  createdAt: string;
  pushedAt: string;
  updatedAt: string;
  mergeable: 'MERGEABLE' | 'CONFLICTING' | 'UNKNOWN';
  mergeStateStatus: string;
  labels: string[];
  additions: number;
  deletions: number;
  changedFiles: number;
  commits: { sha: string; author: string; message: string }[];
  body: string;
  /** The token that stands in the diff, in pieces; `{{secret}}` was replaced by it. */
  secret?: string[];
  files: PullFile[];
  workflowRuns: {
    id: number;
    name: string;
    path: string;
    event: string;
    ref: string;
    headSha: string;
    headBranch: string;
    sameAsDefault: boolean;
    attempt: number;
    status: string;
    conclusion: string | null;
    createdAt: string;
  }[];
  checkRuns: {
    id: number;
    name: string;
    app: string;
    headSha: string;
    runId: number | null;
    status: string;
    conclusion: string | null;
    startedAt: string | null;
    completedAt: string | null;
    steps: { name: string; conclusion: string | null }[];
  }[];
  threads: { id: string; resolved: boolean; outdated: boolean; path: string; line: number; comments: Comment[] }[];
  comments: Comment[];
}

export type Verdict = 'accepted' | 'changes-requested' | 'waiting' | 'needs-person';
type Met = 'met' | 'not-met' | 'unknown';

export interface PullAnswer {
  number: number;
  task: number;
  verdict: Verdict;
  verdictAlso: Verdict[];
  because: string;
  gates: { failing: Gate[]; waiting: Gate[]; also: Gate[] };
  criteria: { n: number; is: Met; also: Met[]; because: string }[];
  mustNotSay: string[];
  mustNot: string[];
}

/** As `ledgerTask` in world.schema.json. */
export interface CorpusTask {
  id: string;
  number: number;
  title: string;
  criteria: { n: number; text: string; check: 'command' | 'ci' | 'review'; command?: string }[];
  evidence: { rule: string; path: string; line: number; excerpt: string; url: string }[];
  scope: { paths: string[]; not: string[] };
}

const folder = (name: string) => join(root, 'test/fixtures', name);
const read = (...parts: string[]) => JSON.parse(readFileSync(join(...parts), 'utf8'));

interface Raw {
  lineEnds?: 'crlf';
  body: string[];
  comments: { body: string[] }[];
}

/** When the corpora are looked at. */
export const CORPUS_NOW = '2026-11-20T18:00:00Z';

export function readIssues(): Issue[] {
  const paths = readdirSync(folder('issues')).filter((path) => path.startsWith('issues-'));
  return paths.sort().flatMap((path) =>
    (read(folder('issues'), path) as Raw[]).map(({ lineEnds, body, comments, ...rest }) => {
      const text = (lines: string[]) => lines.join(lineEnds === 'crlf' ? '\r\n' : '\n');
      return { ...rest, body: text(body), comments: comments.map((c) => ({ ...c, body: text(c.body) })) };
    }),
  ) as unknown as Issue[];
}

export const readIssueAnswers = (): IssueAnswer[] => read(folder('issues'), 'answers.json');

const roles: Record<string, string> = { OWNER: 'admin', MEMBER: 'write', COLLABORATOR: 'write' };

/** Repository, people, labels, pull requests and issues as a world of the sandbox. */
export function worldOfIssues(issues = readIssues()): WorldFile {
  const { $schema: _, ...world } = read(folder('issues'), 'world.json');
  const people = new Map<string, string>(world.people.map((p: { login: string; role: string }) => [p.login, p.role]));
  for (const { author, authorAssociation } of issues.flatMap((issue) => [issue, ...issue.comments]))
    if (!people.has(author)) people.set(author, roles[authorAssociation] ?? 'none');
  for (const { author } of world.pullRequests) if (!people.has(author)) people.set(author, 'none');
  return {
    ...world,
    people: [...people].map(([login, role]) => ({ login, role })),
    issues: issues.map((issue) => ({
      number: issue.number,
      title: issue.title,
      body: issue.body,
      author: issue.author,
      labels: issue.labels,
      assignees: issue.assignees,
      state: issue.state,
      ...(issue.stateReason && { stateReason: issue.stateReason, closedBy: 'north-quill', closed: issue.closedAt }),
      created: issue.createdAt,
      updated: issue.updatedAt,
      comments: issue.comments.map(({ author, body, at }) => ({ author, body, at })),
    })),
  };
}

export function readPulls(): Pull[] {
  const paths = readdirSync(folder('pulls')).filter((path) => /^\d+-.*\.json$/.test(path));
  return paths.sort().map((path) => {
    const pull = read(folder('pulls'), path);
    const secret = pull.secret?.join('');
    const text = (lines: string[]) =>
      lines.map((line) => line.replace('{{secret}}', secret ?? '{{secret}}')).join('\n');
    const said = (comments: Raw[]) => comments.map((comment) => ({ ...comment, body: text(comment.body) }));
    return {
      ...pull,
      body: text(pull.body),
      files: pull.files.map((file: { patch: string[] | null }) => ({ ...file, patch: file.patch && text(file.patch) })),
      threads: pull.threads.map((thread: Raw) => ({ ...thread, comments: said(thread.comments as Raw[]) })),
      comments: said(pull.comments),
    };
  });
}

export const readPullAnswers = (): PullAnswer[] => read(folder('pulls'), 'answers.json');
export const readPullTasks = (): CorpusTask[] => read(folder('pulls'), 'tasks.json');

/** The files of the default branch that the pull requests start from, by path. */
export function pullTree(): Record<string, string> {
  const tree = join(folder('pulls'), 'tree');
  const entries = readdirSync(tree, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) =>
    join(entry.parentPath, entry.name)
      .slice(tree.length + 1)
      .replaceAll('\\', '/'),
  );
  const ours = paths.filter((path) => !path.includes('__pycache__')).sort();
  return Object.fromEntries(ours.map((path) => [path, readFileSync(join(tree, path), 'utf8')]));
}

/** What a pull request makes of its files: null for a removed one. Files without a patch are left out. */
export function filesAtHead(pull: Pull, tree = pullTree()): Record<string, string | null> {
  const shown = pull.files.filter(({ patch }) => patch !== null);
  return Object.fromEntries(
    shown.map(({ filename, status, patch }) => {
      if ((status === 'added') === filename in tree) throw new Error(`${filename} is not ${status}`);
      return [filename, status === 'removed' ? null : applyPatch(tree[filename] ?? '', patch as string)];
    }),
  );
}
