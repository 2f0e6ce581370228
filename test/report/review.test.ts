/** The comment of a review, in each of its shapes, word for word. */
import type { PullDetail } from '@steward/core/domain/pull-request.ts';
import { cleanReview } from '@steward/core/guard/review.ts';
import { renderReview } from '@steward/core/report/review.ts';
import { faultsOf } from '@steward/sandbox/publication-faults.ts';
import { describe, expect, it } from 'vitest';
import { check, criterion, FILES, file, HEAD, pull, review, suite, taskWith, URL } from '../support/pulls.ts';

const cleaning = { repository: 'octo/dur', server: 'https://github.test', secrets: [] };
const RUN = `${URL}/runs`;
const BLOB = `${URL}/blob/${HEAD}`;

function said(
  detail: PullDetail = pull(),
  change: Parameters<typeof review>[1] = {},
  agent: string | null = null,
): string {
  const ruled = cleanReview(review(detail, change), cleaning);
  return renderReview({ review: ruled, pull: { number: detail.number, url: detail.url }, agent, retried: false });
}

it('ready: nothing but the table, what was not checked, and who merges', () => {
  expect(said()).toBe(`**Ready: 3 of 3 criteria met** · head 9f8e7d6

| | Criterion | Verdict | Evidence |
|---|---|---|---|
| 1 | \`parse("1h 30m")\` returns 5400. | met | \`pytest\` in \`ci\`: 2 of 2 jobs, this among the rest ([\`test (3.11)\`](${RUN}/1), [\`test (3.12)\`](${RUN}/2)) |
| 2 | The skip is gone and the suite passes. | met | \`ci\`: 3 of 3 jobs ([\`ci\`](${URL}/actions/runs/7)) |
| 3 | \`CHANGELOG.md\` has a line about it. | met | a line was added ([\`CHANGELOG.md:4\`](${BLOB}/CHANGELOG.md#L4)) |

**Not checked:** whether it keeps clear of new units; whether the code is good beyond what is named here.

<sub>Next: a person merges it, or says why not.</sub>`);
});

it('not ready: what to change, what lies outside the task, and how often that is asked', () => {
  const files = [...FILES.slice(0, 2), file('setup.cfg', '@@ -1 +1 @@\n-a\n+b')];
  expect(said(pull({ files }), {}, 'codex')).toBe(`**Not ready: 2 of 3 criteria met** · head 9f8e7d6 · round 1 of 2

| | Criterion | Verdict | Evidence |
|---|---|---|---|
| 1 | \`parse("1h 30m")\` returns 5400. | met | \`pytest\` in \`ci\`: 2 of 2 jobs, this among the rest ([\`test (3.11)\`](${RUN}/1), [\`test (3.12)\`](${RUN}/2)) |
| 2 | The skip is gone and the suite passes. | met | \`ci\`: 3 of 3 jobs ([\`ci\`](${URL}/actions/runs/7)) |
| 3 | \`CHANGELOG.md\` has a line about it. | not met | \`CHANGELOG.md\` is unchanged |

**Change:** 3. add a line to \`CHANGELOG.md\` under Unreleased.
**Outside the task:** \`setup.cfg\` was changed; revert it. ([\`setup.cfg\`](${BLOB}/setup.cfg))
**Not checked:** whether it keeps clear of new units; whether the code is good beyond what is named here.

<sub>Next: codex revises once more, then a person is asked.</sub>`);
});

it('waiting: for what, and what only a person can press', () => {
  const detail = pull({ draft: true, suites: [suite({ conclusion: 'ACTION_REQUIRED', checks: [] })] });
  expect(said(detail, { task: taskWith([criterion('ci', 'The suite passes.', 'ci')]) })).toBe(
    `**Waiting: 0 of 1 criteria met** · head 9f8e7d6

| | Criterion | Verdict | Evidence |
|---|---|---|---|
| 1 | The suite passes. | unknown | \`ci\` waits for approval ([\`ci\`](${URL}/actions/runs/7)) |

**Waits:**
- Workflows wait until a person approves that they run. ([\`ci\`](${URL}/actions/runs/7))
- It is a draft: mark it as ready when it is. ([\`#231\`](${URL}/pull/231))
**Only a person can press:**
- “Approve and run workflows” ([#231](${URL}/pull/231))
- “Ready for review” ([#231](${URL}/pull/231))
**Not checked:** whether it keeps clear of new units; whether the code is good beyond what is named here.

<sub>Next: a person presses that, then this is looked at again.</sub>`,
  );
});

it('a person has to look: at what no check and no diff can tell', () => {
  const task = taskWith([criterion('review', 'The error message is friendly.')]);
  expect(
    said(pull({ threads: [{ url: `${URL}/pull/231#discussion_r5`, path: 'a.py', line: 3, resolved: false }] }), {
      task,
    }),
  ).toBe(
    `**A person has to look: 0 of 1 criteria met** · head 9f8e7d6

| | Criterion | Verdict | Evidence |
|---|---|---|---|
| 1 | The error message is friendly. | unknown | a person or a model has to look |

**A person decides:** 1 review thread is unresolved: answer and resolve. ([\`a.py:3\`](${URL}/pull/231#discussion_r5))
**Only a person can press:** “Resolve conversation” ([#231](${URL}/pull/231))
**Not checked:** criterion 1; whether it keeps clear of new units; whether the code is good beyond what is named here.

<sub>Next: a person looks at what is unknown.</sub>`,
  );
});

it('without a task: gates alone, and that nothing else was judged', () => {
  const failed = suite({ conclusion: 'FAILURE', checks: [check('lint', 'FAILURE', 9)] });
  expect(said(pull({ suites: [failed] }), { task: null, round: 2 })).toBe(`**Not ready** · head 9f8e7d6 · round 2 of 2

**Change:** 1 check failed: see what it says. ([\`lint\`](${RUN}/9))
**Not checked:** any criterion: no task is linked; whether the code is good beyond what is named here.

<sub>Next: a person decides; changes were asked for before.</sub>`);
});

describe('names that a pull request brings', () => {
  it('are cleaned: links out of the repository go, what could act is calmed', () => {
    const evil = { ...check('@octo ](https://evil.example) <b>', 'FAILURE'), url: 'https://evil.example/x' };
    const files = [...FILES, file('src/`x` @octo fixes #1.cfg', '@@ -1 +1 @@\n-a\n+b')];
    const text = said(pull({ files, suites: [suite({ conclusion: 'FAILURE', checks: [evil] })] }));
    expect(text).not.toContain('evil.example');
    expect(faultsOf(text, URL)).toEqual([]);
  });

  it('a long list stays short', () => {
    const many = Array.from({ length: 40 }, (_, n) => file(`other/${n}.cfg`, '@@ -1 +1 @@\n-a\n+b'));
    const text = said(pull({ files: [...FILES, ...many] }));
    expect(text).toContain('and 35 more files');
    expect(text.length).toBeLessThan(4_000);
  });
});
