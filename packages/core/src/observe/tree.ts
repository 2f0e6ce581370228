/** Reads one commit as a `Project`: every path, and the texts that rules may look at. */
import { INSTRUCTIONS_FOLDER } from '../domain/assignment.ts';
import { TEMPLATES_FOLDER } from '../domain/brief.ts';
import type { FailedRun, Project, SourceFile } from '../domain/evidence.ts';
import { patternOf } from '../domain/path-pattern.ts';
import { PROMPTS_FOLDER } from '../domain/prompt.ts';
import { NOTHING_KNOWN, type Remote } from '../domain/remote.ts';
import { GOALS_PATH } from '../domain/snapshot.ts';
import { languageOf } from '../domain/tooling.ts';
import type { TreeEntry, Worktree } from '../ports.ts';
import { LinguistAttributes } from './tree-attributes.ts';
import { type Exclusion, excludedByPath, excludedByText } from './tree-exclusion.ts';
import { roleOf } from './tree-role.ts';

export interface ProjectRequest {
  head: string;
  branch: string;
  failedRuns: readonly FailedRun[];
  /** Nothing where it was not asked for. */
  remote?: Remote;
  /** Patterns of paths that the owner does not want read. */
  exclude?: readonly string[];
  /** With none of it nothing is said of churn; a year where left out. */
  history?: 'none' | 'year';
}

/** What one answer of git may hold, and what all texts together may. */
const BATCH_BYTES = 8_000_000;
const MOST_BYTES = 200_000_000;
const OTHER_TEXT =
  /(?:\.(?:ya?ml|toml|sh|bash|zsh|mk|cfg|ini)|(?:^|\/)(?:[\w.-]*Dockerfile[\w.-]*|\.gitattributes|\.gitignore|\.npmrc))$/;

type Skipped = Record<string, number>;

const OWN_FOLDERS = [TEMPLATES_FOLDER, INSTRUCTIONS_FOLDER, PROMPTS_FOLDER];

const isAsked = (path: string): boolean => path === GOALS_PATH || OWN_FOLDERS.some((folder) => path.startsWith(folder));

/** Rules read no prose; what a project says of itself lies at its root or in its first folders, to Steward in its own. */
function isUnread(path: string): Exclusion | null {
  const role = roleOf(path);
  if (role === 'prose') return path.split('/').length <= 2 || isAsked(path) ? null : 'prose';
  return role === 'other' && languageOf(path) === null && !OTHER_TEXT.test(path) ? 'other' : null;
}

function declared(attributes: LinguistAttributes, path: string): Exclusion | null | 'not' {
  if (attributes.says('vendored', path)) return 'vendored';
  if (attributes.says('generated', path)) return 'generated';
  const denied = attributes.says('vendored', path) === false || attributes.says('generated', path) === false;
  return denied ? 'not' : null;
}

/** Groups of entries whose contents fit in memory together. */
export function batchesOf(entries: readonly TreeEntry[]): TreeEntry[][] {
  const batches: TreeEntry[][] = [];
  let held = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    const size = entry.size ?? 0;
    if (held + size > BATCH_BYTES) {
      batches.push([]);
      held = 0;
    }
    batches.at(-1)?.push(entry);
    held += size;
  }
  return batches;
}

async function attributesOf(worktree: Worktree, entries: readonly TreeEntry[]): Promise<LinguistAttributes> {
  const attributes = new LinguistAttributes();
  const files = entries.filter(
    ({ path, mode, size }) => /(?:^|\/)\.gitattributes$/.test(path) && mode.startsWith('100') && (size ?? 0) < 100_000,
  );
  const nearest = files.sort((a, b) => a.path.length - b.path.length).slice(0, 50);
  const texts = await worktree.texts(nearest.map(({ oid }) => oid));
  for (const { path, oid } of nearest) attributes.add(path, texts.get(oid) ?? '');
  return attributes;
}

interface Choice {
  chosen: TreeEntry[];
  skipped: Skipped;
}

function choose(entries: readonly TreeEntry[], attributes: LinguistAttributes, exclude: readonly string[]): Choice {
  const patterns = exclude.map(patternOf).filter((pattern) => pattern !== null);
  const skipped: Skipped = {};
  let held = 0;
  const chosen = entries.filter((entry) => {
    const said = declared(attributes, entry.path);
    const byPath = excludedByPath(entry);
    // A repository that says a path is its own is believed against its name.
    const name = said === 'not' && (byPath === 'vendored' || byPath === 'generated') ? null : byPath;
    const reason =
      name ??
      (said === 'not' ? null : said) ??
      (patterns.some((pattern) => pattern.test(entry.path)) ? 'excluded' : null) ??
      isUnread(entry.path) ??
      (held + (entry.size ?? 0) > MOST_BYTES ? 'past the limit' : null);
    if (reason === null) held += entry.size ?? 0;
    else skipped[reason] = (skipped[reason] ?? 0) + 1;
    return reason === null;
  });
  return { chosen, skipped };
}

function sourceOf({ path, oid }: TreeEntry, text: string): SourceFile {
  return { path, blob: oid, text, language: languageOf(path), role: roleOf(path) };
}

export async function readProject(worktree: Worktree, request: ProjectRequest): Promise<Project> {
  const { head, branch, failedRuns, remote = NOTHING_KNOWN, exclude = [], history = 'year' } = request;
  await worktree.fetch({ oid: head, branch, history });
  const entries = await worktree.entries();
  const { chosen, skipped } = choose(entries, await attributesOf(worktree, entries), exclude);
  const files: SourceFile[] = [];
  for (const batch of batchesOf(chosen)) {
    const texts = await worktree.texts(batch.map(({ oid }) => oid));
    for (const entry of batch) {
      const text = texts.get(entry.oid) ?? null;
      const reason = excludedByText(text);
      if (reason === null && text !== null) files.push(sourceOf(entry, text));
      else if (reason !== null) skipped[reason] = (skipped[reason] ?? 0) + 1;
    }
  }
  const paths = entries.map(({ path }) => path);
  return { head, branch, paths, files, churn: await worktree.churn(), failedRuns, remote, skipped };
}
