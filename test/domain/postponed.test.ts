/** What no vendor was well enough to answer: asked about again after an hour, then four, then a day; bounded, and forgotten. */
import { reviewable } from '@steward/core/decide/review/reviewable.ts';
import { applyAll } from '@steward/core/domain/apply.ts';
import { isOpenBrief } from '@steward/core/domain/asked.ts';
import type { LedgerEvent } from '@steward/core/domain/event.ts';
import { isDueAgain, lookedAt, morePostponed, POSTPONED_LIFE, WORDING_ROLES } from '@steward/core/domain/postponed.ts';
import { EMPTY_LEDGER, type Ledger, type State } from '@steward/core/domain/state.ts';
import { describe, expect, it } from 'vitest';

const AT = '2026-11-20T09:00:00.000Z';
const HOUR = 3_600_000;
const later = (milliseconds: number, from = AT): string => new Date(Date.parse(from) + milliseconds).toISOString();
const put: LedgerEvent = { kind: 'postponed', briefs: { a: 'specify' } };

/** Hours after which it may be asked again, by half hours. */
function waitOf(ledger: Ledger, from: string): number {
  for (let half = 0; half < 100; half++) if (isOpenBrief(ledger, 'a', later((half * HOUR) / 2, from))) return half / 2;
  throw new Error('never');
}

describe('a brief that vendors were not well enough for', () => {
  it('is open again after an hour, then four, then daily, and is never left to templates for a week', () => {
    let [ledger, at] = [EMPTY_LEDGER, AT];
    const waits: number[] = [];
    for (let times = 0; times < 6; times++) {
      ledger = applyAll(ledger, [put], at);
      waits.push(waitOf(ledger, at));
      at = later(24 * HOUR, at);
    }
    expect(waits).toEqual([1, 4, 20, 20, 20, 20]);
    expect(ledger.state.unanswered).toBeUndefined();
    expect(ledger.state.nextDue).toBeNull();
  });

  it('is open at once where no vendor had it, the first time', () => {
    const lost: LedgerEvent = { ...put, soon: true };
    const ledger = applyAll(EMPTY_LEDGER, [lost], AT);
    expect(waitOf(ledger, AT)).toBe(0);
    expect(waitOf(applyAll(ledger, [lost], AT), AT)).toBe(4);
  });

  it('is forgotten once it is answered, or cannot be, or long ago', () => {
    const ledger = applyAll(EMPTY_LEDGER, [put], AT);
    const answers = { a: { value: {}, model: 'openai/gpt-6-luna', at: AT } };
    expect(applyAll(ledger, [{ kind: 'answered-by-model', answers }], AT).state).not.toHaveProperty('postponed');
    expect(applyAll(ledger, [{ kind: 'unanswered', briefs: ['a'] }], AT).state).not.toHaveProperty('postponed');
    const other = applyAll(ledger, [{ kind: 'postponed', briefs: { b: 'specify' } }], later(POSTPONED_LIFE));
    expect(Object.keys(other.state.postponed ?? {})).toEqual(['b']);
  });

  it('is one of 48 at most, the newest, whatever order they came in', () => {
    const briefs = Array.from({ length: 30 }, (_, n) => `b${n}`);
    const some = Object.fromEntries(briefs.map((brief) => [brief, 'specify' as const]));
    const others = Object.fromEntries(briefs.map((brief) => [`c${brief}`, 'specify' as const]));
    const one = morePostponed(morePostponed({}, { briefs: some }, AT), { briefs: others }, later(1));
    expect(Object.keys(one)).toHaveLength(48);
    expect(Object.keys(others).every((brief) => brief in one)).toBe(true);
    expect(Object.keys(morePostponed({}, { briefs: { ...some, ...others } }, AT)).sort()).toEqual(
      Object.keys(morePostponed({}, { briefs: { ...others, ...some } }, AT)).sort(),
    );
  });

  it('is a reason to look once, of its role alone', () => {
    const all = morePostponed({}, { briefs: { a: 'specify' } }, AT);
    expect(isDueAgain(all, WORDING_ROLES, later(HOUR - 1))).toBe(false);
    expect(isDueAgain(all, WORDING_ROLES, later(HOUR))).toBe(true);
    expect(isDueAgain(all, ['review'], later(HOUR))).toBe(false);
    expect(lookedAt(all, WORDING_ROLES, AT)).toBe(all);
    const looked = lookedAt(all, WORDING_ROLES, later(HOUR));
    expect(isDueAgain(looked, WORDING_ROLES, later(2 * HOUR))).toBe(false);
    const again = morePostponed(looked, { briefs: { a: 'specify' } }, later(2 * HOUR));
    expect(again.a).toEqual({ role: 'specify', times: 2, at: later(2 * HOUR) });
  });

  it.each(['diagnose', 'research'] as const)('of %s is looked for with all other work', (role) => {
    const all = morePostponed({}, { briefs: { a: role } }, AT);
    expect(isDueAgain(all, WORDING_ROLES, later(HOUR))).toBe(true);
    expect(lookedAt(all, WORDING_ROLES, later(HOUR)).a).toMatchObject({ looked: true });
  });

  it('has the pull requests looked at that wait for a reader', () => {
    const review = { wanted: true, stale: false, due: null, asked: false, overall: 'needs-person' };
    const reviews = { 7: review, 8: { ...review, overall: 'accepted' } } as unknown as State['reviews'];
    const postponed = morePostponed({}, { briefs: { a: 'review' } }, AT);
    expect(reviewable({ reviews, postponed }, AT)).toEqual([]);
    expect(reviewable({ reviews, postponed }, later(HOUR))).toEqual([7]);
  });

  it('leaves to later runs those that the first one did not come to, which are looked at once', () => {
    const needing = { wanted: true, stale: false, due: null, asked: false, overall: 'needs-person' };
    const reviews = { 7: needing, 9: needing } as unknown as State['reviews'];
    const postponed = morePostponed({}, { briefs: { a: 'review' } }, AT);
    const before: Ledger = { ...EMPTY_LEDGER, state: { ...EMPTY_LEDGER.state, reviews, postponed } };
    const said = { head: 'a', facts: 'b', overall: 'needs-person', met: 0, of: 1, round: 1, clicks: [], due: null };
    const reviewed = (number: number) => ({ kind: 'reviewed', number, ...said }) as unknown as LedgerEvent;
    const one = applyAll(before, [reviewed(7)], later(HOUR)).state;
    expect(reviewable(one, later(HOUR))).toEqual([9]);
    expect(reviewable(applyAll(before, [reviewed(7), reviewed(9)], later(HOUR)).state, later(HOUR))).toEqual([]);
  });
});
