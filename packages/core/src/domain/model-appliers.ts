/** What asking models does to the ledger. */
import type { Draft } from './draft.ts';
import type { LedgerEvent } from './event.ts';

type ModelAppliers = {
  circuits: (draft: Draft, event: Extract<LedgerEvent, { kind: 'circuits' }>) => void;
};

export const MODEL_APPLIERS: ModelAppliers = {
  circuits: ({ state }, { circuits }) => {
    if (Object.keys(circuits).length > 0) state.circuits = circuits;
    else delete state.circuits;
  },
};
