/** What events about limits do to the ledger: each says itself what is counted after it. */
import type { Draft } from './draft.ts';
import type { LedgerEvent } from './event.ts';
import { keyOf, type LimitPlace, type LimitRow, withRow } from './limits/row.ts';

type Kind = 'limit-taken' | 'limit-returned' | 'limit-refused' | 'limit-observed';
type LimitAppliers = { [K in Kind]: (draft: Draft, event: Extract<LedgerEvent, { kind: K }>, at: string) => void };

function put({ state }: Draft, { client, endpoint, row }: LimitPlace & { row?: LimitRow }, at: string): void {
  if (row !== undefined) state.limits = withRow(state.limits ?? {}, keyOf({ client, endpoint }), row, Date.parse(at));
}

export const LIMIT_APPLIERS: LimitAppliers = {
  'limit-taken': put,
  'limit-returned': put,
  'limit-refused': put,
  'limit-observed': put,
};
