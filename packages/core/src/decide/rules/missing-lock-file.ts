/** Finds manifests whose exact versions are written down nowhere: two installations of one commit may differ. */
import type { Finding, Project, Rule, SourceFile } from '../../domain/evidence.ts';
import { patternOf } from '../../domain/path-pattern.ts';
import { cite } from './citation.ts';

interface Ecosystem {
  /** The manifest's file name. */
  manifest: string;
  /** Any of these, beside the manifest or in a folder above, is a lock. */
  locks: readonly string[];
  /** Which of the locks to write, and how. */
  wanted(file: SourceFile, project: Project): { lock: string; command: string } | null;
  /** The line that shows dependencies. */
  shows: RegExp;
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
const has = (project: Project, path: string): boolean => pathSet(project).has(path);

const known = new WeakMap<Project, ReadonlySet<string>>();
function pathSet(project: Project): ReadonlySet<string> {
  const before = known.get(project) ?? new Set(project.paths);
  known.set(project, before);
  return before;
}

/** What a workflow or another file that runs things says. */
const says = (project: Project, pattern: RegExp): boolean =>
  project.files.some(({ role, text }) => (role === 'workflow' || role === 'manifest') && pattern.test(text));

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

const isFilled = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

function npm({ text }: SourceFile): ReturnType<Ecosystem['wanted']> {
  const { dependencies, devDependencies, packageManager } = parsed(text);
  if (!isFilled(dependencies) && !isFilled(devDependencies)) return null;
  const name = /^(pnpm|yarn|bun)@/.exec(String(packageManager ?? ''))?.[1];
  if (name === 'pnpm') return { lock: 'pnpm-lock.yaml', command: 'pnpm install --lockfile-only' };
  if (name === 'yarn') return { lock: 'yarn.lock', command: 'yarn install' };
  if (name === 'bun') return { lock: 'bun.lock', command: 'bun install' };
  return { lock: 'package-lock.json', command: 'npm install --package-lock-only' };
}

/** Cargo advises a lock for what is run, and leaves it open for what is used by others. */
function cargo(file: SourceFile, project: Project): ReturnType<Ecosystem['wanted']> {
  const folder = folderOf(file.path);
  const runs = /^\[\[bin\]\]/m.test(file.text) || has(project, `${folder}src/main.rs`);
  return runs ? { lock: 'Cargo.lock', command: 'cargo generate-lockfile' } : null;
}

function python({ text }: SourceFile, project: Project): ReturnType<Ecosystem['wanted']> {
  if (/^\[tool\.poetry\.(?:dependencies|group)/m.test(text) && says(project, /\bpoetry install\b/))
    return { lock: 'poetry.lock', command: 'poetry lock' };
  if (/^\[tool\.pdm\b/m.test(text) && says(project, /\bpdm (?:install|sync)\b/))
    return { lock: 'pdm.lock', command: 'pdm lock' };
  if (/^dependencies\s*=\s*\[/m.test(text) && says(project, /\buv sync\b/))
    return { lock: 'uv.lock', command: 'uv lock' };
  return null;
}

function composer({ text }: SourceFile): ReturnType<Ecosystem['wanted']> {
  const { type, require: needed } = parsed(text);
  if (type !== 'project' || !isFilled(needed)) return null;
  return { lock: 'composer.lock', command: 'composer update --no-install' };
}

function bundler(file: SourceFile, project: Project): ReturnType<Ecosystem['wanted']> {
  const folder = folderOf(file.path);
  if (project.paths.some((path) => folderOf(path) === folder && path.endsWith('.gemspec'))) return null;
  return { lock: 'Gemfile.lock', command: 'bundle lock' };
}

const ECOSYSTEMS: readonly Ecosystem[] = [
  {
    manifest: 'package.json',
    locks: ['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'bun.lockb'],
    wanted: npm,
    shows: /"(?:devD|d)ependencies"\s*:/,
  },
  { manifest: 'Cargo.toml', locks: ['Cargo.lock'], wanted: cargo, shows: /^\[(?:workspace\.)?dependencies\b/ },
  {
    manifest: 'pyproject.toml',
    locks: ['poetry.lock', 'pdm.lock', 'uv.lock', 'pylock.toml'],
    wanted: python,
    shows: /^\[tool\.poetry\.dependencies\]|^dependencies\s*=/,
  },
  {
    manifest: 'Pipfile',
    locks: ['Pipfile.lock'],
    wanted: () => ({ lock: 'Pipfile.lock', command: 'pipenv lock' }),
    shows: /^\[packages\]/,
  },
  {
    manifest: 'go.mod',
    locks: ['go.sum', 'go.work.sum'],
    // What is replaced by a folder has no sum.
    wanted: ({ text }) => (/=>\s*\.{1,2}\//.test(text) ? null : { lock: 'go.sum', command: 'go mod tidy' }),
    shows: /^require\b/,
  },
  { manifest: 'Gemfile', locks: ['Gemfile.lock', 'gems.locked'], wanted: bundler, shows: /^\s*gem\s+["']/ },
  { manifest: 'composer.json', locks: ['composer.lock'], wanted: composer, shows: /"require"\s*:/ },
];

const APART =
  /(?:^|\/)(?:examples?|samples?|demos?|docs?|website|templates?|skeletons?|tests?|__tests__|specs?|e2e|bench(?:es|marks?)?|playground|scripts?|tools?)\/|[{}]/i;

/** The folder of a path and every one above it, the root last. */
function foldersAbove(path: string): string[] {
  const parts = folderOf(path).split('/').slice(0, -1);
  return parts.map((_, at) => `${parts.slice(0, parts.length - at).join('/')}/`).concat('');
}

/** A lock that is ignored on purpose, here or above. */
function isDeclined(project: Project, path: string, locks: readonly string[]): boolean {
  const folders = foldersAbove(path);
  return project.files.some(({ path: other, text }) => {
    if (!folders.includes(folderOf(other))) return false;
    if (other.endsWith('.npmrc')) return /^[^\S\n]*package-lock[^\S\n]*=[^\S\n]*false\b/m.test(text);
    if (!other.endsWith('.gitignore')) return false;
    const ignored = text.split('\n').map((line) => line.trim().replace(/^\*\*\/|^\//, ''));
    return ignored.some((line) => locks.includes(line) || line === '*.lock' || line === '*.lockb');
  });
}

const INSTALLS = /\b(?:npm (?:install|i|ci)|yarn install|pnpm (?:install|i)|bun install)(?=\s*$|\s+(?:-|&&))/m;

/** A package of npm's that a workflow installs in its own folder, and that no workspace above takes in. */
function isInstalledAlone({ path }: SourceFile, project: Project): boolean {
  const folder = folderOf(path).slice(0, -1);
  if (folder === '' || !path.endsWith('package.json')) return false;
  const isInstalled = project.files.some(({ role, text }) => {
    if (role !== 'workflow' || !text.includes(folder) || !INSTALLS.test(text)) return false;
    return text.split('\n').some((line) => {
      const [, named = ''] = /^[\s-]*working-directory:\s*["']?(?:\.\/)?([^\s"'#]+)/.exec(line) ?? [];
      return named.replace(/\/$/, '') === folder;
    });
  });
  return isInstalled && !isMember(path, project);
}

/** What pnpm takes in is said elsewhere; where that stands, it is taken for a member. */
function isMember(path: string, project: Project): boolean {
  return foldersAbove(path)
    .slice(1)
    .some((folder) => {
      if (has(project, `${folder}pnpm-workspace.yaml`)) return true;
      const above = project.files.find((one) => one.path === `${folder}package.json`);
      const { workspaces } = parsed(above?.text ?? '');
      const listed = Array.isArray(workspaces) ? workspaces : parsed(JSON.stringify(workspaces ?? {})).packages;
      const inside = folderOf(path).slice(folder.length, -1);
      const patterns = Array.isArray(listed) ? listed.filter((one) => typeof one === 'string') : [];
      return patterns.some((pattern) => patternOf(pattern.replace(/^\.\/|\/$/g, ''))?.test(inside) ?? true);
    });
}

/** A lock beside the manifest serves it, and so does one above, at the top of a workspace. */
function isServed(file: SourceFile, project: Project, { manifest, locks }: Ecosystem): boolean {
  const folders = foldersAbove(file.path);
  const [own = '', ...above] = folders;
  const isLocked = (folder: string): boolean => locks.some((lock) => has(project, `${folder}${lock}`));
  if (isLocked(own)) return true;
  if (isInstalledAlone(file, project)) return false;
  return APART.test(file.path) || above.some((folder) => isLocked(folder) || has(project, `${folder}${manifest}`));
}

function judge(file: SourceFile, project: Project): Finding[] {
  const name = file.path.slice(folderOf(file.path).length);
  const ecosystem = ECOSYSTEMS.find(({ manifest }) => manifest === name);
  if (ecosystem === undefined || isServed(file, project, ecosystem)) return [];
  const line = file.text.split('\n').findIndex((text) => ecosystem.shows.test(text)) + 1;
  const wanted = line === 0 ? null : ecosystem.wanted(file, project);
  if (wanted === null || isDeclined(project, file.path, ecosystem.locks)) return [];
  const installs = says(project, /\bnpm (?:ci|clean-install)\b|--frozen-lockfile|--immutable\b|--locked\b|--deploy\b/);
  const runs = isRun(file, project);
  // A library of npm's may well do without, as long as nothing installs it by its lock.
  if (name === 'package.json' && !runs && !installs) return [];
  return [
    cite(
      { rule: 'missing-lock-file', file, line },
      {
        cause: file.path,
        weight: 0.35 + (runs ? 0.3 : 0) + (installs ? 0.3 : 0),
        facts: {
          manifest: name,
          runs,
          alone: isInstalledAlone(file, project),
          command: wanted.command,
          lock: `${folderOf(file.path)}${wanted.lock}`,
        },
      },
    ),
  ];
}

/** What is deployed needs the same versions everywhere; what others install from a registry is only developed with them. */
function isRun({ path, text }: SourceFile, project: Project): boolean {
  if (path.endsWith('package.json')) return parsed(text).private === true || parsed(text).bin !== undefined;
  return !path.endsWith('pyproject.toml') || project.paths.some((other) => /(?:^|\/)Dockerfile$/.test(other));
}

export const missingLockFile: Rule = {
  name: 'missing-lock-file',
  words: 'Manifests with dependencies and no lock file, where none is declined by `.gitignore` or `.npmrc`',
  type: 'dependency-update',
  category: 'maintenance',
  weight: 0.45,
  find: (project) => project.files.flatMap((file) => judge(file, project)),
  reason: ({ facts }) =>
    facts.runs === true ? 'what is deployed may differ from what was tested' : 'two installations may differ',
};
