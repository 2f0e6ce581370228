/** Gathering and grouping: what belongs together, what comes first, and how long hostile text may take. */
import { gatherEvidence, groupFindings, RULE_TABLE } from '@steward/core/decide/evidence.ts';
import { detectTooling } from '@steward/core/decide/tooling.ts';
import { type Finding, fingerprint, RULES, type RuleName } from '@steward/core/domain/evidence.ts';
import { describe, expect, it } from 'vitest';
import { workOf } from '../support/work.ts';
import { projectOf, readCases } from './rules/archive.ts';

const finding = (rule: RuleName, path: string, line: number, more: Partial<Finding> = {}): Finding => ({
  rule,
  path,
  line,
  excerpt: `line ${line}`,
  fingerprint: fingerprint(rule, path, `line ${line}`),
  cause: `${rule}:${path}:${line}`,
  weight: 0.5,
  facts: {},
  ...more,
});

describe('gathering', () => {
  it('runs every rule there is', () => {
    expect(Object.keys(RULE_TABLE).sort()).toEqual([...RULES].sort());
    for (const rule of RULES) expect(RULE_TABLE[rule].name).toBe(rule);
  });

  it('gives lines that cannot be told apart one cause', () => {
    const text =
      'class A:\n    @pytest.mark.skip\n    def test_a(self): ...\n\n    @pytest.mark.skip\n    def test_b(self): ...\n';
    const found = gatherEvidence(projectOf(new Map([['tests/test_a.py', text]])));
    expect(found.map(({ line }) => line)).toEqual([2, 5]);
    expect(new Set(found.map((one) => one.fingerprint)).size).toBe(1);
    expect(new Set(found.map(({ cause }) => cause)).size).toBe(1);
    expect(groupFindings(found).length).toBe(1);
  });

  it('finds nothing in an empty project and in one without fault', () => {
    expect(gatherEvidence(projectOf(new Map()))).toEqual([]);
    const files = new Map([
      ['src/a.py', 'def add(a, b):\n    return a + b\n'],
      ['tests/test_a.py', 'from a import add\n\n\ndef test_add():\n    assert add(1, 2) == 3\n'],
    ]);
    expect(gatherEvidence(projectOf(files))).toEqual([]);
  });

  it('reads carriage returns and tabs like any other line', () => {
    const found = gatherEvidence(
      projectOf(
        new Map([['tests/test_a.py', 'import pytest\r\n\r\n@pytest.mark.skip("x")\r\ndef test_a():\r\n\tpass\r\n']]),
      ),
    );
    expect(found.map(({ line, excerpt, facts }) => [line, excerpt, facts.test])).toEqual([
      [3, '@pytest.mark.skip("x")', 'test_a'],
    ]);
  });
});

describe('grouping', () => {
  it('makes one cause of findings that share one', () => {
    const causes = groupFindings([
      finding('unpinned-action', '.github/workflows/a.yml', 3, { cause: 'unpinned-action:x/y' }),
      finding('unpinned-action', '.github/workflows/b.yml', 9, { cause: 'unpinned-action:x/y' }),
      finding('unpinned-action', '.github/workflows/b.yml', 11, { cause: 'unpinned-action:x/z' }),
    ]);
    expect(causes.map(({ key, findings }) => [key, findings.length])).toEqual([
      ['unpinned-action:x/y', 2],
      ['unpinned-action:x/z', 1],
    ]);
    expect(causes[0]?.reasons).toContain('2 places');
  });

  it('lets a reminder beside a skip belong to the skip, and not one further away', () => {
    const causes = groupFindings([
      finding('todo', 'a.py', 9),
      finding('skipped-test', 'a.py', 11),
      finding('todo', 'a.py', 30),
      finding('todo', 'b.py', 10),
    ]);
    expect(causes.map(({ key, findings }) => [key, findings.map(({ line }) => line)])).toEqual([
      ['skipped-test:a.py:11', [11, 9]],
      ['todo:a.py:30', [30]],
      ['todo:b.py:10', [10]],
    ]);
  });

  it('puts a red branch first and a reminder last', () => {
    const causes = groupFindings(RULES.map((rule, at) => finding(rule, `${at}.py`, 1)));
    expect(causes[0]?.rule).toBe('failing-workflow');
    const usual = causes.filter(({ rule }) => RULE_TABLE[rule].defaultEnabled !== false);
    expect(usual.at(-1)?.rule).toBe('todo');
  });

  it('never lets many weak places outrank their rule, and keeps the score within bounds', () => {
    const many = Array.from({ length: 500 }, (_, at) =>
      finding('todo', 'a.py', at * 10, { cause: 'todo:all', weight: 1 }),
    );
    const [first, second] = groupFindings([...many, finding('failing-workflow', 'ci.yml', 1, { weight: 0.85 })]);
    expect(first?.rule).toBe('failing-workflow');
    expect(first?.score).toBeLessThanOrEqual(100);
    expect(second?.findings.length).toBe(500);
    expect(second?.score).toBeLessThan(50);
  });

  it('gives the same order whatever order the findings come in', () => {
    const findings = RULES.flatMap((rule) =>
      [4, 2, 3, 1].map((line) => finding(rule, `${rule}-${line % 2}.py`, line * 20)),
    );
    const keys = groupFindings(findings).map(({ key }) => key);
    expect(groupFindings([...findings].reverse()).map(({ key }) => key)).toEqual(keys);
  });

  it('gives every cause of the fixtures a reason, a type and a score', () => {
    for (const rule of RULES) {
      for (const { project } of readCases(rule)) {
        for (const cause of groupFindings(gatherEvidence(project))) {
          expect(cause.reasons[0]).not.toBe('');
          expect(cause.score).toBeGreaterThan(0);
          expect(cause.type).toBe(RULE_TABLE[cause.rule].type);
        }
      }
    }
  });
});

const SIZE = 64_000;
const HOSTILE: Record<string, string> = {
  slashes: '/'.repeat(SIZE),
  'open regular expressions': '(/['.repeat(SIZE / 3),
  'open comments': '/*'.repeat(SIZE / 2),
  'closed comments': '/**/'.repeat(SIZE / 4),
  'nested templates': '`${'.repeat(SIZE / 3),
  quotes: `"'`.repeat(SIZE / 2),
  'triple quotes': `"""'''`.repeat(SIZE / 6),
  'raw strings': 'r#"'.repeat(SIZE / 3),
  backslashes: '\\'.repeat(SIZE),
  spaces: ' '.repeat(SIZE),
  'empty lines': '\n'.repeat(SIZE),
  'lines of spaces': `${' '.repeat(63)}\n`.repeat(SIZE / 64),
  deepening: Array.from({ length: 350 }, (_, at) => `${' '.repeat(at)}a`).join('\n'),
  hashes: '#'.repeat(SIZE),
  reminders: '// TODO: add a test for the thing that fails\n'.repeat(SIZE / 45),
  'reminders in one line': 'TODO: '.repeat(SIZE / 6),
  'one comment of many words': `// TODO: ${'add '.repeat(SIZE / 4)}`,
  skips: 'it.skip("a", () => {\n'.repeat(SIZE / 21),
  'open skips': 'it.skip("a'.repeat(SIZE / 10),
  options: 'test("a", {'.repeat(SIZE / 11),
  'python skips': '@pytest.mark.skip(\n'.repeat(SIZE / 19),
  'go skips': '\tt.Skip("a")\n'.repeat(SIZE / 13),
  ignores: '#[ignore]\n#[test]\n'.repeat(SIZE / 18),
  'disabled linters': '/* eslint-disable */\n'.repeat(SIZE / 21),
  allowances: `#![allow(${'dead_code,'.repeat(SIZE / 10)}`,
  uses: `uses: ${'a/'.repeat(SIZE / 2)}@v1\n`,
  'flow uses': `- { ${'uses: a/b@v1, '.repeat(SIZE / 14)}`,
  definitions: 'export const a = (b) => b;\n'.repeat(SIZE / 27),
  brackets: '('.repeat(SIZE),
  'import lines': 'import a from "a";\n'.repeat(SIZE / 19),
  links: '[a](b.md) '.repeat(SIZE / 10),
  'open links': ']('.repeat(SIZE / 2),
  'open elements': '<a href="'.repeat(SIZE / 9),
  items: '- [ ] a\n'.repeat(SIZE / 8),
  'nested items': Array.from({ length: 350 }, (_, at) => `${' '.repeat(at)}- a`).join('\n'),
  headings: '## a\n'.repeat(SIZE / 5),
  emphasis: '*_'.repeat(SIZE / 2),
  'open conflicts': `${'<'.repeat(7)} a\n`.repeat(SIZE / 10),
  jobs: 'jobs:\n  a:\n'.repeat(SIZE / 11),
  'open secrets': '${{ secrets.'.repeat(SIZE / 12),
  breakpoints: '    breakpoint()\n'.repeat(SIZE / 17),
  hyphens: `# ${'a-'.repeat(SIZE / 2)}`,
};

/** What the readers of Java, C, Ruby and PHP could trip over, each repeated to 64 kB. */
const repeated = (text: string): string => text.repeat(Math.ceil(65_536 / text.length)).slice(0, 65_536);
const HOSTILE_LATER: Record<string, string> = {
  ...HOSTILE,
  'here documents without an end': repeated('a(<<~A, <<-"B") <<C\nA b\n'),
  'one word that ends them': `<?php ${repeated('<<<A\nA$ <<~A\n')}`,
  'open markup': repeated('<?php ?> <? ?>'),
  'regular expressions': repeated('a =/b \\/ (/ %w( x /y '),
  'open quotes of Ruby': repeated('%q(%w[#{"#{%Q{'),
  'dropped regions': repeated('#if 0\n#if 1\n'),
  'raw strings': repeated('R"x( R"('),
  'digits and quotes': repeated("1'0'0'x'"),
  annotations: `import org.junit.Ignore;\n${repeated('@Ignore(\n   @Test( ,\n')}`,
  'annotations and blanks': `import org.junit.Ignore;\n${repeated(`@Ignore\n${' '.repeat(300)};\n`)}`,
  'skipped calls': repeated('  skip "a"\n  TEST_IGNORE();\n  $this->markTestSkipped("a");\n'),
  'long lines of skips': repeated(`it "a", skip: do | ${'do  '.repeat(1_000)}\n`),
  'suppressed warnings': repeated('@SuppressWarnings("a", "a")\n#pragma GCC diagnostic ignored "-Wa"\n'),
  'names of types': repeated('class A < B\npublic static A<A<A<A a (\nint a (a, a\n'),
  'long declarations': repeated(`${'static a<b> '.repeat(300)}\n`),
};

describe('hostile text', () => {
  it.each(Object.entries(HOSTILE_LATER))('of %s is read in linear time in the languages of later', (_, text) => {
    const later = [
      ...['src/main/java/A.java', 'src/test/java/ATest.java', 'src/a.kt', 'src/test/kotlin/BTest.kt', 'src/a.c'],
      ...[
        'tests/test_a.c',
        'lib/a.rb',
        'spec/a_spec.rb',
        'src/A.php',
        'tests/ATest.php',
        'build.gradle',
        'composer.json',
      ],
    ];
    const project = projectOf(new Map(later.map((name) => [name, text])));
    const work = workOf(() => {
      groupFindings(gatherEvidence(project));
      detectTooling(project);
    });
    // Twelve files of 64 kB; a quadratic pattern takes minutes.
    expect(work).toBeLessThan(4_000);
  });

  const names = [
    'a.ts',
    'a.test.js',
    'src/a.py',
    'tests/test_a.py',
    'a_test.go',
    'a.go',
    'src/a.rs',
    '.github/workflows/a.yml',
    'a.sh',
    'README.md',
    '.github/steward/goals.md',
    'package.json',
  ];

  it.each(Object.entries(HOSTILE))('of %s is read in linear time by every rule', (_, text) => {
    const project = projectOf(new Map(names.map((name) => [name, text])));
    // Twelve files of 64 kB; a quadratic pattern takes minutes.
    expect(workOf(() => groupFindings(gatherEvidence(project)))).toBeLessThan(5_000);
  });
});
