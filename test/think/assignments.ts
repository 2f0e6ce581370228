/** One assignment for each category of work, as a flow would hand it to guard. */
import type { Assignment } from '@steward/core/domain/assignment.ts';
import { commandsFor } from '@steward/core/domain/assignment.ts';
import type { Category, Specification, Task } from '@steward/core/domain/task.ts';
import type { Tooling } from '@steward/core/domain/tooling.ts';
import { specify, specifyIssue } from '@steward/core/think/template.ts';
import { BRIEFS, PYTHON, SCRIPT } from './briefs.ts';
import { ISSUES } from './issues.ts';

function found<T>(all: Readonly<Record<string, T>>, name: string): T {
  const one = all[name];
  if (one === undefined) throw new Error(`nothing is called ${name}`);
  return one;
}

const taskOf = (specification: Specification, number: number): Task => ({
  ...specification,
  status: 'leased',
  number,
  since: '2026-11-20T09:00:00Z',
});

export function assignmentOf(
  task: Task,
  { tooling = PYTHON, ...change }: Partial<Assignment> & { tooling?: Tooling } = {},
): Assignment {
  return {
    task,
    agent: { kind: 'workflow' },
    attempt: 1,
    branch: 'main',
    work: `steward/${task.id}-${change.attempt ?? 1}`,
    repository: { name: 'octo/dur', url: 'https://github.com/octo/dur' },
    forbidden: [],
    hints: [],
    commands: commandsFor(tooling, task.scope.paths[0]),
    ...change,
  };
}

const REPORT = {
  author: 'mona',
  text: 'Parsing `1 h 30` fails since 2.3:\n\n```py\nparse("1 h 30")  # ValueError\n```\n\nIt should give 5400.',
};

const deploying = {
  ...specifyIssue(found(ISSUES, 'feature')),
  ...{ title: 'Build the container image from a tag', category: 'deployment' as const },
};

export const ASSIGNMENTS: Record<Category, Assignment> = {
  development: assignmentOf(taskOf(specifyIssue(found(ISSUES, 'bug-fix')), 212), { report: REPORT }),
  testing: assignmentOf(taskOf(specify(found(BRIEFS, 'skipped-test')), 31), {
    ...{ attempt: 2, forbidden: ['src/vendor/**', '*.lock'] },
    hints: ['Criterion 1 was not met: `test_spaces` is still skipped.', 'The check `test` failed on Python 3.13.'],
  }),
  deployment: assignmentOf(taskOf(deploying, 40), { tooling: SCRIPT, branch: 'trunk' }),
  analysis: assignmentOf(taskOf(specifyIssue(found(ISSUES, 'code-review')), 41)),
  maintenance: assignmentOf(taskOf(specify(found(BRIEFS, 'workflow-permissions')), 42)),
};
