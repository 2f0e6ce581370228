/** Disabled tests of C and C++: GoogleTest, doctest, Catch2, Boost.Test, Criterion, Unity, CppUTest, cmocka, greatest, Qt. */
import type { SourceFile } from '../../../domain/evidence.ts';
import { enclosing, syntaxOf } from '../../syntax.ts';
import { callText, quotedIn, reasonNear, type Skip } from './skip.ts';

const GOOGLE = /^\s*(?:TYPED_)?TEST(?:_F|_P)?\s*\(\s*(\w+)\s*,\s*(\w+)\s*\)/;
const IGNORED = /^\s*IGNORE_TEST\s*\(\s*\w+\s*,\s*(\w+)\s*\)/;
const DECORATED =
  /^\s*(?:TEST_CASE|TEST_SUITE|SCENARIO|BOOST_\w*TEST_(?:CASE|SUITE))\s*\(.*(?:doctest::skip\(\s*(?:true)?\s*\)|unit_test::disabled\(\s*\))/;
const CRITERION = /^\s*(?:Test|ParameterizedTest|Theory)\s*\(\s*\w+\s*,\s*(\w+)\s*,.*\.disabled\s*=\s*(?:true|1)\b/;
const CALL =
  /^\s*(?:TEST_IGNORE(?:_MESSAGE)?\s*\(|GTEST_SKIP\s*\(\s*\)|SKIP\s*\(|SKIPm\s*\(|QSKIP\s*\(|skip\s*\(\s*\)\s*;|return\s+MUNIT_SKIP\s*;)/;
const OPENING =
  /^\s*(?:static\s+)?(?:void|enum\s+greatest_test_res|TEST|MunitResult)\s+(?:\w+::)?(test\w*|\w+_test|\w+)\s*\([^;]*$|^\s*(?:TYPED_)?TEST(?:_F|_P|_CASE|_GROUP)?\s*\((.*)$|^\s*(?:SCENARIO|SECTION)\s*\((.*)$/;
const BRANCH = /\b(?:if|else|switch|case|for|while|do|return|goto|try|catch)\b|\?|^\s*#\s*(?:if|elif|else|endif)/;
const CONDITION = /^(?:\}?\s*else\b|if\b|switch\b|case\b|default:|for\b|while\b|do\b)/;

/** Whether the preprocessor decides about this line; what guards a whole file decides nothing. */
function guarded(code: readonly string[]): boolean[] {
  let depth = 0;
  const guards: boolean[] = [];
  return code.map((text, at) => {
    const word = /^\s*#\s*(if|ifdef|ifndef|endif)\b/.exec(text)?.[1];
    if (word === 'endif') depth -= guards.pop() === true ? 1 : 0;
    else if (word !== undefined) {
      const isGuard = word === 'ifndef' && /^\s*#\s*define\b/.test(code[at + 1] ?? '');
      guards.push(!isGuard);
      depth += isGuard ? 0 : 1;
    }
    return depth > 0;
  });
}

function definedIn(file: SourceFile, line: number): Skip | null {
  const { lines, code } = syntaxOf(file);
  const text = code[line - 1] ?? '';
  const google = GOOGLE.exec(text);
  const reason = () => reasonNear(file, line);
  if (google !== null) {
    const [, suite = '', name = ''] = google;
    if (!/^DISABLED_/.test(suite) && !/^DISABLED_/.test(name)) return null;
    return { line, kind: 'skip', reason: reason(), test: `${suite}.${name}`.replace(/DISABLED_/g, '') };
  }
  const name = IGNORED.exec(text)?.[1] ?? CRITERION.exec(text)?.[1];
  if (name !== undefined) return { line, kind: 'skip', reason: reason(), test: name };
  if (!DECORATED.test(text)) return null;
  return { line, kind: 'skip', reason: reason(), test: quotedIn(lines[line - 1] ?? '') };
}

/** The test whose first statements stand before this line. */
function openedBefore(lines: readonly string[], code: readonly string[], line: number): string | null {
  for (let at = line - 2; at >= 0 && at > line - 40; at -= 1) {
    const text = code[at] ?? '';
    const opening = OPENING.exec(text);
    if (opening !== null) {
      const inside = opening[2] ?? opening[3];
      if (inside === undefined) return opening[1] ?? null;
      return (
        quotedIn(lines[at] ?? '') ||
        inside
          .replace(/\).*$/, '')
          .split(/\s*,\s*/)
          .join('.')
      );
    }
    if (BRANCH.test(text)) return null;
  }
  return null;
}

function calledIn(file: SourceFile, line: number): Skip | null {
  const { lines, code } = syntaxOf(file);
  const text = code[line - 1] ?? '';
  if (!CALL.test(text) || enclosing(code, line).some((outer) => CONDITION.test(outer))) return null;
  const test = openedBefore(lines, code, line);
  if (test === null || !/^(?:test|TEST)|[tT]est|\./.test(test)) return null;
  const said = text.includes('(') ? quotedIn(`${callText(lines, line, text.indexOf('('))}${lines[line - 1]}`) : '';
  return { line, kind: 'skip', reason: said || reasonNear(file, line), test };
}

export function cSkips(file: SourceFile): Skip[] {
  const { code } = syntaxOf(file);
  if (!/DISABLED_|IGNORE|SKIP|skip\s*\(|disabled/.test(file.text)) return [];
  const isGuarded = guarded(code);
  return code.flatMap((_, index) => {
    const one = isGuarded[index] === true ? null : (definedIn(file, index + 1) ?? calledIn(file, index + 1));
    return one === null ? [] : [one];
  });
}
