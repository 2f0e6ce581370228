/** When a call is made again: three times at most, no sooner than the vendor said, and not where it cannot help. */
import { FAILURES, NO_TOKENS } from '@steward/core/domain/model.ts';
import { type CallFailure, DELAYS, LONGEST_WAIT, retryAfterOf, waitBefore } from '@steward/core/domain/retry.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const failure = (parts: Partial<CallFailure>): CallFailure => ({
  ...{ cause: 'overload', reason: 'busy', tokens: NO_TOKENS },
  ...parts,
});
const header = (headers: Record<string, string>) => (name: string) => headers[name] ?? null;

describe('a call that failed', () => {
  it('is made again after about one, two and four seconds, and then not [AR-2]', () => {
    expect([1, 2, 3, 4].map((made) => waitBefore(failure({}), made, 0.5))).toEqual([1_000, 2_000, 4_000, null]);
  });

  it('waits neither less than three quarters nor more than five quarters of that', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 3),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (made, roll) => {
          const delay = DELAYS[made - 1] ?? 0;
          const wait = waitBefore(failure({}), made, roll) ?? 0;
          expect(wait).toBeGreaterThanOrEqual(0.75 * delay);
          expect(wait).toBeLessThanOrEqual(1.25 * delay);
        },
      ),
    );
  });

  it('is never made sooner than its vendor said', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: LONGEST_WAIT }),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        (retryAfter, roll) => {
          expect(waitBefore(failure({ retryAfter }), 1, roll)).toBeGreaterThanOrEqual(retryAfter);
        },
      ),
    );
  });

  it('is left to the next vendor where the wait would be too long', () => {
    expect(waitBefore(failure({ retryAfter: LONGEST_WAIT + 1 }), 1, 0)).toBeNull();
  });

  it('is made again as its vendor says, whatever the cause', () => {
    expect(waitBefore(failure({ again: false }), 1, 0.5)).toBeNull();
    expect(waitBefore(failure({ cause: 'request', again: true }), 1, 0.5)).toBe(1_000);
  });

  it('is made again for what passes by itself alone', () => {
    const again = FAILURES.filter((cause) => waitBefore(failure({ cause }), 1, 0.5) !== null);
    expect(again).toEqual(['limit', 'overload', 'time-out', 'connection', 'server']);
  });

  it('is made once more only where nobody answered, since it may have been paid for', () => {
    expect([1, 2].map((made) => waitBefore(failure({ cause: 'time-out' }), made, 0.5))).toEqual([1_000, null]);
  });
});

describe('what headers ask for', () => {
  it.each([
    [{ 'retry-after': '3' }, 3_000],
    [{ 'retry-after': '0.5' }, 500],
    [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
    [{ 'retry-after': 'Fri, 20 Nov 2026 09:00:30 GMT', date: 'Fri, 20 Nov 2026 09:00:00 GMT' }, 30_000],
    [{ 'retry-after': 'Fri, 20 Nov 2026 09:00:00 GMT', date: 'Fri, 20 Nov 2026 09:00:30 GMT' }, 0],
    [{ 'retry-after': 'Fri, 20 Nov 2026 09:00:30 GMT' }, null],
    [{ 'retry-after': 'soon' }, null],
    [{ 'retry-after': '-1' }, null],
    [{}, null],
  ])('in %j is understood', (headers, milliseconds) => {
    expect(retryAfterOf(header(headers as Record<string, string>))).toBe(milliseconds);
  });
});
