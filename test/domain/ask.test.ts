/** When a person is asked, and when a deadline has passed: told from the task alone. */
import { applyAll } from '@steward/core/domain/apply.ts';
import { missedDeadline, openAsk, overdueFrom } from '@steward/core/domain/ask.ts';
import type { LedgerEvent } from '@steward/core/domain/event.ts';
import { STATUSES } from '@steward/core/domain/task.ts';
import { describe, expect, it } from 'vitest';
import { INSTALLED, lease, ledgerAfter, NOON, task } from '../support/memory.ts';

const AT = '2026-11-21T00:00:00.000Z';

describe('a deadline', () => {
  it.each([
    ['2026-11-20', NOON, null],
    ['2026-11-20', '2026-11-20T23:59:59.000Z', null],
    ['2026-11-20', AT, '2026-11-20'],
    ['2026-11-20T08:00:00Z', AT, '2026-11-20'],
    ['soon', AT, null],
    ['2026-13-77', AT, null],
  ])('of %s has passed at %s: %s', (deadline, now, missed) => {
    expect(missedDeadline(task('a', { deadline }), now)).toBe(missed);
  });

  it('passes at the end of its day, and a milestone’s counts before the task’s own', () => {
    expect(overdueFrom(task('a', { deadline: '2026-11-20' }))).toBe(AT);
    const standing = { due: '2026-12-24' };
    expect(overdueFrom(task('a', { deadline: '2026-11-20', standing }))).toBe('2026-12-25T00:00:00.000Z');
  });

  it('counts for what waits or is worked on, and once [PM-22]', () => {
    const counted = STATUSES.filter((status) => missedDeadline(task('a', { status, deadline: '2026-11-01' }), AT));
    expect(counted).toEqual(['ready', 'leased', 'working', 'blocked', 'retrying']);
    expect(missedDeadline(task('a', { deadline: '2026-11-01', overdue: '2026-11-01' }), AT)).toBeNull();
    expect(missedDeadline(task('a', { deadline: '2026-11-02', overdue: '2026-11-01' }), AT)).toBe('2026-11-02');
  });
});

describe('the question to a person', () => {
  const work = task('a');
  const ledger = ledgerAfter([INSTALLED, { kind: 'adopted', task: work }]);
  const having = (...events: Parameters<typeof applyAll>[1][]) =>
    applyAll(
      ledger,
      events.flatMap((all) => [...all]),
      AT,
    );
  const ended = (next: 'escalated' | 'retrying', ending: 'silent' | 'taken-over') =>
    [
      { kind: 'leased', lease: lease(work, { attempt: 3 }) },
      { kind: 'attempt-ended', task: work.id, counter: 1, ending, next, resumes: null },
    ] as const;

  it('opens with the last attempt that failed, and not where a person took over', () => {
    expect(openAsk(having(ended('escalated', 'silent')).tasks[work.id] ?? work)?.key).toBe('attempt 3');
    expect(openAsk(having(ended('retrying', 'silent')).tasks[work.id] ?? work)).toBeNull();
    expect(openAsk(having(ended('escalated', 'taken-over')).tasks[work.id] ?? work)).toBeNull();
  });

  it('is closed by whoever was asked, by nobody being there, and by the task going on', () => {
    const open = ended('escalated', 'silent');
    const asked = (person: string | null) => [{ kind: 'asked', task: work.id, key: 'attempt 3', person } as const];
    expect(openAsk(having(open, asked('octo')).tasks[work.id] ?? work)).toBeNull();
    expect(openAsk(having(open, asked(null)).tasks[work.id] ?? work)).toBeNull();
    const on = [{ kind: 'moved', task: work.id, status: 'ready', reason: 'r' } as const];
    expect(openAsk(having(open, on).tasks[work.id] ?? work)).toBeNull();
  });

  it('leaves a lease as it is where a deadline passes, and takes the task out of the queue where there is none', () => {
    const overdue = [{ kind: 'overdue', task: work.id, deadline: '2026-11-20' } as const];
    const held = having([{ kind: 'leased', lease: lease(work) } as const], overdue);
    expect(held.state.leases[work.id]).toMatchObject({ counter: 1 });
    expect(held.tasks[work.id]).toMatchObject({ status: 'leased', overdue: '2026-11-20' });
    expect(openAsk(held.tasks[work.id] ?? work)?.reason).toBe('it was due 2026-11-20');
    expect(having(overdue).tasks[work.id]?.status).toBe('escalated');
  });

  it('names those who are asked on the lease, so that their assignment takes nothing over', () => {
    const asking = [{ kind: 'asking', task: work.id, key: 'due 2026-11-20', people: ['octo'] }] satisfies LedgerEvent[];
    const overdue = [{ kind: 'overdue', task: work.id, deadline: '2026-11-20' } as const];
    expect(
      having([{ kind: 'leased', lease: lease(work) } as const], overdue, asking).state.leases[work.id]?.bystanders,
    ).toEqual(['octo']);
  });
});
