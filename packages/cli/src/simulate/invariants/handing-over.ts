/** Whatever was handed over on GitHub stands in the ledger, was reserved before, and happened once. */
import { digest } from '@steward/core/domain/digest.ts';
import { generationOf, type Lease } from '@steward/core/domain/lease.ts';
import type { HandOffEffect } from '../hand-off-witness.ts';
import { stepsOf } from '../steps.ts';
import type { Invariant } from './invariant.ts';

interface Reserved {
  lease: Lease;
  /** By which its effect is known. */
  keys: readonly string[];
  isUsed: boolean;
}

export function handingOver(): Invariant {
  const reserved: Reserved[] = [];
  return {
    name: 'every hand-off has its lease, and happens once',
    check({ transactions, handedOver }) {
      for (const { event, before } of transactions.flatMap(stepsOf)) {
        if (event.kind !== 'leased') continue;
        const generation = generationOf(before.state.epoch, event.lease);
        reserved.push({ lease: event.lease, keys: [generation, digest(generation, 24)], isUsed: false });
      }
      return handedOver.flatMap((effect) => {
        const found = reserved.find((one) => isOf(effect, one) && !(effect.key === null && one.isUsed));
        const what = `#${effect.number} was handed to a ${effect.kind} (${effect.who}) at ${effect.at}`;
        if (found === undefined) return [`${what} without a lease`];
        if (found.isUsed) return [`${what} a second time`];
        found.isUsed = true;
        return Date.parse(effect.at) < Date.parse(found.lease.at) - 1_000 ? [`${what} before it was reserved`] : [];
      });
    },
  };
}

/** An assignment bears no name of its lease: the issue and the kind tell. */
const isOf = ({ kind, number, key }: HandOffEffect, { lease, keys }: Reserved): boolean =>
  lease.kind === kind && lease.number === number && (key === null || keys.includes(key));
