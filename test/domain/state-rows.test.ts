/** Leases and reviews as rows of `state.json`: the same when they are read again, and small however many there are. */

import { type Lease, MOST_LEASES } from '@steward/core/domain/lease.ts';
import { EMPTY_STATE, type State } from '@steward/core/domain/state.ts';
import { rowsOf, stateOf } from '@steward/core/domain/state-rows.ts';
import { stateText } from '@steward/core/domain/state-text.ts';
import { CLICKS, MOST_REVIEWS, type ReviewRecord } from '@steward/core/domain/verdict.ts';
import { describe, expect, it } from 'vitest';
import { lease, NOON, task } from '../support/memory.ts';

const again = (state: State): State => stateOf(JSON.parse(stateText(state)) as State);

const LONG: Partial<Lease> = {
  ...{ agent: 'a-name-of-a-usual-length', number: 12_345, counter: 12_345, token: '12345678901.1.0123456789abcdef' },
  ...{ handed: { at: NOON, ref: '12345678901' }, started: { at: NOON, sign: 'run', ref: '12345678901' }, usd: 1.25 },
  ...{ pull: 12_345, returned: NOON },
};
const REVIEW: ReviewRecord = {
  ...{ task: '0123456789ab', asked: false, agent: true, wanted: true, stale: false, due: NOON, head: 'a'.repeat(40) },
  ...{ facts: 'b'.repeat(16), overall: 'changes-requested', met: 2, of: 3, round: 2, clicks: [CLICKS[0]] },
};

const full = (): State => {
  const tasks = Array.from({ length: MOST_LEASES }, (_, n) => task(`task ${n}`));
  return {
    ...EMPTY_STATE,
    leases: Object.fromEntries(tasks.map((one) => [one.id, lease(one, LONG)])),
    reviews: Object.fromEntries(Array.from({ length: MOST_REVIEWS }, (_, n) => [String(20_000 + n), REVIEW])),
  };
};

describe('rows', () => {
  it('are read again as they were written', () => {
    const [a, b] = [task('a'), task('b')];
    const leases = { [a.id]: lease(a), [b.id]: lease(b, { ...LONG, kind: 'mention', bystanders: ['ada'] }) };
    const reviews = {
      1: {
        ...REVIEW,
        due: null,
        task: null,
        asked: true,
        agent: false,
        wanted: false,
        stale: true,
        clicks: [...CLICKS],
      },
      2: { ...REVIEW, overall: null },
    };
    const state = { ...EMPTY_STATE, leases, reviews };
    expect(again(state)).toEqual(state);
    expect(JSON.stringify(rowsOf(state))).not.toContain('patience');
  });

  it('keep a time as it was said, whatever its form', () => {
    const leases = { a: lease(task('a'), { at: '2026-11-20T12:00:00Z', seen: 'never' }) };
    expect(again({ ...EMPTY_STATE, leases }).leases).toEqual({ a: { ...leases.a, task: 'a' } });
  });

  it('are understood where what was written has none', () => {
    const state = full();
    expect(stateOf(JSON.parse(JSON.stringify(state)) as State)).toEqual(state);
  });

  it('leave room in 64 KB when as many as there may be are under way and have come back', () => {
    const text = stateText(full());
    expect(text.length).toBeLessThan(56_000);
    expect(JSON.stringify(full()).length).toBeGreaterThan(80_000);
  });
});
