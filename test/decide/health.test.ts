/** Every check of health on its own: from where on it says something, how gravely, and what it says where it cannot see. */
import type { HealthFacts } from '@steward/core/decide/health/facts.ts';
import { lookAt } from '@steward/core/decide/health/look.ts';
import { EMPTY_RECORD } from '@steward/core/domain/agent.ts';
import { DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import { EMPTY_HEALTH, HEALTH_CHECKS, type HealthCheck } from '@steward/core/domain/health.ts';
import { remedyOf } from '@steward/core/domain/health-remedies.ts';
import { later } from '@steward/core/domain/intent.ts';
import { EMPTY_STATE, type State } from '@steward/core/domain/state.ts';
import type { Task } from '@steward/core/domain/task.ts';
import type { OwnRun, TokenVitals } from '@steward/core/domain/vitals.ts';
import { describe, expect, it } from 'vitest';
import { NOON, task } from '../support/memory.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ago = (days: number): string => later(NOON, -days * DAY);
const room = { total: 100, free: 50 };

/** One run every half hour over two days, each of two minutes. */
const runsOf = (change: (index: number) => Partial<OwnRun> = () => ({})): OwnRun[] =>
  Array.from({ length: 96 }, (_, index) => {
    const startedAt = later(NOON, -(index + 1) * 30 * MINUTE);
    const run = { id: String(index), conclusion: 'success', event: 'schedule', startedAt, url: '' };
    return { ...run, endedAt: later(startedAt, 2 * MINUTE), ...change(index) };
  });
const runs = (value: OwnRun[]): Partial<HealthFacts> => ({ runs: { kind: 'known', value } });

const tokenWith = (change: Partial<TokenVitals>): Partial<HealthFacts> => {
  const quotas = [{ name: 'REST' as const, limit: 1_000, remaining: 900 }];
  const value = { refused: false, expires: null, quotas, ...change };
  return { tokens: [{ input: 'github-token', vitals: { kind: 'known', value } }] };
};

const WELL: HealthFacts = {
  now: NOON,
  settings: DEFAULT_CONFIG.health,
  state: EMPTY_STATE,
  tasks: [],
  agents: [],
  tellsAgents: true,
  runs: { kind: 'known', value: runsOf() },
  tokens: [],
  runner: { memory: room, disk: room },
  ledger: { bytes: 4_000, most: 65_536 },
  ...tokenWith({}),
};
const facts = (change: Partial<HealthFacts>): HealthFacts => ({ ...WELL, ...change });
const state = (change: Partial<State>): Partial<HealthFacts> => ({ state: { ...EMPTY_STATE, ...change } });
const waitingTasks = (count: number, change: Partial<Task> = {}): Task[] =>
  Array.from({ length: count }, (_, index) => task(`t${index}`, { number: index + 1, status: 'ready', ...change }));
const withLease = (change: object): Partial<HealthFacts> => ({
  ...state({ leases: { t0: { number: 7, pull: null, returned: null, seen: ago(9), ...change } as never } }),
});
const record = (change: object) => ({ ...EMPTY_RECORD, ...change });
const reviewsOf = (overall: string, count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [index + 1, { agent: true, overall }])) as never;

it('finds nothing where all is well, and knows what helps for each check [PM-9]', () => {
  expect(lookAt(WELL)).toEqual({ findings: [], unknown: [] });
  for (const check of HEALTH_CHECKS) expect(remedyOf(check)).toMatch(/^[A-Z].{20,}[^.]$/);
});

const CASES: [check: HealthCheck, level: 'fault' | 'warning' | null, what: string, change: Partial<HealthFacts>][] = [
  ['token', 'fault', 'that GitHub refuses', tokenWith({ refused: true, quotas: [] })],
  ['token', 'fault', 'that expired', tokenWith({ expires: ago(1) })],
  ['token', 'fault', 'with two days left', tokenWith({ expires: ago(-2) })],
  ['token', 'warning', 'with ten days left', tokenWith({ expires: ago(-10) })],
  ['token', null, 'with a month left', tokenWith({ expires: ago(-30) })],
  [
    'quota',
    'warning',
    'of which nine in a hundred are left',
    tokenWith({ quotas: [{ name: 'GraphQL', limit: 100, remaining: 9 }] }),
  ],
  ['quota', 'fault', 'of which nothing is left', tokenWith({ quotas: [{ name: 'REST', limit: 100, remaining: 0 }] })],
  ['quota', null, 'of which a tenth is left', tokenWith({ quotas: [{ name: 'REST', limit: 100, remaining: 10 }] })],
  ['ledger', 'warning', 'at three quarters', { ledger: { bytes: 49_152, most: 65_536 } }],
  ['ledger', 'fault', 'nearly full', { ledger: { bytes: 63_000, most: 65_536 } }],
  [
    'runs',
    'fault',
    'of which a tenth failed, also today',
    runs(runsOf((at) => ({ conclusion: at % 10 ? 'success' : 'failure' }))),
  ],
  [
    'runs',
    'warning',
    'of which many failed, but none today',
    runs(runsOf((at) => ({ conclusion: at > 60 ? 'failure' : 'success' }))),
  ],
  [
    'runs',
    null,
    'of which two failed',
    runs(runsOf((at) => ({ conclusion: at < 2 ? 'failure' : 'success' })).slice(0, 10)),
  ],
  [
    'runs',
    null,
    'that are red because of health alone',
    {
      ...runs(runsOf((at) => ({ conclusion: at % 10 ? 'success' : 'failure' }))),
      ...state({ health: { ...EMPTY_HEALTH, reds: ['0', '10', '20', '30', '40', '50', '60', '70', '80', '90'] } }),
    },
  ],
  ['activity', 'warning', 'with two runs missing', runs(runsOf().filter((_, at) => at !== 5 && at !== 6))],
  ['activity', null, 'with one run missing', runs(runsOf().filter((_, at) => at !== 5))],
  ['activity', null, 'with a gap that is over a day old', runs(runsOf().filter((_, at) => at < 50 || at > 60))],
  [
    'durations',
    'warning',
    'of more than ten minutes',
    runs(runsOf(() => ({ endedAt: later(NOON, 12 * MINUTE), startedAt: NOON }))),
  ],
  [
    'durations',
    'fault',
    'of more than twenty minutes',
    runs(runsOf(() => ({ endedAt: later(NOON, 22 * MINUTE), startedAt: NOON }))),
  ],
  [
    'durations',
    'warning',
    'that doubled',
    runs(runsOf((at) => (at < 10 ? { endedAt: later(NOON, (5 - (at + 1) * 30) * MINUTE) } : {}))),
  ],
  [
    'agents',
    'fault',
    'of whom none can be asked while tasks are open',
    {
      ...state({ agents: { ada: record({ restsUntil: ago(-1) }) } }),
      ...{ agents: ['ada'], tasks: waitingTasks(1) },
    },
  ],
  [
    'agents',
    'warning',
    'of whom none can be asked and none is needed',
    {
      ...state({ agents: { ada: record({ restsUntil: ago(-1) }) } }),
      agents: ['ada'],
    },
  ],
  [
    'agents',
    null,
    'of whom one is back',
    { ...state({ agents: { ada: record({ restsUntil: ago(1) }) } }), agents: ['ada'] },
  ],
  [
    'attempts',
    'warning',
    'that mostly failed',
    {
      ...state({ agents: { ada: record({ outcomes: { 'bug-fix': [1, 3] } }) } }),
      agents: ['ada'],
    },
  ],
  [
    'attempts',
    null,
    'of which there were two',
    { ...state({ agents: { ada: record({ outcomes: { feature: [0, 2] } }) } }), agents: ['ada'] },
  ],
  ['reviews', 'warning', 'that mostly sent back', state({ reviews: reviewsOf('changes-requested', 4) })],
  ['reviews', null, 'of three pull requests', state({ reviews: reviewsOf('needs-person', 3) })],
  ['reviews', null, 'that accepted', state({ reviews: reviewsOf('accepted', 6) })],
  ['work', 'warning', 'without a sign for nine days', withLease({})],
  ['work', null, 'with a sign yesterday', withLease({ seen: ago(1) })],
  ['work', null, 'that came back', withLease({ pull: 9 })],
  [
    'pull-requests',
    'warning',
    'without movement for a month',
    { tasks: waitingTasks(1, { status: 'in-review', since: ago(30) }) },
  ],
  ['pull-requests', null, 'of last week', { tasks: waitingTasks(1, { status: 'in-review', since: ago(7) }) }],
  ['queue', 'warning', 'of 51 tasks', { tasks: waitingTasks(51) }],
  ['queue', 'warning', 'of 101 tasks', { tasks: waitingTasks(101) }],
  ['queue', null, 'of 50 tasks', { tasks: waitingTasks(50) }],
  ['waiting', 'warning', 'for over a month', { tasks: waitingTasks(2, { since: ago(31) }) }],
  ['waiting', null, 'for a month', { tasks: waitingTasks(2, { since: ago(30) }) }],
  ['memory', 'warning', 'with a twelfth free', { runner: { disk: room, memory: { total: 100, free: 8 } } }],
  ['memory', 'fault', 'with nearly none free', { runner: { disk: room, memory: { total: 100, free: 2 } } }],
  ['disk', 'fault', 'with nearly none free', { runner: { memory: room, disk: { total: 100, free: 1 } } }],
];

describe('a look', () => {
  it.each(CASES)('at %s says %s: %s', (check, level, _, change) => {
    const { findings, unknown } = lookAt(facts(change));
    expect(unknown).toEqual([]);
    expect(findings.map((finding) => [finding.check, finding.level])).toEqual(level === null ? [] : [[check, level]]);
  });

  it('puts what is broken first, and names who fails only where that may be told', () => {
    const agents = { ...state({ agents: { ada: record({ outcomes: { 'bug-fix': [1, 3] } }) } }), agents: ['ada'] };
    const change = { ...agents, ledger: { bytes: 65_000, most: 65_536 } };
    expect(lookAt(facts(change)).findings.map(({ check }) => check)).toEqual(['ledger', 'attempts']);
    expect(lookAt(facts(change)).findings[1]?.words).toMatch(/`ada` \(75 %\)/);
    expect(lookAt(facts({ ...change, tellsAgents: false })).findings[1]?.words).not.toMatch(/ada|75/);
  });

  it('keeps what it found before where it cannot see now, and finds nothing new there', () => {
    const known = { check: 'disk', level: 'fault', words: 'it was full', since: ago(2) } as const;
    const blind = { runner: { memory: null, disk: null }, runs: { kind: 'unknown', reason: 'no permission' } } as const;
    const { findings, unknown } = lookAt(
      facts({ ...blind, ...state({ health: { ...EMPTY_HEALTH, findings: [known] } }) }),
    );
    expect(findings).toEqual([{ check: 'disk', level: 'fault', words: 'it was full' }]);
    expect(unknown.map(({ check }) => check)).toEqual(['runs', 'activity', 'durations', 'memory', 'disk']);
  });
});
