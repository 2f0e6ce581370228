/** What a listing means for the ledger: copies recorded, second ones noted, what a person closed remembered. */
import { apply } from '@steward/core/domain/apply.ts';
import { renderContract } from '@steward/core/domain/contract.ts';
import type { LedgerEvent } from '@steward/core/domain/event.ts';
import { renderMarker } from '@steward/core/domain/marker.ts';
import type { IssueDetail } from '@steward/core/domain/snapshot.ts';
import type { Ledger } from '@steward/core/domain/state.ts';
import { untrusted } from '@steward/core/domain/text.ts';
import { endOf, ownIssues, rebuiltEvent, reconcile } from '@steward/core/record/recovery.ts';
import { describe, expect, it } from 'vitest';
import { claim, INSTALLED, ledgerAfter, NOON, specification, task } from '../support/memory.ts';

const ME = 'github-actions[bot]';
const wanted = specification('a');
const held = claim(wanted.id);
const reserved: LedgerEvent = { kind: 'reserved', claim: held, specification: wanted };

function issue(
  number: number,
  change: Partial<IssueDetail> & { intent?: string; board?: true; copy?: true } = {},
): IssueDetail {
  const { intent = held.intent, board, copy, ...rest } = change;
  const marker = board
    ? renderMarker({ intent, dashboard: true, ...(copy && { copy }) })
    : renderMarker({ intent, task: wanted.id, fingerprints: wanted.fingerprints, score: 40 });
  return {
    id: `I${number}`,
    number,
    kind: 'issue',
    title: untrusted(wanted.title),
    body: untrusted(`Words\n${marker}`),
    author: ME,
    open: true,
    stateReason: null,
    createdAt: NOON,
    updatedAt: NOON,
    labels: [],
    ...rest,
  };
}
const closed = (number: number, stateReason: string, change = {}) =>
  issue(number, { open: false, stateReason, ...change });

function seen(ledger: Ledger, issues: IssueDetail[], room = true): LedgerEvent[] {
  const events = reconcile(
    ledger,
    ownIssues(issues, [ME]),
    () => room,
    (now, event) => apply(now, event, NOON),
  );
  return events.filter((event) => event.kind !== 'wrote');
}
const kinds = (events: LedgerEvent[]) =>
  events.map((event) => ('number' in event ? `${event.kind} ${event.number}` : event.kind));

it('a marker counts by its author only', () => {
  expect(
    ownIssues([issue(1), issue(2, { author: 'mallory' }), issue(3, { body: untrusted('no marker') })], [ME]).map(
      ({ number }) => number,
    ),
  ).toEqual([1]);
});

it.each([
  ['COMPLETED', 'done'],
  ['NOT_PLANNED', 'rejected'],
  ['DUPLICATE', 'rejected'],
  [null, 'done'],
])('closing as %s ends work as %s', (stateReason, end) => {
  expect(endOf({ open: false, stateReason })).toBe(end);
  expect(endOf({ open: true, stateReason })).toBeNull();
});

describe('a visible issue', () => {
  const opened: LedgerEvent = { kind: 'opened', intent: held.intent, number: 5, task: wanted.id };

  it('of a live claim is recorded, and its second copy is noted to close', () => {
    expect(kinds(seen(ledgerAfter([reserved]), [issue(6), issue(5)]))).toEqual(['opened 5', 'closing-noted 6']);
  });

  it('of a live claim that a person closed is recorded and ended', () => {
    expect(kinds(seen(ledgerAfter([reserved]), [closed(5, 'NOT_PLANNED')]))).toEqual(['opened 5', 'moved']);
  });

  it('of an older intent is a second one while another run holds the task', () => {
    const events = seen(ledgerAfter([reserved]), [issue(5, { intent: 'aaaaaaaa' })]);
    expect(events).toEqual([{ kind: 'closing-noted', number: 5, of: null }]);
    const board = ledgerAfter([{ kind: 'reserved', claim: claim('dashboard') }]);
    expect(kinds(seen(board, [issue(5, { board: true, intent: 'aaaaaaaa' })]))).toEqual(['closing-noted 5']);
  });

  it('that is recorded changes nothing while open, and ends its task when a person closes it', () => {
    const ledger = ledgerAfter([reserved, opened]);
    expect(seen(ledger, [issue(5)])).toEqual([]);
    expect(seen(ledger, [closed(5, 'COMPLETED')])).toMatchObject([{ kind: 'moved', status: 'done' }]);
  });

  it('without a record is adopted where there is room, and noted to close where there is none', () => {
    expect(seen(ledgerAfter([]), [issue(5)])).toMatchObject([{ kind: 'adopted', task: { id: wanted.id, number: 5 } }]);
    expect(seen(ledgerAfter([]), [issue(5)], false)).toEqual([{ kind: 'closing-noted', number: 5, of: null }]);
  });

  it('without a record that a person closed is remembered, once', () => {
    const ledger = ledgerAfter([{ kind: 'suggested', specification: wanted }]);
    const events = seen(ledger, [closed(5, 'NOT_PLANNED')]);
    const after = ledgerAfter(events, NOON, ledger);
    expect(after.rejected[wanted.fingerprints[0] ?? '']).toMatchObject({ reason: 'rejected', number: 5 });
    expect(after.state.counts).toEqual({ open: 0, suggested: 0, done: 0, rejected: 1 });
    expect(seen(after, [closed(5, 'NOT_PLANNED')])).toEqual([]);
  });

  it('that a person reopened is work again, even without room', () => {
    const ended = ledgerAfter([reserved, opened, { kind: 'moved', task: wanted.id, status: 'done', reason: '' }]);
    expect(seen(ended, [issue(5)], false)).toMatchObject([{ kind: 'adopted', task: { number: 5 } }]);
  });

  it('that Steward noted or closed as a copy is never recorded', () => {
    const noted = ledgerAfter([{ kind: 'closing-noted', number: 5, of: 1 }]);
    expect(seen(noted, [issue(5)])).toEqual([]);
    expect(seen(ledgerAfter([reserved]), [closed(5, 'DUPLICATE', { board: true, copy: true })])).toEqual([]);
  });
});

describe('a rebuild', () => {
  const facts = {
    ...{ epoch: 'e2', baseline: null, identities: [ME], at: NOON, opened: 3, notifications: 10 },
    pausedLabel: 'steward:paused',
  };
  const rebuilt = (issues: IssueDetail[]): Ledger =>
    ledgerAfter([INSTALLED, { kind: 'adopted', task: task('gone') }, rebuiltEvent(ownIssues(issues, [ME]), facts)]);

  it('keeps the first open copy, notes the others to close, and counts what it found', () => {
    const { state, tasks } = rebuilt([issue(9), issue(5), issue(7, { board: true }), issue(8, { board: true })]);
    expect(Object.values(tasks).map(({ number }) => number)).toEqual([5]);
    expect(state.closing).toEqual([
      { number: 9, of: 5 },
      { number: 8, of: 7 },
    ]);
    expect(state.closings).toEqual([9, 8]);
    expect(state.counts).toEqual({ open: 1, suggested: 0, done: 0, rejected: 0 });
    expect(state).toMatchObject({
      epoch: 'e2',
      lost: null,
      windows: { opened: 3, notifications: 10 },
      dashboard: { number: 7, open: true },
    });
  });

  it('learns from what became of its issues as far as their contracts can be read, and not from copies', () => {
    const frame = { branch: 'main', head: '0a1b2c3', url: 'https://github.test/octo/dur' };
    const written = (number: number, change: Partial<IssueDetail>) => {
      const plain = issue(number, change);
      return { ...plain, body: untrusted(`${renderContract(wanted, frame)}\n${plain.body.split('\n').at(-1)}`) };
    };
    const opened = '2026-10-30T12:00:00.000Z';
    const { state } = rebuilt([
      written(5, { open: false, stateReason: 'COMPLETED', createdAt: opened }),
      written(6, { open: false, stateReason: 'NOT_PLANNED', createdAt: opened, updatedAt: '2026-11-20T13:00:00.000Z' }),
      written(7, {}),
      written(8, {}),
      closed(9, 'NOT_PLANNED'),
    ]);
    expect(state.lessons.rules).toEqual({ todo: [3, 2, 1, 1, 1, '2026-11-20'] });
    expect(state.durations).toEqual({ testing: { count: 1, hours: 12 } });
    expect(state.months).toEqual({
      '2026-10': { suggested: 2, accepted: 1, rejected: 0, done: 0 },
      '2026-11': { suggested: 1, accepted: 1, rejected: 1, done: 1 },
    });
  });

  it('remembers what people ended, but not of work that is open again', () => {
    expect(Object.values(rebuilt([closed(5, 'NOT_PLANNED')]).rejected)).toMatchObject([
      { reason: 'rejected', number: 5 },
    ]);
    expect(rebuilt([closed(5, 'COMPLETED'), issue(9)]).rejected).toEqual({});
  });

  it('leaves a dashboard closed that a person closed, and takes no copy for a wish', () => {
    const { state, rejected } = rebuilt([
      closed(7, 'COMPLETED', { board: true }),
      closed(8, 'DUPLICATE', { board: true, copy: true }),
    ]);
    expect(state.dashboard).toMatchObject({ number: 7, open: false });
    expect(rejected).toEqual({});
  });
});
