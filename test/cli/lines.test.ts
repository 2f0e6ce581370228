// What a person reads: widths, cutting, grouping, and that repository text stays text.

import { progressLine, showProgress } from '@steward/cli/progress.ts';
import { taskTable } from '@steward/cli/task-table.ts';
import { cutTo, harmless, paintOn, widthOf, wrapOn } from '@steward/cli/terminal.ts';
import { tickLines } from '@steward/cli/tick-lines.ts';
import { endLines, modelLines } from '@steward/cli/try-lines.ts';
import type { Task } from '@steward/core/domain/task.ts';
import type { TickReport } from '@steward/core/domain/tick.ts';
import type { RequestRecord } from '@steward/sandbox/transcript.ts';
import { describe, expect, test } from 'vitest';

const plain = (_: unknown, text: string): string => text;

const task = (change: Partial<Task>): Task => ({
  id: 'abcdef012345',
  title: 'Read `1h 30m` whole',
  type: 'bug-fix',
  category: 'development',
  priority: 'medium',
  score: 50,
  reasons: [],
  why: '',
  criteria: [],
  evidence: [{ rule: 'skipped-test', path: 'tests/test_parse.py', line: 41, excerpt: '', url: '' }],
  scope: { paths: [], not: [] },
  assumptions: [],
  dependsOn: [],
  estimate: 1,
  fingerprints: [],
  status: 'ready',
  since: '',
  ...change,
});

describe('the table of tasks', () => {
  test('aligns its columns, and a suggestion has no number', () => {
    expect(
      taskTable([task({ number: 1 }), task({ title: 'Überprüfe 漢字', priority: 'low', type: 'testing' })], {
        columns: 100,
        paint: plain,
      }),
    ).toEqual([
      '  #1  medium  bug-fix  Read `1h 30m` whole  tests/test_parse.py:41',
      '  ·   low     testing  Überprüfe 漢字       tests/test_parse.py:41',
    ]);
  });

  test.each([60, 80, 100])('keeps to %i columns, cutting titles at the end and paths at the beginning', (columns) => {
    const evidence = [
      { rule: 'todo' as const, path: `src/${'deep/'.repeat(20)}end.ts`, line: 7, excerpt: '', url: '' },
    ];
    const lines = taskTable([task({ number: 1, title: 'word '.repeat(40), evidence })], { columns, paint: plain });
    expect(lines.map(widthOf).every((width) => width <= columns)).toBe(true);
    expect(lines[0]).toContain('…');
  });

  test('shows twenty and counts the rest', () => {
    const lines = taskTable(
      Array.from({ length: 1_030 }, (_, number) => task({ number })),
      { columns: 100, paint: plain },
    );
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe('  and 1,010 more');
  });
});

const report = (change: Partial<TickReport>): TickReport => ({
  at: '2026-11-20T09:07:00Z',
  mode: 'assist',
  configured: 'assist',
  quiet: false,
  head: 'a1b2c3d',
  observed: ['0 issues'],
  moves: [{ kind: 'dashboard', score: 1, reasons: [] }],
  evidence: { findings: 0, rules: 6, causes: 0 },
  reviews: [],
  proposals: 0,
  left: [],
  refused: [],
  done: [],
  requests: { graphql: 1, rest: 0, writes: 0 },
  model: { calls: 0, tokens: 0, usd: 0 },
  events: 1,
  sequence: 2,
  nextDue: '2026-11-21T06:00:00.000Z',
  unknown: [],
  warnings: [],
  failures: [],
  seconds: 0.3,
  queue: [],
  tasks: [],
  dashboard: null,
  previous: null,
  ...change,
});

const request = (change: Partial<RequestRecord>): RequestRecord =>
  ({ kind: 'graphql', write: false, mutations: [], path: '/api/graphql', ...change }) as RequestRecord;

describe('the lines of a tick', () => {
  test('group what was left by its reason and refusals by their policy', () => {
    const refused = ['One', 'Two'].map((title) => ({
      kind: 'open-issue' as const,
      subject: 'x',
      title,
      policy: 'cap-new-issues' as const,
      reason: '3 a day',
    }));
    const left = ['no slot', 'already reported (#1)', 'already reported (#2)'].map((reason) => ({
      title: 'x',
      reason,
    }));
    const silent = { model: 'openai/gpt-6-luna', role: 'specify', lane: 'now', result: 'time-out' } as const;
    const calls = [{ ...silent, tokens: null, cached: null, micro: 20_000, assumed: true as const }];
    const asked = tickLines(report({ calls, model: { calls: 1, tokens: 0, untold: 1, usd: 0.02 } }), [], plain);
    expect(asked.join('\n')).toContain('openai/gpt-6-luna time-out · unknown tokens · at most 0.02 USD');
    const lines = tickLines(report({ left, refused }), [request({}), request({ write: true })], plain);
    expect(lines).toContain('  decide    dashboard; 3 left: 2 already reported, 1 no slot');
    expect(lines).toContain('  refused   2 by cap-new-issues: 3 a day');
    expect(lines).toContain('  observe   1 request · 0 issues');
    expect(lines.filter((line) => line.startsWith('  evidence'))).toEqual([]);
  });

  test('say that nothing was found only where it was looked for', () => {
    const moves = [{ kind: 'generate' as const, score: 1, reasons: ['head moved'] }];
    expect(tickLines(report({ moves }), [], plain)).toContain('  evidence  nothing found by 6 rules');
  });

  test('of a quiet tick say when the next work is due', () => {
    expect(tickLines(report({ quiet: true }), [request({})], plain)).toEqual([
      '  observe   1 request · 0 issues',
      '  quiet     nothing changed, nothing written · next work due 2026-11-21 06:00 UTC',
    ]);
  });

  test('in mode observe say what would have been', () => {
    const done = [{ kind: 'opened' as const, title: 'x', wrote: false }];
    expect(tickLines(report({ mode: 'observe', done }), [], plain).join('\n')).toContain('would have: 1 issue');
  });
});

test('repository text cannot move the cursor, colour the screen or turn its direction', () => {
  expect(harmless('a\u001b[31mred\u001b[0m\r\nb\u0007\u202Ec')).toBe('ared b c');
  expect(cutTo('abcdef', 4)).toBe('abc…');
});

test('colours only a terminal, and not where NO_COLOR is set', () => {
  const paint = (isTerminal: boolean, environment: NodeJS.ProcessEnv) =>
    paintOn({ write: () => undefined, isTerminal, columns: 80 }, environment)('red', 'x');
  expect([paint(true, {}), paint(true, { NO_COLOR: '1' }), paint(false, {})]).toEqual([
    '\u001b[31mx\u001b[39m',
    'x',
    'x',
  ]);
});

test('progress names the room of the last request, and stays silent in a log', () => {
  expect(progressLine([request({}), request({ kind: 'git' })])).toBe('  evidence  2 requests …');
  expect(progressLine([request({ write: true, mutations: ['createCommitOnBranch'] })])).toBe(
    '  record    1 request, 1 write …',
  );
  const written: string[] = [];
  const screen = { write: (text: string) => void written.push(text), columns: 80 };
  showProgress({ ...screen, isTerminal: false }, []).end();
  expect(written).toEqual([]);
  showProgress({ ...screen, isTerminal: true }, []).end();
  expect(written).toEqual(['\r\u001b[2K  start     0 requests …', '\r\u001b[2K']);
});

test('the last lines can be pasted into a shell', () => {
  const out = { dashboard: '/base/steward-try/dur/dashboard.html' } as Parameters<typeof endLines>[0]['out'];
  const lines = endLines({
    out,
    place: { base: '/base', home: null },
    environment: { npm_lifecycle_event: 'start' },
    given: ['--repo', "it's here"],
  });
  expect(lines[1]).toMatch(/^Look: {2}steward-try\/dur\/dashboard\.html/);
  expect(lines[2]).toContain("npm start -- --repo 'it'\\''s here'");
  expect(lines[3]).toBe('Yours: npm start -- --repo PATH --mode observe');
  const observed = endLines({
    out,
    place: { base: '/base', home: null },
    environment: {},
    given: ['--mode', 'observe'],
  });
  expect(observed[2]).toContain('keeps nothing');
});

describe('prose on a terminal', () => {
  const wrap = wrapOn({ isTerminal: true, columns: 20 });

  test('is broken between words and set in below, its own white space and colours kept', () => {
    expect(wrap('  1.  first and second third', 6)).toEqual(['  1.  first and', '      second third']);
    expect(wrap('\u001b[2m  grey words that go on and on\u001b[22m', 4)).toEqual([
      '\u001b[2m  grey words that go',
      '    on and on\u001b[22m',
    ]);
  });

  test('keeps a word that is longer than the screen whole, and counts wide characters twice', () => {
    const address = `https://github.test/${'x'.repeat(30)}`;
    expect(wrap(`see ${address} there`, 2)).toEqual(['see', `  ${address}`, '  there']);
    expect(wrap('日本語日本語 日本語日本語')).toEqual(['日本語日本語', '日本語日本語']);
  });
});

describe('the line about models that were there', () => {
  const told = (change: Partial<Parameters<typeof modelLines>[0]>, example = false): string =>
    modelLines({ asked: false, mode: 'assist', reports: [report({})], tasks: [], ...change }, { example }).join('');
  const NOTHING = '  There is nothing here to ask a model about: --example shows one at work.';

  test('says that nothing is there to ask about, and where there is', () => {
    expect(told({})).toBe(NOTHING);
    expect(told({ reports: [report({ quiet: true, moves: [] }), report({})] })).toBe(NOTHING);
    expect(told({}, true)).toBe('  There is nothing here to ask a model about.');
  });

  test('says of mode observe that it asks nobody', () => {
    expect(told({ mode: 'observe' })).toBe('  No model was asked: in mode observe none is.');
  });

  test.each<[string, Parameters<typeof told>[0]]>([
    ['there was no model', { asked: null }],
    ['one was asked, now or before', { asked: true }],
    ['something was found', { reports: [report({ evidence: { findings: 1, rules: 6, causes: 1 } }), report({})] }],
    ['there is a task', { tasks: [task({})] }],
    ["a person's issue was taken up", { reports: [report({ moves: [{ kind: 'adopt', score: 1, reasons: [] }] })] }],
  ])('is left out where %s', (_, change) => {
    expect(told(change)).toBe('');
  });
});
