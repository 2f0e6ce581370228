/** The limiter of a run: the ledger's, or a shared one before it. */
import type { Limiter } from '../ports.ts';
import { createLedgerLimiter } from '../record/limiting.ts';
import type { Held } from '../record/transaction.ts';
import { withFallback } from './fallback.ts';
import { tellLost } from './sharing.ts';
import type { Tick } from './tick.ts';

export interface RunLimits {
  tier?: string | undefined;
  /** Reads the ledger when it is first needed; null: nothing may be counted in this run. */
  recall(): Promise<Held | null>;
}

/** Also where something fails that is asked, nothing stays open: that would keep the run from ending. */
export async function withLimiter<T>(tick: Tick, limits: RunLimits, act: (limiter: Limiter) => Promise<T>): Promise<T> {
  const { limiter, close } = await openLimiter(tick, limits);
  try {
    return await act(limiter);
  } finally {
    await close();
  }
}

/** Whether limits are kept is the configuration's: this only says where they are counted. */
async function openLimiter(
  tick: Tick,
  { tier, recall }: RunLimits,
): Promise<{ limiter: Limiter; close(): Promise<void> }> {
  const { world, ledgers, config } = tick;
  const settings = config.limits;
  let opened: Promise<Limiter> | null = null;
  const ownLimiter = async (): Promise<Limiter> => {
    const held = await recall();
    return held === null ? UNCOUNTED : createLedgerLimiter({ ledgers, settings, tier, held });
  };
  const open = (): Promise<Limiter> => {
    opened ??= ownLimiter();
    return opened;
  };
  const own: Limiter = {
    take: async (...of) => (await open()).take(...of),
    check: async (...of) => (await open()).check(...of),
    giveBack: async (...of) => (await open()).giveBack(...of),
    record: async (...of) => (await open()).record(...of),
  };
  if (world.sharedLimits === null) return { limiter: own, close: async () => undefined };
  const { limiter: shared, close } = await world.sharedLimits({ settings, tier });
  return { limiter: withFallback({ shared, own, lost: (error) => tellLost(tick, error) }), close };
}

const REFUSED = {
  ...{ allowed: false, remaining: 0, reset: 0, retryAfter: 0, at: 0 },
  reason: 'memory cannot count in this run',
};

/** Where nothing can be counted, nothing is let through. */
const UNCOUNTED: Limiter = {
  take: async () => REFUSED,
  check: async () => REFUSED,
  giveBack: async () => undefined,
  record: async () => undefined,
};
