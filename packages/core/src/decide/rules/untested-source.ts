/** Finds source that changes often and that no test imports or names: only the worst few, or one word where nothing is tested. */
import type { Finding, Project, Rule, SourceFile } from '../../domain/evidence.ts';
import { type Coverage, coverageOf } from '../coverage.ts';
import { codeSize, type Definition, definitionsOf, moduleName, wordsOf } from '../definitions.ts';
import { areKin, isHeader, isUsedByName, needsName } from '../families.ts';
import { hasBehaviour, isApart } from '../substance.ts';
import { cite } from './citation.ts';

const LEAST_LINES = 40;
const MOST_FINDINGS = 3;
/** A file of this size is worth a word even if others change more. */
const LARGE = 150;
/** Without a history that tells files apart, only what is large is worth a word. */
const LEAST_LINES_WITHOUT_HISTORY = 120;

const TEST_LIKE = /(?:^|\/)(?:tests?|specs?|__tests__|t)\/|[-_.](?:test|spec)s?\.[^/]+$|(?:^|\/)test_[^/]+$/i;
const TEST_NAMED = /\w(?:Test|Tests|Spec|Suite)\.\w+$|\.(?:bats|phpt)$/;

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

function candidateOf(file: SourceFile, project: Project): Candidate[] {
  if (file.role !== 'source' || file.language === null || isApart(file)) return [];
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

/** How many steps from a test to the code still count as reached: beyond, a break there is rarely noticed. */
const STEPS = 4;

/** Files that pass on what others define: to import one says nothing about what of it is used. */
const BARREL = /(?:^|\/)(?:index|mod|lib|__init__)\.[^/]+$/;

/** Whether code that a test knows uses this file, directly or through other files: then no task may call it untested. */
function isReached(file: SourceFile, sources: readonly SourceFile[], coverage: Coverage): boolean {
  const seen = new Set([file]);
  let edge = [file];
  for (let step = 0; step < STEPS && edge.length > 0; step++) {
    const isUser = edge.map((one) => userOf(one, coverage));
    const users = sources.filter((other) => !seen.has(other) && isUser.some((is) => is(other)));
    if (users.some((user) => !BARREL.test(user.path) && coverage.isTouched(user))) return true;
    for (const user of users) seen.add(user);
    edge = users;
  }
  return false;
}

/** Who uses a file: imports the module, or, where modules are not imported, uses what it defines. */
function userOf(file: SourceFile, coverage: Coverage): (other: SourceFile) => boolean {
  if (!isUsedByName(file)) {
    const module = moduleName(file.path);
    return (other) => wordsOf(other).imported.has(module);
  }
  const names = coverage.namesOf(file);
  const isNear = needsName(file) ? (other: SourceFile) => areKin(file, other) : () => true;
  return (other) => isNear(other) && names.some((name) => wordsOf(other).used.has(name));
}

function worst(project: Project, candidates: readonly Candidate[]): Finding[] {
  const coverage = coverageOf(project);
  const most = Math.max(0, ...candidates.map(({ commits }) => commits));
  const least = often(candidates);
  const known = most > 1;
  const sources = project.files.filter(
    ({ path, role, language }) => role === 'source' && language !== null && !isHeader(path),
  );
  return candidates
    .filter(({ commits, lines }) =>
      known ? commits >= least || (commits > 1 && lines >= LARGE) : lines >= LEAST_LINES_WITHOUT_HISTORY,
    )
    .filter(({ file }) => coverage.hasTests(file) && coverage.isKnown(file) && !coverage.isTouched(file))
    .filter(({ file }) => !isReached(file, sources, coverage))
    .map((candidate) => judge(candidate, most, { project: false }))
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
  words: 'Source that no test uses, weighed by how often it changes and by its size',
  type: 'testing',
  category: 'testing',
  weight: 0.6,
  find(project) {
    const candidates = project.files.flatMap((file) => candidateOf(file, project));
    const tested = project.files.some(({ role, text }) => role === 'test' || text.includes('#[cfg(test)]'));
    if (tested) return worst(project, candidates);
    // Tests in a language that no rule reads, or in folders that are left out, are still tests.
    return project.paths.some((path) => TEST_LIKE.test(path) || TEST_NAMED.test(path)) ? [] : nothingTested(candidates);
  },
  reason({ facts }) {
    if (facts.project === true) return 'the project has no tests';
    if (Number(facts.commits) <= 1) return 'no test names it';
    return `changed in ${facts.commits} commits of the last year, no test names it`;
  },
};
