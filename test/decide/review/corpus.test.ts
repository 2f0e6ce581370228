/** Twenty pull requests with an answer sheet: no bad one is accepted, no good one refused for a made-up reason [CW-7]. */
import { createInspector } from '@steward/core/adapters/inspector.ts';
import { reviewPull } from '@steward/core/decide/review/review.ts';
import { addedLines } from '@steward/core/domain/patch.ts';
import type { PullDetail, PullSuite } from '@steward/core/domain/pull-request.ts';
import type { Task } from '@steward/core/domain/task.ts';
import { untrusted } from '@steward/core/domain/text.ts';
import type { GateFinding, GateName } from '@steward/core/domain/verdict.ts';
import { describe, expect, test } from 'vitest';
import {
  CORPUS_NOW,
  type Gate,
  type Pull,
  pullTree,
  readPullAnswers,
  readPulls,
  readPullTasks,
} from '../../support/corpora.ts';
import { specification } from '../../support/memory.ts';

const HOME = 'https://github.com/example-org/dur';

/** Under which name of the sheet a finding falls; what GitHub does not show is too large for it. */
const GATES: Partial<Record<GateName, Gate>> = {
  ...{ checks: 'checks', origin: 'origin', conflicts: 'conflicts', size: 'size', forbidden: 'forbidden-paths' },
  ...{ scope: 'scope', secrets: 'secrets', threads: 'threads', draft: 'draft', empty: 'empty', unread: 'size' },
};

function suitesOf({ workflowRuns, checkRuns }: Pull): PullSuite[] {
  const checks = (of: (run: Pull['checkRuns'][number]) => boolean) => {
    // All attempts are listed; the newest of a name counts, as GitHub's filter for the latest says.
    const latest = new Map(
      checkRuns
        .filter(of)
        .sort((a, b) => ((a.startedAt ?? '9') < (b.startedAt ?? '9') ? -1 : 1))
        .map((run) => [run.name, run]),
    );
    return [...latest.values()].map(({ id, name, status, conclusion }) => ({
      ...{
        name,
        status: status.toUpperCase(),
        conclusion: conclusion?.toUpperCase() ?? null,
        url: `${HOME}/runs/${id}`,
      },
    }));
  };
  const own = workflowRuns.map(({ id, name, path, event, status, conclusion, createdAt }) => ({
    ...{
      app: 'github-actions',
      status: status.toUpperCase(),
      conclusion: conclusion?.toUpperCase() ?? null,
      createdAt,
    },
    run: { workflow: name, path, event, url: `${HOME}/actions/runs/${id}` },
    checks: checks(({ runId }) => runId === id),
  }));
  const apps = [...new Set(checkRuns.filter(({ runId }) => runId === null).map(({ app }) => app))].map((app) => {
    const runs = checks((run) => run.app === app && run.runId === null);
    return {
      app,
      status: 'COMPLETED',
      conclusion: runs[0]?.conclusion ?? null,
      createdAt: '',
      run: null,
      checks: runs,
    };
  });
  return [...own, ...apps];
}

const detailOf = (pull: Pull): PullDetail => ({
  ...{
    number: pull.number,
    title: untrusted(pull.title),
    body: untrusted(pull.body),
    url: `${HOME}/pull/${pull.number}`,
  },
  ...{ author: pull.author, state: 'open', draft: pull.draft, head: pull.head.sha, headAt: pull.pushedAt },
  ...{ branch: pull.head.ref, base: pull.base.ref, fork: pull.head.fork, decision: null, labels: pull.labels },
  mergeable: pull.mergeable === 'CONFLICTING' ? 'conflicting' : pull.mergeable === 'MERGEABLE' ? 'yes' : 'unknown',
  ...{ closes: pull.closes, size: { additions: pull.additions, deletions: pull.deletions, files: pull.changedFiles } },
  ...{ suites: suitesOf(pull), statuses: [] },
  threads: pull.threads.map(({ path, line, resolved }, index) => ({
    ...{ path, line, resolved, url: `${HOME}/pull/${pull.number}#discussion_r${index}` },
  })),
  files: pull.files.map(({ filename, status, additions, deletions, patch }) => ({
    ...{ path: filename, before: null, status, additions, deletions, patch },
  })),
});

const tree = pullTree();
const files = Object.entries(tree)
  .filter(([path]) => path.startsWith('.github/workflows/'))
  .map(([path, text]) => ({ path, text }));
const inspector = createInspector();

async function reviewed(pull: Pull) {
  const detail = detailOf(pull);
  const said = readPullTasks().find(({ number }) => number === pull.task);
  const task = said ? ({ ...specification('x'), ...said, status: 'in-review', since: CORPUS_NOW } as Task) : null;
  const added = (detail.files ?? []).map((file) => ({ path: file.path, lines: addedLines(file) }));
  const found = await inspector.inspect(
    added.map(({ lines }, index) => ({ id: String(index), text: lines.map(({ text }) => text).join('\n') })),
  );
  const leaks = found.map(({ id, what }) => ({ path: added[Number(id)]?.path ?? '', line: 1, what }));
  const repository = { url: HOME, branch: 'main' };
  return reviewPull({
    detail,
    task,
    files,
    policy: { lines: 1_000, files: 50 },
    leaks,
    repository,
    round: 1,
    now: CORPUS_NOW,
  });
}

const named = (gates: readonly GateFinding[], levels: readonly GateFinding['level'][]) => [
  ...new Set(gates.filter(({ level }) => levels.includes(level)).map(({ gate }) => GATES[gate] ?? gate)),
];

describe.each(readPulls().map((pull) => [pull.number, pull.title, pull] as const))('#%i %s', (number, _title, pull) => {
  const sheet = readPullAnswers().find((answer) => answer.number === number);
  if (!sheet) throw new Error(`the sheet lacks #${number}`);

  test('gets the verdict of the sheet [CW-7]', async () => {
    const { overall } = await reviewed(pull);
    expect([sheet.verdict, ...sheet.verdictAlso]).toContain(overall);
  });

  test('is held up by what the sheet names, and by nothing made up', async () => {
    const { gates } = await reviewed(pull);
    const failing = named(gates, ['change', 'person']);
    const all = named(gates, ['change', 'person', 'wait']);
    expect(failing).toEqual(expect.arrayContaining(sheet.gates.failing));
    expect(all).toEqual(expect.arrayContaining(sheet.gates.waiting));
    const allowed = [...sheet.gates.failing, ...sheet.gates.waiting, ...sheet.gates.also];
    expect(all.filter((gate) => !allowed.includes(gate as Gate))).toEqual([]);
  });

  test('has each criterion ruled as the sheet allows, and none met that is not', async () => {
    const { criteria } = await reviewed(pull);
    const ruled = criteria.map(({ n, ruling }) => [n, ruling] as const);
    for (const [n, ruling] of ruled) {
      const answer = sheet.criteria.find((criterion) => criterion.n === n);
      expect([answer?.is, ...(answer?.also ?? [])], `criterion ${n}`).toContain(ruling);
    }
    expect(ruled).toHaveLength(sheet.criteria.length);
  });
});
