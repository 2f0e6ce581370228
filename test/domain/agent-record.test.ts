/** What is remembered of an agent: in bounded counts, of which recent ones say more. */
import { type AgentRecord, EMPTY_RECORD, FAILURES } from '@steward/core/domain/agent.ts';
import { costOf, hoursOf, rememberedOf, successOf } from '@steward/core/domain/agent-figures.ts';
import { attemptEnded, attemptRevived, attemptStarted } from '@steward/core/domain/agent-record.ts';
import { TASK_TYPES } from '@steward/core/domain/task.ts';
import { describe, expect, it } from 'vitest';
import { end, NOW, seen } from '../support/agents.ts';
import fc from '../support/fuzz.ts';

const later = (hours: number): string => new Date(Date.parse(NOW) + hours * 3_600_000).toISOString();
const success = (record: AgentRecord, type: (typeof TASK_TYPES)[number] = 'bug-fix', now = NOW): number =>
  successOf(record, type, now);

describe('success', () => {
  it('is three in four before anything was seen', () => {
    expect(success(EMPTY_RECORD)).toBe(0.75);
  });

  it('falls by one failure and is far from zero', () => {
    expect(success(seen('-'))).toBeGreaterThan(0.4);
    expect(success(seen('-'))).toBeLessThan(0.75);
  });

  it('falls with failures only, and never reaches zero', () => {
    const falling = [1, 2, 3, 5, 10, 50].map((count) => success(seen('-'.repeat(count))));
    expect(falling).toEqual([...falling].sort((a, b) => b - a));
    expect(falling.at(-1)).toBeGreaterThan(0.1);
  });

  it('says more of the type that was seen, and something of every other', () => {
    const record = seen('+++++', { type: 'security' });
    expect(success(record, 'security')).toBeGreaterThan(success(record, 'documentation'));
    expect(success(record, 'documentation')).toBeGreaterThan(0.75);
  });

  it('counts what was last more than what was first', () => {
    expect(success(seen('-----+++++'))).toBeGreaterThan(success(seen('+++++-----')) + 0.3);
  });

  it('comes back to what it was at first where nothing is seen for a long time', () => {
    const record = seen('----------');
    const [now, month, year] = [0, 30 * 24, 365 * 24].map((hours) => success(record, 'bug-fix', later(hours)));
    expect(now).toBeLessThan(month ?? 0);
    expect(year).toBeCloseTo(0.75, 2);
    expect(rememberedOf(record, later(30 * 24))).toBeCloseTo(rememberedOf(record, NOW) / 2, 5);
  });

  it('fades by time when something new is counted too, and not when it is older than what is known', () => {
    const record = seen('----------');
    const next = attemptStarted(record, { at: later(365 * 24), hours: 1 });
    expect(success(next, 'bug-fix', later(365 * 24))).toBeCloseTo(0.75, 2);
    const early = attemptStarted(record, { at: later(-365 * 24), hours: 1 });
    expect(early).toMatchObject({ asOf: NOW, outcomes: record.outcomes });
  });
});

describe('an attempt that ended', () => {
  it('badly counts, but not where the quota was used up, or a person gave the task back', () => {
    for (const failure of FAILURES.filter((one) => one !== 'no-quota' && one !== 'declined')) {
      expect(success(attemptEnded(EMPTY_RECORD, end({ failure }))), failure).toBeLessThan(0.75);
    }
    expect(success(attemptEnded(EMPTY_RECORD, end({ failure: 'no-quota' })))).toBe(0.75);
    expect(success(attemptEnded(EMPTY_RECORD, end({ failure: 'declined' })))).toBe(0.75);
  });

  it('and is reverted later no longer counts as done, and is not paid twice', () => {
    const done = attemptEnded(EMPTY_RECORD, end({ usd: 2 }));
    const record = attemptEnded(done, end({ failure: 'reverted' }));
    expect(record.outcomes).toEqual({ 'bug-fix': [0, 1] });
    expect(record.spent).toEqual({ count: 1, usd: 2, unknown: 0 });
  });

  it('and comes alive again is none that ended, costs once, and was seen at work', () => {
    for (const usd of [null, 2]) {
      const before = attemptEnded(EMPTY_RECORD, end({ usd }));
      const over = attemptEnded(before, end({ failure: 'not-started', usd }));
      const again = attemptRevived(over, { at: NOW, type: 'bug-fix', usd });
      expect(again).toMatchObject({ ended: before.ended, spent: before.spent, notStarted: 0 });
      expect(attemptEnded(again, end({ usd })).ended).toEqual([2, 0]);
    }
    const twice = [1, 2].reduce((record) => attemptEnded(record, end({ failure: 'not-started' })), EMPTY_RECORD);
    expect(twice.restsUntil).not.toBeNull();
    expect(attemptRevived(twice, { at: NOW, type: 'bug-fix', usd: null }).restsUntil).toBeNull();
  });

  it('tells its price or leaves it unknown, which is never nothing', () => {
    const record = [3, 1, null].reduce((all, usd) => attemptEnded(all, end({ usd })), EMPTY_RECORD);
    expect(record.spent).toEqual({ count: 2, usd: 4, unknown: 1 });
    expect(costOf(record, null)).toBe(2);
    expect(costOf(record, 4)).toBe(3);
    expect(costOf(EMPTY_RECORD, null)).toBeNull();
    expect(costOf(EMPTY_RECORD, 4)).toBe(4);
  });

  it('tells the hours to its pull request and the rounds, where it came to them', () => {
    const quick = seen('+++', { hours: 0.5, rounds: 2 });
    expect(hoursOf(quick, NOW)).toBeLessThan(hoursOf(EMPTY_RECORD, NOW));
    expect(quick.rounds.rounds / quick.rounds.count).toBeCloseTo(2, 2);
    expect(attemptEnded(quick, end())).toMatchObject({ toPull: quick.toPull, rounds: quick.rounds });
    expect(hoursOf(quick, later(10 * 365 * 24))).toBeCloseTo(hoursOf(EMPTY_RECORD, NOW), 2);
    // One that was forgotten for a year is as one that took a week.
    const slow = (hours: number): AgentRecord => attemptEnded(EMPTY_RECORD, end({ hours }));
    expect(slow(9_000)).toEqual(slow(168));
  });
});

describe('rest', () => {
  const notStarted = (count: number, start = EMPTY_RECORD): AgentRecord =>
    Array.from({ length: count }).reduce<AgentRecord>(
      (record) => attemptEnded(record, end({ failure: 'not-started' })),
      start,
    );
  const hours = ({ restsUntil }: AgentRecord): number | null =>
    restsUntil === null ? null : (Date.parse(restsUntil) - Date.parse(NOW)) / 3_600_000;

  it('grows with hand-offs in a row that did not start, to a day at most', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 2_000].map((count) => hours(notStarted(count)))).toEqual([
      ...[null, 1, 2, 4, 8, 16, 24, 24],
    ]);
  });

  it('for not starting ends with a start', () => {
    const record = attemptStarted(notStarted(5), { at: later(1), hours: 1 });
    expect(record).toMatchObject({ restsUntil: null, notStarted: 0, lastStart: later(1) });
    expect(hours(notStarted(1, record))).toBeNull();
  });

  it.each([
    ['as long as it says', later(6), 6],
    ['a day where it says longer', later(100), 24],
    ['four hours where it says nothing', null, 4],
    ['four hours where it says no time', 'tomorrow, perhaps', 4],
    ['four hours where it says a time that is past', later(-1), 4],
  ])('without quota lasts %s, and a start does not end it', (_, until, expected) => {
    const record = attemptEnded(EMPTY_RECORD, end({ failure: 'no-quota', until }));
    expect(hours(record)).toBe(expected);
    expect(hours(attemptStarted(record, { at: later(0.1), hours: 0.1 }))).toBe(expected);
  });

  it('is not shortened by a later, shorter one', () => {
    const long = attemptEnded(EMPTY_RECORD, end({ failure: 'no-quota', until: later(20) }));
    expect(hours(attemptEnded(long, end({ failure: 'no-quota' })))).toBe(20);
    expect(hours(attemptEnded(long, end()))).toBe(20);
  });
});

describe('whatever happens', () => {
  const step = fc.record({
    type: fc.constantFrom(...TASK_TYPES),
    failure: fc.constantFrom(null, ...FAILURES),
    hours: fc.option(fc.double({ noNaN: true })),
    rounds: fc.option(fc.double({ noNaN: true })),
    usd: fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
    gap: fc.integer({ min: -100, max: 2_000 }),
    starts: fc.boolean(),
  });
  const played = (steps: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[]): AgentRecord =>
    steps.reduce<AgentRecord>((record, { gap, starts, ...rest }, index) => {
      const at = later(gap * index);
      return attemptEnded(starts ? attemptStarted(record, { at, hours: gap }) : record, end({ at, ...rest }));
    }, EMPTY_RECORD);

  it('the counts stay below five and the record small, and it survives the ledger', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const record = played(steps);
        const counted = Object.values(record.outcomes).flat();
        expect(counted.every((count) => count >= 0)).toBe(true);
        expect(counted.reduce((sum, count) => sum + count, 0)).toBeLessThan(5.1);
        for (const span of [record.toStart, record.toPull, record.rounds]) expect(span.count).toBeLessThan(5.1);
        expect(JSON.stringify(record).length).toBeLessThan(800);
        expect(JSON.parse(JSON.stringify(record))).toEqual(record);
      }),
    );
  });

  it('success lies between 0 and 1, and one more good end never lowers it, nor a bad one raises it', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.constantFrom(...TASK_TYPES), (steps, type) => {
        const record = played(steps);
        const at = record.asOf ?? NOW;
        const before = successOf(record, type, at);
        expect(before).toBeGreaterThan(0);
        expect(before).toBeLessThan(1);
        const next = (failure: 'rejected' | null) =>
          successOf(attemptEnded(record, end({ at, type, failure })), type, at);
        expect(next(null)).toBeGreaterThan(next('rejected'));
      }),
    );
  });
});
