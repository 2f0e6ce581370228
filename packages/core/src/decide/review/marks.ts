/** Marks that make a test not run, and whether a pull request took away such a mark and changed nothing else of the test. */

import { isRead } from '../../domain/patch.ts';
import type { PullFile } from '../../domain/pull-request.ts';
import type { Task } from '../../domain/task.ts';
import { type CodeLine, codeHunks } from './code.ts';

const SKIP =
  /\bmark\.(?:skip|skipif|xfail)\b|@(?:unittest\.(?:skip\w*|expectedFailure)|Disabled|Ignored?|skip)\b|\bpytest\.(?:skip|importorskip|xfail)\s*\(|\bself\.skipTest\s*\(|\braise\s+(?:\w+\.)?SkipTest\b|\b(?:it|test|describe|context|suite)(?:\.\w+)*\.(?:skip|only|todo|fails|fixme|skipIf|runIf|failing)\b|(?<![\w$.])(?:xit|xtest|xdescribe|xcontext|xspecify|fit|fdescribe|fcontext)\b\s*(?:\.each\b|[(`"'])|\b(?:this|ctx|context|t)\.skip\s*\(|[{,]\s*(?:skip|only)\s*:\s*(?:true\b|["'`])|\b[tbf]\.Skip(?:f|Now)?\s*\(|#\[ignore\b|#!?\[cfg\s*\(\s*any\s*\(\s*\)|\bmarkTest(?:Skipped|Incomplete)\s*\(|->(?:skip|todo)\s*\(\s*(?:\)|["'])|\bpending\s*\(|^\s*(?:skip|pending|omit|pend)\b\s*(?:$|[("']|if\b|unless\b)|\bassum(?:e|ing)(?:True|False|That|Not)\w*\s*\(|@Test\s*\([^()]{0,200}\benabled\s*=\s*false\b|\bDISABLED_|\bIGNORE_TEST\b|\b(?:GTEST_SKIP|QSKIP|TEST_IGNORE\w*|MUNIT_SKIP)\b|\bdoctest::skip\b|\bunit_test::disabled\b|,\s*\.disabled\s*=\s*(?:true|1)\b/;

/** Whether the line makes a test not run. */
export const isSkip = (text: string): boolean => SKIP.test(text);

const CALL = '(?:\\s*\\((?:[^()]|\\((?:[^()]|\\([^()]*\\))*\\))*\\))?';
const PYTEST = `(?:pytest\\.)?mark\\.(?:skip|xfail)(?:if)?${CALL}`;
const STRING = '(?:"[^"]*"|\'[^\']*\')';

/** A mark that stands alone, over as many lines as its arguments take. */
const ALONE = new RegExp(
  `^\\s*(?:${[
    `@${PYTEST}`,
    `pytestmark\\s*(?::[^=]+)?=\\s*(?:\\[\\s*${PYTEST}\\s*,?\\s*\\]|${PYTEST})`,
    `@(?:unittest\\.)?(?:skip\\w*|expectedFailure)${CALL}`,
    `(?:pytest\\.(?:skip|xfail)|self\\.skipTest|raise\\s+(?:unittest\\.)?SkipTest)${CALL}`,
    `\\w+\\.Skip(?:f|Now)?${CALL}`,
    '#\\[ignore\\b[^\\]]*\\]',
    `@(?:\\w+\\.)*(?:Disabled|Ignored?)${CALL}`,
    `(?:\\$this->|self::|static::|parent::)markTest(?:Skipped|Incomplete)${CALL}`,
    `(?:skip|pending|omit|pend)(?:${CALL}|\\s+${STRING})`,
    `GTEST_SKIP\\s*\\(\\s*\\)\\s*(?:<<[^;]*)?`,
    `(?:TEST_IGNORE(?:_MESSAGE)?|SKIPm?|QSKIP|skip)${CALL}`,
    'return\\s+MUNIT_SKIP',
    `(?:this|ctx|context|t)\\.skip${CALL}`,
  ].join('|')})\\s*;?\\s*$`,
);
/** What is taken out of a line that stays. */
const WITHIN = new RegExp(
  `^\\s*,?\\s*(?:${[
    '\\.(?:skip|only|todo|fails|failing|fixme|ignore)',
    'DISABLED_',
    'IGNORE_',
    `\\{\\s*(?:skip|only|ignore)\\s*:\\s*(?:true|${STRING})\\s*,?\\s*\\}`,
    `(?:skip|only|ignore|pending):\\s*(?:true|${STRING})`,
    ':(?:skip|pending)',
    '\\(?\\s*enabled\\s*=\\s*false\\s*\\)?',
    `->(?:skip|todo)\\(\\s*${STRING}?\\s*\\)`,
    '\\*\\s*doctest::skip\\([^()]*\\)',
    '\\*\\s*(?:boost::)?unit_test::disabled\\(\\)',
    '\\.disabled\\s*=\\s*(?:true|1)',
    `marks\\s*=\\s*(?:\\[\\s*${PYTEST}\\s*\\]|${PYTEST})`,
    `@(?:\\w+\\.)*(?:Disabled|Ignored?)${CALL}`,
    '#\\[ignore\\b[^\\]]*\\]',
  ].join('|')})\\s*,?\\s*$`,
);
const PREFIXED = /^(\s*)[xf](?=(?:it|test|describe|context|specify|example|scenario|feature)\b)/;
const SAID = /^(\s*)(?:skip|pending)\b(?=.*\bdo\b)/;
const IMPORT = /^\s*(?:import|from|use|using|#\s*include|require)\b/;
const OF_MARKS = /\b(?:pytest|unittest|skip\w*|SkipTest|expectedFailure|xfail|Disabled|Ignored?)\b/;
const IMPORTED = /^[\s,]*\w*(?:[sS]kip|[iI]gnore|[dD]isabled|xfail|expectedFailure)\w*[\s,]*$/;
const MOST = 500;

/** What `longer` has more than `shorter` in one place; where that may be cut out in several ways, each. */
function cutsOf(longer: string, shorter: string): string[] {
  const length = longer.length - shorter.length;
  const found: string[] = [];
  for (let at = 0; length > 0 && longer.length <= MOST && at <= shorter.length; at += 1) {
    if (longer.slice(at + length) === shorter.slice(at)) found.push(longer.slice(at, at + length));
    if (longer[at] !== shorter[at]) break;
  }
  return found;
}

/** Whether a line is another without its mark. */
function isUnmarked(after: string, before: string): boolean {
  if (after === before) return false;
  if (after === before.replace(PREFIXED, '$1') || after === before.replace(SAID, '$1it')) return true;
  const mark = IMPORT.test(before) ? IMPORTED : WITHIN;
  return cutsOf(before.trimEnd(), after.trimEnd()).some((cut) => mark.test(cut));
}

/** The lines of marks that stand alone, among those that were taken away. */
function aloneIn(removed: readonly CodeLine[]): Set<CodeLine> {
  const found = new Set<CodeLine>();
  for (const [at, line] of removed.entries()) {
    if (found.has(line) || !isSkip(line.bare)) continue;
    for (let end = at; end < Math.min(removed.length, at + 8); end += 1) {
      const lines = removed.slice(at, end + 1);
      if (
        !ALONE.test(
          lines
            .map(({ code }) => code)
            .join('\n')
            .slice(0, MOST),
        )
      )
        continue;
      for (const own of lines) found.add(own);
      break;
    }
  }
  return found;
}

const isComment = ({ text, code }: CodeLine): boolean => code.trim() === '' && /^\s*(?:#|\/\/)/.test(text);

/** The first line that a hunk changes beyond taking a mark away, with its import and what blank lines go along. */
function changedIn(hunk: readonly CodeLine[]): CodeLine | null {
  const isSaid = ({ text }: CodeLine): boolean => text.trim() !== '';
  const removed = hunk.filter((line) => line.kind === 'removed' && isSaid(line));
  const alone = aloneIn(removed);
  const left = removed.filter(
    (line) => !alone.has(line) && !isComment(line) && !(IMPORT.test(line.text) && OF_MARKS.test(line.code)),
  );
  const marked = removed.filter((line) => !alone.has(line));
  for (const line of hunk.filter((one) => one.kind === 'added' && isSaid(one))) {
    const before = marked.find(({ text }) => isUnmarked(line.text, text));
    if (before === undefined) return line;
    marked.splice(marked.indexOf(before), 1);
    if (left.includes(before)) left.splice(left.indexOf(before), 1);
  }
  return left[0] ?? null;
}

/** Whether more of a test file is changed than that tests of it run again; what cannot be seen counts as changed. */
export function isAltered(file: PullFile): boolean {
  if (file.status === 'removed' || file.status === 'renamed' || !isRead(file)) return true;
  return codeHunks(file).some((hunk) => changedIn(hunk) !== null);
}

/** Whether the task is about a test in this file that does not run. */
export const isCited = ({ evidence }: Task, { path, before }: PullFile): boolean =>
  evidence.some((item) => item.rule === 'skipped-test' && (item.path === path || item.path === before));
