/** Finds source that is much larger and changes much more often than the rest: where the next change costs most. */
import type { Finding, Project, Rule, SourceFile } from '../../domain/evidence.ts';
import { counted } from '../../domain/markdown.ts';
import { withoutPackages } from '../../domain/tooling.ts';
import { codeSize } from '../definitions.ts';
import { isHeader } from '../families.ts';
import { type Part, partsOf } from '../parts.ts';
import { cite } from './citation.ts';

/** Below these no file is a hotspot, however small its neighbours are. */
const LEAST_LINES = 500;
const LEAST_COMMITS = 15;
/** How far a file stands out: times the middle file of the project. */
const TIMES_LINES = 4;
const TIMES_COMMITS = 3;
/** A project of a few files has no middle worth the name. */
const LEAST_FILES = 8;
const MOST_FILES = 2;
/** In a small project no file is large; one may still tower above all others, and be where every change goes. */
const TOWER_LINES = 200;
const TOWER_COMMITS = 5;
const TOWER_TIMES_NEXT = 3;
const TOWER_PARTS = 8;
const MOST_PARTS = 3;

const APART =
  /(?:^|\/)(?:examples?|samples?|demos?|docs?|scripts?|hack|bench(?:es|marks?)?|migrations?|alembic|locales?|i18n|translations?|templates?|mocks?|__mocks__|types|typings|stubs|website|testing)\/|\.d\.[cm]?ts$|\.pyi$/i;

interface Measured {
  file: SourceFile;
  lines: number;
  commits: number;
  /** What it could be taken apart into, the largest first. Tables and lists grow with what they list: they are none. */
  parts: Part[];
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}

function measure(project: Project): Measured[] {
  return project.files
    .filter(({ role, language, path }) => role === 'source' && language !== null && !APART.test(withoutPackages(path)))
    .map((file) => ({
      file,
      lines: codeSize(file),
      commits: project.churn.get(file.path)?.commits ?? 0,
      parts: partsOf(file),
    }));
}

/** Most of its code lies in at least two parts that could stand alone, or in one that is itself too long. */
function isDivisible({ parts, lines }: Measured): boolean {
  const held = parts.reduce((sum, { size }) => sum + size, 0);
  return held >= lines / 2 && (parts.length >= 4 || (parts[0]?.size ?? 0) >= LEAST_LINES / 2);
}

/** The one file that is several times as large as the next, and changes more than half as often again as any other. */
function towerOf(all: readonly Measured[]): Measured[] {
  // A header changes with what it declares.
  const own = all.filter(({ file }) => !isHeader(file.path));
  const [first, next] = [...own].sort((a, b) => b.lines - a.lines);
  if (first === undefined || next === undefined) return [];
  const others = Math.max(...own.map((one) => (one === first ? 0 : one.commits)));
  const isLarge = first.lines >= Math.max(TOWER_LINES, TOWER_TIMES_NEXT * next.lines);
  const isBusy = first.commits >= Math.max(TOWER_COMMITS, 1.5 * others);
  return isLarge && isBusy && first.parts.length >= TOWER_PARTS && isDivisible(first) ? [first] : [];
}

function judge({ file, lines, commits, parts }: Measured, most: number): Finding[] {
  const isSmall = lines < LEAST_LINES;
  const weight = (0.3 + 0.4 * (commits / most) + 0.3 * Math.min(1, lines / 2_000)) * (isSmall ? 0.7 : 1);
  return parts.slice(0, MOST_PARTS).map(({ name, line, size, kind }, at) =>
    cite(
      { rule: 'hotspot', file, line },
      {
        cause: file.path,
        weight: weight - at * 0.05,
        facts: { part: name, kind, size, lines, commits, parts: parts.length, tower: isSmall },
      },
    ),
  );
}

export const hotspot: Rule = {
  name: 'hotspot',
  words: 'Source that is far larger and changes far more often than the rest, with what it could be split by',
  type: 'refactor',
  category: 'development',
  weight: 0.4,
  find(project) {
    const all = measure(project);
    if (all.length < LEAST_FILES) return [];
    const leastLines = Math.max(LEAST_LINES, TIMES_LINES * median(all.map(({ lines }) => lines)));
    const leastCommits = Math.max(LEAST_COMMITS, TIMES_COMMITS * median(all.map(({ commits }) => commits)));
    const most = Math.max(...all.map(({ commits }) => commits), 1);
    const large = all
      .filter((one) => one.lines >= leastLines && one.commits >= leastCommits && isDivisible(one))
      .sort((a, b) => b.lines * b.commits - a.lines * a.commits || (a.file.path < b.file.path ? -1 : 1))
      .slice(0, MOST_FILES);
    return (large.length > 0 ? large : towerOf(all)).flatMap((one) => judge(one, most));
  },
  reason: ({ facts }) =>
    `changed in ${counted(Number(facts.commits), 'commit')} of the last year, ${counted(Number(facts.lines), 'line')} of code`,
};
