/** What leaving does to the ledger, as long as there is one. */
import type { Draft } from './draft.ts';
import type { LedgerEvent } from './event.ts';

type LeaveAppliers = {
  leaving: (draft: Draft, event: Extract<LedgerEvent, { kind: 'leaving' }>, at: string) => void;
};

export const LEAVE_APPLIERS: LeaveAppliers = {
  leaving: ({ state }, { issues }, at) => {
    const { at: since = at, issues: noted = [] } = state.leaving ?? {};
    state.leaving = { at: since, issues: [...new Set([...noted, ...issues])].sort((a, b) => a - b) };
  },
};
