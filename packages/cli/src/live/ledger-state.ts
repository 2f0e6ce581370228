/** The ledger's state as the branch has it: what a person would read off the dashboard. */
import type { State } from '@steward/core/domain/state.ts';
import type { Sandbox } from '@steward/sandbox/sandbox.ts';

export const LEDGER = 'refs/heads/steward/state';

/** Null where there is none that can be read. */
export async function readState({ world }: Pick<Sandbox, 'world'>): Promise<State | null> {
  const file = (await world.git.ref(LEDGER)) === null ? null : await world.git.read(`${LEDGER}:state.json`);
  try {
    return file === null ? null : (JSON.parse(file.content.toString('utf8')) as State);
  } catch {
    return null;
  }
}
