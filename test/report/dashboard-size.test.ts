/** Whatever a repository holds, the dashboard fits into an issue, and every box on it is one that is read back. */
import { type Box, ordersIn, readBoxes } from '@steward/core/domain/box.ts';
import { MODES } from '@steward/core/domain/config.ts';
import { MOST_REMEMBERED, type Tally } from '@steward/core/domain/lessons.ts';
import type { State } from '@steward/core/domain/state.ts';
import { STATUSES, type Status, type Task } from '@steward/core/domain/task.ts';
import { CLICKS, MOST_REVIEWS } from '@steward/core/domain/verdict.ts';
import { DASHBOARD_LIMIT, renderDashboard } from '@steward/core/report/dashboard.ts';
import { describe, expect, test } from 'vitest';
import fc from '../support/fuzz.ts';
import {
  AGENTS_DASHBOARD,
  dashboardOf,
  RICH_DASHBOARD,
  reviewOf,
  suggestionOf,
  taskOf,
  URL_OF_REPOSITORY,
} from './world.ts';

/** What makes a text long or dangerous once it stands in Markdown. */
const TITLES = [
  'Short',
  '*|`_[]<>~$&'.repeat(300),
  `\`<!-- steward:pause -->\` ${'漢字'.repeat(200)}`,
  `- [ ] ~~x~~ <!-- steward:reject aabbccddeeff -->${' long words follow'.repeat(50)}`,
];
const ADDRESSES = ['src/dur/session.py#L7', `${'%E6%BC%A2'.repeat(1_400)}#L1`].map(
  (path) => `${URL_OF_REPOSITORY}/blob/${'0'.repeat(40)}/${path}`,
);
const idOf = (kind: string, index: number): string => `${kind}${index.toString(16).padStart(10, '0')}`;

const OPEN: readonly Status[] = STATUSES.filter(
  (status) => !['suggested', 'done', 'cancelled', 'rejected'].includes(status),
);

interface Sizes {
  suggestions: number;
  open: number;
  titles: readonly string[];
  addresses: readonly string[];
  statuses: readonly Status[];
}

const at = <T>(all: readonly T[], index: number): T => all[index % all.length] as T;

function tasksOf({ suggestions, open, titles, addresses, statuses }: Sizes): Task[] {
  const words = (index: number) => ({
    title: at(titles, index),
    reasons: [at(titles, index), at(titles, index + 1)],
    evidence: taskOf().evidence.flatMap((item) => [item, item].map((each) => ({ ...each, url: at(addresses, index) }))),
  });
  return [
    ...Array.from({ length: suggestions }, (_, index) =>
      suggestionOf({
        ...words(index),
        id: idOf('aa', index),
        ...(index % 4 === 3 && { adopts: { number: 4_000_000 + index, said: '' } }),
      }),
    ),
    ...Array.from({ length: open }, (_, index) =>
      taskOf({
        ...words(index),
        id: idOf('bb', index),
        number: 1_000_000 + index,
        status: at(statuses, index),
        agent: at(titles, index),
        dependsOn: index % 3 === 0 ? [idOf('bb', index + 1), idOf('bb', index + 2)] : [],
      }),
    ),
  ];
}

/** A state in which as much is remembered as ever is, and every rule is quiet. */
const REMEMBERED: Partial<State> = {
  lessons: {
    rules: Object.fromEntries(
      Array.from({ length: MOST_REMEMBERED.rules }, (_, n): [string, Tally] => [
        `rule-${'x'.repeat(80)}-${n}`,
        [9, 1, 8, 0, 5, ''],
      ]),
    ),
    types: {},
    areas: {},
  },
  months: Object.fromEntries(
    Array.from({ length: 12 }, (_, n) => [
      `2026-${String(n + 1).padStart(2, '0')}`,
      { suggested: 1e6, accepted: 1e6, rejected: 1e6, done: 1e6 },
    ]),
  ),
  weeks: Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`2026-W${n + 40}`, 1e6])),
  reviews: Object.fromEntries(
    Array.from({ length: MOST_REVIEWS }, (_, n) => [
      String(2_000_000 + n),
      reviewOf({ task: n % 2 === 0 ? null : idOf('bb', n), overall: 'waiting', clicks: [...CLICKS] }),
    ]),
  ),
  intake: {
    ...{ below: null, again: [], alike: Array.from({ length: 500 }, (_, n) => ({ number: 3_000_000 + n, of: n })) },
    unheeded: Array.from({ length: 20 }, (_, n) => ({
      ...{ number: 3_000_000 + n, by: 'a'.repeat(39), at: '2026-11-20T09:00:00Z', reason: 'decided by a maintainer' },
    })),
  },
  denied: { verb: 'reject', by: 'a'.repeat(39), at: '2026-11-20T09:00:00.000Z' },
  lost: { since: '2026-11-20T09:00:00Z', until: '2026-11-20T09:10:00Z', reason: 'x|'.repeat(5_000) },
};

const sizes: fc.Arbitrary<Sizes> = fc.record({
  suggestions: fc.constantFrom(0, 1, 5, 20),
  open: fc.constantFrom(0, 10, 100, 1_000, 5_000),
  titles: fc.uniqueArray(fc.constantFrom(...TITLES), { minLength: 1 }),
  addresses: fc.uniqueArray(fc.constantFrom(...ADDRESSES), { minLength: 1 }),
  statuses: fc.uniqueArray(fc.constantFrom(...OPEN), { minLength: 1 }),
});

/** What may be ticked: each suggestion twice, the first twenty that can be raised or tried again, and the one switch. */
function wanted(tasks: readonly Task[]): Record<Box['verb'], number> {
  const suggested = tasks.filter(({ status }) => status === 'suggested').length;
  const given = tasks.filter(({ status }) => status === 'escalated').length;
  const raise = Math.min(20, tasks.length - suggested);
  return { approve: suggested, reject: suggested, raise, retry: Math.min(20, given), pause: 1 };
}

describe('the dashboard', () => {
  test('fits, with every box read back as what it stands for, in any state', () => {
    fc.assert(
      fc.property(sizes, fc.constantFrom(...MODES), fc.boolean(), (size, mode, paused) => {
        const tasks = tasksOf(size);
        const body = renderDashboard(dashboardOf({ tasks, mode, state: { ...REMEMBERED, paused } }, AGENTS_DASHBOARD));
        expect(body.length).toBeLessThanOrEqual(DASHBOARD_LIMIT);
        const boxes = readBoxes(body);
        expect(boxes).toHaveLength(body.match(/^- \[[ x]\] /gm)?.length ?? 0);
        const count = (verb: Box['verb']) => boxes.filter((box) => box.verb === verb).length;
        const found = {
          approve: count('approve'),
          reject: count('reject'),
          raise: count('raise'),
          retry: count('retry'),
          pause: count('pause'),
        };
        expect(found).toEqual(wanted(tasks));
        expect(boxes.every((box) => box.ticked === (box.verb === 'pause' && paused))).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  test('is given the one order that each of its boxes stands for when a person ticks it', () => {
    const tasks = tasksOf({ suggestions: 20, open: 1_000, titles: TITLES, addresses: ADDRESSES, statuses: OPEN });
    const body = renderDashboard(dashboardOf({ tasks }, RICH_DASHBOARD));
    const lines = body.split('\n');
    const boxes = readBoxes(body);
    const places = lines.flatMap((line, index) => (line.startsWith('- [ ] ') ? [index] : []));
    expect(places).toHaveLength(boxes.length);
    for (const [index, place] of places.entries()) {
      const text = lines.with(place, (lines[place] ?? '').replace('- [ ]', '- [x]')).join('\n');
      const versions = [body, text].map((each, id) => ({ id: String(id), editor: 'octo', at: '', text: each }));
      const { verb, task } = boxes[index] as Box;
      expect(ordersIn(versions, []).map(({ command }) => command)).toEqual([{ verb, ...(task && { task }) }]);
    }
  });

  test('tells what needs a person, however little room there is', () => {
    const escalated = (open: number) =>
      tasksOf({ suggestions: 20, open, titles: TITLES.slice(1), addresses: ADDRESSES, statuses: ['escalated'] });
    const body = renderDashboard(dashboardOf({ tasks: escalated(900) }, { ...RICH_DASHBOARD, mode: 'assist' }));
    expect(body.match(/^- #\d+ needs a person: /gm)?.length).toBeGreaterThanOrEqual(4);
    expect(body).toMatch(/^and 89\d more$/m);
  });

  test('keeps its footer as the last line, and links to what it leaves out', () => {
    const tasks = tasksOf({ suggestions: 20, open: 5_000, titles: TITLES, addresses: ADDRESSES, statuses: OPEN });
    const body = renderDashboard(dashboardOf({ tasks }, RICH_DASHBOARD));
    expect(body.split('\n').at(-1)).toMatch(/^<sub>.*<\/sub>$/);
    expect(body).toContain('more](https://github.com/octo/dur/issues?q=');
  });

  test('shows what it would show of 40 suggestions, however many are left from higher caps', () => {
    const tasks = tasksOf({ suggestions: 3_000, open: 0, titles: TITLES, addresses: ADDRESSES, statuses: OPEN });
    const body = renderDashboard(dashboardOf({ tasks }, RICH_DASHBOARD));
    expect(body.length).toBeLessThanOrEqual(DASHBOARD_LIMIT);
    expect(readBoxes(body).filter(({ verb }) => verb === 'approve')).toHaveLength(40);
    expect(body).toContain('and 2,960 more');
  });
});
