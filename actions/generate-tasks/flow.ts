/** Evidence to suggestions or issues, within the caps. */
import type { Ledger } from '@steward/core/domain/state.ts';
import type { TaskType } from '@steward/core/domain/task.ts';
import { type FlowResult, finish } from '@steward/core/flow/reporting.ts';
import { askedFor, openTick, type Tick } from '@steward/core/flow/tick.ts';
import type { Wish } from '@steward/core/flow/wish.ts';
import type { World } from '@steward/core/runtime/world.ts';
import type { Focus, GenerateInputs } from './inputs.ts';

/** The action alone: it looks for work whether or not something changed. */
export async function generateTasksAlone(world: World, inputs: GenerateInputs): Promise<FlowResult> {
  const tick = await openTick(world);
  if (tick.snapshot.head === null) return finish(tick, null);
  const rooms = await import('@steward/core/flow/rooms.ts');
  const memory = await rooms.recallMemory(tick);
  if (!memory) return finish(tick, null);
  tick.told.moves.push(askedFor('generate'));
  const own = await rooms.lookAtOwn(tick, memory);
  const wish = await generateTasks(tick, memory.ledger, inputs);
  const granted = await rooms.grant(tick, memory, { ...wish, own });
  const outcomes = [
    ...(await rooms.finishTakenOver(tick, granted)),
    ...(await rooms.carryOut(tick, granted.held, granted.approved)),
  ];
  return finish(tick, await rooms.settle(tick, granted.held, outcomes));
}

/** What could be done about what the tree shows. The rules are loaded here, as a quiet tick needs none of them. */
export async function generateTasks(tick: Tick, ledger: Ledger, inputs: GenerateInputs): Promise<Wish> {
  const { findWork } = await import('@steward/core/flow/finding.ts');
  const type = inputs.focus === 'auto' ? null : FOCUS_TYPES[inputs.focus];
  return findWork(tick, ledger, { type, most: inputs['max-tasks'] });
}

const FOCUS_TYPES: Record<Exclude<Focus, 'auto'>, TaskType> = {
  new_features: 'feature',
  bug_fixes: 'bug-fix',
  refactoring: 'refactor',
  documentation: 'documentation',
  testing: 'testing',
  security: 'security',
  performance: 'performance',
};
