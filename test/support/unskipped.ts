/** Projects in each language with one test that does not run, and pull requests to them under which every check is green. */
import type { PullFile } from '@steward/core/domain/pull-request.ts';
import { CI, changed, check, criterion, pull, review, suite, taskWith } from './pulls.ts';

/** A project in which one test does not run, and what stands there once its mark is gone. */
export interface Project {
  run: string;
  /** Undefined where the project shows none for one test. */
  command?: string | undefined;
  path: string;
  skipped: string;
  runs: string;
  source: PullFile;
}

const LOG = changed(
  'CHANGELOG.md',
  '# Changelog\n\n## Unreleased\n\n## 1.2.0\n',
  '# Changelog\n\n## Unreleased\n\n- Fixed: blanks\n\n## 1.2.0\n',
);

export const PYTHON: Project = {
  run: 'python -m pytest',
  command: 'python -m pytest tests/test_parse.py -k test_spaces',
  path: 'tests/test_parse.py',
  skipped:
    'import pytest\nfrom dur import parse\n\n\n@pytest.mark.skip("spaces")\ndef test_spaces():\n    assert parse("1 2") == 3\n\n\ndef test_one():\n    assert parse("1") == 1\n',
  runs: 'import pytest\nfrom dur import parse\n\n\ndef test_spaces():\n    assert parse("1 2") == 3\n\n\ndef test_one():\n    assert parse("1") == 1\n',
  source: changed(
    'src/dur/__init__.py',
    'def parse(text):\n    return int(text.split()[0])\n',
    'def parse(text):\n    return sum(int(part) for part in text.split())\n',
  ),
};

export const SCRIPT: Project = {
  run: 'npx vitest run',
  command: "npx vitest run test/parse.test.ts -t 'spaces are lost'",
  path: 'test/parse.test.ts',
  skipped:
    "import { expect, it } from 'vitest';\nimport { parse } from '../src/parse.ts';\n\nit.skip('spaces are lost', () => {\n  expect(parse('1h 30m')).toBe(5400);\n});\n",
  runs: "import { expect, it } from 'vitest';\nimport { parse } from '../src/parse.ts';\n\nit('spaces are lost', () => {\n  expect(parse('1h 30m')).toBe(5400);\n});\n",
  source: changed(
    'src/parse.ts',
    'export const parse = (text: string) => text.length;\n',
    'export const parse = (text: string) => seconds(text);\n',
  ),
};

export const GO: Project = {
  run: 'go test ./...',
  command: 'go test . -run TestSpaces',
  path: 'dur_test.go',
  skipped:
    'package dur\n\nimport "testing"\n\nfunc TestSpaces(t *testing.T) {\n\tt.Skip("later")\n\tif Parse("1h 30m") != 5400 {\n\t\tt.Fatal("no")\n\t}\n}\n',
  runs: 'package dur\n\nimport "testing"\n\nfunc TestSpaces(t *testing.T) {\n\tif Parse("1h 30m") != 5400 {\n\t\tt.Fatal("no")\n\t}\n}\n',
  source: changed(
    'dur.go',
    'package dur\n\nfunc Parse(s string) int { return len(s) }\n',
    'package dur\n\nfunc Parse(s string) int { return seconds(s) }\n',
  ),
};

export const RUST: Project = {
  run: 'cargo test',
  command: 'cargo test spaces',
  path: 'tests/parse.rs',
  skipped:
    'use dur::parse;\n\n#[test]\n#[ignore = "later"]\nfn spaces() {\n    assert_eq!(parse("1h 30m"), 5400);\n}\n',
  runs: 'use dur::parse;\n\n#[test]\nfn spaces() {\n    assert_eq!(parse("1h 30m"), 5400);\n}\n',
  source: changed(
    'src/lib.rs',
    'pub fn parse(s: &str) -> usize { s.len() }\n',
    'pub fn parse(s: &str) -> usize { seconds(s) }\n',
  ),
};

export const JAVA: Project = {
  run: 'mvn test',
  path: 'src/test/java/org/example/ParserTest.java',
  skipped:
    'package org.example;\n\nimport org.junit.jupiter.api.Disabled;\nimport org.junit.jupiter.api.Test;\n\nclass ParserTest {\n    @Disabled("later")\n    @Test\n    void spaces() {\n        assertEquals(5400, Parser.parse("1h 30m"));\n    }\n}\n',
  runs: 'package org.example;\n\nimport org.junit.jupiter.api.Test;\n\nclass ParserTest {\n    @Test\n    void spaces() {\n        assertEquals(5400, Parser.parse("1h 30m"));\n    }\n}\n',
  source: changed(
    'src/main/java/org/example/Parser.java',
    'class Parser {\n  static int parse(String s) { return s.length(); }\n}\n',
    'class Parser {\n  static int parse(String s) { return seconds(s); }\n}\n',
  ),
};

export const KOTLIN: Project = {
  run: './gradlew test',
  path: 'src/test/kotlin/org/example/ParserTest.kt',
  skipped:
    'package org.example\n\nimport kotlin.test.Ignore\nimport kotlin.test.Test\n\nclass ParserTest {\n    @Ignore @Test fun `spaces are lost`() {\n        assertEquals(5400, parse("1h 30m"))\n    }\n}\n',
  runs: 'package org.example\n\nimport kotlin.test.Test\n\nclass ParserTest {\n    @Test fun `spaces are lost`() {\n        assertEquals(5400, parse("1h 30m"))\n    }\n}\n',
  source: changed(
    'src/main/kotlin/org/example/Parser.kt',
    'fun parse(s: String) = s.length\n',
    'fun parse(s: String) = seconds(s)\n',
  ),
};

export const C: Project = {
  run: 'ctest --test-dir build',
  path: 'tests/test_parse.cpp',
  skipped: '#include <gtest/gtest.h>\n\nTEST(Parse, DISABLED_Spaces) {\n  EXPECT_EQ(parse("1h 30m"), 5400);\n}\n',
  runs: '#include <gtest/gtest.h>\n\nTEST(Parse, Spaces) {\n  EXPECT_EQ(parse("1h 30m"), 5400);\n}\n',
  source: changed(
    'src/parse.cpp',
    'int parse(const char *s) { return 1; }\n',
    'int parse(const char *s) { return seconds(s); }\n',
  ),
};

export const RUBY: Project = {
  run: 'bundle exec rspec',
  command: "bundle exec rspec spec/parse_spec.rb -e 'keeps spaces'",
  path: 'spec/parse_spec.rb',
  skipped:
    "require 'dur'\n\nRSpec.describe Dur do\n  xit 'keeps spaces' do\n    expect(Dur.parse('1h 30m')).to eq(5400)\n  end\nend\n",
  runs: "require 'dur'\n\nRSpec.describe Dur do\n  it 'keeps spaces' do\n    expect(Dur.parse('1h 30m')).to eq(5400)\n  end\nend\n",
  source: changed(
    'lib/dur.rb',
    'module Dur\n  def self.parse(text)\n    text.size\n  end\nend\n',
    'module Dur\n  def self.parse(text)\n    seconds(text)\n  end\nend\n',
  ),
};

export const PHP: Project = {
  run: 'vendor/bin/phpunit',
  path: 'tests/ParserTest.php',
  skipped:
    "<?php\n\nclass ParserTest extends TestCase\n{\n    public function testSpaces(): void\n    {\n        $this->markTestSkipped('later');\n        $this->assertSame(5400, parse('1h 30m'));\n    }\n}\n",
  runs: "<?php\n\nclass ParserTest extends TestCase\n{\n    public function testSpaces(): void\n    {\n        $this->assertSame(5400, parse('1h 30m'));\n    }\n}\n",
  source: changed(
    'src/Parser.php',
    '<?php\nfunction parse($text) { return strlen($text); }\n',
    '<?php\nfunction parse($text) { return seconds($text); }\n',
  ),
};

const taskOf = ({ path, command, skipped, runs }: Project) => {
  const line = skipped.split('\n').findIndex((text, at) => text !== runs.split('\n')[at]) + 1;
  const excerpt = skipped.split('\n')[line - 1] ?? '';
  return taskWith(
    [
      ...(command === undefined ? [] : [criterion('command', 'The test runs and passes.', command)]),
      criterion('review', `The mark at \`${path}:${line}\` is gone, and no other skip or exclusion takes its place.`),
      criterion('ci', 'The whole suite passes.', 'ci'),
      criterion('review', '`CHANGELOG.md` has a line about it.'),
    ],
    {
      evidence: [{ rule: 'skipped-test', path, line, excerpt, url: 'u' }],
      scope: { paths: [path, 'CHANGELOG.md'], not: [] },
    },
  );
};

/** What is ruled of a pull request whose checks are green. */
export function ruled(project: Project, files: readonly PullFile[], scripts: Record<string, string> = {}) {
  const workflow = `name: ci\non: [push, pull_request]\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: ${project.run}\n`;
  const manifest = { path: 'package.json', text: JSON.stringify({ scripts }) };
  return review(pull({ files: [LOG, ...files], suites: [suite({ checks: [check('test')] })] }), {
    task: taskOf(project),
    files: [{ ...CI, text: workflow }, manifest],
  });
}

export const honest = (project: Project): PullFile[] => [
  project.source,
  changed(project.path, project.skipped, project.runs),
];
export const withTest = (project: Project, text: string): PullFile[] => [
  project.source,
  changed(project.path, project.skipped, text),
];
export const also = (project: Project, ...files: PullFile[]): PullFile[] => [...honest(project), ...files];
export const added = (path: string, text: string): PullFile => changed(path, null, text);

export const PROJECTS = { PYTHON, SCRIPT, GO, RUST, JAVA, KOTLIN, C, RUBY, PHP };
