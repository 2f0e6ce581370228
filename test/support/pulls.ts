/** Pull requests for tests of the pure core: a good one, and what is changed of it. */

import { type ReviewInput, reviewPull } from '@steward/core/decide/review/review.ts';
import type { PullDetail, PullFile, PullSuite, WorkflowText } from '@steward/core/domain/pull-request.ts';
import type { Criterion, Task } from '@steward/core/domain/task.ts';
import { untrusted } from '@steward/core/domain/text.ts';
import { task } from './memory.ts';

export const HEAD = '9f8e7d6c5b4a39281706f5e4d3c2b1a098765432';
export const URL = 'https://github.test/octo/dur';
export const LATER = '2026-11-20T12:00:00.000Z';

export const CI: WorkflowText = {
  path: '.github/workflows/ci.yml',
  text: `name: ci
on: [push, pull_request]
jobs:
  test:
    strategy:
      matrix:
        python: ["3.11", "3.12"]
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v5
      - run: |
          pip install -e .
          pytest
  lint:
    runs-on: ubuntu-24.04
    steps:
      - run: ruff check .
`,
};

export const check = (name: string, conclusion: string | null = 'SUCCESS', n = 1) => ({
  ...{ name, status: conclusion === null ? 'IN_PROGRESS' : 'COMPLETED', conclusion },
  url: `${URL}/runs/${n}`,
});

export const suite = (change: Partial<PullSuite> = {}): PullSuite => ({
  ...{ app: 'github-actions', status: 'COMPLETED', conclusion: 'SUCCESS', createdAt: '2026-11-20T09:00:00Z' },
  run: { workflow: 'ci', path: CI.path, event: 'pull_request', url: `${URL}/actions/runs/7` },
  checks: [check('test (3.11)', 'SUCCESS', 1), check('test (3.12)', 'SUCCESS', 2), check('lint', 'SUCCESS', 3)],
  ...change,
});

export const file = (path: string, patch: string | null, change: Partial<PullFile> = {}): PullFile => {
  const lines = patch?.split('\n') ?? [];
  const count = (sign: string) => lines.filter((line) => line.startsWith(sign)).length;
  return { path, before: null, status: 'modified', additions: count('+'), deletions: count('-'), patch, ...change };
};

/** A file with the whole of both texts as one hunk, as Git would pair their lines; null: there is none. */
export function changed(path: string, before: string | null, after: string | null): PullFile {
  const [old, now] = [before, after].map((text) => (text ? text.replace(/\n$/, '').split('\n') : []));
  const lines = pairedLines(old ?? [], now ?? []);
  const status = before === null ? 'added' : after === null ? 'removed' : 'modified';
  const range = (own: readonly string[] = []) => `${own.length > 0 ? 1 : 0},${own.length}`;
  return file(path, `@@ -${range(old)} +${range(now)} @@\n${lines.join('\n')}`, { status });
}

/** By the longest common subsequence. */
function pairedLines(old: readonly string[], now: readonly string[]): string[] {
  const common = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const row = common[i] ?? [];
      row[j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push(` ${old[i]}`);
      i += 1;
      j += 1;
    } else if (i < old.length && (j >= now.length || at(i + 1, j) >= at(i, j + 1))) lines.push(`-${old[i++]}`);
    else lines.push(`+${now[j++]}`);
  }
  return lines;
}

export const FILES: PullFile[] = [
  file(
    'src/dur/parse.py',
    '@@ -16,3 +16,3 @@ def parse(text):\n     total = 0\n-    unit = text.split()[0]\n+    unit = text.replace(" ", "")\n     return total',
  ),
  file(
    'tests/test_parse.py',
    '@@ -40,3 +40,2 @@\n-@pytest.mark.skip("spaces")\n def test_spaces():\n     assert parse("1h 30m") == 5400',
  ),
  file(
    'CHANGELOG.md',
    '@@ -1,4 +1,6 @@\n # Changelog\n \n ## Unreleased\n+- Fixed: durations with spaces\n \n ## 1.2.0',
  ),
];

export function pull(change: Partial<PullDetail> = {}): PullDetail {
  const files = change.files === undefined ? FILES : change.files;
  const sum = (of: 'additions' | 'deletions') => (files ?? []).reduce((total, item) => total + item[of], 0);
  return {
    ...{
      number: 231,
      title: untrusted('Parse spaces'),
      body: untrusted(''),
      url: `${URL}/pull/231`,
      author: 'codex[bot]',
    },
    ...{ state: 'open', draft: false, head: HEAD, headAt: '2026-11-20T09:00:00Z', branch: 'steward/x', base: 'main' },
    ...{ fork: false, mergeable: 'yes', decision: null, labels: [], closes: [228] },
    size: { additions: sum('additions'), deletions: sum('deletions'), files: files?.length ?? 3 },
    ...{ suites: [suite()], statuses: [], threads: [] },
    ...change,
    files,
  };
}

export const criterion = (check: Criterion['check'], text: string, command?: string): Omit<Criterion, 'n'> => ({
  ...{ check, text, ...(command !== undefined && { command }) },
});

export const CRITERIA = [
  criterion('command', '`parse("1h 30m")` returns 5400.', 'pytest tests/test_parse.py -k spaces'),
  criterion('ci', 'The skip is gone and the suite passes.', 'ci'),
  criterion('review', '`CHANGELOG.md` has a line about it.'),
];

export const taskWith = (criteria: readonly Omit<Criterion, 'n'>[] = CRITERIA, change: Partial<Task> = {}): Task =>
  task('spaces', {
    criteria: criteria.map((item, index) => ({ n: index + 1, ...item })),
    scope: { paths: ['src/dur/parse.py', 'tests/test_parse.py', 'CHANGELOG.md'], not: ['new units'] },
    ...change,
  });

export const review = (detail: PullDetail = pull(), change: Partial<ReviewInput> = {}) =>
  reviewPull({
    ...{ detail, task: taskWith(), files: [CI], policy: { lines: 1_000, files: 50 }, leaks: [] },
    ...{ repository: { url: URL, branch: 'main' }, round: 1, now: LATER },
    ...change,
  });
