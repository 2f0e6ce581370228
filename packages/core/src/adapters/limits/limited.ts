/** Any function behind a limiter: it is asked first, and told afterwards how the call went. */
import type { LimitAnswer } from '../../domain/limits/count.ts';
import type { Amount } from '../../domain/limits/together.ts';
import type { Clock, Limiter } from '../../ports.ts';

export interface Limiting<A extends readonly unknown[], R> {
  limiter: Limiter;
  clock: Pick<Clock, 'elapsed'>;
  /** What this call is counted as. */
  ask(...of: A): { client: string; endpoint: string; amount: Amount };
  /** Whether the service answered as it should; absent: unless it throws. */
  isOk?: (result: R) => boolean;
}

export type Limited<R> = { kind: 'called'; value: R } | { kind: 'refused'; answer: LimitAnswer };

/** The same function, which is not called where the limiter refuses. What it throws is thrown, and counted as a failure. */
export function limited<A extends readonly unknown[], R>(
  { limiter, clock, ask, isOk = () => true }: Limiting<A, R>,
  call: (...of: A) => Promise<R>,
): (...of: A) => Promise<Limited<R>> {
  return async (...of) => {
    const { client, endpoint, amount } = ask(...of);
    const answer = await limiter.take(client, endpoint, amount);
    if (!answer.allowed) return { kind: 'refused', answer };
    const since = clock.elapsed();
    const tell = (ok: boolean) => limiter.record(client, endpoint, { ok, milliseconds: clock.elapsed() - since });
    const value = await call(...of).catch(async (error: unknown) => {
      await tell(false);
      throw error;
    });
    await tell(isOk(value));
    return { kind: 'called', value };
  };
}
