/** A limiter that others share, and one of one's own for when it cannot be reached: nothing goes through uncounted. */
import type { Limiter } from '../ports.ts';

export interface Fallback {
  shared: Limiter;
  own: Limiter;
  /** Told once, with what went wrong. */
  lost(error: unknown): void;
}

/** From the first failure on, the own one counts for the rest of the run: to ask twice would only cost time. */
export function withFallback({ shared, own, lost }: Fallback): Limiter {
  let isLost = false;
  const ownTakes = new Set<string>();
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
    async take(client, endpoint, amount) {
      const answer = await asking((limiter) => limiter.take(client, endpoint, amount));
      if (isLost) ownTakes.add(`${client} ${endpoint} ${answer.at}`);
      return answer;
    },
    check: (...of) => asking((limiter) => limiter.check(...of)),
    async giveBack(client, endpoint, amount, at) {
      const wasOwn = ownTakes.has(`${client} ${endpoint} ${at}`);
      await asking(async (limiter) => {
        // What the other counted is not given back here, or more would be let through than there is.
        if (limiter === shared || wasOwn) await limiter.giveBack(client, endpoint, amount, at);
      });
    },
    record: (...of) => asking((limiter) => limiter.record(...of)),
  };
}
