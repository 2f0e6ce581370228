/** The first line: how far Steward may go, and how much of what it may is used. */
import { link } from '../../domain/markdown.ts';
import { agentPullCap } from '../../domain/review-capacity.ts';
import { isOpen } from '../../domain/task.ts';
import { weekOf } from '../../domain/time.ts';
import type { Scene } from '../scene.ts';

export function header(scene: Scene): string {
  const { mode, caps, tasks, state, about } = scene;
  const used = [
    `${tasks.filter(isOpen).length}/${caps['open-tasks']} tasks`,
    `${Object.values(state.reviews).filter(({ agent, aside }) => agent && !aside).length}/${mostAgentPulls(scene)} agent pull requests`,
    `${notified(scene)}/${caps['notifications-a-week']} notifications this week`,
  ];
  return [
    `**Mode: ${mode}**${state.paused ? ' (paused)' : ''}`,
    `caps ${used.join(', ')}`,
    ...(about === null ? [] : [link('how this works', about)]),
  ].join(' · ');
}

/** The count of a week that is over says nothing of this one. */
export const notified = ({ state: { windows }, asOf }: Pick<Scene, 'state' | 'asOf'>): number =>
  asOf !== null && windows.week < weekOf(asOf) ? 0 : windows.notifications;

/** Merges count up to the last daily work, or the newest of them. */
const mostAgentPulls = ({ caps, state: { merges }, asOf }: Scene): number =>
  agentPullCap(caps['agent-pull-requests'], merges, asOf ?? merges.at(-1) ?? '');
