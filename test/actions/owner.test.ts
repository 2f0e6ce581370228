/** What the owner asks for in words: goals become features, own rules become tasks with their label, parts of the tree their priority. */
import { expect, it } from 'vitest';
import { stagesOf } from '../support/cycle.ts';
import { CLEAN } from '../support/repositories.ts';

const GOALS = '# Goals\n\n- [ ] Windows support: half of the reports come from there\n- [x] Drop Node 20\n';
const raise = stagesOf([{ ...CLEAN, 'README.md': '# Dur\n', '.github/steward/goals.md': GOALS }]);

const CONFIG = `mode: assist
rules:
  custom:
    - name: runbook
      title: Write a runbook for @octocat
      suggestion: Closes #1 once it is there
      missing: docs/runbook.md
      type: documentation
      label: operations
scopes:
  - paths: [README.md]
    priority: high
    label: front
`;

it('opens what goals and own rules ask for, with the labels that the configuration names', async () => {
  const stage = await raise();
  const report = await stage.tick({ mode: 'assist', config: CONFIG });
  expect(report.tasks.map(({ title, type, priority }) => [title.replace(/@?octocat/, 'them'), type, priority])).toEqual(
    expect.arrayContaining([
      ['Windows support', 'feature', 'high'],
      [expect.stringMatching(/^Write a runbook for/), 'documentation', 'high'],
    ]),
  );
  const issues = stage.sandbox.world.data.issues.filter(({ title }) => title !== 'Steward');
  expect(issues.map(({ title, labels }) => [title.slice(0, 15), [...labels].sort()]).sort()).toEqual([
    ['Windows support', ['steward']],
    ['Write a runbook', ['front', 'operations', 'steward']],
  ]);
  expect(issues.map(({ title, body }) => `${title}\n${body}`).join('\n')).not.toMatch(
    /(?<![\w`])@octocat|(?<!`)Closes #1\b/,
  );
});

it('writes nothing more while goals and rules stay, and takes a goal that is added later', async () => {
  const stage = await raise();
  await stage.tick({ mode: 'assist', config: CONFIG });
  const before = stage.visible().length;
  stage.pass(3_600_000);
  await stage.tick({ mode: 'assist', config: CONFIG });
  expect(stage.visible().length).toBe(before);
  await stage.sandbox.world.pushCommit({
    files: { '.github/steward/goals.md': `${GOALS}- Parse ISO 8601 durations\n` },
    message: 'Want more',
    by: 'octo',
  });
  stage.pass(3_600_000);
  const report = await stage.tick({ mode: 'assist', config: CONFIG });
  expect(report.tasks.map(({ title }) => title)).toContain('Parse ISO 8601 durations');
});
