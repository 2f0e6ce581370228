/** Events make the state, and nothing else does: counts, windows, claims and the next due time follow from them. */
import { apply, applyAll, Replay, replay } from '@steward/core/domain/apply.ts';
import type { RecordedEvent } from '@steward/core/domain/event.ts';
import { later, TIMES } from '@steward/core/domain/intent.ts';
import { EMPTY_LEDGER, type Ledger } from '@steward/core/domain/state.ts';
import { isOpen } from '@steward/core/domain/task.ts';
import { describe, expect, it } from 'vitest';
import fc from '../support/fuzz.ts';
import { claim, history, INSTALLED, ledgerAfter, NOON, specification, task } from '../support/memory.ts';

function frozen<T>(value: T): T {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}

const choicesOf = (acts: number) =>
  fc.array(fc.record({ act: fc.nat(acts - 1), of: fc.nat(40), minutes: fc.nat(900) }), { maxLength: 60 });

/** What happens to tasks, and everything that can happen. */
const choices = choicesOf(9);
const anyChoices = choicesOf(18);

describe('after any history', () => {
  it('the counts say what the tasks say', () => {
    fc.assert(
      fc.property(choices, (picked) => {
        const { ledger } = history(picked);
        const tasks = Object.values(ledger.tasks);
        expect(ledger.state.counts.open).toBe(tasks.filter(isOpen).length);
        expect(ledger.state.counts.suggested).toBe(tasks.filter(({ status }) => status === 'suggested').length);
      }),
    );
  });

  it('everything still held counts in the windows of now', () => {
    fc.assert(
      fc.property(choices, (picked) => {
        const { state } = history(picked).ledger;
        const held = Object.keys(state.claims).length;
        expect(state.windows.opened).toBeGreaterThanOrEqual(held);
        expect(state.windows.notifications).toBeGreaterThanOrEqual(held);
      }),
    );
  });

  it('replaying what was recorded gives the same state', () => {
    fc.assert(
      fc.property(anyChoices, (picked) => {
        const { ledger, events } = history(picked);
        const recorded = events.map(({ event, at }, index) => ({ ...event, sequence: index + 1, at }));
        const read = JSON.parse(JSON.stringify(recorded)) as RecordedEvent[];
        expect(replay(read, EMPTY_LEDGER)).toEqual(ledger);
      }),
    );
  });

  it('applying one after the other gives the same, to the byte, and so does stopping to look on the way', () => {
    fc.assert(
      fc.property(anyChoices, fc.array(fc.nat(60), { maxLength: 5 }), (picked, looks) => {
        const { events } = history(picked);
        const recorded = events.map(({ event, at }, index): RecordedEvent => ({ ...event, sequence: index + 1, at }));
        const single = recorded.reduce((ledger, event) => apply(ledger, event, event.at), EMPTY_LEDGER);
        const past = new Replay(EMPTY_LEDGER);
        const seen: { ledger: Ledger; text: string }[] = [];
        recorded.forEach((event, index) => {
          past.add(event, event.at);
          if (looks.includes(index)) seen.push({ ledger: past.ledger(), text: JSON.stringify(past.ledger()) });
        });
        expect(JSON.stringify(replay(recorded, EMPTY_LEDGER))).toBe(JSON.stringify(single));
        expect(JSON.stringify(past.ledger())).toBe(JSON.stringify(single));
        for (const { ledger, text } of seen) expect(JSON.stringify(ledger)).toBe(text);
      }),
    );
  });

  it('no event changes what it was applied to, and none is changed by it', () => {
    fc.assert(
      fc.property(anyChoices, anyChoices, (before, after) => {
        const all = history([...before, ...after]).events.map(({ event, at }) => ({ event: frozen(event), at }));
        let ledger = frozen(EMPTY_LEDGER);
        for (const { event, at } of all) ledger = frozen(apply(ledger, event, at));
      }),
    );
  });

  it('is due no later than the earliest expiry of what is held', () => {
    fc.assert(
      fc.property(choices, (picked) => {
        const { state } = history(picked).ledger;
        for (const { expires } of Object.values(state.claims))
          expect(state.nextDue && state.nextDue <= expires).toBe(true);
      }),
    );
  });
});

describe('a reservation', () => {
  const wanted = specification('spaces');
  const reserved = { kind: 'reserved', claim: claim(wanted.id), specification: wanted } as const;

  it('counts as opened today and as a notification this week, and taking it back gives both back', () => {
    const ledger = ledgerAfter([reserved]);
    expect(ledger.state.windows).toMatchObject({ day: '2026-11-20', opened: 1, week: '2026-W47', notifications: 1 });
    const released = ledgerAfter([{ kind: 'released', intent: reserved.claim.intent, reason: 'no' }], NOON, ledger);
    expect(released.state.windows).toMatchObject({ opened: 0, notifications: 0 });
    expect(released.tasks[wanted.id]).toMatchObject({ status: 'suggested' });
    expect(released.tasks[wanted.id]).not.toHaveProperty('intent');
  });

  it('of yesterday that is taken back today frees nothing that today has opened', () => {
    const late = '2026-11-20T23:59:00.000Z';
    const held = ledgerAfter([reserved], late);
    const other = specification('tabs');
    const opened = ledgerAfter(
      [{ kind: 'reserved', claim: claim(other.id), specification: other }],
      later(late, 120_000),
      held,
    );
    expect(opened.state.windows).toMatchObject({ day: '2026-11-21', opened: 2 });
    const released = ledgerAfter(
      [{ kind: 'released', intent: reserved.claim.intent, reason: 'no' }],
      later(late, 180_000),
      opened,
    );
    expect(released.state.windows.opened).toBe(1);
  });

  it('counts for its day and its week: a new day has issues again, notifications only a new week has', () => {
    const other = specification('tabs');
    const ledger = ledgerAfter([
      reserved,
      { kind: 'opened', intent: reserved.claim.intent, number: 5, task: wanted.id },
    ]);
    const windowsAt = (at: string) =>
      ledgerAfter([{ kind: 'suggested', specification: other }], at, ledger).state.windows;
    // A Friday; the week ends with Sunday.
    expect(windowsAt('2026-11-20T23:59:59.000Z')).toMatchObject({ opened: 1, notifications: 1 });
    expect(windowsAt('2026-11-21T00:00:00.000Z')).toMatchObject({ opened: 0, notifications: 1 });
    expect(windowsAt('2026-11-22T23:59:59.000Z')).toMatchObject({ opened: 0, notifications: 1 });
    expect(windowsAt('2026-11-23T00:00:00.000Z')).toMatchObject({ opened: 0, notifications: 0 });
  });

  it('taken over keeps its intent and its first time, and expires anew', () => {
    const at = later(NOON, TIMES.expiry);
    const { intent } = reserved.claim;
    const event = { kind: 'taken-over', intent, token: 'run-2', claimedAt: at, expires: later(at, 1) } as const;
    const { claims } = ledgerAfter([event], at, ledgerAfter([reserved])).state;
    expect(claims[intent]).toEqual({ ...reserved.claim, token: 'run-2', at, expires: later(at, 1) });
  });
});

it('what was sent this week counts until the week is over, what was opened today until midnight', () => {
  const monday = '2026-11-16T10:00:00.000Z';
  const wanted = specification('spaces');
  const held = claim(wanted.id);
  const opened = ledgerAfter(
    [
      { kind: 'reserved', claim: held, specification: wanted },
      { kind: 'opened', intent: held.intent, number: 3, task: wanted.id },
    ],
    monday,
  );
  const after = (days: number) =>
    ledgerAfter([{ kind: 'wrote', key: 'issue:3', updatedAt: monday }], later(monday, days * 86_400_000), opened).state;
  expect(after(0).windows).toMatchObject({ opened: 1, notifications: 1 });
  expect(after(6).windows).toEqual({ day: '2026-11-22', opened: 0, week: '2026-W47', notifications: 1 });
  expect(after(7).windows).toEqual({ day: '2026-11-23', opened: 0, week: '2026-W48', notifications: 0 });
});

describe('what cannot follow the state is a defect', () => {
  it.each([
    ['a release of what nobody holds', { kind: 'released', intent: 'none', reason: '' } as const],
    [
      'a take-over of what nobody holds',
      { kind: 'taken-over', intent: 'x', token: 't', claimedAt: NOON, expires: NOON } as const,
    ],
    ['the opening of an unknown task', { kind: 'opened', intent: 'none', number: 1, task: 'none' } as const],
    ['the end of an unknown task', { kind: 'moved', task: 'none', status: 'done', reason: '' } as const],
  ])('%s', (_, event) => {
    expect(() => apply(EMPTY_LEDGER, event, NOON)).toThrow();
  });

  it('a step that the table of transitions does not have', () => {
    const ledger = ledgerAfter([{ kind: 'suggested', specification: specification('a') }]);
    const moved = { kind: 'moved', task: specification('a').id, status: 'in-review', reason: '' } as const;
    expect(() => apply(ledger, moved, NOON)).toThrow(/cannot go from suggested to in-review/);
  });

  it('a change to a shard that was not read', () => {
    const ledger = { ...EMPTY_LEDGER, loaded: { tasks: [], rejected: [] } };
    const event = { kind: 'suggested', specification: specification('a') } as const;
    expect(() => apply(ledger, event, NOON)).toThrow(/was not read before it was changed/);
  });
});

it('remembers the end of a task by each of its fingerprints, and counts it once', () => {
  const done = task('a', { fingerprints: ['aa11aa11', 'bb22bb22'], number: 4 });
  const ledger = ledgerAfter([INSTALLED, { kind: 'adopted', task: done }]);
  const ended = ledgerAfter([{ kind: 'moved', task: done.id, status: 'rejected', reason: '' }], NOON, ledger);
  expect(ended.tasks).toEqual({});
  expect(ended.rejected).toEqual({
    aa11aa11: { reason: 'rejected', task: done.id, number: 4, at: NOON },
    bb22bb22: { reason: 'rejected', task: done.id, number: 4, at: NOON },
  });
  expect(ended.state.counts).toEqual({ open: 0, suggested: 0, done: 0, rejected: 1 });
  expect(ended.state.revision).toBe(1);
});

it('events of one transaction leave the ledger they began with as it is, and none leaves it the very same', () => {
  const before = frozen(ledgerAfter([INSTALLED, { kind: 'suggested', specification: specification('a') }]));
  const after = applyAll(before, [{ kind: 'withdrawn', task: specification('a').id, reason: '' }], NOON);
  expect(Object.keys(before.tasks)).toHaveLength(1);
  expect(after.tasks).toEqual({});
  expect(applyAll(before, [], NOON)).toBe(before);
});

it('a loss forgets all work, waits until its end, and keeps who Steward is', () => {
  const until = later(NOON, TIMES.lossWait);
  const before = ledgerAfter([
    INSTALLED,
    { kind: 'adopted', task: task('a') },
    { kind: 'closing-noted', number: 9, of: 7 },
  ]);
  const lost = ledgerAfter([{ kind: 'lost', since: NOON, until, reason: 'gone' }], NOON, before);
  expect(lost).toMatchObject({ tasks: {}, rejected: {} });
  expect(lost.state).toMatchObject({ nextDue: until, claims: {}, closing: [], identities: ['github-actions[bot]'] });
});

it('what is still to close makes the next tick due at once', () => {
  const seen = {
    kind: 'observed',
    watermark: NOON,
    seen: {},
    head: null,
    checks: '',
    deployments: {},
    pulls: {},
    goals: null,
    daily: later(NOON, 1),
  } as const;
  const noted = ledgerAfter([seen, { kind: 'closing-noted', number: 9, of: 7 }]);
  expect(noted.state.nextDue).toBe(NOON);
  expect(ledgerAfter([{ kind: 'closing-done', number: 9 }], NOON, noted).state.nextDue).toBe(later(NOON, 1));
  const undoing = ledgerAfter([seen, { kind: 'undo-begun', run: '1-1', issues: [] }]);
  expect(undoing.state.nextDue).toBe(NOON);
  const undone = ledgerAfter([{ kind: 'undone', run: '1-1', spared: [] }], NOON, undoing);
  expect(undone.state.nextDue).toBe(later(NOON, 1));
});

it('an approval outlives a new text of the suggestion, its reservation and a release', () => {
  const wanted = specification('approved thing');
  const approved = ledgerAfter([
    INSTALLED,
    { kind: 'suggested', specification: wanted },
    { kind: 'approved', task: wanted.id, by: 'octo' },
    { kind: 'suggested', specification: { ...wanted, why: 'Its evidence moved.' } },
  ]);
  expect(approved.tasks[wanted.id]?.approved).toEqual({ by: 'octo', at: NOON });
});
