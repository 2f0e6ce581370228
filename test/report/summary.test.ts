/** Step summaries: their exact words for a quiet tick, a busy one and one that only observes. */
import type { TickReport } from '@steward/core/domain/tick.ts';
import { groupReasons, renderSummary, SUMMARY_LIMIT } from '@steward/core/report/summary.ts';
import { describe, expect, test } from 'vitest';
import { HEAD } from './world.ts';

const QUIET: TickReport = {
  at: '2026-11-20T09:37:00.000Z',
  mode: 'assist',
  configured: 'assist',
  quiet: true,
  head: HEAD,
  observed: [],
  moves: [],
  evidence: { findings: 0, rules: 0, causes: 0 },
  reviews: [],
  proposals: 0,
  left: [],
  refused: [],
  done: [],
  requests: { graphql: 1, rest: 0, writes: 0 },
  model: { calls: 0, tokens: 0, usd: 0 },
  events: 0,
  sequence: 2,
  nextDue: '2026-11-20T14:00:00.000Z',
  warnings: [],
  unknown: [],
  failures: [],
  seconds: 0.41,
  tasks: [],
  queue: [],
  dashboard: null,
  previous: '2026-11-20T09:07:00.000Z',
};

const reasons = (count: number, reason: string) =>
  Array.from({ length: count }, (_, index) => ({ title: `t${index}`, reason }));

const BUSY: TickReport = {
  ...QUIET,
  quiet: false,
  observed: ['0 issues', '0 pull requests', 'head moved'],
  evidence: { findings: 14, rules: 6, causes: 11 },
  proposals: 4,
  left: [
    ...reasons(6, 'no slot'),
    ...reasons(3, 'same cause as another'),
    { title: 'x', reason: 'already reported (#212)' },
    { title: 'y', reason: 'already reported (#187)' },
  ],
  refused: [
    { kind: 'open-issue', subject: 'aa', title: '`a|b` *is* long', policy: 'duplicate', reason: '#9 says the same' },
  ],
  done: [
    { kind: 'label', title: '`steward`', wrote: true },
    { kind: 'opened', number: 1, title: '`parse("1h 30m")` ignores everything after the space', wrote: true },
    { kind: 'dashboard', number: 2, title: 'the dashboard', wrote: true },
    { kind: 'pinned', number: 2, title: 'the dashboard', wrote: false },
  ],
  requests: { graphql: 5, rest: 1, writes: 4 },
  warnings: ['The memory was lost and rebuilt from 3 issues'],
  seconds: 3.14,
  nextDue: '2026-11-21T06:00:00.000Z',
};

describe('renderSummary', () => {
  test('says of tokens and money no more than anybody knows', () => {
    const silent = { model: 'openai/gpt-6-luna', role: 'specify', lane: 'now', result: 'time-out' } as const;
    const calls = [{ ...silent, tokens: null, cached: null, micro: 20_000, assumed: true as const }];
    const summary = (tokens: number) =>
      renderSummary({ ...BUSY, calls, model: { calls: 2, tokens, untold: 1, usd: 0.02 } });
    expect(summary(1_200)).toContain('4 writes, at least 1,200 tokens, at most 0.02 USD');
    expect(summary(0)).toContain('4 writes, unknown tokens, at most 0.02 USD');
  });

  test('says a quiet tick in one line', () => {
    expect(renderSummary(QUIET)).toBe(
      'Nothing changed since 09:07 UTC. 1 request, 0 writes, 0 tokens. Next due: 14:00 UTC.\n',
    );
    expect(renderSummary({ ...QUIET, previous: '2026-11-19T23:37:00.000Z', nextDue: null })).toBe(
      'Nothing changed since 2026-11-19 23:37 UTC. 1 request, 0 writes, 0 tokens.\n',
    );
  });

  test('reads as the golden file for a busy tick, warnings first', async () => {
    await expect(renderSummary(BUSY)).toMatchFileSnapshot('../fixtures/report/summary-busy.md');
    expect(renderSummary(BUSY)).toMatch(/^\*\*Warning:\*\* /);
  });

  test('says first what failed, then what to know, in a quiet tick as well', () => {
    const failed = { failures: ['open-issue (`a|b`): the token may not open issues'], warnings: ['Memory was lost'] };
    for (const report of [BUSY, QUIET]) {
      const [first, second] = renderSummary({ ...report, ...failed }).split('\n\n');
      expect(first).toMatch(/^\*\*Failed:\*\* open-issue .* the token may not open issues$/);
      expect(second).toBe('**Warning:** Memory was lost');
    }
  });

  test('says in one sentence that there was nothing to write when it only observes', () => {
    const summary = renderSummary({ ...BUSY, mode: 'observe' as const, done: [] });
    expect(summary).toContain('In mode `assist` this run would have written nothing either.\n\n');
  });

  test('reads as the golden file when it only observes', async () => {
    const report = {
      ...BUSY,
      mode: 'observe' as const,
      configured: 'suggest' as const,
      warnings: [],
      refused: [],
      requests: { graphql: 4, rest: 0, writes: 0 },
    };
    await expect(renderSummary(report)).toMatchFileSnapshot('../fixtures/report/summary-observe.md');
  });

  test.each([
    ['suggest', true, '`assist`', true],
    ['suggest', false, '`assist`', false],
    ['assist', true, '`assist`', false],
    ['observe', true, '`assist`', false],
    ['autopilot', true, '`autopilot`', false],
  ] as const)('observes for a configuration that names %s (opens: %s)', (configured, opens, named, adds) => {
    const done = BUSY.done.filter(({ kind }) => opens || kind !== 'opened');
    const summary = renderSummary({ ...BUSY, mode: 'observe', configured, done });
    expect(summary).toContain(`In mode ${named} this run would have:`);
    expect(summary.includes('In mode `suggest`, which the configuration names')).toBe(adds);
  });

  test('says what is not known, so that nobody takes it for none', () => {
    const unknown = ['alerts of Dependabot (the token needs `vulnerability-alerts: read`)', 'open issues (no answer)'];
    expect(renderSummary({ ...BUSY, unknown })).toContain(
      'Not known, and not counted as none: alerts of Dependabot (the token needs `vulnerability-alerts: read`); open issues (no answer).',
    );
    expect(renderSummary(BUSY)).not.toContain('Not known');
  });

  test('says so when there was nothing to do', () => {
    const report = { ...BUSY, done: [], left: [], refused: [], evidence: { findings: 0, rules: 6, causes: 0 } };
    expect(renderSummary({ ...report, moves: [] })).not.toContain('Nothing to suggest');
    const looked = { ...report, proposals: 0, moves: [{ kind: 'generate' as const, score: 50, reasons: [] }] };
    expect(renderSummary(looked)).toContain('Nothing to suggest: the rules found nothing.');
    expect(renderSummary({ ...looked, head: null })).toContain('Nothing to suggest: there is no commit yet.');
    const known = { ...looked, evidence: BUSY.evidence, left: reasons(2, 'already open (#3)') };
    expect(renderSummary(known)).toContain('Nothing to suggest: what the rules found is known.');
    expect(renderSummary({ ...known, left: reasons(2, 'no slot') })).not.toContain('Nothing to suggest');
  });

  test('stays under its limit whatever is in it, and says that it was cut', () => {
    const long = '漢'.repeat(2_000);
    const report = {
      ...BUSY,
      observed: Array.from({ length: 1_000 }, () => long),
      warnings: Array.from({ length: 500 }, () => long),
      done: Array.from({ length: 5_000 }, () => ({ kind: 'opened' as const, title: long, wrote: true })),
    };
    const summary = renderSummary(report);
    expect(new TextEncoder().encode(summary).length).toBeLessThanOrEqual(SUMMARY_LIMIT);
    expect(summary).toContain('Cut here');
  });
});

test('groupReasons counts equal reasons, most first, and gathers what differs in brackets', () => {
  expect(groupReasons(BUSY.left.map(({ reason }) => reason))).toBe(
    '6 no slot · 3 same cause as another · 2 already reported (#212, #187)',
  );
  expect(groupReasons([])).toBe('');
});

test('says of each hand-off why this agent, and of what was not handed over why not', () => {
  const text = renderSummary({
    ...BUSY,
    mode: 'autopilot',
    kept: [
      { title: 'a', reason: 'blocked (#5)' },
      { title: 'b', reason: 'blocked (#6)' },
      { title: 'c', reason: 'no place free (#7)' },
    ],
    done: [
      {
        kind: 'handed-over',
        number: 12,
        title: 'A <thing>',
        why: 'robot, the only one able: suits testing',
        wrote: true,
      },
      { kind: 'taken', number: 13, title: 'Another', why: 'by octo', wrote: true },
    ],
  });
  expect(text).toContain('1. handed over #12 A \\<thing\\>: robot, the only one able: suits testing\n');
  expect(text).toContain('2. left to a person #13 Another: by octo');
  expect(text).toContain('Not handed over 3: 2 blocked (#5, #6) · 1 no place free (#7)');
});
