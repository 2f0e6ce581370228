/** What events about the dashboard do to the ledger. */
import type { Draft } from './draft.ts';
import type { LedgerEvent } from './event.ts';

type Kind = 'dashboard-opened' | 'dashboard-written' | 'dashboard-pinned' | 'dashboard-seen' | 'dashboard-gone';
type DashboardAppliers = { [K in Kind]: (draft: Draft, event: Extract<LedgerEvent, { kind: K }>, at: string) => void };

export const DASHBOARD_APPLIERS: DashboardAppliers = {
  'dashboard-opened': (draft, { intent, number, digest }) => {
    draft.claims.delete(intent);
    draft.state.dashboard = { number, intent, digest, open: true, pinned: 'no' };
  },
  'dashboard-written': ({ state }, { intent, number, digest }) => {
    const { pinned = 'no', labels } = state.dashboard ?? {};
    state.dashboard = { number, intent, digest, open: true, pinned, ...(labels && { labels }) };
  },
  'dashboard-pinned': ({ state }, { pinned }) => {
    state.dashboard = state.dashboard && { ...state.dashboard, pinned };
  },
  'dashboard-seen': ({ state }, { open }) => {
    state.dashboard = state.dashboard && { ...state.dashboard, open };
  },
  // Due at once, so that the next run opens another.
  'dashboard-gone': ({ state }, _event, at) => {
    state.dashboard = null;
    state.daily = at;
  },
};
