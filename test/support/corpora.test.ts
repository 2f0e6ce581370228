// The corpora agree with themselves: what the sheets quote is there, every item has its answer, every patch applies.

import { parseWorldFile } from '@steward/sandbox/world-file.ts';
import { describe, expect, test } from 'vitest';
import {
  CORPUS_NOW,
  filesAtHead,
  type Gate,
  pullTree,
  readIssueAnswers,
  readIssues,
  readPullAnswers,
  readPulls,
  readPullTasks,
  worldOfIssues,
} from './corpora.ts';
import { applyPatch, hunksOf } from './patch.ts';

const numbers = (items: readonly { number: number }[]) => items.map(({ number }) => number);
const sorted = (list: readonly number[]) => [...list].sort((a, b) => a - b);

describe('the corpus of issues', () => {
  const issues = readIssues();
  const answers = readIssueAnswers();
  const issueOf = new Map(issues.map((issue) => [issue.number, issue]));
  const pairs = answers.map((answer) => ({ answer, issue: issueOf.get(answer.number) }));

  test('holds sixty open issues and the closed ones they repeat, each with one answer', () => {
    expect(issues.filter(({ state }) => state === 'open')).toHaveLength(60);
    expect(new Set(numbers(issues)).size).toBe(issues.length);
    expect(numbers(answers)).toEqual(sorted(numbers(issues)));
    expect(numbers(issues)).toEqual(sorted(numbers(issues)));
  });

  test('is a world that the sandbox accepts, its pull requests numbered apart', () => {
    const world = parseWorldFile(worldOfIssues(issues));
    const pulls = new Map(world.pullRequests?.map((pull) => [pull.number, pull]));
    for (const { number, linkedPulls } of issues)
      for (const linked of linkedPulls) {
        const pull = pulls.get(linked.number);
        expect(pull).toMatchObject({ title: linked.title, state: linked.state, draft: linked.draft });
        expect(/^Fixes #\d+/.test(pull?.body ?? '')).toBe(linked.closes);
        expect(pull?.body).toContain(`#${number}`);
      }
  });

  test('has its times in order, none of them in the future, numbers rising with time', () => {
    for (const { createdAt, updatedAt, comments } of issues) {
      const times = [createdAt, ...comments.map(({ at }) => at), updatedAt, CORPUS_NOW];
      expect(times).toEqual([...times].sort());
    }
    const created = issues.map(({ createdAt }) => createdAt);
    expect(created).toEqual([...created].sort());
  });

  test('quotes facts and words of priority as they stand in the issue, each within one line', () => {
    const faults = pairs.flatMap(({ answer, issue }) => {
      if (!issue) return [`${answer.number}: no issue`];
      const own = issue.comments.filter(({ author }) => author === issue.author).map(({ body }) => body);
      const said = [issue.title, issue.body, ...own].join('\n');
      const { facts, priority } = answer;
      const quoted = [...Object.values(facts ?? {}).flat(), ...(priority?.words ?? []), ...(priority?.notWords ?? [])];
      return quoted
        .filter((text) => !said.includes(text) || text.includes('\n') || text.trim() === '')
        .map((text) => `${answer.number}: ${text}`);
    });
    expect(faults).toEqual([]);
  });

  test('gives facts and a priority to exactly what may be adopted, and a reason to what is left', () => {
    for (const { number, mayAdopt, adoptBecause, leave, facts, priority, because } of answers) {
      expect([number, facts !== null, priority !== null]).toEqual([number, mayAdopt, mayAdopt]);
      expect([number, adoptBecause !== null, leave.length === 0]).toEqual([number, mayAdopt, mayAdopt]);
      expect(because).not.toBe('');
      if (facts) for (const list of Object.values(facts)) expect(list.length, String(number)).toBeGreaterThan(0);
    }
  });

  test('leaves what is assigned, linked, kept for newcomers or closed, and says so', () => {
    for (const { answer, issue } of pairs) {
      const { number, labels = [], assignees = [], linkedPulls = [], state } = issue ?? { number: 0 };
      const taken = linkedPulls.some((pull) => pull.closes && pull.state === 'open');
      expect([number, answer.leave.includes('assigned')]).toEqual([number, assignees.length > 0]);
      expect([number, answer.leave.includes('linked-pull')]).toEqual([number, taken]);
      expect([number, answer.leave.includes('good-first')]).toEqual([number, labels.includes('good first issue')]);
      expect([number, answer.leave.includes('closed')]).toEqual([number, state === 'closed']);
      expect([number, answer.adoptBecause === 'labelled']).toEqual([number, labels.includes('steward')]);
    }
  });

  test('names duplicates of what came earlier and is none itself, and tells declined wishes from them', () => {
    const answerOf = new Map(answers.map((answer) => [answer.number, answer]));
    const duplicates = answers.filter(({ duplicateOf }) => duplicateOf !== null);
    expect(duplicates).toHaveLength(8);
    for (const { number, duplicateOf, leave, kind, askReproduction } of duplicates) {
      const first = issueOf.get(duplicateOf ?? 0);
      expect(first?.number).toBeLessThan(number);
      expect(answerOf.get(duplicateOf ?? 0)).toMatchObject({ duplicateOf: null, kind });
      expect([number, leave.includes('declined-before')]).toEqual([number, first?.stateReason === 'not_planned']);
      expect(askReproduction).toBe(false);
    }
    for (const { duplicateOf, duplicateBy, leave, notDuplicateOf = [] } of answers) {
      expect(duplicateBy !== undefined).toBe(duplicateOf !== null);
      expect(leave.includes('duplicate')).toBe(duplicateOf !== null);
      for (const number of notDuplicateOf) expect(issueOf.has(number)).toBe(true);
    }
  });

  test('asks for a reproduction only of open bug reports that have none', () => {
    const asked = answers.filter(({ askReproduction }) => askReproduction);
    expect(asked.length).toBeGreaterThan(4);
    for (const { kind, leave } of asked) expect([kind, leave.includes('no-reproduction')]).toEqual(['bug', true]);
  });
});

describe('the corpus of pull requests', () => {
  const pulls = readPulls();
  const answers = readPullAnswers();
  const tasks = readPullTasks();
  const tree = pullTree();
  const both = pulls.map((pull) => {
    const answer = answers.find(({ number }) => number === pull.number);
    const task = tasks.find(({ number }) => number === pull.task);
    if (!answer || !task) throw new Error(`no answer or no task for ${pull.number}`);
    return { pull, answer, task };
  });
  const found = (number: number): Gate[] => {
    const gates = answers.find((answer) => answer.number === number)?.gates;
    return gates ? [...gates.failing, ...gates.waiting, ...gates.also] : [];
  };

  test('holds twenty, each with one answer and a task, and every task is used', () => {
    expect(pulls).toHaveLength(20);
    expect(new Set([...numbers(pulls), ...numbers(tasks)]).size).toBe(pulls.length + tasks.length);
    expect(numbers(answers)).toEqual(numbers(pulls));
    expect(sorted([...new Set(pulls.map(({ task }) => task))])).toEqual(sorted(numbers(tasks)));
    expect(new Set(pulls.map(({ head }) => head.sha)).size).toBe(20);
  });

  test('has tasks that a world may hold, with evidence that stands where it says', () => {
    parseWorldFile({ ledgerTasks: tasks });
    for (const { path, line, excerpt, url } of tasks.flatMap(({ evidence }) => evidence)) {
      expect(tree[path]?.split('\n')[line - 1]?.trim()).toBe(excerpt);
      expect(url.endsWith(`/${pulls[0]?.base.sha}/${path}#L${line}`)).toBe(true);
    }
    const workflows = Object.keys(tree).filter((path) => path.startsWith('.github/workflows/'));
    for (const { check, command } of tasks.flatMap(({ criteria }) => criteria)) {
      expect(command === undefined).toBe(check === 'review');
      if (check === 'ci') expect(workflows).toContain(`.github/workflows/${command}.yml`);
    }
  });

  test('answers every criterion of the task once', () => {
    for (const { answer, task } of both) {
      expect(answer.task).toBe(task.number);
      expect(answer.criteria.map(({ n }) => n)).toEqual(task.criteria.map(({ n }) => n));
      for (const { is, also } of answer.criteria) expect(also).not.toContain(is);
      for (const { is, also } of answer.criteria) if (is !== 'met') expect(also).not.toContain('met');
    }
  });

  test('accepts only where every criterion is met and no gate is shut', () => {
    for (const { verdict, verdictAlso, criteria, gates } of answers) {
      const isDone = criteria.every(({ is }) => is === 'met') && gates.failing.length + gates.waiting.length === 0;
      expect(verdict === 'accepted').toBe(isDone);
      expect(verdictAlso).not.toContain('accepted');
      expect(new Set([...gates.failing, ...gates.waiting, ...gates.also]).size).toBe(
        gates.failing.length + gates.waiting.length + gates.also.length,
      );
    }
    expect(answers.filter(({ verdict }) => verdict === 'accepted')).toHaveLength(4);
  });

  test('has patches that apply to the tree, with the lines they count', () => {
    for (const pull of pulls) {
      filesAtHead(pull, tree);
      for (const { filename, patch, additions, deletions, changes } of pull.files) {
        expect(additions + deletions).toBe(changes);
        if (patch === null) continue;
        const lines = hunksOf(patch).flatMap((hunk) => hunk.lines);
        expect([filename, lines.filter((line) => line.startsWith('+')).length]).toEqual([filename, additions]);
        expect([filename, lines.filter((line) => line.startsWith('-')).length]).toEqual([filename, deletions]);
      }
      const sum = (of: (file: (typeof pull.files)[number]) => number) => pull.files.reduce((all, f) => all + of(f), 0);
      expect([pull.additions, pull.deletions]).toEqual([sum((file) => file.additions), sum((file) => file.deletions)]);
      expect(pull.changedFiles).toBe(pull.files.length);
    }
  });

  test('names the gates that what it holds shuts, and no others', () => {
    const isForbidden = (path: string) => /^(\.github|\.claude)\/|^AGENTS\.md$/.test(path);
    for (const { pull, task } of both) {
      const paths = pull.files.map(({ filename }) => filename);
      const inScope = (path: string) =>
        task.scope.paths.some((scope) =>
          scope.endsWith('/**') ? path.startsWith(scope.slice(0, -2)) : scope === path,
        );
      const gates = found(pull.number);
      const says = (gate: Gate, is: boolean) =>
        expect([pull.number, gate, gates.includes(gate)]).toEqual([pull.number, gate, is]);
      says('empty', paths.length === 0);
      says('forbidden-paths', paths.some(isForbidden));
      says('scope', !paths.every(inScope));
      says('conflicts', pull.mergeable === 'CONFLICTING');
      says('draft', pull.draft);
      says(
        'threads',
        pull.threads.some(({ resolved }) => !resolved),
      );
      says('secrets', pull.secret !== undefined);
      says('size', pull.additions > 10_000);
      says(
        'origin',
        pull.workflowRuns.some((run) => !run.sameAsDefault) ||
          pull.checkRuns.some((run) => run.app === 'green-check-helper'),
      );
    }
  });

  test('has runs that fit together: heads, workflow files, newest attempts', () => {
    for (const { number, head, files, workflowRuns, checkRuns, secret } of pulls) {
      const changed = files.map(({ filename }) => filename);
      for (const run of workflowRuns) {
        expect(run.headSha).toBe(head.sha);
        expect([number, run.path, run.sameAsDefault]).toEqual([
          number,
          run.path,
          run.path in tree && !changed.includes(run.path),
        ]);
        expect(checkRuns.some(({ runId }) => runId === run.id)).toBe(run.conclusion !== 'action_required');
      }
      for (const run of checkRuns) {
        expect(run.headSha).toBe(head.sha);
        expect((run.status === 'completed') === (run.conclusion !== null)).toBe(true);
        expect(run.app === 'github-actions').toBe(workflowRuns.some(({ id }) => id === run.runId));
      }
      const text = files.map(({ patch }) => patch).join('\n');
      expect(text).not.toContain('{{secret}}');
      expect(secret === undefined || text.includes(secret.join(''))).toBe(true);
    }
    const ids = pulls.flatMap(({ workflowRuns, checkRuns }) => [...workflowRuns, ...checkRuns].map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('has the gate of checks shut exactly where the newest runs are not all green', () => {
    for (const { pull, answer } of both) {
      const real = pull.checkRuns.filter(({ app }) => app === 'github-actions');
      const newest = new Map(
        [...real].sort((a, b) => ((a.startedAt ?? '~') < (b.startedAt ?? '~') ? -1 : 1)).map((run) => [run.name, run]),
      );
      const isGreen = newest.size === 4 && [...newest.values()].every(({ conclusion }) => conclusion === 'success');
      const { failing, waiting, also } = answer.gates;
      const isForged = failing.includes('origin');
      if (!isForged)
        expect([pull.number, [...failing, ...waiting].includes('checks')]).toEqual([pull.number, !isGreen]);
      else expect(also).toContain('checks');
    }
  });
});

describe('a patch', () => {
  test('changes, adds and removes lines where it says', () => {
    expect(applyPatch('a\nb\nc\n', '@@ -1,3 +1,3 @@\n a\n-b\n+B\n c')).toBe('a\nB\nc\n');
    expect(applyPatch('', '@@ -0,0 +1,2 @@\n+a\n+b')).toBe('a\nb\n');
    expect(applyPatch('a\n', '@@ -1 +0,0 @@\n-a')).toBe('');
  });

  test.each([
    ['a wrong count', '@@ -1,2 +1,3 @@\n a\n-b\n+B'],
    ['a line that does not stand there', '@@ -1,2 +1,2 @@\n a\n-x\n+B'],
    ['a line outside of hunks', 'diff --git a/a b/a\n@@ -1 +1 @@\n-a\n+b'],
    ['a place behind the end', '@@ -9 +9 @@\n-a\n+b'],
  ])('with %s is refused', (_, patch) => {
    expect(() => applyPatch('a\nb\n', patch)).toThrow();
  });
});
