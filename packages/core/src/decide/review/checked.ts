/** How much the tests of a file check, as far as a patch shows: its tests, and the assertions in them that could fail. */
import type { PullFile } from '../../domain/pull-request.ts';
import { type CodeLine, codeLines } from './code.ts';

const ASSERTION =
  /\bassert\b|\bassert[A-Z_]\w*|\bexpect\s*\(|\.should\b|\bshould[A-Z]\w*|\bmust_\w+|\bt\.(?:Error|Fatal|Fail)\w*\(|\bt\.(?:is|not|deepEqual|equal|same|like|true|false|truthy|falsy|throws\w*|ok|notOk)\(|\brequire\.\w+\(|\bpytest\.raises\b|\b(?:EXPECT|ASSERT|CHECK|REQUIRE|BOOST_(?:CHECK|REQUIRE|TEST)|TEST_ASSERT)(?:_\w+)?\s*\(|\b(?:cr|munit)_assert\w*|\bverify\w*\(/;
/** Words of assertions and of values that are the same in every run. */
const WORDS =
  /^(?:assert\w*|Assert\w*|ASSERT\w*|EXPECT\w*|CHECK\w*|REQUIRE\w*|expect\w*|chai|should\w*|must\w*|to|to[A-Z_]\w*|not|and|is|be|been|eq\w*|equal\w*|ok|t|self|this|static|true|false|True|False|TRUE|FALSE|None|null|nil|NULL|undefined|truthy|falsy|deepEqual|message|msg)$/;
const FAILURES = /\bt\.(?:Error|Fatal|Fail)\w*\(|\bpytest\.raises\b|\bthrows\w*\(/;

const isWhole = (code: string): boolean =>
  (code.match(/[([{]/g)?.length ?? 0) === (code.match(/[)\]}]/g)?.length ?? 0) && /[\w"'`)\]};]\s*$/.test(code);

/** Whether it holds whatever the project does: nothing of the project is named in it. */
const isTrivial = ({ code }: CodeLine): boolean =>
  isWhole(code) && !FAILURES.test(code) && (code.match(/[A-Za-z_$][\w$]*/g) ?? []).every((word) => WORDS.test(word));

const TEST =
  /\b(?:def|function|fun|void)\s+test\w*|\bfunc\s+(?:Test|Benchmark|Fuzz|Example)\w*|^\s*@(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate)\b|^\s*#\[(?:\w+::)*(?:test|rstest|test_case)\b|(?<![\w$.])(?:it|test|specify|scenario)(?:\.\w+)*\s*(?:<[^<>]*>)?\s*[(`]|^\s*(?:it|specify|scenario|example|should|test)\s+["']|\b\w\.Run\s*\(|^\s*(?:TYPED_)?TEST(?:_[A-Z]+)?\s*\(|\bBOOST_\w*TEST_CASE\w*\s*\(|^\s*SCENARIO\s*\(/;

interface Amount {
  tests: number;
  assertions: number;
}

function amountOf(lines: readonly CodeLine[]): Amount {
  return {
    tests: lines.filter(({ code }) => TEST.test(code)).length,
    assertions: lines.filter((line) => ASSERTION.test(line.code) && !isTrivial(line)).length,
  };
}

/** Whether a file has fewer tests, or checks less in them, than before. */
export function checksLess(file: PullFile): boolean {
  const lines = codeLines(file);
  const [before, after] = (['removed', 'added'] as const).map((kind) =>
    amountOf(lines.filter((line) => line.kind === kind)),
  );
  return (
    before !== undefined && after !== undefined && (before.tests > after.tests || before.assertions > after.assertions)
  );
}
