/** A repository with people in it: a maintainer, somebody who may only sort issues, and whoever comes by. */
import type { WorldFile } from '@steward/sandbox/world-file.ts';
import type { RunOptions, Stage } from '../support/cycle.ts';

export const TREE = {
  'README.md': '# dur\n',
  'CHANGELOG.md': '# Changelog\n\n## Unreleased\n',
  'pyproject.toml': '[project]\nname = "dur"\n[tool.pytest.ini_options]\ntestpaths = ["tests"]\n',
  'src/dur/parse.py': 'def parse(text):\n    unit = text.split()[0]\n    return unit\n',
  'tests/test_parse.py': 'from dur.parse import parse\n\n\ndef test_parse():\n    assert parse("1h") == "1h"\n',
};

export const BOT = 'github-actions[bot]';

export const REPORT = [
  'When there is a blank between the parts, everything behind the blank is dropped.',
  '',
  '```python',
  '>>> dur.parse("1h 30m").total_seconds()',
  '3600.0',
  '```',
  '',
  'I expected 5400.0. It is `src/dur/parse.py:2`. Version 2.4.1.',
].join('\n');

export const VAGUE = 'The result is wrong when I give it a long text.';

type Issue = NonNullable<WorldFile['issues']>[number];

export function town(issues: readonly Partial<Issue>[]): WorldFile {
  return {
    people: [
      { login: 'maintainer', role: 'maintain' },
      { login: 'sorter', role: 'triage' },
      { login: 'visitor', role: 'none' },
      { login: 'passer-by', role: 'none' },
    ],
    labels: [{ name: 'bug' }, { name: 'steward' }, { name: 'steward:approved' }],
    issues: issues.map((issue, index) => ({
      ...{ number: index + 1, title: 'parse() drops what is behind a blank', body: REPORT, author: 'visitor' },
      ...issue,
    })),
  };
}

/** Nothing but people's issues is of interest here. */
export const RULES_OFF = `rules:
${['skipped-test', 'failing-workflow', 'untested-source', 'suppressed-check', 'todo', 'unpinned-action']
  .concat(['flaky-workflow', 'stale-pull-request', 'conflicting-pull-request', 'untriaged-bug-report'])
  .concat(['dependency-alert', 'code-scanning-alert', 'missing-lock-file', 'hotspot', 'undocumented-surface'])
  .concat(['community-file', 'broken-link', 'workflow-permissions', 'conflict-marker', 'debug-leftover', 'goal'])
  .map((name) => `  ${name}:\n    enabled: false`)
  .join('\n')}
`;

export const settings = (text = ''): RunOptions => ({ config: `${text}\n${RULES_OFF}` });

export const saidBy = (stage: Stage, login: string, number?: number) =>
  stage.sandbox.world.data.comments.filter(
    ({ author, on }) => author === login && (number === undefined || on === number),
  );

export const issueOf = (stage: Stage, number: number) => {
  const issue = stage.sandbox.world.issue(number);
  if (!issue) throw new Error(`no issue ${number}`);
  return issue;
};

export const boardOf = (stage: Stage): string =>
  stage.sandbox.world.data.issues.find(({ author, title }) => author === BOT && title === 'Steward')?.body ?? '';

/** Everything that people wrote, byte for byte. */
export const peoplesWords = (stage: Stage): string =>
  JSON.stringify([
    stage.sandbox.world.data.issues
      .filter(({ author }) => author !== BOT)
      .map(({ number, title, body, state, edits }) => ({ number, title, body, state, edits: edits.length })),
    stage.sandbox.world.data.comments.filter(({ author }) => author !== BOT).map(({ id, body }) => ({ id, body })),
  ]);
