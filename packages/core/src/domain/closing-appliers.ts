/** What events about extra copies do to the ledger. */
import type { Draft } from './draft.ts';
import type { LedgerEvent } from './event.ts';

type Kind = 'closing-noted' | 'closing-done';
type ClosingAppliers = { [K in Kind]: (draft: Draft, event: Extract<LedgerEvent, { kind: K }>) => void };

export const CLOSING_APPLIERS: ClosingAppliers = {
  'closing-noted': ({ state }, { number, of }) => {
    state.closings = [...new Set([...state.closings, number])].slice(-500);
    state.closing = [...state.closing.filter((item) => item.number !== number), { number, of }];
  },
  'closing-done': ({ state }, { number }) => {
    state.closing = state.closing.filter((item) => item.number !== number);
  },
};
