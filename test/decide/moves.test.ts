/** What is new, which moves follow, and what fills the slots: each with its reason. */
import { chooseMoves, type Situation, slotsOf } from '@steward/core/decide/moves.ts';
import { findNews, hasNews, isQuiet, observedEvent } from '@steward/core/decide/news.ts';
import { planTasks } from '@steward/core/decide/plan.ts';
import { DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import { later } from '@steward/core/domain/intent.ts';
import { goalsOf, type Snapshot, type Stub } from '@steward/core/domain/snapshot.ts';
import { EMPTY_STATE } from '@steward/core/domain/state.ts';
import { untrusted } from '@steward/core/domain/text.ts';
import { OVERLAP } from '@steward/core/domain/time.ts';
import { describe, expect, it } from 'vitest';
import { claim, INSTALLED, ledgerAfter, NOON, specification, task } from '../support/memory.ts';

const stub = (number: number, updatedAt: string, title = `Issue ${number}`): Stub => ({
  number,
  kind: 'issue',
  title: untrusted(title),
  author: 'octo',
  open: true,
  stateReason: null,
  createdAt: updatedAt,
  updatedAt,
  labels: [],
});
const snapshot = (change: Partial<Snapshot> = {}): Snapshot => ({
  now: NOON,
  repository: { id: 'R', name: 'octo/dur', url: '', private: false, archived: false, hasIssues: true, branch: 'main' },
  viewer: 'github-actions[bot]',
  head: { oid: 'h1', committedAt: NOON, suites: [] },
  stubs: [],
  stewardPulls: {},
  deployments: {},
  pinned: [],
  goals: null,
  configuration: null,
  ledger: null,
  ...change,
});
const known = ledgerAfter([
  INSTALLED,
  observedEvent(snapshot({ stubs: [stub(1, NOON)] }), {
    config: DEFAULT_CONFIG,
    state: EMPTY_STATE,
    unrecorded: new Set(),
    daily: null,
  }),
]);
const soon = later(NOON, 60_000);
const news = (change: Partial<Snapshot> = {}) =>
  findNews(snapshot({ now: soon, stubs: [stub(1, NOON)], ...change }), known.state);

describe('news', () => {
  it('is nothing where nothing changed, and that is quiet', () => {
    expect(hasNews(news())).toBe(false);
    expect(isQuiet(known.state, news())).toBe(true);
    expect(isQuiet(ledgerAfter([]).state, news())).toBe(false);
  });

  it.each<[string, Partial<Snapshot>]>([
    ['an issue that is new', { stubs: [stub(1, NOON), stub(2, soon)] }],
    ['an issue seen before that changed again', { stubs: [stub(1, soon)] }],
    ['one that shows late, from within the overlap', { stubs: [stub(3, later(NOON, 1 - OVERLAP))] }],
    ['a head that moved', { head: { oid: 'h2', committedAt: NOON, suites: [] } }],
    ['a head whose checks can be read no more', { head: { oid: 'h1', committedAt: NOON, suites: null } }],
    [
      'a check that ended',
      {
        head: {
          oid: 'h1',
          committedAt: NOON,
          suites: [{ app: 'ci', status: 'COMPLETED', conclusion: 'FAILURE', run: null }],
        },
      },
    ],
    ['goals', { goals: 'Be quick' }],
    ['a deployment', { deployments: { production: 'SUCCESS h1' } }],
    ['a pull request of Steward', { stewardPulls: { 4: 'x' } }],
  ])('is %s', (_, change) => {
    expect(hasNews(news(change))).toBe(true);
  });

  it('is not what lies before the overlap', () => {
    expect(news({ stubs: [stub(3, later(NOON, -OVERLAP))] }).foreign).toEqual([]);
  });

  it('is due at the minute of the next due time, not before', () => {
    const daily = known.state.daily ?? '';
    expect(news({ now: later(daily, -1) }).due).toBe(false);
    expect(news({ now: daily })).toMatchObject({ due: true, daily: true });
  });

  it('stays news where an own issue could not be read', () => {
    const unread = observedEvent(snapshot({ stubs: [stub(5, NOON)] }), {
      config: DEFAULT_CONFIG,
      state: known.state,
      unrecorded: new Set([5]),
      daily: null,
    });
    const { state } = ledgerAfter([unread], NOON, known);
    expect(
      findNews(snapshot({ now: soon, stubs: [stub(5, NOON)] }), state).foreign.map(({ number }) => number),
    ).toEqual([5]);
  });

  it('remembers of goals only that they changed', () => {
    const goals = 'g'.repeat(40_000);
    const { state } = ledgerAfter(
      [
        observedEvent(snapshot({ goals }), {
          config: DEFAULT_CONFIG,
          state: EMPTY_STATE,
          unrecorded: new Set(),
          daily: null,
        }),
      ],
      NOON,
      known,
    );
    expect(state.goals).toBe(goalsOf({ goals }));
    expect(JSON.stringify(state).length).toBeLessThan(5_000);
  });
});

const generated = { kind: 'generated', head: 'h1', goals: null, revision: 0, day: '2026-11-20' } as const;
const done = ledgerAfter([generated], NOON, known);
const situation = (change: Partial<Situation> = {}): Situation => ({
  moved: 0,
  handable: 0,
  asking: 0,
  unlinked: 0,
  state: done.state,
  news: news(),
  now: soon,
  config: DEFAULT_CONFIG,
  mode: 'assist',
  head: 'h1',
  own: 0,
  reported: 0,
  backlog: false,
  approved: 0,
  ...change,
});
const reasonsOf = (kind: string, change: Partial<Situation>) =>
  chooseMoves(situation(change)).find((move) => move.kind === kind)?.reasons;

describe('moves', () => {
  it.each<[string, Partial<Situation>]>([
    ['first look', { state: known.state }],
    ['head moved', { head: 'h2' }],
    ['goals changed', { state: { ...done.state, goals: 'x' } }],
    ['tasks changed', { state: { ...done.state, revision: 1 } }],
    ['checks changed', { news: { ...news(), checksChanged: true } }],
    ['daily', { news: { ...news(), daily: true } }],
  ])('work is looked for at the %s', (reason, change) => {
    expect(reasonsOf('generate', change)).toEqual([reason, 'room for 3 new issues']);
  });

  it('work is not looked for without a reason, a commit, a slot or a memory', () => {
    expect(reasonsOf('generate', {})).toBeUndefined();
    expect(reasonsOf('generate', { head: null })).toBeUndefined();
    const config = { ...DEFAULT_CONFIG, caps: { ...DEFAULT_CONFIG.caps, suggestions: 0, 'open-tasks': 0 } };
    expect(reasonsOf('generate', { head: 'h2', config })).toBeUndefined();
    const lost = { since: NOON, until: NOON, reason: 'gone' };
    expect(chooseMoves(situation({ head: 'h2', state: { ...done.state, lost } })).map(({ kind }) => kind)).toEqual([
      'recover',
    ]);
  });

  it('what was put off waits for its time, whatever happens meanwhile; a new day looks all the same', () => {
    const waiting = (retryAt: string) => ({ head: 'h2', state: { ...done.state, retryAt } });
    expect(reasonsOf('generate', waiting(later(soon, 1)))).toBeUndefined();
    expect(reasonsOf('generate', waiting(soon))).toContain('head moved');
    const daily = { ...news(), daily: true };
    expect(reasonsOf('generate', { ...waiting(later(soon, 1)), news: daily })).toContain('daily');
  });

  it('what is left over comes before new work, and the dashboard last', () => {
    const held = claim('x', { expires: soon });
    const state = { ...done.state, claims: { [held.intent]: held }, closing: [{ number: 9, of: 1 }] };
    const moves = chooseMoves(situation({ head: 'h2', state, own: 2 }));
    expect(moves.map(({ kind }) => kind)).toEqual(['recover', 'generate', 'dashboard']);
    expect(moves[0]?.reasons).toEqual(['1 reservation expired', '2 issues of Steward changed', '1 to close']);
  });

  it('a dashboard that a person closed is left alone', () => {
    const dashboard = { number: 4, intent: 'x', digest: '', open: false, pinned: 'no' as const };
    expect(reasonsOf('dashboard', { state: { ...done.state, dashboard } })).toBeUndefined();
  });
});

describe('slots', () => {
  it.each([
    ['assist', 3],
    ['autopilot', 3],
    ['observe', 3],
    ['suggest', 0],
  ] as const)('in mode %s are %i for issues', (mode, open) => {
    expect(slotsOf(done.state, DEFAULT_CONFIG, mode)).toEqual({ open, suggestions: 5 });
  });

  it('count what is open, held, opened today and told this week, and are never negative', () => {
    const held = claim('x');
    const slots = (change: object) => slotsOf({ ...done.state, ...change }, DEFAULT_CONFIG, 'assist').open;
    const counts = { open: 6, suggested: 3, done: 0, rejected: 0 };
    expect(slots({ counts })).toBe(2);
    expect(slots({ counts, claims: { [held.intent]: held } })).toBe(1);
    expect(slots({ windows: { day: '', opened: 2, week: '', notifications: 0 } })).toBe(1);
    expect(slots({ windows: { day: '', opened: 0, week: '', notifications: 99 } })).toBe(0);
  });
});

describe('a plan', () => {
  const named = (name: string) => specification(name, { title: `\`${name}\` is broken` });
  const plan = (change: Partial<Parameters<typeof planTasks>[0]> = {}) =>
    planTasks({
      ledger: done,
      slots: { open: 1, suggestions: 1 },
      specifications: ['a', 'b', 'c'].map(named),
      titles: [],
      most: 50,
      ...change,
    });

  it('opens the best, suggests the next and says why the rest is left', () => {
    const { proposals, left } = plan();
    expect(proposals.map(({ kind, subject }) => [kind, subject])).toEqual([
      ['open-issue', named('a').id],
      ['suggest', named('b').id],
    ]);
    expect(left).toEqual([{ title: '`c` is broken', reason: 'no slot' }]);
  });

  it('takes no more than it may', () => {
    expect(plan({ most: 1 }).proposals).toHaveLength(1);
    expect(plan({ most: 0 }).proposals).toEqual([]);
  });

  it('leaves what is open, ended, reported or said twice, and gives its slot to the next', () => {
    const ledger = ledgerAfter([{ kind: 'adopted', task: task('a') }], NOON, done);
    expect(plan({ ledger }).left[0]?.reason).toBe('already open (#7)');
    const ended = { ...done, rejected: { ff: { reason: 'done' as const, task: named('a').id, number: 3, at: NOON } } };
    expect(plan({ ledger: ended }).left[0]?.reason).toBe('ended before (#3)');
    const told = plan({ titles: [stub(212, NOON, 'The `a` is broken')] });
    expect(told.left[0]?.reason).toBe('already reported (#212)');
    expect(told.proposals[0]).toMatchObject({ kind: 'open-issue', subject: named('b').id });
    const twice = plan({ specifications: [named('a'), specification('z', { title: named('a').title })] });
    expect(twice.left).toEqual([{ title: '`a` is broken', reason: 'near-duplicate of another' }]);
  });

  it('takes what a task cites for what it is about, and the words it quotes from there for no words of its own', () => {
    const cited = {
      rule: 'goal' as const,
      path: '#212',
      line: 0,
      excerpt: '',
      url: 'https://github.test/octo/dur/pull/212',
    };
    const aim = specification('z', { title: 'Read spaces in durations of hours', evidence: [cited] });
    const plain = { specifications: [aim] };
    const pull = stub(212, NOON, 'Read spaces in durations of hours');
    expect(plan({ ...plain, titles: [pull] }).proposals).toHaveLength(1);
    const both = plan({ ...plain, titles: [pull, stub(213, NOON, 'Read spaces in durations of hours')] });
    expect(both.left[0]?.reason).toBe('already reported (#213)');
    const quoting = { ...aim, title: 'Pull request `#212` waits for a decision: “Read spaces in durations of hours”' };
    const issue = stub(200, NOON, 'Read spaces in durations of hours');
    expect(plan({ specifications: [quoting], titles: [pull, issue] }).proposals).toHaveLength(1);
    expect(plan({ specifications: [aim, quoting] }).proposals).toHaveLength(2);
  });

  it.each([
    ['2026-11-23T06:07:00.000Z', '2026-11-23T06:00:00.000Z', ['weekly']],
    ['2026-11-25T06:07:00.000Z', '2026-11-21T06:00:00.000Z', ['weekly']],
    ['2026-11-22T06:07:00.000Z', '2026-11-22T06:00:00.000Z', undefined],
    ['2026-11-24T06:07:00.000Z', '2026-11-24T06:00:00.000Z', undefined],
    ['2026-11-23T05:37:00.000Z', '2026-11-23T06:00:00.000Z', undefined],
    ['2026-11-23T06:07:00.000Z', null, undefined],
  ])('at %s, with daily work due from %s, how the work went is told once a week', (now, daily, reasons) => {
    const state = { ...done.state, daily };
    expect(reasonsOf('analyze', { now, state, news: findNews(snapshot({ now }), state) })).toEqual(reasons);
  });

  it('each of reviewing, generating, ordering, analysing and reporting has its score, work in hand first [CW-9]', () => {
    const record = { task: null, asked: true, agent: true, wanted: true, stale: true, due: null, head: '', facts: '' };
    const review = { ...record, overall: null, met: 0, of: 0, round: 1, clicks: [] };
    const state = { ...done.state, reviews: { 5: review } };
    const counts = { ...state.counts, open: 1 };
    const due = { ...news(), daily: true, weekly: true };
    const moves = chooseMoves(situation({ state: { ...state, counts }, news: due }));
    const kinds = moves.map(({ kind }) => kind);
    expect(kinds).toEqual(['review', 'generate', 'prioritize', 'health', 'analyze', 'dashboard']);
    expect(moves.map(({ score }) => score)).toEqual(moves.map(({ score }) => score).sort((a, b) => b - a));
  });
});
