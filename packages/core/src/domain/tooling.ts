/** How a project is tested, linted and built, as data: what criteria may name, and nothing that the project does not have. */
import { LANGUAGES, type Language } from './evidence.ts';

/** A command to type at the root of the repository. */
export interface Command {
  run: string;
  /** The file that says so, such as `package.json` or `.github/workflows/ci.yml`. */
  from: string;
}

/** What one language of the project offers. Absent: not found, so no criterion names it. */
export interface LanguageTools {
  test?: Command;
  /**
   * One test file, or one test in it: what stands in braces is filled in (see `Place`). `file` has no `{name}`; a runner
   * that cannot choose by name has no `name`.
   */
  testOne?: { file?: string; name?: string };
  lint?: Command;
  types?: Command;
  format?: Command;
  build?: Command;
  bench?: Command;
}

/** What a language offers at the root, and what packages below say of themselves, by their folder, which ends in a slash. */
export interface RootTools extends LanguageTools {
  packages?: Readonly<Record<string, LanguageTools>>;
}

export const TEST_LEVELS = ['unit', 'integration', 'end-to-end'] as const;
export type TestLevel = (typeof TEST_LEVELS)[number];

export interface Tooling {
  tools: Partial<Record<Language, RootTools>>;
  workflows: readonly { name: string; path: string; runsTests: boolean }[];
  /** Path of the changelog, where there is one. */
  changelog: string | null;
  /** Kinds of tests the project has, each with a folder where such tests lie. */
  levels?: Partial<Record<TestLevel, string>>;
}

export const NO_TOOLING: Tooling = { tools: {}, workflows: [], changelog: null };

const EXTENSIONS: Record<Language, readonly string[]> = {
  typescript: ['ts', 'tsx', 'mts', 'cts'],
  javascript: ['js', 'jsx', 'mjs', 'cjs'],
  python: ['py', 'pyi'],
  go: ['go'],
  rust: ['rs'],
  java: ['java'],
  kotlin: ['kt'],
  c: ['c', 'h', 'cc', 'cpp', 'cxx', 'hh', 'hpp', 'hxx'],
  ruby: ['rb', 'rake'],
  php: ['php', 'phtml'],
};

/** The language a path is written in, by its extension. */
export function languageOf(path: string): Language | null {
  const extension = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  return LANGUAGES.find((language) => EXTENSIONS[language].includes(extension)) ?? null;
}

const JVM_PACKAGE = /(?<=^|\/)src\/(?!gen)\w+\/(?:java|kotlin)\/.*\.(?:java|kt)$/;

/** The path up to a source root of Java or Kotlin: below, folders are packages, whatever they are called. */
export const withoutPackages = (path: string): string => path.replace(JVM_PACKAGE, '');

/** The two languages of one ecosystem stand in for each other: one manifest serves both. */
const SIBLING: Partial<Record<Language, Language>> = {
  typescript: 'javascript',
  javascript: 'typescript',
  java: 'kotlin',
  kotlin: 'java',
};

function rootToolsFor(tooling: Tooling, path: string): RootTools {
  const language = languageOf(path);
  if (!language) return {};
  const sibling = SIBLING[language];
  return { ...(sibling && tooling.tools[sibling]), ...tooling.tools[language] };
}

/** The innermost package below the root that holds a path. */
function packageOf(packages: RootTools['packages'] = {}, path: string): string {
  const folders = Object.keys(packages).filter((folder) => path.startsWith(folder));
  return folders.reduce((best, folder) => (folder.length > best.length ? folder : best), '');
}

/** What holds for a path: the root's commands, which check everything; where it has none, those of the path's package. */
export function toolsFor(tooling: Tooling, path: string): LanguageTools {
  const { packages, ...root } = rootToolsFor(tooling, path);
  const own = packages?.[packageOf(packages, path)];
  if (own === undefined) return root;
  const { testOne: _, ...others } = root;
  return { ...own, ...(own.test === undefined ? root : others) };
}

/** What a pattern may say of a path. */
interface Place {
  path: string;
  /** The path from its package's folder on. */
  inner: string;
  /** `./` and the folder of the path. */
  directory: string;
  /** The file's name without its extension: the class, in Java. */
  stem: string;
  /** The folder that holds `src/`, which Maven calls by its path and Gradle by colons. */
  module: string;
  project: string;
  /** The source set of Gradle, whose task has its name. */
  set: string;
}

function placeOf(path: string, within: string): { [Key in keyof Place]: Place[Key] | null } {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const [, module = null, set = null] = /^((?:[^/]+\/)*?)src\/(\w+)\//.exec(path) ?? [];
  const place = {
    path,
    inner: path.slice(within.length),
    directory: `./${folder}`.replace(/\/$/, ''),
    stem: path
      .slice(folder.length)
      .replace(/^\//, '')
      .replace(/\.[^.]*$/, ''),
    module: module === null ? null : module.slice(0, -1) || '.',
    project: module === null ? null : module === '' ? ':' : `:${module.replaceAll('/', ':')}`,
    set: set !== null && /^(?!android)(?:\w+T|t)est$/.test(set) ? set : null,
  };
  return Object.fromEntries(
    Object.entries(place).map(([key, value]) => [key, value === null ? null : argument(value)]),
  ) as { [Key in keyof Place]: Place[Key] | null };
}

/** The narrowest command known that runs the test at this path; undefined where the project shows none. */
export function testCommandFor(tooling: Tooling, path: string, name?: string): string | undefined {
  const tools = toolsFor(tooling, path);
  const within = packageOf(rootToolsFor(tooling, path).packages, path);
  const known: Record<string, string | null> = {
    ...placeOf(path, within),
    name: name === undefined ? null : argument(name),
  };
  const fill = (pattern: string | undefined): string | undefined => {
    const keys = [...(pattern?.matchAll(/\{(\w+)\}/g) ?? [])].map(([, key = '']) => key);
    if (pattern === undefined || known.path === null || keys.some((key) => (known[key] ?? null) === null))
      return undefined;
    return pattern.replace(/\{(\w+)\}/g, (_, key: string) => known[key] ?? '');
  };
  return fill(tools.testOne?.name) ?? fill(tools.testOne?.file) ?? tools.test?.run;
}

/** A word of a command line; in quotes where it needs them; null for what quotes alone would not make safe to paste. */
function argument(text: string): string | null {
  if (/^[\p{L}\p{N}_@./:+=-]+$/u.test(text)) return text.startsWith('-') ? null : text;
  return /^[\p{L}\p{N}_@./:+= ,()[\]#-]+$/u.test(text) && !text.startsWith('-') ? `'${text}'` : null;
}

/** The command that serves the whole project; undefined where its languages have none, or each another. */
export function projectCommand({ tools }: Tooling, kind: Exclude<keyof LanguageTools, 'testOne'>): string | undefined {
  const commands = new Set(Object.values(tools).flatMap((language) => language[kind]?.run ?? []));
  return commands.size === 1 ? [...commands][0] : undefined;
}

const isCommandOf = ({ testOne: _, ...commands }: LanguageTools, run: string): boolean =>
  Object.values(commands).some((command) => command.run === run);

/** Whether this is word for word a command that the project shows. */
export const isProjectCommand = ({ tools }: Tooling, run: string): boolean =>
  Object.values(tools).some(({ packages = {}, ...root }) =>
    [root, ...Object.values(packages)].some((one) => isCommandOf(one, run)),
  );
