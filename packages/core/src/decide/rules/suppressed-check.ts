/**
 * Finds checks that are switched off for everything. Those that name one rule are decisions, and left alone, unless the
 * rule finds errors that get lost and nothing says why they may.
 */
import type { Finding, Language, Project, Rule, SourceFile } from '../../domain/evidence.ts';
import { type CommentLine, syntaxOf } from '../syntax.ts';
import { cite, shorten } from './citation.ts';

interface Suppression {
  line: number;
  /** What is switched off, as people search for it. */
  directive: string;
  scope: 'file' | 'line';
  /** 0 to 1, before place and churn. */
  breadth: number;
  reason: string;
  /** The one rule that is switched off; absent where it is every rule. */
  narrow?: string;
}
type Found = Omit<Suppression, 'line'> | null;

const off = (directive: string, scope: 'file' | 'line', breadth: number, reason = ''): Found => ({
  directive,
  scope,
  breadth,
  reason: reason.replace(/^[\s:–—-]+/, ''),
});

/** A rule by which lost errors are found. */
const LOST_ERRORS = /^(?:errcheck|BLE001|E722|S110|(?:@typescript-eslint\/)?no-floating-promises)$/;

function unexplained(directive: string, rules: string, reason = ''): Found {
  const rule = rules.split(',').find((one) => LOST_ERRORS.test(one.trim()));
  if (rule === undefined || /\p{L}{2}/u.test(reason)) return null;
  return { directive, scope: 'line', breadth: 0.25, reason: '', narrow: rule.trim() };
}

function scriptDirective({ text }: CommentLine, file: SourceFile): Found {
  const typed = /^@ts-(ignore|nocheck)\b(.*)$/.exec(text);
  // In plain JavaScript the compiler checks nothing unless asked to.
  const compiled = file.language === 'typescript' ? 1 : 0.5;
  if (typed?.[1] === 'nocheck') return off('@ts-nocheck', 'file', 0.9 * compiled, typed[2]);
  if (typed !== null) return off('@ts-ignore', 'line', 0.6 * compiled, typed[2]);
  const linted = /^eslint-disable(-next-line|-line)?(?:\s+--(.*)|\s*)$/.exec(text);
  if (linted !== null) {
    const line = linted[1] !== undefined;
    return off(`eslint-disable${linted[1] ?? ''}`, line ? 'line' : 'file', line ? 0.45 : 0.8, linted[2]);
  }
  const named = /^eslint-disable(-next-line|-line)\s+(\S+(?:,\s*\S+)*)(.*)$/.exec(text);
  if (named !== null) return unexplained(`eslint-disable${named[1]}`, named[2] ?? '', named[3]);
  if (/^deno-lint-ignore-file\s*$/.test(text)) return off('deno-lint-ignore-file', 'file', 0.7);
  if (/^biome-ignore-all\s+lint\s*:/.test(text)) return off('biome-ignore-all lint', 'file', 0.7, text.split(':')[1]);
  return null;
}

function pythonDirective({ text, alone }: CommentLine): Found {
  // One comment may hold several: `# type: ignore  # noqa`.
  const parts = text.split(/\s#\s*|^#\s*/);
  const rest = (at: number) =>
    parts.slice(at + 1).find((part) => !/^(?:noqa|type:|pylint:|nosec|pragma)/.test(part)) ?? '';
  for (const [at, part] of parts.entries()) {
    if (/^(?:flake8|ruff): *noqa *$/i.test(part)) return off(part.trim(), 'file', 0.8, rest(at));
    if (/^pylint: *(?:skip-file|disable=all)\b/.test(part))
      return off(part.trim(), alone ? 'file' : 'line', 0.8, rest(at));
    if (/^mypy: *ignore-errors(?: *= *True)? *$/i.test(part)) return off('mypy: ignore-errors', 'file', 0.8, rest(at));
    if (/^type: *ignore *$/.test(part)) return off('type: ignore', 'line', 0.45, rest(at));
    if (/^pyright: *ignore *$/.test(part)) return off('pyright: ignore', 'line', 0.45, rest(at));
    if (/^noqa *$/i.test(part)) return off('noqa', 'line', 0.3, rest(at));
    const named = /^noqa: *([A-Z]+\d+(?:, *[A-Z]+\d+)*)(.*)$/i.exec(part);
    const lost = named === null ? null : unexplained('noqa', named[1] ?? '', `${named[2]} ${rest(at)}`);
    if (lost !== null) return lost;
  }
  return null;
}

function goDirective({ text }: CommentLine): Found {
  const match = /^nolint(?::all)?(?:\s+\/\/\s*(.*)|\s*)$/.exec(text);
  if (match !== null) return off('nolint', 'line', 0.5, match[1]);
  const named = /^nolint:([\w,]+)(.*)$/.exec(text);
  return named === null ? null : unexplained('nolint', named[1] ?? '', named[2]);
}

const BROAD_LINTS =
  /(?:^|[\s,(])(warnings|unused|dead_code|unused_(?:variables|imports|must_use)|clippy::all|clippy::correctness|clippy::suspicious)(?=[\s,)]|$)/;

function rustDirective(code: string): Found {
  const match = /^\s*#!\[allow\(([^)]{1,300})\)\]/.exec(code);
  const lint = match === null ? undefined : BROAD_LINTS.exec(match[1] ?? '')?.[1];
  if (lint === undefined || /\breason\s*=/.test(match?.[1] ?? '')) return null;
  return off(`allow(${lint})`, 'file', lint === 'warnings' || lint.startsWith('clippy') ? 0.8 : 0.5);
}

const COMMENTED: Record<Language, (comment: CommentLine, file: SourceFile) => Found> = {
  typescript: scriptDirective,
  javascript: scriptDirective,
  python: pythonDirective,
  go: goDirective,
  rust: () => null,
};

/** One line of a file is a small thing; a habit of it is not. */
const scarcity = (count: number): number => Math.min(1, 0.7 + 0.1 * (count - 1));

function suppressionsIn(file: SourceFile): Suppression[] {
  if (file.language === null) return [];
  const { comments, code } = syntaxOf(file);
  const read = COMMENTED[file.language];
  const found = comments.flatMap((comment) => {
    const one = read(comment, file);
    const harmless = one?.narrow !== undefined && CLOSING.test(code[comment.line - 1] ?? '');
    return one === null || harmless ? [] : [{ line: comment.line, ...one }];
  });
  if (file.language !== 'rust') return found;
  // What tests share is always unused by some of them.
  if (file.role === 'test') return [];
  return code.flatMap((text, index) => {
    const one = rustDirective(text);
    return one === null ? [] : [{ line: index + 1, ...one }];
  });
}

// Nobody can do anything about an error of putting something away.
const CLOSING = /^\s*defer\b|\.[Cc]lose\(/;

/** What is switched off only to be switched on again below is a region, which counts as a line. */
const isRegion = (file: SourceFile, line: number): boolean =>
  syntaxOf(file).comments.some((comment) => comment.line > line && /^eslint-enable\b/.test(comment.text));

function judge(file: SourceFile, suppression: Suppression & { count: number }, project: Project): Finding {
  const { directive, reason, line, narrow } = suppression;
  const region = directive === 'eslint-disable' && isRegion(file, line);
  const breadth =
    (region ? 0.5 : suppression.breadth) * (suppression.scope === 'line' ? scarcity(suppression.count) : 1);
  // Imports that only re-export, or lack types, are what these marks are most often meant for.
  const importing =
    /^\s*(?:import|from)\b/.test(syntaxOf(file).code[line - 1] ?? '') || file.path.endsWith('__init__.py');
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
