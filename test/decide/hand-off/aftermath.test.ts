/** What follows from an attempt that ended. */
import { aftermathOf, endingEvents } from '@steward/core/decide/hand-off/aftermath.ts';
import { backoffAfter } from '@steward/core/decide/hand-off/backoff.ts';
import { applyAll } from '@steward/core/domain/apply.ts';
import { sharedArea } from '@steward/core/domain/areas.ts';
import type { Attempt, Ending } from '@steward/core/domain/lease.ts';
import { asRanked, type Task } from '@steward/core/domain/task.ts';
import { describe, expect, it } from 'vitest';
import fc from '../../support/fuzz.ts';
import { INSTALLED, lease, ledgerAfter, NOON, task } from '../../support/memory.ts';

const attempt = (ending: Ending, number = 1): Attempt => ({
  ...{ attempt: number, agent: 'codex', from: NOON, to: NOON, ending },
});
const following = (ending: Ending, ...before: Ending[]) =>
  aftermathOf(task('a', { attempts: before.map((one) => attempt(one)) }), ending, 3);

describe('an attempt that failed', () => {
  it('is followed by another after a rest, and after the last by a person [PM-18]', () => {
    expect(following('silent')).toMatchObject({ next: 'retrying' });
    expect(following('silent', 'not-started')).toMatchObject({ next: 'retrying' });
    expect(following('silent', 'not-started', 'run-failed')).toEqual({
      ...{ next: 'escalated', rest: null, reason: 'nothing was heard of it, and 3 attempts failed' },
    });
  });

  it('uses no attempt up where the agent had no quota, and is tried by another at once', () => {
    expect(following('no-quota', 'silent', 'silent')).toMatchObject({ next: 'retrying', rest: 0 });
    expect(following('silent', 'no-quota', 'no-quota', 'no-quota')).toMatchObject({ next: 'retrying' });
  });

  it('is remembered through any number of attempts without quota, and so comes to a person in the end', () => {
    const ends = ['silent', ...Array(12).fill('no-quota'), 'question', 'silent'] as Ending[];
    const first = task('a', { number: 7 });
    const ledger = ends.reduce(
      (before, ending, index) => {
        const next = ending === 'question' ? 'ready' : 'retrying';
        const held = lease(first, { attempt: index + 1, counter: index + 1 });
        const over = {
          kind: 'attempt-ended',
          task: first.id,
          counter: index + 1,
          ending,
          next,
          resumes: null,
        } as const;
        return applyAll(before, [{ kind: 'leased', lease: held }, over], NOON);
      },
      ledgerAfter([INSTALLED, { kind: 'adopted', task: first }]),
    );
    const { attempts = [] } = ledger.tasks[first.id] ?? {};
    expect(attempts).toHaveLength(10);
    expect(attempts.filter(({ ending }) => ending === 'silent')).toHaveLength(2);
    expect(attempts.at(-1)).toMatchObject({ attempt: 15, ending: 'silent' });
    expect(aftermathOf({ ...first, attempts }, 'silent', 3)).toMatchObject({ next: 'escalated' });
  });

  it('counts only what failed: a question that was answered is no failure', () => {
    expect(following('silent', 'question', 'taken-over')).toMatchObject({ next: 'retrying' });
  });
});

describe('the priority after an attempt that failed', () => {
  const work = task('a', { status: 'working' });
  const settings = { attempts: 3, 'raise-after-failure': true };
  const events = (change: Partial<Task>, ending: Ending, raise = true) =>
    endingEvents({ ...work, ...change }, lease(work), {
      ...{ ending, now: NOON, settings: { ...settings, 'raise-after-failure': raise } },
    }).filter(({ kind }) => kind === 'lifted');

  it('rises by one step where the owner wants that, with the reason [PM-21]', () => {
    expect(events({}, 'silent')).toEqual([
      {
        ...{ kind: 'lifted', task: work.id, priority: 'high' },
        reason: 'raised to high since an attempt failed: nothing was heard of it',
      },
    ]);
    expect(events({ lifted: { priority: 'high', reason: 'r' } }, 'silent')).toMatchObject([{ priority: 'urgent' }]);
    expect(events({}, 'silent', false)).toEqual([]);
  });

  it('stays where nobody failed, where it cannot rise, and where people said how urgent it is', () => {
    for (const ending of ['no-quota', 'declined', 'question', 'taken-over'] as const)
      expect(events({}, ending)).toEqual([]);
    expect(events({ priority: 'urgent' }, 'silent')).toEqual([]);
    expect(events({ standing: { priority: 'low' } }, 'silent')).toEqual([]);
    expect(events({ raised: 'high', priority: 'high' }, 'silent')).toEqual([]);
  });

  it('counts for the order as any other, and people’s word before it', () => {
    const lifted = { priority: 'urgent', reason: 'r' } as const;
    expect(asRanked(task('a', { lifted })).priority).toBe('urgent');
    expect(asRanked(task('a', { lifted, standing: { priority: 'low' } })).priority).toBe('low');
  });
});

it('what a person gave back goes to another at once, and uses no attempt up', () => {
  expect(following('declined', 'silent', 'silent')).toMatchObject({ next: 'retrying', rest: 0 });
});

it('a question waits for its answer, and what a person took over is left to them', () => {
  expect(following('question')).toMatchObject({ next: 'blocked', rest: null });
  expect(following('taken-over')).toMatchObject({ next: 'escalated', rest: null, reason: 'a person took over' });
});

describe('the rest after a failure', () => {
  const task = fc.stringMatching(/^[0-9a-f]{12}$/);

  it('doubles, stays within a fifth of that, and ends at a day [AC-10]', () => {
    fc.assert(
      fc.property(task, fc.integer({ min: 1, max: 60 }), (id, failures) => {
        const whole = Math.min(86_400_000, 1_800_000 * 2 ** (failures - 1));
        expect(backoffAfter(id, failures)).toBeGreaterThanOrEqual(whole * 0.8 - 1);
        expect(backoffAfter(id, failures)).toBeLessThanOrEqual(whole * 1.2 + 1);
        expect(backoffAfter(id, failures)).toBe(backoffAfter(id, failures));
      }),
    );
  });

  it('is not the same for all tasks that failed together', () => {
    const rests = Array.from({ length: 20 }, (_, index) => backoffAfter(`task ${index}`, 2));
    expect(new Set(rests).size).toBeGreaterThan(15);
  });
});

describe('areas', () => {
  it.each([
    [['src/a.ts'], ['src/a.ts'], 'src/a.ts'],
    [['src/a.ts'], ['src'], 'src/a.ts'],
    [['src/'], ['src/a.ts'], 'src/'],
    [['src/**'], ['src/deep/a.ts'], 'src/**'],
    [['src/*.ts'], ['src/a.ts'], 'src/*.ts'],
    [['docs/x.md', 'src/a.ts'], ['src/a.ts'], 'src/a.ts'],
    [['**/*.ts'], ['anything/at/all.md'], '**/*.ts'],
  ])('%j and %j share %s', (one, other, shared) => {
    expect(sharedArea(one, other)).toBe(shared);
    expect(sharedArea(other, one)).not.toBeNull();
  });

  it.each([
    [['src/a.ts'], ['src/b.ts']],
    [['src'], ['source/a.ts']],
    [['src/a'], ['src/ab']],
    [['src/*.ts'], ['docs/*.md']],
    [[], ['src']],
  ])('%j and %j are apart', (one, other) => {
    expect(sharedArea(one, other)).toBeNull();
    expect(sharedArea(other, one)).toBeNull();
  });
});
