// What the linters find in workflows and action files, in one shape, and which of it is kept for a reason that is written down.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { parse } from 'yaml';
import { loadOfficialParser, type OfficialParser } from './official-parser.ts';
import { inputFindings } from './workflow-inputs.ts';

export const PROGRAMS = ['actionlint', 'zizmor'] as const;
export type Linter = (typeof PROGRAMS)[number] | 'parser' | 'inputs';

export interface Finding {
  linter: Linter;
  rule: string;
  path: string;
  line: number;
  /** The line itself. */
  excerpt: string;
  message: string;
}

export interface Exception {
  linter: Linter;
  rule: string;
  path: string;
  /** What the line found contains. */
  excerpt: string;
  reason: string;
}

export interface LintOptions {
  /** Where the files lie. */
  base: string;
  /** Relative to it, with slashes. */
  paths: readonly string[];
  /** Where Steward's own actions and workflows lie. */
  home: string;
  /** Programs by name; one that is left out does not look. */
  programs: Partial<Record<(typeof PROGRAMS)[number], string>>;
}

type Raw = Omit<Finding, 'excerpt'>;

const isWorkflow = (path: string): boolean => !/^(?:action|dependabot)\.ya?ml$/.test(basename(path));

function outputOf(program: string, options: readonly string[], base: string): unknown {
  const { stdout, stderr, error } = spawnSync(program, options, {
    cwd: base,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  // Their exit status says that there are findings; a failure of their own prints no JSON.
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`${program} did not work:\n${stderr}${stdout}`);
  }
}

interface Actionlint {
  filepath: string;
  line: number;
  kind: string;
  message: string;
}

function askActionlint(program: string, { base, paths }: LintOptions): Raw[] {
  const options = ['-shellcheck=', '-pyflakes=', '-format', '{{json .}}', ...paths.filter(isWorkflow)];
  const found = (outputOf(program, options, base) ?? []) as Actionlint[];
  return found.map(({ filepath, line, kind, message }) => {
    return { linter: 'actionlint', rule: kind, path: filepath.split(sep).join('/'), line, message };
  });
}

interface Zizmor {
  ident: string;
  desc: string;
  locations: {
    symbolic: { key: { Local?: { verbatim_path: string } }; kind: string };
    concrete: { location: { start_point: { row: number } } };
  }[];
}

// What is ignored in a comment is found all the same: reasons stand in one file.
const ZIZMOR = ['--offline', '--no-progress', '--quiet', '--no-config', '--no-ignores', '--persona=pedantic'];

function askZizmor(program: string, { base, paths }: LintOptions): Raw[] {
  const found = outputOf(program, [...ZIZMOR, '--format=json', ...paths], base) as Zizmor[];
  return found.map(({ ident, desc, locations }) => {
    const place = locations.find(({ symbolic }) => symbolic.kind === 'Primary') ?? locations[0];
    const path = place?.symbolic.key.Local?.verbatim_path ?? '';
    return {
      ...{ linter: 'zizmor', rule: ident, message: desc },
      path: path.split(sep).join('/').replace(/^\.\//, ''),
      line: (place?.concrete.location.start_point.row ?? 0) + 1,
    } satisfies Raw;
  });
}

async function askParser(parser: OfficialParser, path: string, text: string): Promise<Raw[]> {
  const found = await parser(path, text);
  return found.map((one) => ({ linter: 'parser', rule: 'syntax', path, ...one }));
}

export async function lint(options: LintOptions): Promise<Finding[]> {
  const { base, paths, home, programs } = options;
  if (paths.length === 0) return [];
  const texts = new Map(paths.map((path) => [path, readFileSync(join(base, path), 'utf8')]));
  const found: Raw[] = [];
  const parser = await loadOfficialParser();
  for (const [path, text] of texts) {
    if (basename(path).startsWith('dependabot.')) continue;
    found.push(...(await askParser(parser, path, text)));
    if (!isWorkflow(path)) continue;
    const inputs = inputFindings(text, { home, base });
    found.push(...inputs.map((one) => ({ linter: 'inputs' as const, rule: 'inputs', path, ...one })));
  }
  if (programs.actionlint) found.push(...askActionlint(programs.actionlint, options));
  if (programs.zizmor) found.push(...askZizmor(programs.zizmor, options));
  return found.map((one) => ({ ...one, excerpt: texts.get(one.path)?.split('\n')[one.line - 1]?.trim() ?? '' }));
}

export function readExceptions(root: string): Exception[] {
  return parse(readFileSync(join(root, 'scripts/lint-exceptions.yml'), 'utf8')) ?? [];
}

export const excepts = (exception: Exception, finding: Finding): boolean =>
  exception.linter === finding.linter &&
  exception.rule === finding.rule &&
  exception.path === finding.path &&
  finding.excerpt.includes(exception.excerpt);

export const unexcepted = (found: readonly Finding[], exceptions: readonly Exception[]): Finding[] =>
  found.filter((finding) => !exceptions.some((exception) => excepts(exception, finding)));
