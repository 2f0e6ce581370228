/** What the ledger learns from what became of suggestions: each end is counted once, and nothing grows for ever. */
import { applyAll } from '@steward/core/domain/apply.ts';
import { digest } from '@steward/core/domain/digest.ts';
import type { LedgerEvent } from '@steward/core/domain/event.ts';
import { later } from '@steward/core/domain/intent.ts';
import { changeOf, readLedger } from '@steward/core/domain/ledger.ts';
import { LessonBook } from '@steward/core/domain/lesson-book.ts';
import { EMPTY_LEARNING, MOST_REMEMBERED, quietRules } from '@steward/core/domain/lessons.ts';
import { EMPTY_LEDGER, EMPTY_STATE, type Ledger, type State } from '@steward/core/domain/state.ts';
import { TASK_TYPES, type Task } from '@steward/core/domain/task.ts';
import { describe, expect, it } from 'vitest';
import fc from '../support/fuzz.ts';
import { claim, history, INSTALLED, ledgerAfter, NOON, specification, task } from '../support/memory.ts';

const suggested = (name: string): LedgerEvent => ({ kind: 'suggested', specification: specification(name) });
const idOf = (name: string): string => specification(name).id;
const opened = (name: string, number: number): LedgerEvent[] => [
  { kind: 'reserved', claim: claim(idOf(name)), specification: specification(name) },
  { kind: 'opened', intent: claim(idOf(name)).intent, number, task: idOf(name) },
];
const moved = (name: string, status: 'done' | 'rejected' | 'cancelled'): LedgerEvent => ({
  kind: 'moved',
  task: idOf(name),
  status,
  reason: 'closed by a person',
});
const ruleOf = ({ state }: Ledger) => state.lessons.rules.todo;

describe('what became of suggestions', () => {
  it('is counted by rule, type, part of the tree and month', () => {
    const before = ledgerAfter([...opened('one', 1), ...opened('two', 2), ...opened('three', 3), suggested('four')]);
    const { state } = applyAll(before, [moved('one', 'done'), moved('two', 'rejected')], later(NOON, 3 * 3_600_000));
    const counts = [4, 2, 1, 1, 1, '2026-11-20'];
    expect(state.lessons.rules).toEqual({ todo: counts });
    expect(state.lessons.types).toEqual({ testing: counts });
    expect(Object.values(state.lessons.areas)).toEqual([counts]);
    expect(state.months).toEqual({ '2026-11': { suggested: 4, accepted: 2, rejected: 1, done: 1 } });
    expect(state.weeks).toEqual({ '2026-W47': 1 });
    expect(state.durations).toEqual({ testing: { count: 1, hours: 3 } });
  });

  it('counts a suggestion that was withdrawn neither as accepted nor as rejected, and only once what is said again', () => {
    const ledger = ledgerAfter([
      suggested('one'),
      suggested('one'),
      { kind: 'withdrawn', task: idOf('one'), reason: 'gone' },
    ]);
    expect(ruleOf(ledger)).toEqual([0, 0, 0, 0, 0, '2026-11-20']);
    expect(ledger.state.months).toEqual({ '2026-11': { suggested: 0, accepted: 0, rejected: 0, done: 0 } });
  });

  it('counts an issue that vanished as never opened', () => {
    expect(ruleOf(ledgerAfter([...opened('one', 1), moved('one', 'cancelled')]))?.slice(0, 3)).toEqual([1, 0, 0]);
  });

  it('makes a rule quiet after five in a row, and one that is done begins the row anew', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const begun = ledgerAfter(names.flatMap((name, index) => opened(name, index + 1)));
    const four = ledgerAfter(
      names.slice(0, 4).map((name) => moved(name, 'rejected')),
      NOON,
      begun,
    );
    expect(quietRules(four.state.lessons, {})).toEqual([]);
    const five = ledgerAfter([moved('e', 'rejected')], NOON, four);
    expect(quietRules(five.state.lessons, {})).toEqual(['todo']);
    expect(quietRules(five.state.lessons, { todo: { enabled: true } })).toEqual([]);
    expect(quietRules(ledgerAfter([moved('f', 'done')], NOON, five).state.lessons, {})).toEqual([]);
    const broken = ledgerAfter([moved('e', 'done'), moved('f', 'rejected')], NOON, four);
    expect(ruleOf(broken)?.[4]).toBe(1);
  });

  it('remembers hours from ready to done, four times the usual at most, whatever lay between', () => {
    const begun = ledgerAfter(opened('one', 1));
    const worked = ledgerAfter(
      [
        { kind: 'moved', task: idOf('one'), status: 'leased', reason: '' },
        { kind: 'moved', task: idOf('one'), status: 'working', reason: '' },
      ],
      later(NOON, 10 * 3_600_000),
      begun,
    );
    const done = ledgerAfter([moved('one', 'done')], later(NOON, 11 * 3_600_000), worked);
    expect(done.state.durations.testing).toEqual({ count: 1, hours: 11 });
    const late = ledgerAfter([moved('one', 'done')], later(NOON, 400 * 86_400_000), begun);
    expect(late.state.durations.testing).toEqual({ count: 1, hours: 12 });
  });

  it('teaches nothing about rules where the task is a person’s', () => {
    const human = task('human', { evidence: [] });
    const { state } = ledgerAfter([{ kind: 'adopted', task: human }, moved('human', 'rejected')]);
    expect(state.lessons).toEqual(EMPTY_LEARNING.lessons);
    expect(state.months['2026-11']?.rejected).toBe(1);
  });

  it('counts what was read back from an issue in the month it is of, once, whether or not evidence can be read', () => {
    for (const evidence of [task('human').evidence, []]) {
      const found = task('human', { evidence, since: '2026-10-30T12:00:00.000Z' });
      const october = ledgerAfter([suggested('other')], '2026-10-20T12:00:00.000Z');
      const adopted: LedgerEvent = { kind: 'adopted', task: found };
      const twice = ledgerAfter([adopted, { ...adopted, task: { ...found, title: 'Anew' } }], NOON, october);
      expect(twice.state.months).toEqual({ '2026-10': { suggested: 2, accepted: 1, rejected: 0, done: 0 } });
      expect(ledgerAfter([moved('human', 'rejected')], NOON, twice).state.months).toEqual({
        '2026-10': { suggested: 2, accepted: 0, rejected: 0, done: 0 },
        '2026-11': { suggested: 0, accepted: 0, rejected: 1, done: 0 },
      });
    }
  });
});

describe('what is learned', () => {
  it('is bounded: the parts of the tree used longest ago, the oldest months and weeks are forgotten', () => {
    const book = new LessonBook(EMPTY_LEARNING);
    for (let n = 0; n < 700; n++) {
      const subject = { type: 'testing' as const, evidence: [{ rule: `rule-${n % 90}`, path: `src/area-${n}/a.ts` }] };
      const at = later('2024-01-01T00:00:00.000Z', n * 86_400_000);
      book.suggested(subject, at);
      book.ended({ ...subject, status: 'ready', since: at }, 'done', at);
    }
    const { lessons, months, weeks } = book.record();
    expect(Object.keys(lessons.areas)).toHaveLength(MOST_REMEMBERED.areas);
    expect(Object.keys(lessons.rules)).toHaveLength(MOST_REMEMBERED.rules);
    expect(Object.keys(months)).toHaveLength(MOST_REMEMBERED.months);
    expect(Object.keys(weeks)).toHaveLength(MOST_REMEMBERED.weeks);
    const days = Object.values(lessons.areas).map((tally) => tally[5]);
    expect(days.sort()[0]).toBe(later('2024-01-01T00:00:00.000Z', 500 * 86_400_000).slice(0, 10));
  });

  it('is what the events say, in one go or one after another', () => {
    const choice = fc.record({ act: fc.nat(16), of: fc.nat(60), minutes: fc.nat(4_000) });
    fc.assert(
      fc.property(fc.array(choice, { maxLength: 60, size: 'max' }), (choices) => {
        const { ledger, events } = history(choices);
        const once = events.reduce((from, { event, at }) => applyAll(from, [event], at), EMPTY_LEDGER);
        expect(once.state.lessons).toEqual(ledger.state.lessons);
        const all = Object.values(ledger.state.lessons).flatMap((tallies) => Object.values(tallies));
        for (const [known, accepted, rejected, done, streak] of all as number[][]) {
          expect(Math.min(known ?? 0, accepted ?? 0, rejected ?? 0, done ?? 0, streak ?? 0)).toBeGreaterThanOrEqual(0);
          expect(streak).toBeLessThanOrEqual(rejected ?? 0);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is missing from a state of an earlier version, which is read all the same', () => {
    const { lessons: _, durations: __, months: ___, weeks: ____, ...old } = { ...EMPTY_STATE };
    const text = JSON.stringify(old);
    const raw = { oid: 'a', parent: null, message: '', author: 'x', signed: true, text, truncated: false };
    const reading = readLedger(raw, []);
    expect(reading.kind === 'sound' && reading.state).toEqual(EMPTY_STATE);
  });
});

describe('state.json', () => {
  it('stays under 64 kB with as much as there can be of everything', () => {
    const shards = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, '0'));
    const times = (count: number, name: (n: number) => string, value: unknown) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [name(n), value]));
    const tally = [9_999, 9_999, 9_999, 9_999, 9_999, '2026-11-20'];
    const state = {
      ...EMPTY_STATE,
      installed: { at: NOON, baseline: digest('head') },
      seen: times(500, (n) => `issue:${900_000 + n}`, NOON),
      closings: Array.from({ length: 500 }, (_, n) => 900_000 + n),
      claims: times(9, (n) => digest(`${n}`, 24), claim('subject', { token: `1234567890.1.${'n'.repeat(36)}` })),
      pulls: times(20, (n) => String(900_000 + n), `${digest('oid', 40)} ready REVIEW_REQUIRED mergeable EXPECTED`),
      deployments: times(10, (n) => digest(`${n}`, 12), `IN_PROGRESS ${digest('oid', 40)}`),
      lessons: {
        rules: times(MOST_REMEMBERED.rules, (n) => `a-rule-with-a-long-name-${n}`, tally),
        types: Object.fromEntries(TASK_TYPES.map((type) => [type, tally])),
        areas: times(MOST_REMEMBERED.areas, (n) => digest(`${n}`, 8), tally),
      },
      durations: Object.fromEntries(TASK_TYPES.map((type) => [type, { count: 99_999, hours: 9_999_999.99 }])),
      months: times(12, (n) => `2026-${n + 10}`, { suggested: 9_999, accepted: 9_999, rejected: 9_999, done: 9_999 }),
      weeks: times(8, (n) => `2026-W${n + 10}`, 9_999),
    } as unknown as State;
    const tasks = Object.fromEntries(
      shards.map((shard): [string, Task] => [`${shard}0000000000`, task(shard, { id: `${shard}0000000000` })]),
    );
    const rejected = Object.fromEntries(
      shards.map((shard) => [`${shard}00`, { reason: 'done' as const, task: 'x', at: NOON }]),
    );
    const after: Ledger = { ...EMPTY_LEDGER, state, tasks, rejected };
    const facts = {
      before: EMPTY_LEDGER,
      events: [INSTALLED],
      parent: digest('parent', 40),
      at: NOON,
      token: 't',
      run: '1',
    };
    const { change } = changeOf({ ...facts, after });
    const text = change.additions['state.json'] ?? '';
    expect(text.length).toBeGreaterThan(40_000);
    expect(text.length).toBeLessThan(64_000);
  });
});
