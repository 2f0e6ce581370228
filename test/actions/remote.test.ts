// Work that GitHub knows of rather than the tree, through whole cycles: what is told, to whom, and what it costs.
import type { Mode } from '@steward/core/domain/config.ts';
import type { WorldFile } from '@steward/sandbox/world-file.ts';
import { describe, expect, it } from 'vitest';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { HALF_HOUR, type Stage, stagesOf } from '../support/cycle.ts';

const CI = { '.github/workflows/ci.yml': 'name: ci\non: push\n', 'README.md': 'A small thing.\n' };
const raise = stagesOf([CI]);

const SECRETS = [
  'left-pad',
  'GHSA-9q9q',
  'npm-shrinkwrap',
  'Padding tells',
  'sql-injection',
  'database.ts',
  'user-provided',
];
const ALERTS: NonNullable<WorldFile['alerts']> = {
  codeScanning: [
    {
      ...{ rule: 'js/sql-injection', security: 'critical', path: 'src/database.ts', line: 12 },
      message: 'This query depends on a user-provided value',
    },
  ],
  dependabot: ['critical', 'high', 'low'].map((severity) => ({
    ...{ package: 'left-pad', ecosystem: 'npm', manifest: 'npm-shrinkwrap.json', ghsa: 'GHSA-9q9q-9q9q-9q9q' },
    ...{ severity: severity as 'high', summary: 'Padding tells secrets', patched: '2.0.0' },
  })),
};

async function cycle(stage: Stage, mode: Mode, token?: string) {
  const world = stage.world({ mode, ...(token !== undefined && { token }) });
  return runCycle(world, { action: 'auto', focus: 'auto', 'max-tasks': 50 });
}

/** All that ever left: what was sent to GitHub, what the action gave out, what the state branch and the issues hold. */
function everythingSaid(stage: Stage, results: readonly unknown[]): string {
  const sent = stage.sandbox.transcript.map(({ requestBody }) => requestBody ?? '');
  const branch = stage.git(['log', '-p', '--all', '--format=%B', '--', '.', ':!README.md']);
  const { issues, comments } = stage.sandbox.world.data;
  // What was committed is encoded on its way.
  const contents = sent.flatMap((body) => [...body.matchAll(/"contents":"([\w+/=]+)"/g)]);
  const decoded = contents.map(([, text = '']) => Buffer.from(text, 'base64').toString('utf8'));
  return [...sent, ...decoded, branch, JSON.stringify([issues, comments, results])].join('\n');
}

describe('alerts in a public repository', () => {
  it.each<Mode>(['assist', 'suggest', 'observe'])(
    'are a number in mode %s, and nothing else of them gets out',
    async (mode) => {
      const stage = await raise([CI], { world: { alerts: ALERTS } });
      const first = await cycle(stage, mode);
      stage.pass(HALF_HOUR);
      const results = [first, await cycle(stage, mode)];
      const said = everythingSaid(stage, results);
      expect(said).toContain('3 open dependency alerts');
      expect(said).toContain('1 open code-scanning alert');
      for (const secret of SECRETS) expect(said.includes(secret), secret).toBe(false);
      const cited = first.report.tasks.flatMap(({ evidence }) => evidence.map(({ url }) => url));
      if (mode !== 'observe') expect(cited).toContain(`${stage.sandbox.world.repositoryUrl}/security`);
      expect(first.report.unknown).toEqual([]);
    },
  );

  it('that get out of another door are stopped by the guard, and the refusal does not tell them either', async () => {
    const stage = await raise([CI], { world: { alerts: ALERTS } });
    const { remote, ...reader } = stage.world().reader;
    const careless = {
      ...stage.world(),
      reader: {
        ...reader,
        remote: {
          ...remote,
          dependencyAlerts: () => remote.dependencyAlerts('listed'),
          codeAlerts: () => remote.codeAlerts('listed'),
        },
      },
    };
    const { report } = await runCycle(careless, { action: 'auto', focus: 'auto', 'max-tasks': 50 });
    expect(report.refused.map(({ policy }) => policy)).toEqual(expect.arrayContaining(['visibility']));
    expect(JSON.stringify(stage.visible())).not.toContain('left-pad');
    expect(JSON.stringify(report.refused)).not.toContain('left-pad');
  });
});

it('a grave alert in a private repository is a task with its facts', async () => {
  const stage = await raise([CI], { world: { alerts: ALERTS, repository: { private: true } } });
  const { report } = await cycle(stage, 'assist');
  const titles = report.tasks.map(({ title }) => title);
  expect(titles).toContain('`left-pad` in `npm-shrinkwrap.json` has a known weakness');
  expect(titles).toContain('`js/sql-injection` is reported in `src/database.ts`');
  const body = stage.sandbox.world.data.issues.find(({ title }) => title.includes('left-pad'))?.body;
  expect(body).toContain('`left-pad` is at `2.0.0` or later');
  expect(body).toContain('/security/dependabot/1 "dependency-alert")');
  expect(body).toContain('GHSA-9q9q-9q9q-9q9q');
  // The third one is light.
  expect(body).not.toContain('/security/dependabot/3');
});

it('what the token may not see is said once to be unknown, with the remedy, and the run does not fail', async () => {
  const stage = await raise([CI], { world: { alerts: ALERTS, repository: { private: true } } });
  const permissions = {
    contents: 'write',
    issues: 'write',
    checks: 'read',
    'pull-requests': 'read',
    deployments: 'read',
  };
  const token = stage.sandbox.mintToken({ permissions: permissions as Record<string, 'read' | 'write'> });
  const { report, summary } = await cycle(stage, 'assist', token);
  expect(report.failures).toEqual([]);
  expect(report.warnings).toEqual([]);
  for (const scope of ['actions', 'security-events', 'vulnerability-alerts'])
    expect(summary.split(`the token needs \`${scope}: read\``)).toHaveLength(2);
  expect(report.tasks.map(({ title }) => title).filter((title) => /alert|weakness/.test(title))).toEqual([]);
  stage.pass(HALF_HOUR);
  expect((await cycle(stage, 'assist', token)).report.unknown).toEqual([]);
});

describe('runs of workflows', () => {
  const run = (conclusion: 'success' | 'failure', at: string, earlierAttempts: 'failure'[] = []) => ({
    ...{ workflow: 'ci.yml', name: 'ci', conclusion, at, earlierAttempts },
  });

  it('that passed only at a further attempt make one task, and none that says the branch is red', async () => {
    const workflowRuns = [4, 3, 2].map((days) => run('success', `-${days}d`, ['failure']));
    const stage = await raise([CI], { world: { workflowRuns: [...workflowRuns, run('failure', '-1d')] } });
    const { report } = await cycle(stage, 'assist');
    expect(report.tasks.map(({ title }) => title)).toEqual(['`ci` fails by chance']);
    const body = stage.sandbox.world.data.issues.find(({ title }) => title.includes('chance'))?.body ?? '';
    expect(body).toMatch(/failed in 4 of its last 4 runs on `main`/);
    expect(body).toMatch(/- \[`run \d+ of ci`\]\(\S+\/actions\/runs\/\d+ "flaky-workflow"\) `failed at \w{7}, where /);
  });

  it('that fail at the end, again and again, say that the branch is red', async () => {
    const workflowRuns = [4, 3, 2].map((days) => run('failure', `-${days}d`));
    const stage = await raise([CI], { world: { workflowRuns } });
    const { report } = await cycle(stage, 'assist');
    expect(report.tasks.map(({ title }) => title)).toEqual(['`ci` fails on `main`']);
  });
});

it('people who wait are seen: for a decision, for a merge, for an answer', async () => {
  const body =
    'Reading drops the second part.\n\nSteps to reproduce:\n\n```\nparse("1h 30m")\n```\n\nExpected 5400, got an error.';
  const stage = await raise([CI], {
    world: {
      issues: [{ number: 30, title: 'Durations with a space fail', body, author: 'eve', created: '-9d' }],
      pullRequests: [
        { number: 31, title: 'Read weeks', head: 'weeks', author: 'eve', created: '-50d', updated: '-40d' },
        {
          ...{ number: 32, title: 'Round half to even', head: 'even', author: 'eve', mergeable: 'conflicting' },
          ...{ created: '-9d', updated: '-8d' },
        },
      ],
    },
  });
  const { report } = await cycle(stage, 'assist');
  expect(report.tasks.map(({ title }) => title).sort()).toEqual([
    'Bug report `#30` has no answer: “Durations with a space fail”',
    'Pull request `#31` waits for a decision: “Read weeks”',
    'Pull request `#32` conflicts with `main`: “Round half to even”',
  ]);
  expect(report.refused).toEqual([]);
  const memory = await stage.memory();
  const read = Object.values(memory.tasks).flatMap(({ evidence }) =>
    evidence.map(({ path, line }) => `${path} ${line}`),
  );
  expect(read.sort()).toEqual(['#30 0', '#31 0', '#32 0']);
  // They are not edited, labelled or answered.
  expect(stage.sandbox.world.data.comments).toEqual([]);
  expect(stage.sandbox.world.issue(30)).toMatchObject({ body, labels: [] });
});

it('a busy tick looks beside the tree with few requests, however much there is; a quiet one with none', async () => {
  const at = '-2d';
  const workflowRuns = Array.from({ length: 240 }, (_, n) => ({
    ...{ workflow: 'ci.yml', conclusion: 'success' as const, at, jobs: [] },
    ...(n % 5 === 0 && { earlierAttempts: ['failure' as const] }),
  }));
  const pullRequests = Array.from({ length: 60 }, (_, n) => ({
    title: `Change ${n}`,
    head: `topic-${n}`,
    author: 'eve',
  }));
  const stage = await raise([CI], { world: { workflowRuns, pullRequests, alerts: ALERTS } });
  await cycle(stage, 'observe');
  const asked = stage.sandbox.transcript.filter(({ write }) => !write);
  const count = (wanted: RegExp): number =>
    asked.filter(({ operation, path }) => wanted.test(operation ?? path)).length;
  expect(count(/\/actions\/runs(?:\?|$)/)).toBe(2);
  expect(count(/\/attempts\/\d+(?:\?|$)/)).toBe(10);
  expect(count(/\/alerts(?:\?|$)/)).toBe(2);
  expect(count(/^OpenPulls$/)).toBe(2);
  expect(count(/^OpenIssues$/)).toBe(1);
  expect(asked.filter(({ kind }) => kind !== 'git').length).toBeLessThan(30);
  await cycle(stage, 'suggest');
  stage.pass(HALF_HOUR);
  await cycle(stage, 'suggest');
  stage.pass(HALF_HOUR);
  const before = stage.sandbox.transcript.length;
  expect((await cycle(stage, 'suggest')).report.quiet).toBe(true);
  expect(stage.sandbox.transcript.length - before).toBe(1);
});
