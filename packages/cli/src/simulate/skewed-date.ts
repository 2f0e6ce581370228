/** A runner whose own clock is wrong: Steward must go by GitHub's time alone. */
import type { VirtualClock } from '@steward/sandbox/virtual-clock.ts';

const RealDate = globalThis.Date;

/** Inside of `act`, `new Date()` and `Date.now()` tell the virtual time, wrong by so many milliseconds. */
export async function skewedBy<T>(clock: VirtualClock, skew: number, act: () => Promise<T>): Promise<T> {
  const before = globalThis.Date;
  globalThis.Date = class extends RealDate {
    constructor(...given: []) {
      super(...(given.length === 0 ? ([clock.now().getTime() + skew] as unknown as []) : given));
    }

    static override now(): number {
      return clock.now().getTime() + skew;
    }
  } as DateConstructor;
  try {
    return await act();
  } finally {
    globalThis.Date = before;
  }
}
