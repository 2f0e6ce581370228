// The one query against a GitHub that executes the official schema: what it sees, what it may miss, what it costs.
import { describe, expect, test } from 'vitest';
import { adapters, BRANCH, OVERVIEW_OF, sandbox } from './world.ts';

const see = (on: ReturnType<typeof adapters>) => on.reader.overview(OVERVIEW_OF);

describe('the overview', () => {
  test('of a repository without commits is one request and finds nothing', async () => {
    const on = adapters(await sandbox());
    const overview = await see(on);
    expect(overview).toMatchObject({
      now: '2026-11-20T09:07:00.000Z',
      repository: { name: 'octo/dur', private: false, archived: false, hasIssues: true, branch: null },
      viewer: 'github-actions[bot]',
      head: null,
      issues: { nodes: [], cursor: null },
      pulls: { nodes: [], cursor: null },
      stewardPulls: {},
      deployments: {},
      pinned: [],
      goals: null,
      configuration: null,
      ledger: null,
    });
    expect(on.reader.usage()).toEqual({ graphql: 1, rest: 0, writes: 0 });
  });

  test('reads head, checks, configuration, goals, issues, pull requests, pins and deployments', async () => {
    const github = await sandbox({
      people: [{ login: 'ada', role: 'write' }],
      issues: [
        { number: 3, title: 'A question', author: 'ada', labels: ['steward'], updated: '-2h', pinned: true },
        { number: 4, title: 'Again', author: 'ada', state: 'closed', stateReason: 'duplicate', updated: '-1h' },
      ],
    });
    const files = { '.github/steward.yml': 'mode: suggest\n', '.github/goals.md': '# Goals\n' };
    const oid = await github.world.pushCommit({ files, by: 'octo' });
    await github.world.addWorkflowRun({ workflow: '.github/workflows/ci.yml', conclusion: 'failure', by: 'octo' });
    await github.world.pushCommit({ files: { 'a.txt': 'a' }, branch: 'fix', by: 'ada' });
    const pull = await github.world.openPullRequest({ title: 'Fix it', head: 'fix', by: 'ada' });
    github.world.addLabels(pull.number, ['steward'], 'ada');
    await github.world.deploy({ environment: 'production', state: 'success', by: 'octo' });
    const overview = await see(adapters(github));
    expect(overview.head).toMatchObject({
      oid,
      suites: [{ conclusion: 'FAILURE', run: { path: '.github/workflows/ci.yml' } }],
    });
    expect(overview.configuration).toBe('mode: suggest\n');
    expect(overview.goals).toBe('# Goals\n');
    expect(
      overview.issues.nodes.map(({ number, open, stateReason, author }) => [number, open, stateReason, author]),
    ).toEqual([
      [4, false, 'DUPLICATE', 'ada'],
      [3, true, null, 'ada'],
    ]);
    expect(overview.pulls.nodes).toMatchObject([{ kind: 'pull', title: 'Fix it', labels: ['steward'] }]);
    expect(Object.values(overview.stewardPulls)).toEqual([
      expect.stringMatching(/^[0-9a-f]{40} ready unreviewed mergeable /),
    ]);
    expect(overview.deployments).toEqual({ production: `SUCCESS ${oid}` });
    expect(overview.pinned).toEqual([3]);
  });

  test('stops at a configuration or goals that GitHub cuts off: half of them would be obeyed as if it were whole', async () => {
    for (const path of [OVERVIEW_OF.configPath, OVERVIEW_OF.goalsPath]) {
      const github = await sandbox();
      const text = `mode: assist\n${'# a long remark\n'.repeat(40_000)}caps: { open-tasks: 1 }\n`;
      await github.world.pushCommit({ files: { [path]: text }, by: 'octo' });
      await expect(see(adapters(github))).rejects.toMatchObject({
        name: 'UserError',
        message: `${path} is too large to be read whole.`,
      });
    }
  });

  test('does not react to deployments of the state branch', async () => {
    const github = await sandbox();
    await github.world.pushCommit({ files: { 'a.txt': 'a' }, by: 'octo' });
    const on = adapters(github);
    await on.ledger.begin({ 'state.json': '{}' });
    await github.world.deploy({ environment: 'preview', ref: BRANCH, state: 'success', by: 'octo' });
    expect((await see(on)).deployments).toEqual({});
  });

  test('stays one request and under 200 kB with 1,000 issues of the longest titles', async () => {
    const labels = Array.from({ length: 20 }, (_, n) => `label-${n}-`.padEnd(50, 'x'));
    const title = 'ü'.repeat(250);
    const issues = Array.from({ length: 1_000 }, (_, n) => ({ title: `${title}${n}`, labels }));
    const github = await sandbox({ labels: labels.map((name) => ({ name })), issues });
    await github.world.pushCommit({ files: { 'a.txt': 'a' }, by: 'octo' });
    const on = adapters(github);
    const overview = await see(on);
    expect(overview.issues.nodes).toHaveLength(25);
    expect(overview.issues.cursor).not.toBeNull();
    expect(on.reader.usage()).toEqual({ graphql: 1, rest: 0, writes: 0 });
    expect(github.transcript.at(-1)?.responseBytes).toBeLessThan(200_000);
  });
});

describe('what a token may not read', () => {
  const least = { contents: 'read', issues: 'read', 'pull-requests': 'read' } as const;

  test('checks and deployments may be missing, and are named as not read', async () => {
    const github = await sandbox();
    await github.world.pushCommit({ files: { 'a.txt': 'a' }, by: 'octo' });
    await github.world.deploy({ environment: 'production', state: 'success', by: 'octo' });
    const on = adapters(github, { permissions: least });
    const overview = await see(on);
    expect(on.reader.usage().graphql).toBe(1);
    expect(overview.head?.suites).toBeNull();
    expect(overview.deployments).toEqual({});
    expect(overview.unread).toEqual(['checks', 'deployments']);
  });

  test.each([
    ['issues', 'issues: read'],
    ['pull-requests', 'pull-requests: read'],
    ['contents', 'contents: read'],
  ])('%s may not: the error names what to add', async (missing, remedy) => {
    const github = await sandbox();
    await github.world.pushCommit({ files: { 'a.txt': 'a' }, by: 'octo' });
    const { [missing as keyof typeof least]: _, ...permissions } = least;
    await expect(see(adapters(github, { permissions }))).rejects.toMatchObject({
      name: 'UserError',
      remedy: expect.stringContaining(remedy),
    });
  });
});

test('a used-up limit says when it resets', async () => {
  const on = adapters(await sandbox({ limits: { graphqlPerHour: 1 } }));
  await see(on);
  await expect(see(on)).rejects.toMatchObject({
    name: 'UserError',
    remedy: expect.stringContaining('2026-11-20T10:00'),
  });
});
