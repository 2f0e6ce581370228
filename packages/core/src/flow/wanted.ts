/** What whoever starts a run wants of it. */
import type { Order } from '../domain/command.ts';
import type { MoveKind } from '../domain/tick.ts';
import type { Tick } from './tick.ts';

/** What a run can be started for, besides what leaves the repository or takes a run back. */
type Action = 'auto' | 'pause' | 'resume' | 'uninstall' | MoveKind;

/** What whoever started the run wants besides what is due. A pause is shown at once. */
export function askedMoves(action: Action): MoveKind[] {
  if (action === 'auto' || action === 'uninstall') return [];
  return action === 'pause' || action === 'resume' ? ['dashboard'] : [action];
}

/** GitHub starts a workflow by hand only for those who may write. */
export const ordersOf = ({ world, snapshot }: Tick, action: Action): Order[] =>
  action === 'pause' || action === 'resume'
    ? [{ command: { verb: action }, by: world.settings.actor || snapshot.viewer, at: snapshot.now }]
    : [];
