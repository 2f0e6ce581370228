/** Finds source that changes often and that no test imports or names: only the worst few, or one word where nothing is tested. */
import type { Finding, Project, Rule, SourceFile } from '../../domain/evidence.ts';
import { coverageOf } from '../coverage.ts';
import { codeSize, type Definition, definitionsOf, moduleName, wordsOf } from '../definitions.ts';
import { syntaxOf } from '../syntax.ts';
import { cite } from './citation.ts';

const LEAST_LINES = 40;
const MOST_FINDINGS = 3;
/** A file of this size is worth a word even if others change more. */
const LARGE = 150;
/** Without a history that tells files apart, only what is large is worth a word. */
const LEAST_LINES_WITHOUT_HISTORY = 120;

const APART =
  /(?:^|\/)(?:examples?|samples?|demos?|docs?|scripts?|tools?|hack|bench(?:es|marks?)?|migrations?|alembic|types|typings|stubs|templates?|mocks?|__mocks__|testing|test[-_]?(?:utils?|helpers?|support)|storybook|\.storybook|\.github|website|ci|config)\//i;
const ENTRY =
  /(?:^|\/)(?:__main__|__init__|setup|manage|conftest|noxfile|wsgi|asgi|version|_version|settings|constants?|config|errors?|exceptions?|main|cli|index|mod|build|doc|types|[^/]*\.config|[^/]*\.stories|[^/]*\.d)\.(?:py|[cm]?[jt]sx?|go|rs)$|\.pyi$|(?:^|\/)cmd\/[^/]+\/[^/]+\.go$|(?:^|\/)src\/bin\//i;
const TEST_LIKE = /(?:^|\/)(?:tests?|specs?|__tests__|t)\/|[-_.](?:test|spec)s?\.[^/]+$|(?:^|\/)test_[^/]+$/i;

interface Candidate {
  file: SourceFile;
  lines: number;
  commits: number;
  main: Definition;
}

/** The definition a reader would name the file by: the one it is called after, else the largest that others can use. */
function mainDefinition(file: SourceFile): Definition | null {
  const all = definitionsOf(file).filter(({ kind }) => kind === 'function' || kind === 'class');
  const open = all.filter(({ exported }) => exported);
  const from = open.length > 0 ? open : all;
  const stem = moduleName(file.path).replace(/[-_.]/g, '').toLowerCase();
  const namesake = from.find(({ name }) => name.replace(/_/g, '').toLowerCase() === stem);
  return (
    namesake ??
    from.reduce<Definition | null>((best, one) => (best === null || one.size > best.size ? one : best), null)
  );
}

/** Types, constants and re-exports have nothing to run. */
function hasBehaviour(file: SourceFile): boolean {
  const body =
    file.language === 'python'
      ? /^\s*(?:async\s+)?def\s/
      : file.language === 'go'
        ? /^func\s/
        : file.language === 'rust'
          ? /\bfn\s/
          : /=>|\bfunction\b|^\s+(?:async\s+)?[\w$#]+\([^)]*\)\s*(?::[^{]*)?\{/;
  return syntaxOf(file).code.filter((text) => body.test(text)).length >= 2;
}

function candidateOf(file: SourceFile, project: Project): Candidate[] {
  if (file.role !== 'source' || file.language === null || APART.test(file.path) || ENTRY.test(file.path)) return [];
  if (file.language === 'go' && /^package main$/m.test(file.text)) return [];
  const lines = codeSize(file);
  if (lines < LEAST_LINES || !hasBehaviour(file)) return [];
  const main = mainDefinition(file);
  return main === null ? [] : [{ file, lines, main, commits: project.churn.get(file.path)?.commits ?? 0 }];
}

/** Changes that count as often: more than one, and at least half as many as the middle file of substance has. */
function often(candidates: readonly Candidate[]): number {
  const counts = candidates.map(({ commits }) => commits).sort((a, b) => a - b);
  return Math.max(2, (counts[Math.floor((counts.length - 1) / 2)] ?? 0) / 2);
}

function judge({ file, lines, commits, main }: Candidate, most: number, facts: Finding['facts']): Finding {
  // What no other file can name is reached through something else.
  const reach = main.exported ? 1 : 0.6;
  const weight = 0.35 + 0.4 * (most === 0 ? 0 : commits / most) + 0.25 * Math.min(1, lines / 300);
  return cite(
    { rule: 'untested-source', file, line: main.line },
    {
      cause: file.path,
      weight: weight * reach,
      facts: { definition: main.name, kind: main.kind, lines, commits, ...facts },
    },
  );
}

const byWeight = (a: Finding, b: Finding): number => b.weight - a.weight || (a.path < b.path ? -1 : 1);

/** A tested file that uses the definition: then the code is reached, though no test is about it. */
function userOf(main: Definition, file: SourceFile, tested: readonly SourceFile[]): string | undefined {
  return tested.find((other) => other !== file && wordsOf(other).used.has(main.name))?.path;
}

function worst(project: Project, candidates: readonly Candidate[]): Finding[] {
  const coverage = coverageOf(project);
  const most = Math.max(0, ...candidates.map(({ commits }) => commits));
  const least = often(candidates);
  const known = most > 1;
  const tested = candidates.map(({ file }) => file).filter((file) => coverage.isTouched(file));
  return candidates
    .filter(({ commits, lines }) =>
      known ? commits >= least || (commits > 1 && lines >= LARGE) : lines >= LEAST_LINES_WITHOUT_HISTORY,
    )
    .filter(({ file }) => coverage.hasTests(file) && !tested.includes(file))
    .map((candidate) => judge(candidate, most, { project: false }))
    .sort(byWeight)
    .slice(0, 4 * MOST_FINDINGS)
    .map((finding) => {
      const candidate = candidates.find(({ file }) => file.path === finding.path);
      const user = candidate && userOf(candidate.main, candidate.file, tested);
      if (user === undefined) return finding;
      return { ...finding, weight: Math.round(finding.weight * 65) / 100, facts: { ...finding.facts, usedBy: user } };
    })
    .sort(byWeight)
    .slice(0, known ? MOST_FINDINGS : 1);
}

/** One finding for a project that tests nothing: at the file with most behind it. */
function nothingTested(candidates: readonly Candidate[]): Finding[] {
  const most = Math.max(0, ...candidates.map(({ commits }) => commits));
  const [first] = candidates.map((candidate) => judge(candidate, most, { project: true })).sort(byWeight);
  return first === undefined ? [] : [{ ...first, cause: 'untested-source:project' }];
}

export const untestedSource: Rule = {
  name: 'untested-source',
  type: 'testing',
  category: 'testing',
  weight: 0.6,
  find(project) {
    const candidates = project.files.flatMap((file) => candidateOf(file, project));
    const tested = project.files.some(({ role, text }) => role === 'test' || text.includes('#[cfg(test)]'));
    if (tested) return worst(project, candidates);
    // Tests in a language that no rule reads, or in folders that are left out, are still tests.
    return project.paths.some((path) => TEST_LIKE.test(path)) ? [] : nothingTested(candidates);
  },
};
