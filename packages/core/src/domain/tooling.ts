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
   * One test file, or one test in it: `{path}`, `{directory}` (`./` and the folder of the path) and `{name}` are
   * filled in. `file` has no `{name}`; a runner that cannot choose by name has no `name`.
   */
  testOne?: { file?: string; name?: string };
  lint?: Command;
  types?: Command;
  format?: Command;
  build?: Command;
  bench?: Command;
}

export const TEST_LEVELS = ['unit', 'integration', 'end-to-end'] as const;
export type TestLevel = (typeof TEST_LEVELS)[number];

export interface Tooling {
  tools: Partial<Record<Language, LanguageTools>>;
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
};

/** The language a path is written in, by its extension. */
export function languageOf(path: string): Language | null {
  const extension = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  return LANGUAGES.find((language) => EXTENSIONS[language].includes(extension)) ?? null;
}

/** The two languages of one ecosystem stand in for each other: one manifest serves both. */
const SIBLING: Partial<Record<Language, Language>> = { typescript: 'javascript', javascript: 'typescript' };

export function toolsFor(tooling: Tooling, path: string): LanguageTools {
  const language = languageOf(path);
  if (!language) return {};
  const sibling = SIBLING[language];
  return { ...(sibling && tooling.tools[sibling]), ...tooling.tools[language] };
}

/** The narrowest command known that runs the test at this path; undefined where the project shows none. */
export function testCommandFor(tooling: Tooling, path: string, name?: string): string | undefined {
  const tools = toolsFor(tooling, path);
  const place = argument(path);
  const directory = argument(`./${path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''}`.replace(/\/$/, ''));
  const fill = (pattern: string | undefined, wanted: string | undefined): string | undefined => {
    if (pattern === undefined || place === null || directory === null) return undefined;
    if (pattern.includes('{name}') && wanted === undefined) return undefined;
    return pattern.replace(/\{(path|directory|name)\}/g, (_, key: string) =>
      key === 'path' ? place : key === 'directory' ? directory : (wanted ?? ''),
    );
  };
  const chosen = name === undefined ? null : argument(name);
  return fill(tools.testOne?.name, chosen ?? undefined) ?? fill(tools.testOne?.file, undefined) ?? tools.test?.run;
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

/** Whether this is word for word a command that the project shows. */
export const isProjectCommand = ({ tools }: Tooling, run: string): boolean =>
  Object.values(tools).some(({ testOne: _, ...commands }) =>
    Object.values(commands).some((command) => command.run === run),
  );
