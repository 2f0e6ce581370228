/**
 * Finds checks that are switched off for everything. Those that name one rule are decisions, and left alone, unless the
 * rule finds errors that get lost and nothing says why they may.
 */
import type { Finding, Language, Project, Rule, SourceFile } from '../../domain/evidence.ts';
import { type CommentLine, syntaxOf } from '../syntax.ts';
import { cite, shorten } from './citation.ts';
import { cComment, cPragma } from './suppressions/c.ts';
import { goDirective, rustDirective } from './suppressions/compiled.ts';
import { jvmAnnotation, jvmComment } from './suppressions/jvm.ts';
import { phpComment } from './suppressions/php.ts';
import { pythonDirective } from './suppressions/python.ts';
import { rubyComment } from './suppressions/ruby.ts';
import { scriptDirective } from './suppressions/script.ts';
import type { Found, Suppression } from './suppressions/suppression.ts';

interface Reader {
  comment?: (comment: CommentLine, file: SourceFile) => Found;
  /** Reads a line as it stands in the file, comments and strings included; its code tells what is neither. */
  code?: (line: string, at: number, code: readonly string[]) => Found;
}
const SCRIPT: Reader = { comment: scriptDirective };
const JVM: Reader = { comment: jvmComment, code: jvmAnnotation };
const READERS: Record<Language, Reader> = {
  typescript: SCRIPT,
  javascript: SCRIPT,
  python: { comment: pythonDirective },
  go: { comment: goDirective },
  rust: { code: rustDirective },
  java: JVM,
  kotlin: JVM,
  c: { comment: cComment, code: cPragma },
  ruby: { comment: rubyComment },
  php: { comment: phpComment },
};

/** One line of a file is a small thing; a habit of it is not. */
const scarcity = (count: number): number => Math.min(1, 0.7 + 0.1 * (count - 1));

function suppressionsIn(file: SourceFile): Suppression[] {
  if (file.language === null) return [];
  const { comments, code, lines } = syntaxOf(file);
  const { comment: ofComment, code: ofCode } = READERS[file.language];
  const inComments = comments.flatMap((comment) => {
    const one = ofComment?.(comment, file) ?? null;
    const harmless = one?.narrow !== undefined && CLOSING.test(code[comment.line - 1] ?? '');
    return one === null || harmless ? [] : [{ line: comment.line, ...one }];
  });
  // What tests of Rust share is always unused by some of them.
  if (ofCode === undefined || (file.language === 'rust' && file.role === 'test')) return inComments;
  const inCode = code.flatMap((text, index) => {
    const one = MAY_SUPPRESS.test(text) ? ofCode(lines[index] ?? '', index, code) : null;
    return one === null ? [] : [{ line: index + 1, ...one }];
  });
  return [...inComments, ...inCode].sort((a, b) => a.line - b.line);
}

/** A line of code that could switch a check off by itself. */
const MAY_SUPPRESS = /^\s*[#@]/;

// Nobody can do anything about an error of putting something away.
const CLOSING = /^\s*defer\b|\.[Cc]lose\(|\bf?close\(/;

/** What is switched off only to be switched on again below is a region, which counts as a line. */
function isRegion(file: SourceFile, line: number, directive: string): boolean {
  const end = REGION_ENDS.find(([begins]) => begins.test(directive))?.[1];
  return end !== undefined && lastLineOf(file, end) > line;
}

// Asked for every suppression of a file, of which there may be thousands.
const lastLines = new WeakMap<SourceFile, Map<RegExp, number>>();

function lastLineOf(file: SourceFile, end: RegExp): number {
  const known = lastLines.get(file) ?? new Map<RegExp, number>();
  lastLines.set(file, known);
  const line = known.get(end) ?? syntaxOf(file).comments.findLast(({ text }) => end.test(text))?.line ?? 0;
  known.set(end, line);
  return line;
}
const REGION_ENDS: readonly [RegExp, RegExp][] = [
  [/^eslint-disable$/, /^eslint-enable\b/],
  [/^rubocop:(?:disable|todo)/, /\brubocop:enable\b/],
  [/^phpcs:disable/, /^phpcs:enable\b/],
  [/^@codingStandardsIgnoreStart/, /^@codingStandardsIgnoreEnd\b/],
  [/^CHECKSTYLE/i, /^CHECKSTYLE[: ]*(?:ON|ENABLE)\b/i],
  [/^NOLINTBEGIN/, /^NOLINTEND\b/],
];

function judge(file: SourceFile, suppression: Suppression & { count: number }, project: Project): Finding {
  const { directive, reason, line, narrow } = suppression;
  const region = isRegion(file, line, directive);
  const breadth =
    (region ? 0.5 : suppression.breadth) * (suppression.scope === 'line' ? scarcity(suppression.count) : 1);
  // Imports that only re-export, or lack types, are what these marks are most often meant for.
  const importing =
    /^\s*(?:import|from)\b|^\s*#\s*include\b/.test(syntaxOf(file).code[line - 1] ?? '') ||
    file.path.endsWith('__init__.py');
  const place = (file.role === 'test' ? 0.4 : 1) * (importing ? 0.4 : 1) * (reason.length > 8 ? 0.5 : 1);
  const churn = Math.min(1, (project.churn.get(file.path)?.commits ?? 0) / 20);
  const size = Math.min(1, syntaxOf(file).lines.length / 600);
  return cite(
    { rule: 'suppressed-check', file, line },
    {
      cause: file.path,
      weight: breadth * place * (0.65 + 0.25 * churn + 0.1 * size),
      facts: {
        directive,
        scope: region ? 'line' : suppression.scope,
        reason: shorten(reason),
        ...(narrow !== undefined && { narrow }),
      },
    },
  );
}

export const suppressedCheck: Rule = {
  name: 'suppressed-check',
  words: 'Type or lint errors that are silenced in the source, weighed likewise',
  type: 'refactor',
  category: 'maintenance',
  weight: 0.6,
  ages: true,
  joins: ['skipped-test', 'untested-source'],
  find: (project) =>
    project.files.flatMap((file) => {
      const found = suppressionsIn(file);
      return found.map((suppression) => judge(file, { ...suppression, count: found.length }, project));
    }),
  reason({ facts }) {
    if (facts.narrow !== undefined) return `${facts.narrow} is off for a line, and nothing says why`;
    return facts.scope === 'file' ? 'a check is off for a whole file' : 'every rule is off for a line';
  },
};
