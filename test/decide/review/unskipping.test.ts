/** Pull requests that let a test run again: the honest ones are accepted, in every language. */
import { describe, expect, it } from 'vitest';
import { changed, pull, review } from '../../support/pulls.ts';
import {
  added,
  also,
  honest,
  JAVA,
  PROJECTS,
  type Project,
  PYTHON,
  RUBY,
  ruled,
  SCRIPT,
} from '../../support/unskipped.ts';

describe('a pull request that lets the test run and mends the source is accepted', () => {
  it.each(Object.entries(PROJECTS))('%s', (_, project) => {
    const { overall, gates, criteria } = ruled(project, honest(project));
    expect(gates).toEqual([]);
    expect(criteria.filter(({ ruling }) => ruling !== 'met')).toEqual([]);
    expect(overall).toBe('accepted');
  });

  const swapped = (project: Project, from: string, to: string): Project => ({
    ...project,
    skipped: project.skipped.replace(from, to),
  });
  it.each<[string, Project]>([
    [
      'a mark over several lines',
      swapped(PYTHON, '@pytest.mark.skip("spaces")', '@pytest.mark.skip(\n    reason="spaces",\n)'),
    ],
    ['a comment above it', swapped(PYTHON, '@pytest', '# They are lost.\n@pytest')],
    ['an import that nobody needs any more', swapped(PYTHON, 'import pytest\n', 'import pytest\nimport unittest\n')],
    [
      'a call in the body',
      swapped(
        PYTHON,
        '@pytest.mark.skip("spaces")\ndef test_spaces():\n',
        'def test_spaces():\n    pytest.skip("spaces")\n',
      ),
    ],
    ['an expected failure', swapped(PYTHON, 'mark.skip("spaces")', 'mark.xfail(reason="spaces", strict=False)')],
    ['a prefix', swapped(SCRIPT, 'it.skip(', 'xit(')],
    ['an option', swapped(SCRIPT, "it.skip('spaces are lost', () =>", "it('spaces are lost', { skip: true }, () =>")],
    ['a mark of the only test that runs', swapped(SCRIPT, 'it.skip(', 'it.only(')],
    ['a pending example', swapped(RUBY, 'xit ', 'pending ')],
    ['a call in an example', swapped(RUBY, "  xit 'keeps spaces' do\n", "  it 'keeps spaces' do\n    skip 'later'\n")],
    ['an attribute', swapped(JAVA, '@Disabled("later")\n    @Test\n', '@Test(enabled = false)\n')],
  ])('%s', (_, project) => {
    expect(ruled(project, honest(project)).overall).toBe('accepted');
  });

  it('with a new test file of its own', () => {
    const own = added(
      'tests/test_blanks.py',
      'from dur import parse\n\n\ndef test_tab():\n    assert parse("1\\t2") == 3\n',
    );
    const data = added('tests/data/blanks.json', '{"1 2": 3}\n');
    expect(ruled(PYTHON, also(PYTHON, own, data)).overall).toBe('accepted');
  });

  it('with a package for its tests that says nothing', () => {
    const none = added('tests/__init__.py', '');
    expect(ruled(PYTHON, also(PYTHON, none)).overall).toBe('accepted');
  });
});

describe('what runs by a script counts as that script', () => {
  it('its settings are among what a pull request may not change', () => {
    const project = { ...SCRIPT, run: 'npm test', command: 'npm test' };
    const files = also(project, changed('vite.config.ts', 'export default {};\n', 'export default { test: {} };\n'));
    expect(ruled(project, honest(project), { test: 'vitest run' }).criteria[0]?.ruling).toBe('met');
    expect(ruled(project, files, { test: 'vitest run' }).criteria[0]?.ruling).toBe('unknown');
    expect(ruled(project, files).criteria[0]?.ruling).toBe('unknown');
  });
});

describe('tests that nobody asked about', () => {
  const gates = (before: string, after: string) =>
    review(pull({ files: [changed('tests/test_parse.py', before, after)] })).gates.map(
      ({ gate, level }) => `${gate}: ${level}`,
    );
  const TEST = 'def test_a():\n    assert parse("1") == 1\n';

  it.each([
    ['an assertion in a comment checks nothing', TEST, 'def test_a():\n    parse("1")  # assert parse("1") == 1\n'],
    ['an assertion in a string checks nothing', TEST, 'def test_a():\n    print("assert")\n'],
    ['an assertion of what is always true checks nothing', TEST, 'def test_a():\n    assert 1 == 1\n'],
    ['a test that is no test any more', TEST, TEST.replace('test_a', 'a')],
  ])('%s', (_, before, after) => {
    expect(gates(before, after)).toContain('tests: person');
  });

  it('an assertion that is written otherwise checks as much', () => {
    expect(gates(TEST, TEST.replace('assert parse("1") == 1', 'self.assertEqual(parse("1"), 1)'))).toEqual([]);
    expect(gates(TEST, `${TEST}\n\ndef test_b():\n    assert parse("2") == 2\n`)).toEqual([]);
  });

  it('a program that fails, or that is started as one, ends as it says', () => {
    const source = (text: string) =>
      review(pull({ files: [changed('src/dur/parse.py', 'import sys\n', text)] })).gates.map(({ gate }) => gate);
    expect(source('import sys\nsys.exit(2)\n')).toEqual([]);
    expect(source('import sys\nsys.exit("no such file")\n')).toEqual([]);
    expect(source('import sys\nif __name__ == "__main__":\n    sys.exit(main())\n')).toEqual([]);
    expect(source('import sys\nsys.exit()\n')).toEqual(['tests']);
    expect(source('import sys\nraise SystemExit\n')).toEqual(['tests']);
  });
});
