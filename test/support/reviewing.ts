/** A world in which Steward opened one task, and an agent answers it with a pull request. */
import type { Task } from '@steward/core/domain/task.ts';
import { reviewWorkAlone } from '../../actions/review-work/flow.ts';
import type { ReviewInputs } from '../../actions/review-work/inputs.ts';
import { HALF_HOUR, type RunOptions, type Stage } from './cycle.ts';

const WORKFLOW = '.github/workflows/test.yml';

export const REPOSITORY = {
  [WORKFLOW]:
    'name: test\non: [push, pull_request]\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: python -m pytest\n',
  'pyproject.toml': '[project]\nname = "dur"\nversion = "1.2.0"\n[tool.pytest.ini_options]\n',
  'CHANGELOG.md': '# Changelog\n\n## Unreleased\n\n## 1.2.0\n',
  'src/dur/__init__.py': 'def parse(text):\n    return int(text.split()[0])\n',
  'tests/test_parse.py':
    'import pytest\nfrom dur import parse\n\n\n@pytest.mark.skip("spaces")\ndef test_spaces():\n    assert parse("1 2") == 3\n\n\ndef test_one():\n    assert parse("1") == 1\n',
};

/** What the agent pushes: the skip is gone, the changelog says so. */
export const FIX = {
  'CHANGELOG.md': '# Changelog\n\n## Unreleased\n\n- Fixed: blanks\n\n## 1.2.0\n',
  'src/dur/__init__.py': 'def parse(text):\n    return sum(int(part) for part in text.split())\n',
  'tests/test_parse.py': REPOSITORY['tests/test_parse.py'].replace('@pytest.mark.skip("spaces")\n', ''),
};

export const AGENT = 'dur-agent[bot]';

/** The task that Steward opened for the skipped test. */
export async function openTask(stage: Stage): Promise<Task> {
  await stage.tick();
  const { tasks } = await stage.memory();
  const task = Object.values(tasks).find(({ evidence }) => evidence[0]?.rule === 'skipped-test');
  if (task?.number === undefined) throw new Error('no task was opened for the skipped test');
  return task;
}

export async function propose(
  stage: Stage,
  task: Pick<Task, 'id' | 'number'>,
  { files = FIX, by = AGENT, branch = `steward/${task.id}`, body = `Closes #${task.number}` } = {},
): Promise<number> {
  const { world } = stage.sandbox;
  await world.pushCommit({ branch, files, message: 'Let the test run', by });
  return (await world.openPullRequest({ title: 'Parse blanks', body, head: branch, by })).number;
}

export async function runChecks(stage: Stage, branch: string, conclusion: 'success' | 'failure' | 'action_required') {
  const jobs = conclusion === 'action_required' ? [] : [{ name: 'test', conclusion }];
  return stage.sandbox.world.addWorkflowRun({
    ...{ workflow: WORKFLOW, workflowName: 'test', event: 'pull_request', branch, conclusion, by: AGENT, jobs },
  });
}

export const comments = (stage: Stage, number: number): string[] =>
  stage.sandbox.world.commentsOn(number).map(({ body }) => body.split('\n<!--')[0] ?? '');

export async function reviewAlone(stage: Stage, options: RunOptions = {}, number: ReviewInputs['pull-request'] = null) {
  return reviewWorkAlone(stage.world(options), { 'pull-request': number });
}

/** Half an hour later. */
export async function next(stage: Stage, options: RunOptions = {}) {
  stage.pass(HALF_HOUR);
  return stage.tick(options);
}
