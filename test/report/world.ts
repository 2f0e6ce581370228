/** Tasks and dashboards for the tests of what people read. */
import { type AgentRecord, EMPTY_RECORD } from '@steward/core/domain/agent.ts';
import { type Config, DEFAULT_CONFIG, type Mode, parseConfig } from '@steward/core/domain/config.ts';
import type { Snapshot } from '@steward/core/domain/snapshot.ts';
import { EMPTY_STATE, type State } from '@steward/core/domain/state.ts';
import type { Task } from '@steward/core/domain/task.ts';
import type { ReviewRecord } from '@steward/core/domain/verdict.ts';
import type { DashboardInput } from '@steward/core/report/dashboard.ts';
import { lease } from '../support/memory.ts';

export function suggestionOf(change: Partial<Task>): Task {
  const { number: _, ...task } = taskOf({ since: '2026-11-20T06:00:00.000Z', ...change, status: 'suggested' });
  return task;
}

export const HEAD = 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334';
export const URL_OF_REPOSITORY = 'https://github.com/octo/dur';

export function taskOf(change: Partial<Task> = {}): Task {
  return {
    id: '0123456789ab',
    title: '`Session.close` is changed often and never tested',
    type: 'testing',
    category: 'testing',
    priority: 'medium',
    score: 50,
    reasons: ['changed 14 times in a year'],
    why: 'No test names it.',
    criteria: [{ n: 1, text: 'A test calls it.', check: 'review' }],
    evidence: [
      {
        rule: 'untested-source',
        path: 'src/dur/session.py',
        line: 7,
        excerpt: 'def close(self):',
        url: `${URL_OF_REPOSITORY}/blob/${HEAD}/src/dur/session.py#L7`,
      },
    ],
    scope: { paths: ['src/dur/session.py'], not: [] },
    assumptions: [],
    dependsOn: [],
    estimate: 3,
    fingerprints: ['0123456789abcdef0123'],
    status: 'ready',
    number: 12,
    since: '2026-11-11T06:00:00.000Z',
    ...change,
  };
}

/** A pull request that was looked at since it last changed. */
export const reviewOf = (change: Partial<ReviewRecord>): ReviewRecord => ({
  ...{ task: null, asked: false, agent: true, wanted: true, stale: false, due: null, head: HEAD, facts: '' },
  ...{ overall: null, met: 0, of: 0, round: 1, clicks: [] },
  ...change,
});

const REPOSITORY: Snapshot['repository'] = {
  id: 'R_1',
  name: 'octo/dur',
  url: URL_OF_REPOSITORY,
  private: false,
  archived: false,
  hasIssues: true,
  branch: 'main',
};

/** The settings that an owner's file would give. */
export function configOf(settings: object): Config {
  const result = parseConfig(settings);
  if ('faults' in result) throw new Error(JSON.stringify(result.faults));
  return result.config;
}

export const EMPTY_DASHBOARD: DashboardInput = {
  about: null,
  mode: 'assist',
  config: DEFAULT_CONFIG,
  ledger: { state: { ...EMPTY_STATE, daily: '2026-11-21T06:00:00.000Z' }, tasks: {} },
  snapshot: {
    repository: REPOSITORY,
    head: { oid: HEAD, committedAt: '2026-11-19T18:00:00Z', suites: [] },
    deployments: {},
  },
};

/** The same dashboard with other facts. */
export function dashboardOf(
  change: {
    tasks?: readonly Task[];
    state?: Partial<State>;
    snapshot?: Partial<DashboardInput['snapshot']>;
    mode?: Mode;
  },
  from = EMPTY_DASHBOARD,
): DashboardInput {
  const tasks = change.tasks && Object.fromEntries(change.tasks.map((task) => [task.id, task]));
  return {
    ...from,
    mode: change.mode ?? from.mode,
    ledger: { state: { ...from.ledger.state, ...change.state }, tasks: tasks ?? from.ledger.tasks },
    snapshot: { ...from.snapshot, ...change.snapshot },
  };
}

const suite = (workflow: string, conclusion: string | null) => ({
  app: 'github-actions',
  status: conclusion === null ? 'IN_PROGRESS' : 'COMPLETED',
  conclusion,
  run: {
    workflow,
    path: `.github/workflows/${workflow}.yml`,
    event: 'push',
    url: `${URL_OF_REPOSITORY}/actions/runs/1`,
  },
});
export const suitesOf = (conclusions: Record<string, string | null>) =>
  Object.entries(conclusions).map(([workflow, conclusion]) => suite(workflow, conclusion));

export const RICH_DASHBOARD: DashboardInput = dashboardOf({
  state: {
    sequence: 9,
    windows: { day: '2026-11-20', opened: 1, week: '2026-W47', notifications: 3 },
    dashboard: { number: 1, intent: '00', digest: '', open: true, pinned: 'refused' },
    intake: { below: null, again: [], alike: [{ number: 205, of: 187 }] },
    reviews: {
      241: reviewOf({ task: 'aa0000000008', overall: 'changes-requested', met: 2, of: 3, round: 1 }),
      242: reviewOf({ task: 'aa0000000009', overall: 'accepted', met: 3, of: 3 }),
      243: reviewOf({ task: null, agent: false, asked: true, overall: 'waiting', clicks: ['approve-runs'] }),
    },
    counts: { open: 7, suggested: 2, done: 12, rejected: 7 },
    weeks: { '2026-W43': 2, '2026-W44': 3, '2026-W46': 4, '2026-W47': 1 },
    months: {
      '2026-10': { suggested: 9, accepted: 6, rejected: 1, done: 4 },
      '2026-11': { suggested: 12, accepted: 7, rejected: 6, done: 8 },
    },
    durations: { testing: { count: 9, hours: 900 }, 'bug-fix': { count: 3, hours: 60 } },
    lessons: {
      rules: {
        todo: [9, 1, 6, 0, 5, '2026-11-20'],
        'skipped-test': [8, 7, 1, 6, 0, '2026-11-19'],
        'untested-source': [7, 5, 0, 4, 0, '2026-11-18'],
      },
      types: {},
      areas: {},
    },
  },
  snapshot: {
    head: {
      oid: HEAD,
      committedAt: '2026-11-19T18:00:00Z',
      suites: suitesOf({ ci: 'SUCCESS', lint: 'SUCCESS', steward: null }),
    },
    deployments: { production: 'SUCCESS a1b2c3d' },
  },
  tasks: [
    taskOf({ id: 'aa0000000001', number: 231, title: '`ci` fails on `main`', status: 'escalated', type: 'bug-fix' }),
    suggestionOf({
      id: 'aa0000000002',
      title: '`test_retry` has been skipped since 4 March 2026: “flaky on CI”',
      reasons: ['skipped for 8 months'],
      score: 61,
    }),
    suggestionOf({
      id: 'aa0000000010',
      title: '`retry` waits twice as long as it says',
      type: 'bug-fix',
      adopts: { number: 198, said: '00' },
      evidence: [],
      score: 10,
    }),
    suggestionOf({
      id: 'aa0000000003',
      title: 'Pin `actions/setup-python` to a commit in 2 workflows',
      reasons: ['other people’s code'],
      type: 'security',
      priority: 'low',
      score: 20,
    }),
    taskOf({
      id: 'aa0000000004',
      number: 228,
      title: 'Timeout of `connect` is ignored',
      status: 'working',
      agent: 'codex',
    }),
    taskOf({
      id: 'aa0000000008',
      number: 226,
      title: 'Close the pool when a request is cancelled',
      status: 'in-review',
      agent: 'codex',
      since: '2026-11-18T06:00:00.000Z',
    }),
    taskOf({ id: 'aa0000000009', number: 219, title: 'Document `Session.close`', status: 'in-review' }),
    taskOf({
      id: 'aa0000000005',
      number: 230,
      title: 'Retry budget per host',
      status: 'blocked',
      dependsOn: ['aa0000000004'],
      score: 70,
    }),
    taskOf({ id: 'aa0000000006', number: 221, score: 40 }),
    taskOf({
      id: 'aa0000000007',
      number: 233,
      score: 40,
      title: '12 type errors are suppressed in `src/x.ts`',
      since: '2026-11-20T05:00:00.000Z',
    }),
  ],
});

/** A thousand open tasks, and twenty suggestions: what nobody reads whole. */
export const MANY_DASHBOARD: DashboardInput = dashboardOf(
  {
    tasks: [
      ...Object.values(RICH_DASHBOARD.ledger.tasks),
      ...Array.from({ length: 20 }, (_, index) =>
        suggestionOf({
          id: `bb${index.toString(16).padStart(10, '0')}`,
          title: `\`parse_${index}\` is changed often and never tested`,
          score: 60 - index,
        }),
      ),
      ...Array.from({ length: 1_000 }, (_, index) =>
        taskOf({
          id: `cc${index.toString(16).padStart(10, '0')}`,
          number: 1_000 + index,
          title: `\`Session.close_${index}\` is changed often and never tested`,
          score: 30 - index / 100,
        }),
      ),
    ],
  },
  RICH_DASHBOARD,
);

const recordOf = (change: Partial<AgentRecord>): AgentRecord => ({ ...EMPTY_RECORD, ...change });
const span = (hours: number) => ({ count: 2, hours: 2 * hours });

/** Agents of all kinds, some with a past; in a repository that everybody can read. */
export const AGENTS_DASHBOARD: DashboardInput = {
  ...dashboardOf(
    {
      mode: 'autopilot',
      state: {
        watermark: '2026-11-20T09:37:00.000Z',
        leases: {
          aa0000000004: lease({ id: 'aa0000000004', number: 228 }, { agent: 'codex', kind: 'mention' }),
          aa0000000008: lease({ id: 'aa0000000008', number: 226 }, { agent: 'codex', kind: 'mention', counter: 2 }),
        },
        agents: {
          codex: recordOf({
            ...{ ended: [12, 3], outcomes: { testing: [1, 3] }, toStart: span(0.1), toPull: span(3.2) },
            spent: { count: 4, usd: 1.6, unknown: 2 },
          }),
          claude: recordOf({
            ...{ ended: [41, 2], outcomes: { testing: [4, 0] }, toStart: span(0.05), toPull: span(1.4) },
            restsUntil: '2026-11-20T13:00:00.000Z',
          }),
          robot: recordOf({ ended: [1, 1], toStart: span(2), notStarted: 3, restsUntil: '2026-11-20T11:37:00.000Z' }),
        },
      },
    },
    RICH_DASHBOARD,
  ),
  config: configOf({
    agents: {
      codex: { preset: 'codex' },
      claude: { preset: 'claude', cost: 0.5 },
      copilot: { preset: 'copilot' },
      robot: { environment: 'deployment' },
      octo: { kind: 'person', login: 'octo' },
    },
    environments: { deployment: { categories: ['deployment'] } },
  }),
};

/** The same where only its members read it. */
export const PRIVATE_AGENTS: DashboardInput = {
  ...AGENTS_DASHBOARD,
  snapshot: { ...AGENTS_DASHBOARD.snapshot, repository: { ...REPOSITORY, private: true } },
};
