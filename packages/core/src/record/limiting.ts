/** Limits counted by the ledger: what is taken is a transaction, so that runs at the same time never take too much. */

import type { LimitSettings } from '../domain/limit-settings.ts';
import { askLimits, type LimitAsk, observedEvents, returnEvents } from '../domain/limits/count.ts';
import type { Limiter } from '../ports.ts';
import { type Held, hold, type Ledgers, transact, transactWith } from './transaction.ts';

export interface LedgerLimits {
  ledgers: Ledgers;
  settings: LimitSettings;
  /** The tier of clients that the configuration does not name. */
  tier?: string | undefined;
  /** The ledger as it was read a moment ago. */
  held?: Held;
}

const momentOf = ({ at }: Held): number => Date.parse(at);

export function createLedgerLimiter({ ledgers, settings, tier, held }: LedgerLimits): Limiter {
  const asked = (client: string, endpoint: string) => ({ client, endpoint, ...(tier !== undefined && { tier }) });
  let known = held;
  /** Each transaction begins on what was read, and goes on from what the last one left. */
  const next = (): Held | undefined => {
    const from = known;
    known = undefined;
    return from;
  };
  return {
    async take(client, endpoint, amount) {
      const ask: LimitAsk = { ...asked(client, endpoint), amount };
      const decide = (now: Held) => askLimits(now.ledger.state.limits, ask, settings, momentOf(now));
      return (await transactWith(ledgers, decide, next())).answer;
    },
    async check(client, endpoint, amount) {
      known ??= await hold(ledgers);
      const ask: LimitAsk = { ...asked(client, endpoint), amount };
      return askLimits(known.ledger.state.limits, ask, settings, momentOf(known)).answer;
    },
    async giveBack(client, endpoint, amount, at) {
      const ask: LimitAsk = { ...asked(client, endpoint), amount };
      await transact(
        ledgers,
        (now) => returnEvents(now.ledger.state.limits, ask, settings, { since: at, now: momentOf(now) }),
        next(),
      );
    },
    async record(client, endpoint, outcome) {
      const place = asked(client, endpoint);
      await transact(
        ledgers,
        (now) => observedEvents(now.ledger.state.limits, place, [outcome], settings, momentOf(now)),
        next(),
      );
    },
  };
}
