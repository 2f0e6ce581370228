/** What single sections of the dashboard say: people's issues, pull requests, the order, what was learned, what came of it. */
import { DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import { EMPTY_LEARNING, type Tally } from '@steward/core/domain/lessons.ts';
import { renderDashboard } from '@steward/core/report/dashboard.ts';
import { describe, expect, test } from 'vitest';
import { dashboardOf, EMPTY_DASHBOARD, RICH_DASHBOARD, reviewOf, taskOf } from './world.ts';

test('puts issues of people before what rules found, whatever their score, and refuses only to adopt them', () => {
  const body = renderDashboard(RICH_DASHBOARD);
  const suggested = body.split('### Suggestions\n')[1]?.split('\n') ?? [];
  expect(suggested[0]).toBe(
    '- [ ] **Adopt #198**: it can be repeated, and criteria are ready · `retry` waits twice as long as it says · bug-fix, medium <!-- steward:approve aa0000000010 -->',
  );
  expect(body).toContain(
    '- [ ] Adopt #198: `retry` waits twice as long as it says <!-- steward:reject aa0000000010 -->',
  );
  expect(body).toContain('### Perhaps the same\n- #205 looks like #187');
});

test('says of what changed last that it was opened, and of a person’s issue that it was taken up', () => {
  const footerOf = (change: Parameters<typeof taskOf>[0]) =>
    renderDashboard(dashboardOf({ tasks: [taskOf({ number: 198, status: 'ready', ...change })] }))
      .split('\n')
      .at(-1);
  expect(footerOf({})).toContain('#198 was opened');
  expect(footerOf({ adopts: { number: 198, said: '' } })).toContain('#198 was taken up');
  expect(footerOf({ adopts: { number: 198, said: '' }, status: 'in-review' })).toContain('#198 came back for review');
});

describe('pull requests under review', () => {
  const task = taskOf({ id: 'aa0000000001', status: 'in-review' });
  const saying = (review: Parameters<typeof reviewOf>[0], number = 240) =>
    renderDashboard(
      dashboardOf({ tasks: [task], state: { reviews: { [number]: reviewOf({ task: task.id, ...review }) } } }),
    );
  const accepted = { overall: 'accepted', met: 3, of: 3 } as const;

  test('stand under what needs a person where only a person can go on', () => {
    expect(saying(accepted)).toContain('### Needs you\n- #240 is ready to merge: 3 of 3 criteria met');
    expect(saying({ ...accepted, clicks: ['approve'] })).toContain('- #240 waits for “Approve”: 3 of 3 criteria met');
    expect(saying({ overall: 'waiting', clicks: ['approve-runs', 'mark-ready'] })).toContain(
      '- #240 waits for “Approve and run workflows”, “Ready for review”',
    );
    expect(saying({ overall: 'needs-person', met: 1, of: 2 })).toContain(
      '- #240 has to be looked at by a person: 1 of 2 criteria met',
    );
    for (const overall of ['waiting', 'changes-requested', null] as const)
      expect(saying({ overall })).not.toContain('Needs you');
  });

  test('are not called ready once they changed, nor judged where nobody asked', () => {
    expect(saying({ ...accepted, stale: true })).not.toContain('Needs you');
    expect(saying({ ...accepted, stale: true })).toContain(
      '| in review, 9 days · #240: changed, to be looked at again |',
    );
    expect(saying({ ...accepted, wanted: false })).not.toContain('Needs you');
    expect(saying({ ...accepted, wanted: false })).toContain('| in review, 9 days · #240 |');
  });

  test('stand with their tasks, and those without one by themselves', () => {
    expect(saying({ overall: 'changes-requested', met: 2, of: 3, round: 2 })).toContain(
      ' · #240: 2 of 3 met, changes asked for, round 2 of 2 |',
    );
    expect(saying({ overall: null })).toContain(' · #240: not looked at yet |');
    expect(saying({ task: null, asked: true, overall: 'accepted' })).toContain(
      '| A review that was asked for | #240: ready |',
    );
  });

  test('of agents count against what people can look at', () => {
    const merges = ['2026-11-10', '2026-11-11', '2026-11-12'].map((day) => `${day}T12:00:00.000Z`);
    const reviews = { 1: reviewOf({}), 2: reviewOf({ agent: false }) };
    const header = (config = EMPTY_DASHBOARD.config) =>
      renderDashboard({ ...dashboardOf({ state: { merges, reviews } }), config }).split('\n')[0];
    expect(header()).toContain('1/3 agent pull requests');
    const caps = { ...DEFAULT_CONFIG.caps, 'agent-pull-requests': 1 };
    expect(header({ ...DEFAULT_CONFIG, caps })).toContain('1/1 agent pull requests');
  });
});

test('says what was learned, which rules went quiet and how they are woken, and the last months [CW-10]', () => {
  const lessons = {
    ...EMPTY_LEARNING.lessons,
    rules: {
      todo: [9, 1, 6, 0, 5, '2026-11-20'],
      'skipped-test': [4, 3, 1, 2, 0, '2026-11-20'],
      'untested-source': [4, 0, 0, 0, 0, '2026-11-20'],
    } satisfies Record<string, Tally>,
  };
  const month = { suggested: 12, accepted: 7, rejected: 2, done: 4 };
  const months = { '2026-08': month, '2026-09': { ...month, done: 1 }, '2026-10': month, '2026-11': month };
  const body = renderDashboard(dashboardOf({ state: { lessons, months } }));
  expect(body).toContain(
    [
      '### Quiet rules',
      '- `todo` is quiet: 5 of its suggestions in a row were refused; `rules.todo.enabled: true` in `.github/steward.yml` wakes it',
    ].join('\n'),
  );
  expect(body).toContain('### So far\n- 2026-11: 12 suggested, 7 taken up, 2 rejected, 4 done\n\n<details>');
  expect(body).toContain(
    '- 2026-08: 12 suggested, 7 taken up, 2 rejected, 4 done\n- Accepted by rule: `todo` 1 of 7, `skipped-test` 3 of 4',
  );
  const config = { ...DEFAULT_CONFIG, rules: { custom: [], todo: { enabled: true } } };
  expect(renderDashboard({ ...dashboardOf({ state: { lessons } }), config })).toContain(
    '- Accepted by rule: `todo` 1 of 7, `skipped-test` 3 of 4',
  );
});

test('tells the whole order with reasons, folded, and how people change it', () => {
  const tasks = [
    taskOf({ id: 'a', number: 5, deadline: '2026-11-22' }),
    taskOf({ id: 'b', number: 6, standing: { next: true, priority: 'low' } }),
    taskOf({ id: 'c', number: 7, dependsOn: ['a'] }),
  ];
  const body = renderDashboard(dashboardOf({ tasks }));
  expect(body).toContain(
    '1. #6 `Session.close` is changed often and never tested (low, 9 days, put first by its label)',
  );
  expect(body).toContain('(medium, 9 days, due 2026-11-22, unblocks 1)');
  expect(body).toContain('(blocked by #5, 9 days)');
  expect(body).toMatch(/^1\. #6 .*: \d+ points, put first by its label, .*\(\+\d+\)/m);
  expect(body).toMatch(/<details><summary>Why this order<\/summary>\n\n[^|]*`steward:next`/);
  const fifo = { ...dashboardOf({ tasks }), config: { ...DEFAULT_CONFIG, queue: 'fifo' as const } };
  expect(renderDashboard(fifo)).toContain('The oldest first (`queue: fifo`).');
});

test('draws the weeks in which something was done, up to this one, with the same numbers in words', () => {
  const weeks = { '2026-W44': 2, '2026-W46': 3 };
  const counts = { open: 0, suggested: 0, done: 9, rejected: 3 };
  const durations = { testing: { count: 4, hours: 200 }, 'bug-fix': { count: 1, hours: 40 } };
  const body = renderDashboard(dashboardOf({ state: { weeks, counts, durations } }));
  expect(body).toContain('- This week: 0 done\n- In all: 9 done, 3 rejected, open for 2 days on average');
  expect(body).toContain('  x-axis ["W44", "W45", "W46", "W47"]\n  y-axis "done" 0 --> 3\n  bar [2, 0, 3, 0]\n```');
  expect(body).toContain('Done per week: W44 2, W45 0, W46 3, W47 0');
  expect(renderDashboard(dashboardOf({ state: { weeks: { '2026-W47': 3 } } }))).not.toContain('mermaid');
});
