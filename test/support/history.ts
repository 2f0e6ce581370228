/** The fixture repositories as git has them: `history.json` replayed commit by commit into a checkout. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { WorldCodeAlert, WorldDependencyAlert, WorldFile, WorldRun } from '@steward/sandbox/world-file.ts';
import { root } from './source.ts';

export const fixtures = ['python', 'go', 'rust', 'typescript', 'java', 'legacy'] as const;
export type Fixture = (typeof fixtures)[number];

interface Commit {
  date: string;
  author: string;
  message: string;
  /** Every path that is present at the commit. */
  files: string[];
  /** Contents at the commit; null: as in `tree/` from here on. */
  changes: Record<string, string | null>;
}

interface History {
  authors: Record<string, string>;
  links: Record<string, string>;
  commits: Commit[];
}

interface Run {
  workflow: string;
  path: string;
  branch: string;
  conclusion: NonNullable<WorldRun['conclusion']>;
  event: string;
  head: string;
  at?: string;
}

/** As GitHub's REST interface lists them; `most_recent_instance.commit_sha` is a commit of the replayed history. */
export interface Alerts {
  codeScanning: CodeScanningAlert[];
  dependabot: DependabotAlert[];
}

interface CodeScanningAlert {
  number: number;
  state: string;
  created_at?: string;
  rule?: {
    id?: string;
    description?: string;
    severity?: WorldCodeAlert['severity'] | null;
    security_severity_level?: WorldCodeAlert['security'] | null;
  };
  tool?: { name?: string };
  most_recent_instance: {
    commit_sha: string;
    message?: { text?: string };
    location: { path: string; start_line: number };
  };
}

interface DependabotAlert {
  number: number;
  state: string;
  created_at?: string;
  dependency: {
    package?: { ecosystem: string; name: string };
    manifest_path: string;
    scope?: WorldDependencyAlert['scope'] | null;
    relationship?: WorldDependencyAlert['relationship'] | null;
  };
  security_advisory?: { ghsa_id?: string; cve_id?: string | null; summary?: string };
  security_vulnerability?: {
    severity?: WorldDependencyAlert['severity'];
    vulnerable_version_range?: string;
    first_patched_version?: { identifier: string } | null;
  };
}

interface FixtureWorld extends Omit<WorldFile, 'workflowRuns' | 'alerts'> {
  workflowRuns?: Run[];
  alerts?: Alerts;
}

export interface Place {
  path: string;
  /** Left out where nothing has a line: of pull requests, issues, and files that are missing. */
  line?: number;
  excerpt?: string;
  /** Of a pull request, an issue or an alert. */
  number?: number;
  because: string;
}

export interface Answers {
  faults: (Place & { id: string; kind: string })[];
  traps: (Place & { tempts: string })[];
  unwanted: (Place & { kind: string })[];
  /** What the owner's goals.md says, and which of it becomes a suggestion. */
  goals?: (Place & { suggested: boolean })[];
  commands: Record<'test' | 'lint' | 'types', string>;
}

export const folderOf = (name: Fixture): string => join(root, 'test/fixtures/repositories', name);
const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;

export const answersOf = (name: Fixture): Answers => readJson(join(folderOf(name), 'answers.json'));

export interface Replayed {
  checkout: string;
  world: WorldFile;
  /** As the fixture has them; the world holds what a world file can say of them. */
  alerts: Alerts;
  /** The morning after the last commit. */
  now: string;
}

/** Replays the whole history; the last commit is `tree/` and the links that are too wild to be stored. */
export function replayHistory(name: Fixture, checkout: string): Replayed {
  const { authors, links, commits } = readJson<History>(join(folderOf(name), 'history.json'));
  const git = gitIn(checkout);
  mkdirSync(checkout, { recursive: true });
  git(['init', '--quiet', '--initial-branch=main']);
  // Line ends stay as they are, whatever the tree's own attributes say.
  writeFileSync(join(checkout, '.git/info/attributes'), '* -text -filter\n');
  let present: readonly string[] = [];
  commits.forEach((commit, index) => {
    for (const path of present) if (!commit.files.includes(path)) rmSync(join(checkout, path));
    for (const path of commit.files) place({ name, checkout, path }, commit.changes[path], present.includes(path));
    if (index === commits.length - 1) for (const [path, target] of Object.entries(links)) link(checkout, path, target);
    present = commit.files;
    git(['add', '--all', '--force']);
    git(['commit', '--quiet', '--message', commit.message], identityOf(commit, authors[commit.author] ?? ''));
  });
  const last = Date.parse(commits.at(-1)?.date ?? '');
  const now = `${new Date(last + 86_400_000).toISOString().slice(0, 10)}T09:07:00Z`;
  return { checkout, ...worldOf(name, git), now };
}

type Git = (args: string[], environment?: Record<string, string>) => string;

const gitIn =
  (checkout: string): Git =>
  (args, environment = {}) =>
    execFileSync('git', ['-C', checkout, ...args], { encoding: 'utf8', env: { ...process.env, ...environment } });

function place(
  at: { name: Fixture; checkout: string; path: string },
  content: string | null | undefined,
  kept: boolean,
) {
  const target = join(at.checkout, at.path);
  if (content === undefined && kept) return;
  mkdirSync(dirname(target), { recursive: true });
  if (typeof content === 'string') writeFileSync(target, content);
  else cpSync(join(folderOf(at.name), 'tree', at.path), target);
}

function link(checkout: string, path: string, target: string): void {
  mkdirSync(dirname(join(checkout, path)), { recursive: true });
  symlinkSync(target, join(checkout, path));
}

const identityOf = ({ author, date }: Commit, address: string): Record<string, string> => ({
  GIT_AUTHOR_NAME: author,
  GIT_AUTHOR_EMAIL: address,
  GIT_AUTHOR_DATE: date,
  GIT_COMMITTER_NAME: author,
  GIT_COMMITTER_EMAIL: address,
  GIT_COMMITTER_DATE: date,
});

function worldOf(name: Fixture, git: Git): Pick<Replayed, 'world' | 'alerts'> {
  const path = join(folderOf(name), 'world.json');
  if (!existsSync(path)) return { world: {}, alerts: { codeScanning: [], dependabot: [] } };
  const { workflowRuns = [], alerts, ...world } = readJson<FixtureWorld>(path);
  const commitOf = (head: string): string => git(['rev-parse', head]).trim();
  const runs = workflowRuns.map(({ workflow, path, head, at = '-12h', ...run }) => ({
    ...run,
    workflow: path,
    name: workflow,
    commit: commitOf(head),
    at,
  }));
  const codeScanning = (alerts?.codeScanning ?? []).map((alert) => {
    const { most_recent_instance: latest } = alert;
    return { ...alert, most_recent_instance: { ...latest, commit_sha: commitOf(latest.commit_sha) } };
  });
  const dependabot = alerts?.dependabot ?? [];
  const told = alerts && {
    alerts: { codeScanning: codeScanning.map(codeDraft), dependabot: dependabot.map(dependencyDraft) },
  };
  return { world: { ...world, workflowRuns: runs, ...told }, alerts: { codeScanning, dependabot } };
}

/** What is null or absent there is left out here. */
const said = <T extends object>(draft: T): { [K in keyof T]: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(draft).filter(([, value]) => value != null)) as {
    [K in keyof T]: NonNullable<T[K]>;
  };

const codeDraft = ({ number, state, created_at, rule, tool, most_recent_instance: at }: CodeScanningAlert) =>
  said({
    number,
    state: state as WorldCodeAlert['state'],
    created: created_at,
    rule: rule?.id ?? 'unnamed',
    description: rule?.description,
    severity: rule?.severity,
    security: rule?.security_severity_level,
    tool: tool?.name,
    message: at.message?.text,
    path: at.location.path,
    line: at.location.start_line,
  }) as WorldCodeAlert;

function dependencyDraft(alert: DependabotAlert): WorldDependencyAlert {
  const { number, state, created_at, dependency, security_advisory: advisory, security_vulnerability: range } = alert;
  return said({
    number,
    state: state as WorldDependencyAlert['state'],
    created: created_at,
    package: dependency.package?.name ?? 'unnamed',
    ecosystem: dependency.package?.ecosystem ?? 'other',
    manifest: dependency.manifest_path,
    scope: dependency.scope,
    relationship: dependency.relationship,
    severity: range?.severity ?? 'high',
    ghsa: advisory?.ghsa_id,
    cve: advisory?.cve_id,
    summary: advisory?.summary,
    vulnerable: range?.vulnerable_version_range,
    patched: range?.first_patched_version?.identifier,
  }) as WorldDependencyAlert;
}
