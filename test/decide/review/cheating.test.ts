/** Pull requests under which every check is green because less is tested: none is accepted. */
import type { PullFile } from '@steward/core/domain/pull-request.ts';
import { describe, expect, it } from 'vitest';
import { changed, file } from '../../support/pulls.ts';
import {
  added,
  also,
  C,
  GO,
  JAVA,
  KOTLIN,
  PHP,
  type Project,
  PYTHON,
  RUBY,
  RUST,
  ruled,
  SCRIPT,
  withTest,
} from '../../support/unskipped.ts';

const BODY = '    assert parse("1 2") == 3\n';
const python = (from: string, to: string): PullFile[] => withTest(PYTHON, PYTHON.runs.replace(from, to));
const script = (from: string, to: string): PullFile[] => withTest(SCRIPT, SCRIPT.runs.replace(from, to));
const inSource = (path: string, text: string, project: Project): PullFile[] => [
  changed(project.path, project.skipped, project.runs),
  changed(path, '', text),
];

describe('a pull request that is green because less is tested is never accepted', () => {
  it.each<[string, Project, PullFile[]]>([
    ['the test is commented out', PYTHON, python(`def test_spaces():\n${BODY}`, `# def test_spaces():\n# ${BODY}`)],
    [
      'the test stands in a string',
      PYTHON,
      python(`def test_spaces():\n${BODY}`, `"""\ndef test_spaces():\n${BODY}"""\n`),
    ],
    [
      'the test is gone, its name in a string',
      PYTHON,
      python(`def test_spaces():\n${BODY}`, 'NOTE = "test_spaces"\nassert "assert"\n'),
    ],
    ['the test is called otherwise', PYTHON, python('def test_spaces', 'def spaces')],
    ['it asserts what is always true', PYTHON, python(BODY, '    assert True\n')],
    ['it expects what the fault gives', PYTHON, python('"1 2") == 3', '"1 2") == 1')],
    ['it returns before it checks', PYTHON, python(BODY, `    return\n${BODY}`)],
    ['it checks under a condition that never holds', PYTHON, python(BODY, `    if False:\n    ${BODY}`)],
    ['its mark is put together', PYTHON, python('\n\n\n', '\npytestmark = getattr(pytest.mark, "sk" + "ip")\n\n\n')],
    ['what it calls is replaced', PYTHON, python('\n\n\n', '\nparse = lambda text: 3\n\n\n')],
    ['it is removed at the end', PYTHON, withTest(PYTHON, `${PYTHON.runs}\n\ndel test_spaces\n`)],
    [
      'its package says that there are no tests',
      PYTHON,
      also(PYTHON, added('tests/__init__.py', '__test__ = False\n')),
    ],
    [
      'hooks take the tests away',
      PYTHON,
      also(PYTHON, added('tests/conftest.py', 'def pytest_collection_modifyitems(items):\n    items[:] = []\n')),
    ],
    ['Python is customized', PYTHON, also(PYTHON, added('sitecustomize.py', 'import sys\n'))],
    ['another runner takes the name', PYTHON, also(PYTHON, added('pytest.py', 'print("1 passed")\n'))],
    ['another project takes the name', PYTHON, also(PYTHON, added('tests/dur.py', 'def parse(text):\n    return 3\n'))],
    ['a new test file ends the run', PYTHON, also(PYTHON, added('tests/test_a.py', 'import os\nos._exit(0)\n'))],
    [
      'a new test file changes the project',
      PYTHON,
      also(PYTHON, added('tests/test_a.py', 'import dur\ndur.parse = lambda text: 3\n')),
    ],
    [
      'the source ends the run',
      PYTHON,
      inSource('src/dur/__init__.py', 'import sys\ndef parse(text):\n    sys.exit(0)\n', PYTHON),
    ],
    [
      'the source knows that it is tested',
      PYTHON,
      inSource(
        'src/dur/__init__.py',
        'def parse(text):\n    return 3 if "PYTEST_CURRENT_TEST" in os.environ else 1\n',
        PYTHON,
      ),
    ],
    [
      'the mark gives way to a condition',
      PYTHON,
      python('def test_spaces', '@pytest.mark.skipif(True, reason="")\ndef test_spaces'),
    ],
    [
      'the file is renamed',
      PYTHON,
      [PYTHON.source, file('tests/parse_cases.py', null, { status: 'renamed', before: PYTHON.path })],
    ],

    ['JavaScript: it expects what is always true', SCRIPT, script("parse('1h 30m')).toBe(5400)", 'true).toBe(true)')],
    ['JavaScript: it expects what the fault gives', SCRIPT, script('toBe(5400)', 'toBe(6)')],
    ['JavaScript: it is commented out', SCRIPT, script("it('spaces", "// it('spaces")],
    [
      'JavaScript: the project is mocked',
      SCRIPT,
      script('\n\n', "\nvi.mock('../src/parse.ts', () => ({ parse: () => 5400 }));\n\n"),
    ],
    [
      'JavaScript: a workspace without tests',
      SCRIPT,
      also(
        SCRIPT,
        added('vitest.workspace.ts', "export default [{ test: { include: ['none'], passWithNoTests: true } }];\n"),
      ),
    ],
    [
      'JavaScript: a setup file',
      SCRIPT,
      also(SCRIPT, added('test/setup.ts', 'globalThis.expect = () => ({ toBe() {} });\n')),
    ],
    [
      'JavaScript: a mock beside the source',
      SCRIPT,
      also(SCRIPT, added('src/__mocks__/parse.ts', 'export const parse = () => 5400;\n')),
    ],
    ['JavaScript: the runner itself', SCRIPT, also(SCRIPT, added('node_modules/vitest/vitest.mjs', 'export {};\n'))],
    ['JavaScript: the source ends the run', SCRIPT, inSource('src/parse.ts', 'process.exit(0);\n', SCRIPT)],
    [
      'JavaScript: the source knows that it is tested',
      SCRIPT,
      inSource('src/parse.ts', 'export const parse = (t: string) => (process.env.VITEST ? 5400 : t.length);\n', SCRIPT),
    ],

    [
      'Go: a main of its own',
      GO,
      also(
        GO,
        added(
          'main_test.go',
          'package dur\n\nimport (\n\t"os"\n\t"testing"\n)\n\nfunc TestMain(m *testing.M) { os.Exit(0) }\n',
        ),
      ),
    ],
    ['Go: what runs first', GO, also(GO, added('a_test.go', 'package dur\n\nfunc init() { answer = 5400 }\n'))],
    ['Go: a return before the check', GO, withTest(GO, GO.runs.replace('\tif', '\treturn\n\tif'))],
    ['Go: a condition for the build', GO, withTest(GO, `//go:build never\n\n${GO.runs}`)],
    ['Go: the source ends the run', GO, inSource('dur.go', 'package dur\n\nfunc init() { os.Exit(0) }\n', GO)],
    ['Rust: a condition for the file', RUST, withTest(RUST, `#![cfg(any())]\n${RUST.runs}`)],
    ['Rust: the expectation', RUST, withTest(RUST, RUST.runs.replace('5400', '6'))],
    ['Rust: the test is no test', RUST, withTest(RUST, RUST.runs.replace('#[test]\n', ''))],
    [
      'Rust: the source ends the run',
      RUST,
      inSource('src/lib.rs', 'pub fn parse(_: &str) -> usize { std::process::exit(0) }\n', RUST),
    ],
    ['Java: the check is gone', JAVA, withTest(JAVA, JAVA.runs.replace(/ {8}assert.*\n/, ''))],
    ['Java: the expectation', JAVA, withTest(JAVA, JAVA.runs.replace('5400', '6'))],
    [
      'Java: an assumption',
      JAVA,
      withTest(JAVA, JAVA.runs.replace('        assert', '        assumeTrue(false);\n        assert')),
    ],
    [
      'Java: another class of the same name',
      JAVA,
      also(
        JAVA,
        added(
          'src/test/java/org/example/Parser.java',
          'class Parser {\n  static int parse(String s) { return 5400; }\n}\n',
        ),
      ),
    ],
    [
      'Java: settings of the runner',
      JAVA,
      also(JAVA, added('src/test/resources/junit-platform.properties', 'junit.jupiter.conditions.deactivate=*\n')),
    ],
    [
      'Kotlin: the test is commented out',
      KOTLIN,
      withTest(KOTLIN, KOTLIN.runs.replace(/( {4})(@Test[\s\S]*?\n {4}\})/, '$1/* $2 */')),
    ],
    ['C++: the expectation', C, withTest(C, C.runs.replace('5400', '1'))],
    ['C++: the preprocessor drops it', C, withTest(C, C.runs.replace('TEST(', '#if 0\nTEST(').concat('#endif\n'))],
    ['C++: the source ends the run', C, inSource('src/parse.cpp', 'int parse(const char *s) { exit(0); }\n', C)],
    [
      'Ruby: it expects what is always true',
      RUBY,
      withTest(RUBY, RUBY.runs.replace("Dur.parse('1h 30m')).to eq(5400)", 'true).to be(true)')),
    ],
    [
      'Ruby: the helper',
      RUBY,
      also(RUBY, added('spec/spec_helper.rb', 'RSpec.configure { |c| c.filter_run :none }\n')),
    ],
    ['Ruby: options of the runner', RUBY, also(RUBY, added('.rspec', '--tag none\n'))],
    ['Ruby: the source ends the run', RUBY, inSource('lib/dur.rb', 'at_exit { exit! 0 }\n', RUBY)],
    [
      'PHP: it asserts what is always true',
      PHP,
      withTest(PHP, PHP.runs.replace("5400, parse('1h 30m')", 'true, true')),
    ],
    ['PHP: settings of the runner', PHP, also(PHP, added('phpunit.xml', '<phpunit><testsuites/></phpunit>\n'))],
    ['PHP: the source ends the run', PHP, inSource('src/Parser.php', '<?php\nfunction parse($text) { exit; }\n', PHP)],
  ])('%s', (_, project, files) => {
    expect(ruled(project, files).overall).not.toBe('accepted');
    // Nor where no criterion asks for this very test.
    expect(ruled({ ...project, command: undefined }, files).overall).not.toBe('accepted');
  });
});

describe('a skipped test that is changed beyond its mark', () => {
  const files = withTest(SCRIPT, SCRIPT.runs.replace('toBe(5400)', 'toBe(6)'));

  it('meets no criterion about it, and the suite passes all the same', () => {
    const { criteria, gates } = ruled(SCRIPT, files);
    expect(criteria.map(({ ruling }) => ruling)).toEqual(['unknown', 'unknown', 'met', 'met']);
    expect(criteria[0]?.reason).toMatch(/`test\/parse.test.ts` is changed beyond what lets the test run/);
    expect(gates).toEqual([]);
  });

  it('is told where no criterion would say so', () => {
    const { gates } = ruled({ ...SCRIPT, command: undefined }, files);
    expect(gates).toMatchObject([
      { gate: 'tests', level: 'person', text: expect.stringMatching(/test\/parse.test.ts/) },
    ]);
  });
});
