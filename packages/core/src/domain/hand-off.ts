/** What holds of every hand-off, when it is chosen and when it is judged. */
import type { Config } from './config.ts';
import { agentPullCap } from './review-capacity.ts';
import type { Ledger } from './state.ts';
import type { Status } from './task.ts';

/** A task in any other status is nobody's to hand out. */
export const HANDABLE: readonly Status[] = ['ready', 'retrying'];

/** Files and folders of a task: while somebody has it in hand, nobody else may touch them. */
export const areasOf = (task: string, { tasks }: Pick<Ledger, 'tasks'>): string[] => tasks[task]?.scope.paths ?? [];

/** What the owner allows at once, and what people can look at when it comes back. */
export const roomForAgents = (ledger: Pick<Ledger, 'state'>, config: Config): number =>
  Math.min(...Object.values(roomsOf(ledger, config)));

/** Why there is no room, in words. */
export const fullWords = (ledger: Pick<Ledger, 'state'>, config: Config): string =>
  roomsOf(ledger, config).hands <= 0 ? 'agents have as much in hand as they may' : 'people have enough to look at';

function roomsOf({ state }: Pick<Ledger, 'state'>, config: Config): { hands: number; eyes: number } {
  const { 'at-once': most, 'one-per-repository': alone } = config['hand-off'];
  const leases = Object.values(state.leases);
  const waiting = leases.filter(({ pull }) => pull === null).length;
  const pulls = Object.values(state.reviews).filter(({ agent, aside, draft }) => agent && !aside && !draft).length;
  const cap = agentPullCap(config.caps['agent-pull-requests'], state.merges, state.watermark ?? '');
  return { hands: (alone ? Math.min(1, most) : most) - leases.length, eyes: cap - pulls - waiting };
}
