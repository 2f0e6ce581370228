/** The owner's caps, counted on what is visible and not on what the ledger says. */
import type { Config } from '@steward/core/domain/config.ts';
import { dayOf, weekOf } from '@steward/core/domain/time.ts';
import { isEdited, reopenedAt, wasClosedBySteward } from '../witness.ts';
import { InForce } from './in-force.ts';
import type { Invariant, Scene } from './invariant.ts';

const DAY = 86_400_000;
type Caps = Config['caps'];

export function caps(): Invariant {
  const inForce = new InForce<Caps>(8);
  const perDay = new Map<string, number>();
  const perWeek = new Map<string, number>();
  return {
    name: 'caps are never exceeded',
    check(scene) {
      inForce.at(scene.now, scene.config?.caps ?? null);
      const most = (name: keyof Caps, days: number): number =>
        Math.max(0, ...inForce.of(scene.now, days).map((caps) => caps[name] ?? 0));
      const faults: string[] = [];
      const count = (counts: Map<string, number>, period: string, cap: number, what: string): void => {
        const number = (counts.get(period) ?? 0) + 1;
        counts.set(period, number);
        if (number > cap) faults.push(`${number} ${what} in ${period}, where ${cap} are allowed`);
      };
      for (const { createdAt, task } of scene.created) {
        count(perWeek, weekOf(createdAt), most('notifications-a-week', 8), 'notifications');
        if (task !== null) count(perDay, dayOf(createdAt), most('new-issues-a-day', 2), 'new issues');
      }
      // A dispatch tells nobody.
      for (const { at, kind } of scene.handedOver) {
        if (kind !== 'workflow') count(perWeek, weekOf(at), most('notifications-a-week', 8), 'notifications');
      }
      return [
        ...faults,
        ...openFaults(scene, most('open-tasks', 2)),
        ...suggestedFaults(scene, most('suggestions', 2)),
      ];
    },
  };
}

/**
 * People may open more again than the cap allows; then Steward opens none. What a person made unreadable is unknown to it
 * once memory was lost.
 */
function openFaults({ world, witness, shadow, created, now, lostAt }: Scene, cap: number): string[] {
  if (!created.some(({ task }) => task !== null)) return [];
  const open = [...witness.creations.values()].filter(({ number, task }) => {
    const issue = task === null ? null : world.issue(number);
    // One into which a person put the dashboard's marker is the dashboard, once memory was lost.
    if (lostAt !== null && number === shadow.ledger.state.dashboard?.number) return false;
    if (issue?.state !== 'OPEN' || wasClosedBySteward(issue) || (lostAt !== null && isEdited(issue))) return false;
    const again = reopenedAt(issue);
    // An ended one without its marker is nobody's task that anybody could recognise.
    if (again !== null && isEdited(issue)) return false;
    return again === null || Date.parse(again) < now - DAY;
  });
  const numbers = open.map(({ number }) => `#${number}`).join(', ');
  return open.length > cap ? [`${open.length} tasks are open, where ${cap} are allowed: ${numbers}`] : [];
}

const suggestedFaults = ({ shadow, transactions }: Scene, cap: number): string[] => {
  const waiting = Object.values(shadow.ledger.tasks).filter(({ status }) => status === 'suggested');
  // What people ordered waits for its place, however many they order.
  const suggested = waiting.filter(({ approved }) => !approved).length;
  if (!transactions.some(({ events }) => events.some(({ kind }) => kind === 'suggested'))) return [];
  return suggested > cap ? [`${suggested} suggestions stand on the dashboard, where ${cap} are allowed`] : [];
};
