/** What a review rules of a pull request as a whole, and which check proves which criterion. */

import { factsOf } from '@steward/core/decide/review/review.ts';
import type { PullDetail } from '@steward/core/domain/pull-request.ts';
import { describe, expect, it } from 'vitest';
import {
  CI,
  changed,
  check,
  criterion,
  FILES,
  file,
  LATER,
  pull,
  review,
  suite,
  taskWith,
} from '../../support/pulls.ts';

const rulings = (detail?: PullDetail, change?: Parameters<typeof review>[1]) =>
  review(detail, change).criteria.map(({ ruling }) => ruling);
const gates = (detail?: PullDetail, change?: Parameters<typeof review>[1]) =>
  review(detail, change).gates.map(({ gate, level }) => `${gate}: ${level}`);
const only = (...criteria: Parameters<typeof taskWith>[0] & object) => ({ task: taskWith(criteria) });

it('a pull request that does what its task says is accepted, each criterion with what can be opened [CW-7]', () => {
  const { overall, criteria, gates: found } = review();
  expect(overall).toBe('accepted');
  expect(found).toEqual([]);
  expect(criteria.map(({ ruling }) => ruling)).toEqual(['met', 'met', 'met']);
  for (const { evidence } of criteria) expect(evidence.length).toBeGreaterThan(0);
});

it('a green run proves nothing of what the pull request left alone', () => {
  const empty = pull({ files: [], size: { additions: 0, deletions: 0, files: 0 } });
  expect(rulings(empty, only(criterion('ci', 'It passes.', 'ci')))).toEqual(['unknown']);
  const scope = { paths: ['tests/test_span.py', ...taskWith().scope.paths], not: [] };
  const task = taskWith([criterion('ci', '`tests/test_span.py` tests it, and the suite passes.', 'ci')], { scope });
  expect(rulings(pull(), { task })).toEqual(['unknown']);
  const added = file('tests/test_span.py', '@@ -0,0 +1 @@\n+def test(): ...', { status: 'added' });
  expect(rulings(pull({ files: [...FILES, added] }), { task })).toEqual(['met']);
});

it('unknown is never a pass: one criterion that nothing decides leaves it to a person', () => {
  const { overall, criteria } = review(pull(), only(criterion('review', 'The words are friendly.')));
  expect(criteria[0]).toMatchObject({ ruling: 'unknown', reason: 'a person or a model has to look' });
  expect(overall).toBe('needs-person');
});

it('a pull request without a task is never accepted by itself', () => {
  expect(review(pull(), { task: null }).overall).toBe('needs-person');
});

describe('gates', () => {
  const own = (change: Partial<PullDetail>) => pull(change);
  it.each<[string, PullDetail, string, string]>([
    ['a draft waits', own({ draft: true }), 'draft: wait', 'waiting'],
    [
      'an empty one changes nothing',
      own({ files: [], size: { additions: 0, deletions: 0, files: 0 } }),
      'empty: change',
      'changes-requested',
    ],
    ['a conflict is to be solved', own({ mergeable: 'conflicting' }), 'conflicts: change', 'changes-requested'],
    ['mergeability that is not known yet is waited for', own({ mergeable: 'unknown' }), 'conflicts: wait', 'waiting'],
    ['another base is a person’s matter', own({ base: 'dev' }), 'base: person', 'needs-person'],
    [
      'a failed check',
      own({ suites: [suite({ conclusion: 'FAILURE', checks: [check('lint', 'FAILURE')] })] }),
      'checks: change',
      'changes-requested',
    ],
    [
      'a check that goes on',
      own({ suites: [suite({ status: 'IN_PROGRESS', conclusion: null, checks: [check('lint', null)] })] }),
      'checks: wait',
      'waiting',
    ],
    [
      'a run that waits for approval',
      own({ suites: [suite({ conclusion: 'ACTION_REQUIRED', checks: [] })] }),
      'checks: wait',
      'waiting',
    ],
    ['no check at all', own({ suites: [] }), 'checks: person', 'needs-person'],
    ['no check yet on a fresh head', own({ suites: [], headAt: LATER }), 'checks: wait', 'waiting'],
    ['checks that could not be read', own({ suites: null }), 'checks: person', 'needs-person'],
    [
      'a reviewer’s request for changes',
      own({ decision: 'CHANGES_REQUESTED' }),
      'reviewers: change',
      'changes-requested',
    ],
    [
      'an unresolved thread',
      own({ threads: [{ url: 'u', path: 'a', line: 1, resolved: false }] }),
      'threads: person',
      'needs-person',
    ],
    ['more threads than were read', own({ threads: null }), 'threads: person', 'needs-person'],
    ['files that could not be read', own({ files: null }), 'unread: person', 'needs-person'],
    [
      'a large text without a patch',
      own({ files: [...FILES, file('src/dur/parse.py', null, { additions: 4 })] }),
      'unread: person',
      'needs-person',
    ],
    [
      'a failure of another app',
      own({
        suites: [
          suite(),
          suite({ app: 'cov', run: null, conclusion: 'FAILURE', checks: [check('cov/patch', 'FAILURE')] }),
        ],
      }),
      'checks: person',
      'needs-person',
    ],
    [
      'a failed status of another service',
      own({ statuses: [{ context: 'ci/other', state: 'FAILURE', url: null }] }),
      'checks: person',
      'needs-person',
    ],
    [
      'a file outside the task',
      own({ files: [...FILES, file('setup.cfg', '@@ -1 +1 @@\n-a\n+b')] }),
      'scope: change',
      'changes-requested',
    ],
    [
      'a test of something else',
      own({ files: [...FILES, file('tests/test_other.py', '@@ -1 +1 @@\n-a\n+b')] }),
      'scope: person',
      'needs-person',
    ],
    [
      'a workflow',
      own({ files: [...FILES, file('.github/workflows/x.yml', '@@ -0,0 +1 @@\n+a', { status: 'added' })] }),
      'forbidden: change',
      'changes-requested',
    ],
    [
      'a deleted test',
      own({ files: [...FILES, file('tests/test_parse_old.py', null, { status: 'removed' })] }),
      'tests: person',
      'needs-person',
    ],
    [
      'a test that checks less than before',
      own({ files: [...FILES, file('tests/test_parse.py', '@@ -41 +40,0 @@\n-    assert parse("1h")')] }),
      'tests: person',
      'needs-person',
    ],
    [
      'a test that is skipped from now on',
      own({
        files: [...FILES, file('tests/test_parse_more.py', '@@ -0,0 +1 @@\n+@pytest.mark.skip', { status: 'added' })],
      }),
      'tests: person',
      'needs-person',
    ],
  ])('%s', (_, detail, gate, overall) => {
    expect(gates(detail)).toContain(gate);
    expect(review(detail).overall).toBe(overall);
  });

  it.each([
    '.github/CODEOWNERS',
    'AGENTS.md',
    'docs/CLAUDE.md',
    '.claude/settings.json',
    '.codex/config.toml',
    '.cursor/rules/a.md',
    '.gemini/settings.json',
    '.env',
    'app/.env.production',
    'secrets.yml',
    'keys/id_rsa',
    'a/b.pem',
    '.npmrc',
    'GEMINI.md',
  ])('%s has no place in a pull request whose task does not name it', (path) => {
    const detail = pull({ files: [...FILES, file(path, '@@ -0,0 +1 @@\n+a', { status: 'added' })] });
    expect(gates(detail)).toContain('forbidden: change');
    const named = taskWith(undefined, { scope: { paths: [...taskWith().scope.paths, path], not: [] } });
    expect(gates(detail, { task: named })).toContain('forbidden: person');
  });

  it.each(['.env.example', 'src/environment.py', 'docs/agents.rst', 'src/secret_santa.py', 'github/x.py'])(
    '%s is nothing forbidden',
    (path) => {
      expect(
        gates(pull({ files: [...FILES, file(path, '@@ -0,0 +1 @@\n+a', { status: 'added' })] })).join(),
      ).not.toMatch(/forbidden/);
    },
  );

  it.each(['poetry.lock', 'package-lock.json', 'tests/test_spaces.py', 'src/dur/parse_test.go', 'CHANGES.rst'])(
    '%s goes along with the task',
    (path) => {
      const detail = pull({ files: [...FILES, file(path, '@@ -0,0 +1 @@\n+abc', { status: 'added' })] });
      expect(gates(detail)).toEqual([]);
    },
  );

  it('size counts neither lock files nor generated ones, and says what is allowed', () => {
    const lines = `@@ -0,0 +1,1200 @@\n${Array.from({ length: 1_200 }, () => '+x').join('\n')}`;
    expect(gates(pull({ files: [...FILES, file('poetry.lock', lines)] }))).toEqual([]);
    const large = pull({ files: [...FILES, file('src/dur/parse.py', lines)] });
    expect(gates(large)).toContain('size: change');
    expect(review(large).gates[0]?.text).toMatch(/at most 1,000 lines and 50 files/);
  });

  it('a secret is told by place and kind, never by value', () => {
    const { gates: found, overall } = review(pull(), {
      leaks: [{ path: 'src/dur/parse.py', line: 17, what: 'github secret' }],
    });
    expect(overall).toBe('changes-requested');
    expect(found[0]).toMatchObject({ gate: 'secrets', level: 'change', places: [{ text: 'src/dur/parse.py:17' }] });
  });

  it('text that could not be searched for secrets is a person’s matter', () => {
    expect(gates(pull(), { leaks: [{ path: 'a', line: 1, what: 'not inspected' }] })).toEqual(['secrets: person']);
  });
});

describe('what only a person can press is named', () => {
  it.each([
    ['approve-runs', pull({ suites: [suite({ conclusion: 'ACTION_REQUIRED', checks: [] })] })],
    ['mark-ready', pull({ draft: true })],
    ['resolve-threads', pull({ threads: [{ url: 'u', path: 'a', line: 1, resolved: false }] })],
    ['approve', pull({ decision: 'REVIEW_REQUIRED' })],
  ])('%s', (click, detail) => {
    expect(review(detail).clicks).toEqual([click]);
  });
});

describe('a check counts only from a workflow of the default branch that the pull request leaves alone [CW-7]', () => {
  const named = only(criterion('ci', 'The suite passes.', 'ci'));

  it('not one that another app calls the same', () => {
    const app = suite({ app: 'evil', run: null, checks: [check('ci'), check('test (3.11)')] });
    const result = review(pull({ suites: [app] }), named);
    expect(result.criteria[0]?.ruling).toBe('unknown');
    expect(result.overall).toBe('needs-person');
  });

  it('not one of a workflow that the default branch does not have', () => {
    const run = { workflow: 'ci', path: '.github/workflows/mine.yml', event: 'pull_request', url: 'u' };
    const detail = pull({ suites: [suite({ run })] });
    expect(rulings(detail, named)).toEqual(['unknown']);
    expect(gates(detail, named)).toEqual(['checks: person', 'origin: person']);
  });

  it('not one of a workflow that the pull request changes, even where the task wants that', () => {
    const files = [...FILES, file(CI.path, '@@ -1 +1 @@\n-a\n+b')];
    const scope = { paths: [...taskWith().scope.paths, CI.path], not: [] };
    const task = taskWith([criterion('ci', 'The suite passes.', 'ci')], { scope });
    expect(rulings(pull({ files }), { task })).toEqual(['unknown']);
    expect(review(pull({ files }), { task }).overall).toBe('needs-person');
  });

  it('not one that was started by something else than the pull request’s code', () => {
    const run = { workflow: 'ci', path: CI.path, event: 'issue_comment', url: 'u' };
    expect(rulings(pull({ suites: [suite({ run })] }), named)).toEqual(['unknown']);
  });

  it('not while it is unknown what the default branch has', () => {
    expect(rulings(pull(), { ...named, files: null })).toEqual(['unknown']);
  });
});

it('checks of another app under the names of a workflow are told, and do not count', () => {
  const app = suite({ app: 'green-check-helper', run: null, checks: [check('test (3.11)')] });
  expect(gates(pull({ suites: [app] }))).toEqual(['checks: person', 'origin: person']);
});

describe('a CI criterion', () => {
  it.each([
    ['all jobs of the workflow', 'ci', 'met'],
    ['the workflow by its file', '.github/workflows/ci.yml', 'met'],
    ['a job by its id, with its matrix', 'test', 'met'],
    ['a workflow that nobody has', 'nightly', 'unknown'],
  ])('means %s', (_, command, ruling) => {
    expect(rulings(pull(), only(criterion('ci', 'It passes.', command)))).toEqual([ruling]);
  });

  it('is not met where one job failed, and cites that one', () => {
    const checks = [check('test (3.11)'), check('test (3.12)', 'FAILURE', 9)];
    const result = review(
      pull({ suites: [suite({ conclusion: 'FAILURE', checks })] }),
      only(criterion('ci', 'It passes.', 'test')),
    );
    expect(result.criteria[0]).toMatchObject({ ruling: 'not-met', evidence: [{ text: 'test (3.12)' }] });
  });

  it('is unknown where it was skipped, cancelled runs count as failed', () => {
    const ended = (conclusion: string) =>
      pull({ suites: [suite({ conclusion, checks: [check('test (3.11)', conclusion)] })] });
    expect(rulings(ended('SKIPPED'), only(criterion('ci', 'It passes.', 'ci')))).toEqual(['unknown']);
    expect(rulings(ended('CANCELLED'), only(criterion('ci', 'It passes.', 'ci')))).toEqual(['not-met']);
  });

  it('goes by the latest run of an event, and by every event', () => {
    const old = suite({
      conclusion: 'FAILURE',
      checks: [check('test (3.11)', 'FAILURE')],
      createdAt: '2026-11-20T08:00:00Z',
    });
    expect(rulings(pull({ suites: [suite(), old] }), only(criterion('ci', 'It passes.', 'ci')))).toEqual(['met']);
    const push = { ...old, run: { workflow: 'ci', path: CI.path, event: 'push', url: 'u' } };
    expect(rulings(pull({ suites: [suite(), push] }), only(criterion('ci', 'It passes.', 'ci')))).toEqual(['not-met']);
  });

  it('without a name wants every workflow to have succeeded, and at least one', () => {
    expect(rulings(pull(), only(criterion('ci', 'The checks succeed.')))).toEqual(['met']);
    expect(rulings(pull({ suites: [] }), only(criterion('ci', 'The checks succeed.')))).toEqual(['unknown']);
  });
});

describe('a command criterion', () => {
  const skipped = file('tests/test_skipped.py', '@@ -1,2 +1,3 @@\n @pytest.mark.skip\n def test_it():\n+    # later');
  const named = changed(
    'tests/test_named.py',
    null,
    '# def test_commented(): ...\nNOTE = "def test_quoted(): ..."\n\n\ndef test_declared():\n    assert parse("1")\n',
  );
  const command = (run: string, detail = pull({ files: [...FILES, skipped, named] }), change = {}) =>
    review(detail, { ...only(criterion('command', 'It passes.', run)), ...change }).criteria[0];

  it.each([
    ['the same words', 'pytest', 'met'],
    ['the same started otherwise', 'python -m pytest -q', 'met'],
    ['a part of what runs, where the part is in the diff', 'pytest tests/test_parse.py::test_spaces', 'met'],
    ['a part whose test nobody saw', 'pytest tests/test_parse.py -k zeppelin', 'unknown'],
    ['a part whose test is named in a comment', 'pytest tests/test_named.py -k commented', 'unknown'],
    ['a part whose test is named in a string', 'pytest tests/test_named.py -k quoted', 'unknown'],
    ['a part that the diff adds', 'pytest tests/test_named.py -k declared', 'met'],
    ['a part in a file that nobody saw', 'pytest tests/test_other.py', 'unknown'],
    ['a part whose test is still skipped', 'pytest tests/test_skipped.py', 'unknown'],
    ['another program', 'mypy src', 'unknown'],
    ['another program of the same job', 'ruff check .', 'met'],
  ])('is judged by a job that runs %s', (_, run, ruling) => {
    expect(command(run)?.ruling).toBe(ruling);
  });

  it('is unknown where no check of the default branch runs it, and says so', () => {
    expect(command('mypy src')?.reason).toBe('not run by any check of the default branch');
  });

  it.each([
    ['a step under a condition', '      - if: github.ref == 1\n        run: mypy src'],
    ['a step that may fail', '      - continue-on-error: true\n        run: mypy src'],
    ['a step whose end is hidden', '      - run: mypy src || true'],
    ['a step elsewhere', '      - run: mypy src\n        working-directory: other'],
  ])('%s proves nothing', (_, step) => {
    const files = [{ ...CI, text: `${CI.text}${step}\n` }];
    expect(command('mypy src', pull(), { files })?.ruling).toBe('unknown');
  });

  it('a script of the manifest counts as what it runs, unless the pull request rewrites it', () => {
    const workflow = { ...CI, text: CI.text.replace('ruff check .', 'npm test') };
    const manifest = { path: 'package.json', text: '{"scripts":{"test":"vitest run"}}' };
    const files = [workflow, manifest];
    expect(command('npx vitest run', pull(), { files })?.ruling).toBe('met');
    const rewritten = pull({
      files: [...FILES, file('package.json', '@@ -1 +1 @@\n-    "test": "vitest run"\n+    "test": "true"')],
    });
    expect(command('npm test', rewritten, { files })).toMatchObject({
      ruling: 'unknown',
      reason: expect.stringContaining('package.json'),
    });
  });

  it('is unknown where the pull request changes the settings of the runner, not where it changes others beside them', () => {
    const settings = (line: string) => pull({ files: [...FILES, file('setup.cfg', `@@ -1 +1 @@\n-a\n+${line}`)] });
    expect(command('pytest', settings('addopts = --deselect tests/test_parse.py'))?.ruling).toBe('unknown');
    expect(command('pytest', settings('author = Ada'))?.ruling).toBe('met');
  });

  it('is not met where that job failed', () => {
    const failed = suite({ conclusion: 'FAILURE', checks: [check('test (3.11)', 'FAILURE'), check('lint')] });
    expect(command('pytest', pull({ suites: [failed] }))?.ruling).toBe('not-met');
    expect(command('ruff check .', pull({ suites: [failed] }))?.ruling).toBe('met');
  });
});

describe('a review criterion that the diff decides', () => {
  const ruled = (text: string, detail = pull(), change: Parameters<typeof taskWith>[1] = {}) =>
    review(detail, { task: taskWith([criterion('review', text)], change) }).criteria[0];
  const without = (path: string) => pull({ files: FILES.filter((item) => item.path !== path) });
  const evidence = [
    {
      rule: 'skipped-test' as const,
      path: 'tests/test_parse.py',
      line: 40,
      excerpt: '@pytest.mark.skip("spaces")',
      url: 'u',
    },
  ];
  const MARK = 'The mark at `tests/test_parse.py:40` is gone, and no other skip or exclusion takes its place.';

  it('a line in the changelog', () => {
    expect(ruled('`CHANGELOG.md` has a line about it.')).toMatchObject({
      ruling: 'met',
      evidence: [{ text: 'CHANGELOG.md:4' }],
    });
    expect(ruled('`CHANGELOG.md` has a line about it.', without('CHANGELOG.md'))?.ruling).toBe('not-met');
    expect(
      ruled('`CHANGELOG.md` has a line about it, if users can notice the change.', without('CHANGELOG.md'))?.ruling,
    ).toBe('unknown');
    const released = file('CHANGELOG.md', '@@ -5,2 +5,3 @@\n ## 1.2.0\n \n+- Fixed: durations with spaces');
    expect(ruled('`CHANGELOG.md` has a line about it.', pull({ files: [released] }))?.ruling).toBe('not-met');
    const blank = file('CHANGELOG.md', '@@ -1,2 +1,4 @@\n # Changelog\n+\n+---\n ');
    expect(ruled('`CHANGELOG.md` has a line about it.', pull({ files: [blank] }))?.ruling).toBe('not-met');
  });

  it('a skip that is gone, and none in its place', () => {
    expect(ruled(MARK, pull(), { evidence })?.ruling).toBe('met');
    expect(ruled(MARK, without('tests/test_parse.py'), { evidence })?.ruling).toBe('not-met');
    const other = file(
      'tests/test_parse.py',
      '@@ -40,2 +40,2 @@\n-@pytest.mark.skip("spaces")\n+@pytest.mark.xfail\n def test_spaces():',
    );
    expect(ruled(MARK, pull({ files: [other] }), { evidence })?.ruling).toBe('not-met');
    const deleted = file('tests/test_parse.py', null, { status: 'removed', deletions: 40 });
    expect(ruled(MARK, pull({ files: [deleted] }), { evidence })?.ruling).toBe('not-met');
    const moved = file('tests/test_parse.py', '@@ -1 +1,2 @@\n import pytest\n+x = 1');
    expect(ruled(MARK, pull({ files: [moved] }), { evidence })?.ruling).toBe('unknown');
  });

  it('a comment that is gone and not written again', () => {
    const todo = [
      { rule: 'todo' as const, path: 'src/dur/parse.py', line: 17, excerpt: '# TODO: spaces are ignored', url: 'u' },
    ];
    const TEXT = 'The comment is gone from `src/dur/parse.py`.';
    const gone = file('src/dur/parse.py', '@@ -16,2 +16 @@\n-    # TODO: spaces are ignored\n     total = 0');
    expect(ruled(TEXT, pull({ files: [gone] }), { evidence: todo })?.ruling).toBe('met');
    const back = file('src/dur/lib.py', '@@ -0,0 +1 @@\n+# todo: spaces are ignored', { status: 'added' });
    expect(ruled(TEXT, pull({ files: [gone, back] }), { evidence: todo })?.ruling).toBe('not-met');
    expect(ruled(TEXT, pull({ files: [] }), { evidence: todo })?.ruling).toBe('not-met');
  });

  it('nothing where the files could not be read', () => {
    expect(ruled(MARK, pull({ files: null }), { evidence })?.ruling).toBe('unknown');
  });
});

it('is asked for changes twice, then a person decides', () => {
  const failing = pull({ suites: [suite({ conclusion: 'FAILURE', checks: [check('lint', 'FAILURE')] })] });
  expect(review(failing, { round: 1 }).overall).toBe('changes-requested');
  expect(review(failing, { round: 2 }).overall).toBe('needs-person');
});

it('the facts are another text where anything is that the ruling rests on, and the same where not', () => {
  const facts = (detail: PullDetail, change = {}) => {
    const rest = {
      files: [CI],
      policy: { lines: 1_000, files: 50 },
      leaks: [],
      repository: { url: '', branch: 'main' },
    };
    return factsOf({ detail, task: taskWith(), now: LATER, ...rest, ...change });
  };
  const same = facts(pull());
  expect(facts(pull({ labels: ['x'] }))).toBe(same);
  for (const other of [
    pull({ draft: true }),
    pull({ head: 'b'.repeat(40) }),
    pull({ suites: [] }),
    pull({ files: [] }),
  ]) {
    expect(facts(other)).not.toBe(same);
  }
  expect(facts(pull(), { task: taskWith([]) })).not.toBe(same);
  expect(facts(pull(), { files: [] })).not.toBe(same);
});
