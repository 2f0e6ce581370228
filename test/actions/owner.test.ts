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
      label: operations
scopes:
  - paths: [docs/**]
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

it('opens what the owner put first before all, and what they put low last, as the dashboard shows it', async () => {
  const titles = ['Draw the architecture', 'Keep a changelog', 'List all sponsors', 'Name one contact'];
  const custom = titles.map((title, at) => {
    const priority = at === 0 ? ', priority: low' : at === 3 ? ', priority: urgent' : '';
    return `    - { name: rule-${at}, title: ${title}, missing: ${at}.cfg, weight: ${1 - at / 10}${priority} }`;
  });
  const config = `caps: { new-issues-a-day: 1 }\nrules:\n  custom:\n${custom.join('\n')}\n`;
  const stage = await raise([CLEAN]);
  await stage.tick({ mode: 'assist', config });
  expect(stage.visible().map(({ title }) => title)).toEqual(expect.arrayContaining(['Name one contact', 'Steward']));
  const dashboard = stage.sandbox.world.data.issues.find(({ title }) => title === 'Steward')?.body ?? '';
  const shown = [...dashboard.matchAll(/\*\*([\w ]+)\*\*.*, (\w+) <!-- steward:approve/g)];
  expect(shown.map(([, title, priority]) => [title, priority])).toEqual([
    ['Keep a changelog', 'high'],
    ['List all sponsors', 'medium'],
    ['Draw the architecture', 'low'],
  ]);
});
