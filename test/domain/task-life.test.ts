/** What may become of a task: one table, which every event that moves a task keeps to. */
import { applyAll } from '@steward/core/domain/apply.ts';
import { STATUSES, type Status, TRANSITIONS } from '@steward/core/domain/task.ts';
import { describe, expect, it } from 'vitest';
import { INSTALLED, ledgerAfter, NOON, task } from '../support/memory.ts';

const work = task('work', { number: 7 });
const ENDS: readonly Status[] = ['done', 'cancelled', 'rejected'];

/** Every way from a status to itself or another, the shortest each. */
function waysFrom(first: Status): Map<Status, Status[]> {
  const ways = new Map<Status, Status[]>([[first, []]]);
  for (const [status, way] of ways)
    for (const next of TRANSITIONS[status]) if (!ways.has(next)) ways.set(next, [...way, next]);
  return ways;
}

const moved = (way: readonly Status[], status: Status) =>
  way.map((next) => ({ kind: 'moved', task: work.id, status: next, reason: status }) as const);

describe('a task', () => {
  it('has an id that says nothing of it and stays, whatever it goes through', () => {
    expect(work.id).toMatch(/^[0-9a-f]{12}$/);
    const end = ledgerAfter(
      [INSTALLED, { kind: 'adopted', task: work }, ...moved(['blocked', 'ready'], 'ready')],
      NOON,
    );
    expect(Object.keys(end.tasks)).toEqual([work.id]);
  });

  it('can come to every status from being suggested, and from each that is open to every end [CW-2]', () => {
    expect([...waysFrom('suggested').keys()].sort()).toEqual([...STATUSES].sort());
    const open = STATUSES.filter((status) => !ENDS.includes(status) && status !== 'suggested');
    for (const status of open) expect([status, ENDS.filter((end) => !waysFrom(status).has(end))]).toEqual([status, []]);
  });

  it('goes from nowhere to where the table does not lead [CW-2]', () => {
    const begun = ledgerAfter([INSTALLED, { kind: 'adopted', task: work }], NOON);
    const ways = waysFrom('ready');
    const refused: string[] = [];
    for (const [status, way] of ways) {
      if (ENDS.includes(status)) continue;
      const there = applyAll(begun, moved(way, status), NOON);
      expect(there.tasks[work.id]?.status).toBe(status);
      for (const next of STATUSES) {
        const go = () => applyAll(there, moved([next], status), NOON);
        if (TRANSITIONS[status].includes(next)) expect(go).not.toThrow();
        else {
          expect(go).toThrow(`cannot go from ${status} to ${next}`);
          refused.push(`${status} ${next}`);
        }
      }
    }
    expect(refused).toContain('ready suggested');
    expect(refused).toContain('escalated working');
  });
});
