/** The ledger's state as the branch has it: what a person would read off the dashboard. */
import { readState as stateIn } from '@steward/core/domain/ledger.ts';
import type { State } from '@steward/core/domain/state.ts';
import type { Sandbox } from '@steward/sandbox/sandbox.ts';

export const LEDGER = 'refs/heads/steward/state';

/** Null where there is none that can be read. */
export async function readState({ world }: Pick<Sandbox, 'world'>): Promise<State | null> {
  const file = (await world.git.ref(LEDGER)) === null ? null : await world.git.read(`${LEDGER}:state.json`);
  return file === null ? null : stateIn(file.content.toString('utf8'));
}
