/** What holds of every hand-off, when it is chosen and when it is judged. */
import type { Config } from './config.ts';
import { agentPullCap } from './review-capacity.ts';
import type { Ledger } from './state.ts';
import type { Status } from './task.ts';

/** A task in any other status is nobody's to hand out. */
export const HANDABLE: readonly Status[] = ['ready', 'retrying'];

/** What the owner allows at once, and what people can look at when it comes back. */
export function roomForAgents({ state }: Pick<Ledger, 'state'>, config: Config): number {
  const { 'at-once': most, 'one-per-repository': alone } = config['hand-off'];
  const leases = Object.values(state.leases);
  const waiting = leases.filter(({ pull }) => pull === null).length;
  const pulls = Object.values(state.reviews).filter(({ agent }) => agent).length;
  const cap = agentPullCap(config.caps['agent-pull-requests'], state.merges, state.watermark ?? '');
  return Math.min((alone ? Math.min(1, most) : most) - leases.length, cap - pulls - waiting);
}
