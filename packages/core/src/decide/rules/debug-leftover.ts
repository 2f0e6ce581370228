/** Finds statements that stop or watch a program while somebody looks for a fault, and that were left behind. */
import type { Finding, Language, Rule, SourceFile } from '../../domain/evidence.ts';
import { withoutPackages } from '../../domain/tooling.ts';
import { enclosing, syntaxOf } from '../syntax.ts';
import { cite, shorten } from './citation.ts';

interface Leftover {
  /** Matched against code alone: comments and the insides of strings are blanks. */
  pattern: RegExp;
  /** What the program does there. */
  effect: 'stops' | 'prints';
  /** Only in tests, where a browser's runner waits for a person. */
  tests?: true;
}

const SCRIPT: readonly Leftover[] = [
  { pattern: /^\s*(?:\{\s*)?debugger\s*(?:;|$)/, effect: 'stops' },
  { pattern: /^\s*(?:await\s+)?(?:page|cy|browser)\.(?:pause|debug)\(\s*\)\s*;?\s*$/, effect: 'stops', tests: true },
  { pattern: /^\s*screen\.(?:debug|logTestingPlaygroundURL)\(\s*\)\s*;?\s*$/, effect: 'prints', tests: true },
];

/** By language, what never belongs into a commit. What is printed on purpose looks the same as what is not, and is left alone. */
const LEFTOVERS: Readonly<Partial<Record<Language, readonly Leftover[]>>> = {
  typescript: SCRIPT,
  javascript: SCRIPT,
  python: [
    { pattern: /^\s*breakpoint\(\s*\)\s*(?:;|$)/, effect: 'stops' },
    { pattern: /^\s*(?:import\s+\w+\s*;\s*)?(?:i?pdb|pudb|wdb|celery\.contrib\.rdb)\.set_trace\(/, effect: 'stops' },
    { pattern: /^\s*(?:import\s+(?:i?pdb|pudb)\b|from\s+(?:i?pdb|pudb)\s+import\s+set_trace\b)/, effect: 'stops' },
    { pattern: /^\s*(?:__import__\([^)]*\)|i?pdb)\.(?:set_trace|post_mortem)\(/, effect: 'stops' },
  ],
  go: [{ pattern: /^\s*runtime\.Breakpoint\(\s*\)/, effect: 'stops' }],
  rust: [{ pattern: /(?:^|[^\w:])(?:std::)?dbg!\s*\(/, effect: 'prints' }],
  java: [{ pattern: /^\s*Thread\.dumpStack\(\s*\)\s*;/, effect: 'prints' }],
  c: [{ pattern: /^\s*__debugbreak\(\s*\)\s*;/, effect: 'stops' }],
  ruby: [
    { pattern: /^\s*(?:binding\.(?:pry|irb|break|b)|byebug)\s*(?:$|[;#]|if\b|unless\b)/, effect: 'stops' },
    { pattern: /^\s*(?:debugger|save_and_open_page)\s*$/, effect: 'stops' },
    { pattern: /^\s*require\s+["'].{0,40}["']\s*;\s*binding\.(?:pry|irb)\b/, effect: 'stops' },
  ],
  php: [
    { pattern: /^\s*(?:xdebug_break\(\s*\)|dd\(.{0,400}\))\s*;/, effect: 'stops' },
    { pattern: /^\s*var_dump\(/, effect: 'prints' },
  ],
};

/** Prints whose text says that it was for nobody but its author: the call, up to the quote that opens its text. */
const PRINTS: Readonly<Partial<Record<Language, RegExp>>> = {
  typescript: /^\s*console\.(?:log|error|warn|info|debug)\(\s*["'`]/,
  javascript: /^\s*console\.(?:log|error|warn|info|debug)\(\s*["'`]/,
  python: /^\s*print\(\s*[fF]?["']/,
  go: /^\s*(?:fmt\.Print(?:f|ln)?|log\.Print(?:f|ln)?|println)\(\s*["`]/,
  rust: /^\s*e?println!\(\s*"/,
  java: /^\s*System\.(?:out|err)\.print(?:f|ln)?\(\s*"/,
  kotlin: /^\s*(?:System\.(?:out|err)\.)?print(?:ln)?\(\s*"/,
  c: /^\s*(?:printf\(|fprintf\(\s*stderr\s*,|std::c(?:out|err)\s*<<)\s*"/,
  ruby: /^\s*(?:puts|p|warn)[ (]\s*["']/,
  php: /^\s*(?:echo|print|error_log\()\s*["']/,
};
const SCRATCH =
  /^(?:XXX+(?=[\s:=!])|(?:#{3,}|>{3,}|!{3,})\s*XXX+\b|(?:got |i(?:'| a)?m )?here\s?\d*\s?!*(?=["'`\\])|asdf\b)/i;

/** The text itself is no code: it is read from the line as it stands. */
function scratch(file: SourceFile, code: string, line: string): Leftover | undefined {
  const opening = file.role === 'source' && file.language !== null ? PRINTS[file.language]?.exec(code) : null;
  if (!opening || !SCRATCH.test(line.slice(opening[0].length, opening[0].length + 40))) return undefined;
  return { pattern: SCRATCH, effect: 'prints' };
}

/** Where looking into a program is the work itself, or where a person runs what stands there by hand. */
const APART =
  /(?:^|\/)(?:examples?|samples?|demos?|docs?|scripts?|tools?|hack|bench(?:es|marks?)?|playground|tutorials?|notebooks?)\/|(?:debug|pdb|repl|console|inspect|breakpoint|trace|shell)[^/]*(?:\/|\.\w+$)/i;
/** A condition that somebody has to meet first, or a word that says it is meant. */
const GUARD = /debug|pdb|interactive|\brepl\b|trace|breakpoint|post_?mortem|developer|__name__/i;
const MEANT = /no-debugger|noqa|T100|nosec|biome-ignore|eslint-disable|rubocop:disable|NOLINT|allow\(clippy/;

function isMeant({ lines, code }: ReturnType<typeof syntaxOf>, index: number): boolean {
  const around = `${lines[index - 1] ?? ''}\n${lines[index] ?? ''}`.slice(0, 2_000);
  return MEANT.test(around) || enclosing(code, index + 1).some((text) => GUARD.test(text.slice(0, 400)));
}

/** Rust keeps its tests inside the source. */
const testStart = (file: SourceFile, code: readonly string[]): number =>
  file.language === 'rust' ? code.findIndex((text) => /^\s*#\[cfg\((?:all\()?test\b/.test(text)) : -1;

/** A package of Java may be called anything; the folders around it and the file itself may not. */
const isApart = (path: string): boolean =>
  APART.test(withoutPackages(path)) || APART.test(path.slice(path.lastIndexOf('/') + 1));

function findIn(file: SourceFile): Finding[] {
  const leftovers = file.language === null ? undefined : (LEFTOVERS[file.language] ?? []);
  if (leftovers === undefined || isApart(file.path) || (file.role !== 'source' && file.role !== 'test')) return [];
  const syntax = syntaxOf(file);
  const tests = testStart(file, syntax.code);
  return syntax.code.flatMap((text, index) => {
    // A call stands near the start of its line, or it is not the statement that is looked for.
    const code = text.slice(0, 2_000);
    const inTest = file.role === 'test' || (tests >= 0 && index > tests);
    const found =
      leftovers.find(({ pattern, tests: only }) => (only === undefined || inTest) && pattern.test(code)) ??
      scratch(file, code, syntax.lines[index] ?? '');
    if (found === undefined || isMeant(syntax, index)) return [];
    const weight = (found.effect === 'stops' ? 0.9 : 0.5) * (inTest && found.tests === undefined ? 0.6 : 1);
    // Of what such a print says the words are the point; elsewhere the insides of strings are nobody's business.
    const shown = found.pattern === SCRATCH ? (syntax.lines[index] ?? '').slice(0, 200) : code;
    const facts = { statement: shorten(shown.trim(), 160), effect: found.effect, test: inTest };
    return [cite({ rule: 'debug-leftover', file, line: index + 1 }, { cause: file.path, weight, facts })];
  });
}

export const debugLeftover: Rule = {
  name: 'debug-leftover',
  words:
    'Statements left from looking for a fault: breakpoints, `debugger`, `dbg!`, `binding.pry`, `var_dump`, prints of `XXX`',
  type: 'bug-fix',
  category: 'development',
  weight: 0.6,
  ages: true,
  find: (project) => project.files.flatMap(findIn),
  reason: ({ facts }) =>
    facts.effect === 'stops' ? 'the program stops there and waits' : 'it prints what only its author wanted to see',
};
