/** The pinned issue: its exact words, what it leaves out, and that nothing makes it too long or different without cause. */
import { readBoxes } from '@steward/core/domain/box.ts';
import { type DashboardInput, renderDashboard } from '@steward/core/report/dashboard.ts';
import { faultsOf } from '@steward/sandbox/publication-faults.ts';
import { describe, expect, test } from 'vitest';
import {
  dashboardOf,
  EMPTY_DASHBOARD,
  MANY_DASHBOARD,
  RICH_DASHBOARD,
  suggestionOf,
  suitesOf,
  taskOf,
  URL_OF_REPOSITORY,
} from './world.ts';

const headings = (body: string) => [...body.matchAll(/^### (.*)$/gm)].map((found) => found[1]);

describe('renderDashboard', () => {
  test('reads as the golden file when there is much to say', async () => {
    await expect(`${renderDashboard(RICH_DASHBOARD)}\n`).toMatchFileSnapshot('../fixtures/report/dashboard.md');
  });

  test('reads as the golden file when there is nothing to say', async () => {
    await expect(`${renderDashboard(EMPTY_DASHBOARD)}\n`).toMatchFileSnapshot('../fixtures/report/dashboard-empty.md');
  });

  test('has its sections in one order, and none that is empty', () => {
    const order = [
      'Needs you',
      'Suggestions',
      'In progress',
      'Waiting',
      'Perhaps the same',
      'Health',
      'Quiet rules',
      'So far',
      'Controls',
    ];
    expect(headings(renderDashboard(RICH_DASHBOARD))).toEqual(order);
    expect(headings(renderDashboard(EMPTY_DASHBOARD))).toEqual(['Suggestions', 'Health', 'Controls']);
  });

  test('leads to where it is said how it works, if that is known', () => {
    const about = 'https://github.com/octo/steward';
    expect(renderDashboard({ ...EMPTY_DASHBOARD, about }).split('\n')[0]).toMatch(
      / · \[how this works\]\(https:\/\/github.com\/octo\/steward\)$/,
    );
    expect(renderDashboard(EMPTY_DASHBOARD)).not.toContain('how this works');
  });

  test('does not count the notifications of a week that is over', () => {
    const on = (daily: string) => renderDashboard(dashboardOf({ state: { daily } }, RICH_DASHBOARD)).split('\n')[0];
    expect(on('2026-11-22T06:00:00.000Z')).toContain('3/10 notifications this week');
    expect(on('2026-11-24T06:00:00.000Z')).toContain('0/10 notifications this week');
  });

  test('says why nothing that is ticked would be opened', () => {
    const suggested = [suggestionOf({})];
    const open = Array.from({ length: 8 }, (_, n) => taskOf({ id: `bb000000000${n}`, number: n + 1 }));
    const saying = (change: Parameters<typeof dashboardOf>[0]) =>
      renderDashboard(dashboardOf({ tasks: suggested, ...change }));
    expect(saying({ tasks: [...suggested, ...open] })).toContain(
      '8 tasks are open now: the next is opened when one is done.',
    );
    const windows = { day: '', opened: 0, week: '2026-W47', notifications: 10 };
    expect(saying({ state: { windows } })).toContain('No notification is left this week');
    expect(saying({ state: { paused: true } })).toContain('Nothing is opened while Steward is paused.');
  });

  test('says that there is nothing to suggest, in every mode', () => {
    for (const mode of ['suggest', 'assist', 'autopilot'] as const) {
      expect(renderDashboard({ ...EMPTY_DASHBOARD, mode })).toContain('### Suggestions\nNothing to suggest.');
    }
  });

  test('shows no box that is not read back, and no command in words, since none is read yet', () => {
    const body = renderDashboard(RICH_DASHBOARD);
    const boxes = readBoxes(body);
    expect(boxes).toHaveLength(body.match(/^- \[[ x]\]/gm)?.length ?? 0);
    expect(new Set(boxes.map(({ verb }) => verb))).toEqual(new Set(['approve', 'reject', 'raise', 'pause']));
    expect(body).not.toContain('/steward ');
  });

  test('is the same for the same facts in another order, and its input stays as it was', () => {
    const frozen = structuredClone(RICH_DASHBOARD);
    const reversed: DashboardInput = dashboardOf(
      { tasks: Object.values(RICH_DASHBOARD.ledger.tasks).toReversed() },
      RICH_DASHBOARD,
    );
    expect(renderDashboard(reversed)).toBe(renderDashboard(RICH_DASHBOARD));
    expect(RICH_DASHBOARD).toEqual(frozen);
  });

  test('counts ages up to the last daily work, and so changes once a day', () => {
    const on = (daily: string) => renderDashboard(dashboardOf({ state: { daily }, tasks: [taskOf()] }));
    expect(on('2026-11-21T06:00:00.000Z')).toContain('(medium, 9 days)');
    expect(on('2026-11-22T06:00:00.000Z')).toContain('(medium, 10 days)');
  });

  test('shows the first ten of 5,000 open tasks, folds what else there is room for, and links to all', () => {
    const tasks = Array.from({ length: 5_000 }, (_, index) =>
      taskOf({ id: index.toString(16).padStart(12, '0'), number: index + 1, score: 50 }),
    );
    const body = renderDashboard(dashboardOf({ tasks }));
    const [open = '', hidden = ''] = body.split('<details><summary>The whole order of 5,000</summary>');
    expect(open.match(/^\d+\. #/gm)).toHaveLength(10);
    expect(hidden).toContain('\n1. #');
    expect(hidden.match(/^\d+\. #/gm)).toHaveLength(200);
    expect(hidden).toContain(
      'and [4,800 more](https://github.com/octo/dur/issues?q=is%3Aissue+is%3Aopen+label%3A%22steward%22)',
    );
  });

  test('keeps what looks like Markdown in a title from being any', () => {
    const title = 'a | b ] [x](y) **c** `d|e` <sub> ``unclosed';
    const body = renderDashboard(dashboardOf({ tasks: [taskOf({ title, status: 'working', agent: 'a|b' })] }));
    const row = body.split('\n').find((line) => line.startsWith('| #12')) ?? '';
    expect(row).toBe(
      '| #12 a \\| b \\] \\[x\\](y) \\*\\*c\\*\\* `d\\|e` \\<sub\\> \\`\\`unclosed | a\\|b | working, 9 days |',
    );
  });

  test('names what failed on the default branch, and says when checks are missing or running', () => {
    const health = (conclusions: Record<string, string | null> | null) =>
      renderDashboard(
        dashboardOf({
          snapshot: { head: { oid: '0', committedAt: '', suites: conclusions && suitesOf(conclusions) } },
        }),
      )
        .split('### Health\n')[1]
        ?.split('\n')[0];
    expect(health({ ci: 'FAILURE', lint: 'SUCCESS' })).toBe(
      'Default branch `main`: [`ci`](https://github.com/octo/dur/actions/runs/1) failed',
    );
    expect(health({ ci: null, lint: 'SUCCESS' })).toBe('Default branch `main`: 1 check running');
    expect(health({ ci: 'CANCELLED', lint: 'SUCCESS' })).toBe('Default branch `main`: 1 of 2 checks passed');
    expect(health({})).toBe('Default branch `main` has no checks');
    expect(health(null)).toBe('Default branch `main`: its checks could not be read');
    expect(renderDashboard(dashboardOf({ snapshot: { head: null } }))).toContain('No commit on the default branch yet');
  });

  test('names tasks that wait for each other, a few circles and a few of each', () => {
    const ids = Array.from({ length: 14 }, (_, n) => `task-${String.fromCharCode(97 + n)}`);
    const circle = ids.slice(0, 10);
    const pairs = ids.slice(10);
    const tasks = ids.map((id, n) => {
      const among = n < 10 ? circle : pairs.slice(n < 12 ? 0 : 2, n < 12 ? 2 : 4);
      const need = among[(among.indexOf(id) + 1) % among.length] ?? '';
      return n === 13 ? suggestionOf({ id, dependsOn: [need] }) : taskOf({ id, number: n + 1, dependsOn: [need] });
    });
    const needs = renderDashboard(dashboardOf({ tasks })).split('### Needs you\n')[1]?.split('\n\n')[0];
    const words = 'wait in a circle, so none can begin: one has to do without another';
    expect(needs?.split('\n')).toEqual([
      `- #1 → #2 → #3 → #4 → #5 → #6 → #7 → #8 → … → #1 ${words}`,
      `- #11 → #12 → #11 ${words}`,
      `- #13 → \`task-n\` → #13 ${words}`,
    ]);
  });

  test('says that it is paused, or that its memory was lost, and until when', () => {
    const lost = { since: '2026-11-20T09:00:00Z', until: '2026-11-20T09:10:00Z', reason: 'the branch is gone' };
    const body = renderDashboard(dashboardOf({ state: { paused: true, lost } }));
    expect(body).toContain('**Mode: assist** (paused)');
    expect(body).toContain('- Paused: nothing is opened until a person resumes');
    expect(body).toContain('nothing is opened until 2026-11-20 09:10 UTC');
  });

  test('reads as clean to who shares no code with it, in any state and with the marker that follows it', () => {
    for (const input of [EMPTY_DASHBOARD, RICH_DASHBOARD, MANY_DASHBOARD]) {
      const body = `${renderDashboard(input)}\n<!-- steward:v1 {"intent":"0a1b2c3d","dashboard":true} -->`;
      expect(faultsOf(body, URL_OF_REPOSITORY)).toEqual([]);
    }
  });

  test('says nothing of money, tokens or alerts', () => {
    expect(renderDashboard(RICH_DASHBOARD)).not.toMatch(/USD|tokens|alert/i);
  });
});
