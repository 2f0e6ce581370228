/** A limiter that others share, and one of one's own for when it cannot be reached: nothing goes through uncounted. */
import type { Limiter } from '../../ports.ts';

export interface Fallback {
  shared: Limiter;
  own: Limiter;
  /** Told once, with what went wrong. */
  lost(error: unknown): void;
}

/** From the first failure on, the own one counts for the rest of the run: to ask twice would only cost time. */
export function withFallback({ shared, own, lost }: Fallback): Limiter {
  let isLost = false;
  const asking = async <T>(ask: (limiter: Limiter) => Promise<T>): Promise<T> => {
    if (isLost) return ask(own);
    try {
      return await ask(shared);
    } catch (error) {
      if (!isLost) lost(error);
      isLost = true;
      return ask(own);
    }
  };
  return {
    take: (...of) => asking((limiter) => limiter.take(...of)),
    check: (...of) => asking((limiter) => limiter.check(...of)),
    giveBack: (...of) => asking((limiter) => limiter.giveBack(...of)),
    record: (...of) => asking((limiter) => limiter.record(...of)),
  };
}
