/** What events about the dashboard do to the ledger. */
import type { Draft } from './draft.ts';
import type { LedgerEvent } from './event.ts';

type Kind =
  | 'dashboard-opened'
  | 'dashboard-written'
  | 'dashboard-refused'
  | 'dashboard-pinned'
  | 'dashboard-seen'
  | 'dashboard-gone';
type DashboardAppliers = { [K in Kind]: (draft: Draft, event: Extract<LedgerEvent, { kind: K }>, at: string) => void };

export const DASHBOARD_APPLIERS: DashboardAppliers = {
  'dashboard-opened': (draft, { intent, number, digest }) => {
    draft.claims.delete(intent);
    draft.state.dashboard = { number, intent, digest, open: true, pinned: 'no' };
    draft.state.unshown = null;
  },
  'dashboard-written': ({ state }, { intent, number, digest }) => {
    const { pinned = 'no', labels } = state.dashboard ?? {};
    const board = { number, intent, digest, open: true, pinned };
    state.dashboard = labels ? { ...board, labels } : board;
    state.unshown = null;
  },
  'dashboard-refused': ({ state }) => {
    state.unshown = null;
  },
  'dashboard-pinned': ({ state }, { pinned }) => {
    state.dashboard = state.dashboard && { ...state.dashboard, pinned };
  },
  'dashboard-seen': (draft, { open }, at) => {
    const { state } = draft;
    state.dashboard = state.dashboard && { ...state.dashboard, open };
    state.unshown = null;
    draft.show(at);
  },
  // Due at once, so that the next run opens another.
  'dashboard-gone': ({ state }, _event, at) => {
    state.dashboard = null;
    state.unshown = null;
    state.daily = at;
  },
};
