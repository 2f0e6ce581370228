/** Batches that nobody could be asked about: looked at after one run, two, four and eight, within their time, and counted anew. */
import { applyAll } from '@steward/core/domain/apply.ts';
import { later } from '@steward/core/domain/intent.ts';
import { EMPTY_LEDGER } from '@steward/core/domain/state.ts';
import { BATCH_WAIT, type Batch, lookedAtFrom, moreUnseen, type Unseen } from '@steward/core/domain/thinking.ts';
import { describe, expect, it } from 'vitest';

const AT = '2026-11-20T09:00:00.000Z';
const MINUTE = 60_000;
const minutes = (count: number): string => later(AT, count * MINUTE);
const sent: Batch = {
  ...{ intent: 'a'.repeat(24), model: { provider: 'anthropic', id: 'claude-haiku-5-5' }, questions: [], id: 'batch_1' },
  ...{ token: 'run', first: AT, expires: minutes(10), until: later(AT, BATCH_WAIT) },
};
const unsent: Batch = { ...sent, id: null };
const minutesTo = (time: string): number => (Date.parse(time) - Date.parse(AT)) / MINUTE;

describe('a batch that nobody could be asked about', () => {
  it('is looked at later and later, by the run of that half hour', () => {
    const waits: number[] = [];
    let [unseen, at]: [Unseen | undefined, string] = [undefined, AT];
    for (let look = 0; look < 6; look++) {
      unseen = moreUnseen(unseen, at);
      waits.push((Date.parse(unseen.again) - Date.parse(at)) / MINUTE);
      at = unseen.again;
    }
    expect(waits).toEqual([25, 55, 115, 235, 235, 235]);
  });

  it('begins anew where it was seen since, or runs are so rare that nobody waits for long', () => {
    const twice = moreUnseen(moreUnseen(undefined, AT), minutes(30));
    expect(moreUnseen(twice, later(twice.again, 59 * MINUTE)).times).toBe(3);
    expect(moreUnseen(twice, later(twice.again, 60 * MINUTE)).times).toBe(1);
  });

  it('is looked at when its time is over, and not while its run may send it', () => {
    const unseen = { times: 4, again: minutes(26 * 60) };
    expect([sent, unsent].map(lookedAtFrom)).toEqual([AT, minutes(10)]);
    expect([sent, unsent].map((batch) => lookedAtFrom({ ...batch, unseen }))).toEqual([sent.until, sent.until]);
    const soon = { times: 1, again: minutes(5) };
    expect([sent, unsent].map((batch) => minutesTo(lookedAtFrom({ ...batch, unseen: soon })))).toEqual([5, 10]);
  });

  it('makes memory due when it is to be looked for, and is seen once it was found', () => {
    const { intent } = unsent;
    const out = applyAll(EMPTY_LEDGER, [{ kind: 'batch-reserved', batch: unsent }], AT);
    expect(out.state.nextDue).toBe(minutes(10));
    const taken = applyAll(out, [{ kind: 'batch-taken', intent, token: 'other', expires: minutes(40) }], minutes(30));
    expect(taken.state.nextDue).toBe(minutes(55));
    const again = applyAll(taken, [{ kind: 'batch-taken', intent, token: 'third', expires: minutes(70) }], minutes(60));
    expect([again.state.batches?.[intent]?.unseen?.times, again.state.nextDue]).toEqual([2, minutes(115)]);
    const found = applyAll(again, [{ kind: 'batch-sent', intent, id: 'batch_1' }], minutes(61));
    expect([found.state.batches?.[intent]?.unseen, found.state.nextDue]).toEqual([undefined, unsent.until]);
    const silent = applyAll(found, [{ kind: 'batch-unseen', intent }], minutes(90));
    // It is due for nobody: whoever comes looks.
    expect([silent.state.batches?.[intent]?.unseen?.times, silent.state.nextDue]).toEqual([1, unsent.until]);
  });
});
