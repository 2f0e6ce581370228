/** What was found among people's issues, as a tick passes it on. */
import type { Release } from '../decide/intake/release.ts';
import type { Call } from '../domain/command.ts';
import type { Intake } from '../domain/state.ts';
import type { Specification, Task } from '../domain/task.ts';

export type Adoption = Specification & { adopts: NonNullable<Specification['adopts']> };

export interface Findings {
  /** Issues worth a task, best first, each with its order, if somebody gave one. */
  wanted: readonly { specification: Adoption; order: Call | null }[];
  /** Issues that are tasks already and say something else by now. */
  changed: readonly Adoption[];
  /** Open tasks whose issues people took back into their own hands. */
  released: readonly { task: string; release: Release }[];
  /** Read and left alone: a suggestion to take one up is taken back. */
  left: readonly { number: number; reason: string }[];
  /** Tasks whose criteria stand on an open issue, whether or not memory knows them. */
  standing: readonly Task[];
  /** What is to be remembered of this look. */
  intake: Intake;
}
