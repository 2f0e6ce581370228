// What GitHub knows beside the tree: in few requests, whole or not at all, and unknown where it may not be seen.
import { readRemote } from '@steward/core/observe/remote.ts';
import type { Sandbox as World } from '@steward/sandbox/sandbox.ts';
import type { TokenOptions } from '@steward/sandbox/tokens.ts';
import { describe, expect, test } from 'vitest';
import { adapters, sandbox } from './world.ts';

const NOW = '2026-11-20T09:07:00Z';
const ALL = new Set(['runs', 'pulls', 'issues', 'dependencyAlerts', 'codeAlerts'] as const);
const ALERTS = {
  codeScanning: [
    { rule: 'js/sql-injection', path: 'src/db.ts', line: 12, security: 'high' as const, message: 'Depends on input' },
    { rule: 'js/unused', path: 'src/a.ts' },
  ],
  dependabot: [
    {
      package: 'left-pad',
      ecosystem: 'npm',
      manifest: 'package-lock.json',
      severity: 'critical' as const,
      patched: '2',
    },
    { package: 'old', ecosystem: 'pip', manifest: 'pip.txt', severity: 'low' as const, state: 'fixed' as const },
  ],
};

const since = '2026-10-21T09:07:00Z';

async function withCommit(world: Parameters<typeof sandbox>[0] = {}) {
  const github = await sandbox(world);
  await github.world.pushCommit({ files: { 'a.txt': 'a' }, by: 'octo' });
  return github;
}

const look = (github: World, token: TokenOptions = {}, told: 'listed' | 'counted' = 'listed') => {
  const on = adapters(github, token);
  const pause = () => on.clock.sleep(3_000);
  const request = { now: NOW, home: github.world.repositoryUrl, branch: 'main', wanted: ALL, told, pause };
  return readRemote(on.reader.remote, request).then((seen) => ({ ...seen, usage: on.reader.usage(), slept: on.slept }));
};

describe('runs of workflows', () => {
  test('are those of the branch that ended within the time, with how the attempt before a success ended', async () => {
    const github = await withCommit();
    const { world } = github;
    await world.pushCommit({ files: { 'b.txt': 'b' }, branch: 'topic', by: 'ada' });
    const run = (draft: object) => world.addWorkflowRun({ workflow: 'ci.yml', conclusion: 'success', ...draft });
    await run({ at: '2026-10-01T08:00:00Z' });
    await run({ branch: 'topic', at: '2026-11-18T08:00:00Z' });
    await run({ conclusion: null, at: '2026-11-18T08:00:00Z' });
    await run({ at: '2026-11-17T08:00:00Z', earlierAttempts: ['cancelled', 'failure'] });
    await run({ at: '2026-11-16T08:00:00Z', conclusion: 'failure', earlierAttempts: ['failure'] });
    const on = adapters(github);
    const runs = await on.reader.remote.runs('main', since);
    expect(runs).toMatchObject({
      kind: 'known',
      value: [
        { conclusion: 'success', attempt: 3, before: 'failure', path: '.github/workflows/ci.yml', workflow: 'ci' },
        { conclusion: 'failure', attempt: 2, before: null, event: 'push' },
      ],
    });
    expect(on.reader.usage()).toEqual({ graphql: 0, rest: 2, writes: 0 });
  });

  test('cost two pages and ten attempts at most, however many there are', async () => {
    const github = await withCommit();
    const at = '2026-11-18T08:00:00Z';
    for (let n = 0; n < 230; n++)
      await github.world.addWorkflowRun({
        ...{ workflow: 'ci.yml', conclusion: 'success', at, jobs: [] },
        ...(n % 4 === 0 && { earlierAttempts: ['failure'] }),
      });
    const on = adapters(github);
    const runs = await on.reader.remote.runs('main', since);
    expect(runs.kind === 'known' && runs.value).toHaveLength(200);
    expect(runs.kind === 'known' && runs.value.filter(({ before }) => before === 'failure')).toHaveLength(10);
    expect(on.reader.usage().rest).toBe(12);
  });
});

describe('pull requests and issues', () => {
  test('tell who waits for whom, and mergeability is asked for a second time only where it was unknown', async () => {
    const github = await withCommit({
      people: [{ login: 'ada', role: 'admin' }],
      issues: [
        {
          ...{ number: 3, title: 'It fails', body: 'Steps', author: 'eve', labels: ['bug'], assignees: ['ada'] },
          comments: [{ author: 'ada', body: 'Thanks' }],
        },
        { number: 4, title: 'Closed', author: 'eve', state: 'closed' },
      ],
    });
    const { world } = github;
    for (const [branch, text] of [
      ['one', 'theirs'],
      ['two', 'b'],
    ] as const)
      await world.pushCommit({ files: { [branch === 'one' ? 'a.txt' : 'b.txt']: text }, branch, by: 'eve' });
    await world.pushCommit({ files: { 'a.txt': 'ours' }, by: 'octo' });
    const one = await world.openPullRequest({ title: 'One', head: 'one', by: 'eve' });
    const two = await world.openPullRequest({ title: 'Two', head: 'two', by: 'dependabot[bot]', body: 'Fixes #3' });
    await world.addWorkflowRun({ workflow: 'ci.yml', branch: 'two', conclusion: 'failure' });
    world.review(two.number, { by: 'ada', state: 'APPROVED' });
    await world.judgeMergeability(one.number);
    one.mergeableComputed = false;
    const { remote, unknown, usage, slept } = await look(github);
    expect(unknown.map(({ part }) => part)).toEqual(['dependencyAlerts', 'codeAlerts']);
    expect(remote.pulls).toMatchObject([
      { number: two.number, author: 'dependabot[bot]', mergeable: 'yes', checks: 'FAILURE', branch: 'two' },
      { number: one.number, author: 'eve', mergeable: 'no', checks: null, draft: false, title: 'One' },
    ]);
    expect(remote.issues).toMatchObject([
      {
        ...{ number: 3, author: 'eve', body: 'Steps', labels: ['bug'], assignees: 1, pulls: [two.number] },
        answers: [{ author: 'ada', association: expect.stringMatching(/OWNER|MEMBER|COLLABORATOR/) }],
      },
    ]);
    expect([usage.graphql, slept]).toEqual([3, [3_000]]);
    expect((await look(github)).usage.graphql).toBe(2);
  });

  test('are known without their checks, which need a permission of their own', async () => {
    const github = await withCommit();
    await github.world.pushCommit({ files: { 'b.txt': 'b' }, branch: 'topic', by: 'eve' });
    await github.world.openPullRequest({ title: 'One', head: 'topic', by: 'eve' });
    await github.world.addWorkflowRun({ workflow: 'ci.yml', branch: 'topic', conclusion: 'failure' });
    const permissions = { contents: 'read', issues: 'read', 'pull-requests': 'read' } as const;
    const pulls = await adapters(github, { permissions }).reader.remote.pulls();
    expect(pulls).toMatchObject({ kind: 'known', value: [{ checks: null, mergeable: 'unknown' }] });
  });
});

describe('alerts', () => {
  test('are listed with their facts, open ones only', async () => {
    const { remote, unknown } = await look(await withCommit({ alerts: ALERTS }));
    expect(unknown).toEqual([]);
    expect(remote.dependencyAlerts).toMatchObject({
      ...{ kind: 'listed', more: false },
      alerts: [{ number: 1, package: 'left-pad', severity: 'critical', patched: '2', manifest: 'package-lock.json' }],
    });
    expect(remote.codeAlerts).toMatchObject({
      kind: 'listed',
      alerts: [
        { number: 2, rule: 'js/unused', severity: null },
        { number: 1, rule: 'js/sql-injection', severity: 'high', path: 'src/db.ts', line: 12, tool: 'CodeQL' },
      ],
    });
  });

  test('are a number and nothing else where they are to be counted', async () => {
    const dependabot = Array.from({ length: 120 }, () => ALERTS.dependabot[0]).filter((one) => one !== undefined);
    const { remote } = await look(await withCommit({ alerts: { ...ALERTS, dependabot } }), {}, 'counted');
    expect(remote.codeAlerts).toEqual({ kind: 'counted', count: 2, more: false });
    expect(remote.dependencyAlerts).toEqual({ kind: 'counted', count: 100, more: true });
    expect(JSON.stringify(remote)).not.toMatch(/left-pad|sql-injection|package-lock/);
  });

  test('are unknown without the permission or where nothing scans, and the remedy is named', async () => {
    const permissions = { contents: 'read', issues: 'read', 'pull-requests': 'read', actions: 'read' } as const;
    const blind = await look(await withCommit({ alerts: ALERTS }), { permissions });
    expect([blind.remote.dependencyAlerts, blind.remote.codeAlerts]).toEqual([null, null]);
    expect(blind.unknown).toEqual([
      { part: 'dependencyAlerts', reason: 'the token needs `vulnerability-alerts: read`' },
      { part: 'codeAlerts', reason: 'the token needs `security-events: read`' },
    ]);
    const off = await look(await withCommit());
    expect(off.remote.dependencyAlerts).toBeNull();
    expect(off.unknown.map(({ reason }) => reason)).toEqual([
      'Dependabot alerts are switched off in this repository',
      'nothing has scanned this repository, or code scanning is switched off',
    ]);
  });
});

test('a private repository shows its runs only to a token that may read them', async () => {
  const github = await withCommit({ repository: { private: true } });
  await github.world.addWorkflowRun({ workflow: 'ci.yml', conclusion: 'failure' });
  const { remote, unknown } = await look(github, {
    permissions: { contents: 'read', issues: 'read', 'pull-requests': 'read' },
  });
  expect(remote.runs).toBeNull();
  expect(unknown[0]).toEqual({ part: 'runs', reason: 'the token needs `actions: read`' });
});

test('nothing is asked for that no rule needs', async () => {
  const on = adapters(await withCommit({ alerts: ALERTS }));
  const request = { now: NOW, home: '', branch: 'main', wanted: new Set<never>(), told: 'listed' as const };
  const { remote, unknown } = await readRemote(on.reader.remote, { ...request, pause: async () => undefined });
  expect(remote).toMatchObject({ runs: null, pulls: null, issues: null, dependencyAlerts: null, codeAlerts: null });
  expect([unknown, on.reader.usage()]).toEqual([[], { graphql: 0, rest: 0, writes: 0 }]);
});
