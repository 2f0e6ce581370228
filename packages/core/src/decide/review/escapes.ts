/** Lines by which a suite is green without its tests having passed: a run that ends early, code that knows it is tested. */
import type { PullFile } from '../../domain/pull-request.ts';
import { languageOf } from '../../domain/tooling.ts';
import { FAMILIES, type Family } from '../families.ts';
import { type CodeLine, codeLines, newCode } from './code.ts';
import { isSource, isTest } from './paths.ts';
import { isSteering } from './steering.ts';

export interface Escape {
  file: PullFile;
  line: CodeLine;
}

const ENDINGS: Record<Family, RegExp> = {
  python:
    /(?:\bsys\.exit|\bos\._exit|(?<![\w.])(?:exit|quit|_exit))\s*(\(.*)|\braise\s+SystemExit\b\s*(.*)|\b(?:pytest\.exit|os\.exec\w+)\s*\(/,
  script: /\b(?:process\.(?:exit|reallyExit)|Deno\.exit)\s*(\(.*)|\bprocess\.exitCode\s*=(?!=)\s*(.*)/,
  go: /\b(?:os|syscall)\.Exit\s*(\(.*)/,
  rust: /\bprocess::(?:exit|_exit)\s*(\(.*)|\blibc::_?exit\s*(\(.*)/,
  jvm: /\bSystem\.exit\s*(\(.*)|\.(?:halt|exit)\s*(\(\s*\d.*)|\bexitProcess\s*(\(.*)/,
  c: /(?<![\w.>])(?:std::)?(?:exit|_exit|_Exit|quick_exit)\s*(\(.*)/,
  ruby: /(?<![\w.])(?:Process\.|Kernel\.)?exit!?(?![\w=:?])(.*)|\bat_exit\b/,
  php: /(?<![\w>$:])(?:exit|die)\b(?!\s*[=:])(.*)/,
};
/** What ends a run so that whoever started it takes it for failed. */
const FAILS = /^\s*\(?\s*(?:-?[1-9]\d*\s*(?:\)|;|$|if\b|unless\b)|[frb]?["'`]|EXIT_FAILURE\b|false\b)/;
/** PHP says a text and ends well. */
const FAILS_PHP = /^\s*\(?\s*-?[1-9]\d*\s*\)?\s*;?/;
const MAIN = /^if\s+__name__\s*==/;

function endsWell(line: CodeLine, family: Family, above: string | undefined): boolean {
  const match = ENDINGS[family].exec(line.code);
  if (match === null || (family === 'python' && MAIN.test(above?.trim() ?? ''))) return false;
  const argument = match.slice(1).find((group) => group !== undefined) ?? '';
  return !(family === 'php' ? FAILS_PHP : FAILS).test(argument);
}

/** Words of the runners in code that is no test. */
const KNOWS: Record<Family, RegExp> = {
  python:
    /\bPYTEST_\w+|^\s*(?:import|from)\s+_?(?:pytest|unittest)\b|["']_?(?:pytest|unittest)["']\s*in\b|\bTEST_RUNNER\b/,
  script: /\bVITEST\b|\bJEST_WORKER_ID\b|\bNODE_ENV\b.*\btest\b|["'](?:vitest|jest|@jest\/\w+|mocha|node:test)["']/,
  go: /\btesting\.Testing\(|"testing"|"test\.v"|["`]\.test["`]/,
  rust: /\bcfg!\s*\([^)]{0,200}\btest\b|\bcfg(?:_attr)?\s*\(\s*not\s*\(\s*test\b/,
  jvm: /\borg\.(?:junit|testng)\b|\bkotlin\.test\b|surefire/,
  c: /\b(?:UNIT_?TEST\w*|GTEST\w*|RUNNING_TESTS?)\b|<gtest\//,
  ruby: /\b(?:RSpec|Minitest)\b|\b(?:RAILS|RACK)_ENV\b.*\btest\b|\bRails\.env\.test\?/,
  php: /\bPHPUnit\w*\b|PHPUNIT|\brunningUnitTests\b/,
};

/** What reaches out of a test file to the others: it runs before them, for all of them, or changes what they call. */
const REACHES: Partial<Record<Family, RegExp>> = {
  python:
    /^(?:pytest_plugins\b|(?:async\s+)?def\s+(?:pytest_\w+|load_tests|setUpModule)\b|(?:[A-Za-z_]\w*\.)+\w+\s*=(?!=)|setattr\s*\(|del\s|sys\.modules\b|__test__\b|pytestmark\s*=\s*(?!\[?\s*pytest\.mark\.\w))|\bautouse\s*=\s*True\b|\bgetattr\s*\(\s*(?:pytest|unittest)\b/,
  script: /^(?:global(?:This)?|process)\.[\w.]+\s*=(?![=>])|\.prototype\.\w+\s*=(?!=)|\brequire\.cache\b/,
  go: /^func\s+(?:TestMain|init)\s*\(/,
  rust: /#!\[cfg\b/,
  ruby: /^\s*(?:Minitest\.(?:after_run|autorun)|RSpec\.configure|module\s+Kernel\b|class\s+(?:Object|Kernel)\b)|\b(?:class|instance)_eval\b/,
};

const familyOf = (path: string): Family | null => {
  const language = languageOf(path);
  return language === null ? null : FAMILIES[language];
};

function escapesIn(file: PullFile, isIt: (line: CodeLine, family: Family, above?: string) => boolean): Escape[] {
  const family = familyOf(file.path);
  if (family === null) return [];
  const after = codeLines(file).filter(({ kind, code }) => kind !== 'removed' && code.trim() !== '');
  const above = new Map(after.map((line, at) => [line, after[at - 1]?.code]));
  return newCode(file).flatMap((line) => (isIt(line, family, above.get(line)) ? [{ file, line }] : []));
}

/** Lines that end the process as if all were well. */
export const endings = (files: readonly PullFile[]): Escape[] => files.flatMap((file) => escapesIn(file, endsWell));

/** Lines of the project's own code that ask whether it is tested, or change what tests it. */
export const knowing = (files: readonly PullFile[]): Escape[] =>
  files
    .filter(({ path }) => isSource(path) && !isSteering(path))
    .flatMap((file) => escapesIn(file, ({ bare }, family) => KNOWS[family].test(bare)));

/** Lines of tests that change what other tests do. */
export const reaching = (files: readonly PullFile[]): Escape[] =>
  files
    .filter(({ path }) => isTest(path))
    .flatMap((file) => escapesIn(file, ({ code }, family) => REACHES[family]?.test(code) ?? false));
