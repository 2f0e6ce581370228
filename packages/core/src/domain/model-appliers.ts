/** What asking models does to the ledger. */
import type { Draft } from './draft.ts';
import type { LedgerEvent } from './event.ts';
import { knownTraits } from './traits.ts';

type ModelAppliers = {
  circuits: (draft: Draft, event: Extract<LedgerEvent, { kind: 'circuits' }>) => void;
  'model-traits': (draft: Draft, event: Extract<LedgerEvent, { kind: 'model-traits' }>, at: string) => void;
};

export const MODEL_APPLIERS: ModelAppliers = {
  circuits: ({ state }, { circuits }) => {
    if (Object.keys(circuits).length > 0) state.circuits = circuits;
    else delete state.circuits;
  },
  'model-traits': ({ state }, { found }, at) => {
    state.traits = knownTraits(state.traits ?? {}, found, at);
  },
};
