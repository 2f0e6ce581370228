/** What the dashboard says of agents: load for everybody, figures where they may be seen, and nothing that was not seen. */
import { EMPTY_RECORD } from '@steward/core/domain/agent.ts';
import { attemptEnded } from '@steward/core/domain/agent-record.ts';
import { type DashboardInput, renderDashboard } from '@steward/core/report/dashboard.ts';
import { describe, expect, test } from 'vitest';
import { end, seen } from '../support/agents.ts';
import { AGENTS_DASHBOARD, configOf, dashboardOf, PRIVATE_AGENTS, RICH_DASHBOARD } from './world.ts';

const section = (input: DashboardInput): string =>
  renderDashboard(input).split('### Agents\n')[1]?.split('\n\n###')[0] ?? '';

test('shows who has how much in hand, who rests, and how each did, as it was counted [CW-13]', () => {
  expect(section(PRIVATE_AGENTS)).toBe(
    [
      '- `codex` (mention): 2 of 2 in hand · 12 of 15 attempts done (80 %, lately 25 %) · starts within 6 minutes · pull request after 3 hours · about 0.40 USD each',
      '- `claude` (mention): 0 of 2 in hand · 41 of 43 attempts done (95 %) · starts within 3 minutes · pull request after 84 minutes · about 0.50 USD each · rests until 2026-11-20 13:00 UTC: its quota is used up',
      '- `copilot`: 0 of 2 in hand · nothing ended yet · cost unknown',
      '- `octo` (person): 0 of 3 in hand · nothing ended yet · cost unknown',
      '- `robot` (workflow, deployment): 0 of 2 in hand · 1 of 2 attempts done · starts within 2 hours · cost unknown · rests until 2026-11-20 11:37 UTC: did not start 3 times',
    ].join('\n'),
  );
});

test('keeps figures and money to itself where everybody reads it, unless it is asked for them [CW-13]', () => {
  const open = section(AGENTS_DASHBOARD);
  expect(open).toContain('- `codex` (mention): 2 of 2 in hand\n');
  expect(open).toContain('did not start 3 times');
  expect(open).not.toMatch(/done|USD|unknown|pull request/);
  const asked = (visibility: object, from = AGENTS_DASHBOARD) =>
    section({ ...from, config: { ...from.config, visibility } });
  expect(asked({ agents: true })).toContain('12 of 15 attempts done');
  expect(asked({ agents: true })).not.toContain('USD');
  expect(asked({ money: true })).toContain('2 of 2 in hand · about 0.40 USD each');
  expect(asked({ agents: false, money: false }, PRIVATE_AGENTS)).toBe(open);
});

test('is not there without agents, and folds what is more than a few', () => {
  expect(renderDashboard(RICH_DASHBOARD)).not.toContain('### Agents');
  const names = Array.from({ length: 20 }, (_, n) => [`agent-${n}`, {}] as const);
  const body = section({ ...RICH_DASHBOARD, config: configOf({ agents: Object.fromEntries(names) }) });
  expect(body.split('<details><summary>10 more agents</summary>')[0]?.match(/^- /gm)).toHaveLength(10);
  expect(body.match(/^- /gm)).toHaveLength(20);
});

test('forgets a rest that is over by what was last seen', () => {
  const agents = { robot: { ...EMPTY_RECORD, restsUntil: '2026-11-20T11:00:00.000Z' } };
  const at = (watermark: string) =>
    section({ ...dashboardOf({ state: { agents, watermark } }), config: configOf({ agents: { robot: {} } }) });
  expect(at('2026-11-20T10:59:00.000Z')).toContain('rests until');
  expect(at('2026-11-20T11:00:00.000Z')).not.toContain('rests');
});

describe('attempts are counted', () => {
  test.each([
    ['as they end', seen('++-'), [2, 1]],
    ['but not those of an agent without quota', attemptEnded(seen('+'), end({ failure: 'no-quota' })), [1, 0]],
    ['and what is reverted is none that was done', attemptEnded(seen('++'), end({ failure: 'reverted' })), [1, 1]],
    ['however many there were', seen('+'.repeat(300)), [300, 0]],
  ])('%s [CW-14]', (_, record, counts) => {
    expect(record.ended).toEqual(counts);
  });

  test('and lately says what the last ones were [CW-14]', () => {
    const record = seen(`${'+'.repeat(20)}------`, { hours: 2 });
    const input = { ...dashboardOf({ state: { agents: { robot: record } } }), config: PRIVATE_AGENTS.config };
    const body = section({ ...PRIVATE_AGENTS, ledger: input.ledger });
    expect(body).toMatch(
      /`robot` .*20 of 26 attempts done \(77 %, lately \d\d %\) · starts within 6 minutes · pull request after 2 hours/,
    );
  });
});
