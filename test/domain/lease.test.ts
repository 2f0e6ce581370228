/** A lease from its reservation to its end, and what the ledger keeps of it. */
import type { LedgerEvent } from '@steward/core/domain/event.ts';
import { later } from '@steward/core/domain/intent.ts';
import { branchOf, dueOf, generationOf, type Lease, ranOut } from '@steward/core/domain/lease.ts';
import type { Ledger } from '@steward/core/domain/state.ts';
import { describe, expect, it } from 'vitest';
import { INSTALLED, lease, ledgerAfter, NOON, task } from '../support/memory.ts';

const work = task('a');
const HOUR = 3_600_000;
const leased: LedgerEvent = { kind: 'leased', lease: lease(work) };
const START: LedgerEvent[] = [INSTALLED, { kind: 'adopted', task: work }, leased];
const following = (at: string, ...events: LedgerEvent[]): Ledger => ledgerAfter(events, at, ledgerAfter(START));
const leaseIn = ({ state }: Ledger): Lease | undefined => state.leases[work.id];
const started: LedgerEvent = { kind: 'started', task: work.id, counter: 1, sign: 'run', ref: '99' };
const linked: LedgerEvent = {
  ...{ kind: 'pull-linked', number: 12, task: work.id, asked: false, agent: true, wanted: true, state: 's' },
  ...{ tie: 'own', counter: 1 },
};
const ended = (ending: 'silent' | 'merged'): LedgerEvent => ({
  ...{ kind: 'attempt-ended', task: work.id, counter: 1, ending, hint: 'try again', next: 'retrying' },
  resumes: later(NOON, HOUR),
});

describe('a task that is handed out', () => {
  it('is leased, and the agent counts as at work only once it was seen', () => {
    expect(ledgerAfter(START).tasks[work.id]).toMatchObject({ status: 'leased', agent: 'codex' });
    const seen = following(later(NOON, HOUR), started);
    expect(seen.tasks[work.id]).toMatchObject({ status: 'working' });
    expect(leaseIn(seen)).toMatchObject({ started: { at: later(NOON, HOUR), sign: 'run', ref: '99' } });
    expect(seen.state.agents.codex).toMatchObject({ toStart: { count: 1, hours: 1 }, lastStart: later(NOON, HOUR) });
  });

  it('cannot be handed out a second time', () => {
    expect(() => following(NOON, { kind: 'leased', lease: lease(work, { counter: 2 }) })).toThrow('has a lease');
  });

  it('takes no word about another generation of it', () => {
    expect(() => following(NOON, { ...started, counter: 2 } as LedgerEvent)).toThrow('no lease 2');
    expect(() => following(NOON, ended('silent'), started)).toThrow('no lease 1');
  });

  it('is due when it must have started, then when it must have been heard of, and not while its work is looked at', () => {
    expect(ledgerAfter(START).state.nextDue).toBe(later(NOON, HOUR / 2));
    expect(following(NOON, started).state.nextDue).toBe(later(NOON, 24 * HOUR));
    expect(dueOf(leaseIn(following(NOON, linked)) as Lease)).toBeNull();
    expect(
      dueOf(leaseIn(following(NOON, linked, { kind: 'pull-ended', number: 12, merged: false })) as Lease),
    ).not.toBeNull();
  });

  it('shows by its pull request that it started', () => {
    const back = following(later(NOON, 2 * HOUR), linked);
    expect(leaseIn(back)).toMatchObject({
      pull: 12,
      returned: later(NOON, 2 * HOUR),
      started: { sign: 'pull', ref: '12' },
    });
  });
});

it('whose work was sent back is waited for from then on, and that the same is said once more gives no more time', () => {
  const said = (head: string): LedgerEvent => ({
    ...{ kind: 'reviewed', number: 12, overall: 'changes-requested', head, facts: 'f', met: 0, of: 1, round: 1 },
    ...{ clicks: [], due: null, hint: 'h' },
  });
  const first = following(NOON, linked, said('a'));
  const due = (ledger: Ledger) => dueOf(leaseIn(ledger) as Lease);
  expect(due(first)).toBe(later(NOON, 24 * HOUR));
  expect(due(ledgerAfter([said('a')], later(NOON, 5 * HOUR), first))).toBe(later(NOON, 24 * HOUR));
  expect(due(ledgerAfter([said('b')], later(NOON, 5 * HOUR), first))).toBe(later(NOON, 29 * HOUR));
  expect(ranOut(leaseIn(first) as Lease, later(NOON, 24 * HOUR))).toBe('rejected');
});

describe('an attempt that ends', () => {
  it('stays with the task, and tells of the agent', () => {
    const over = following(later(NOON, HOUR), started, ended('silent'));
    expect(leaseIn(over)).toBeUndefined();
    expect(over.tasks[work.id]).toMatchObject({ status: 'retrying', resumes: later(NOON, HOUR) });
    expect(over.tasks[work.id]?.attempts).toEqual([
      { attempt: 1, agent: 'codex', from: NOON, to: later(NOON, HOUR), ending: 'silent', hint: 'try again' },
    ]);
    expect(over.state.agents.codex?.outcomes).toEqual({ testing: [0, 1] });
  });

  it('ended well where its work was merged, whatever closed the issue', () => {
    const merged: LedgerEvent = {
      ...(ended('merged') as Extract<LedgerEvent, { kind: 'attempt-ended' }>),
      next: 'in-review',
    };
    const done: LedgerEvent = { kind: 'moved', task: work.id, status: 'done', reason: 'merged' };
    const over = following(later(NOON, 3 * HOUR), linked, merged, done);
    expect(over.state.leases).toEqual({});
    expect(over.state.agents.codex).toMatchObject({ outcomes: { testing: [1, 0] }, toPull: { count: 1, hours: 3 } });
  });

  it('counts for nobody where the issue was closed and nothing of it was merged', () => {
    const over = following(NOON, linked, {
      kind: 'moved',
      task: work.id,
      status: 'done',
      reason: 'closed by a person',
    });
    expect(over.state.leases).toEqual({});
    expect(over.state.agents.codex?.outcomes).toEqual({});
  });

  it('is taken back where its change is reverted, and goes on where it comes alive again', () => {
    const merged: LedgerEvent = {
      ...(ended('merged') as Extract<LedgerEvent, { kind: 'attempt-ended' }>),
      next: 'in-review',
    };
    const landed = { pull: 12, task: work.id, number: 7, type: work.type, at: NOON, own: true, agent: 'codex' };
    const over = following(NOON, linked, merged, { kind: 'pull-ended', number: 12, merged: true, landed });
    expect(over.state.agents.codex?.outcomes).toEqual({ testing: [1, 0] });
    const back = ledgerAfter([{ kind: 'reverted', pull: 12, revert: 13 }], NOON, over);
    expect(back.state.agents.codex?.outcomes).toEqual({ testing: [0, 1] });
    expect(ledgerAfter([{ kind: 'reverted', pull: 12, revert: 14 }], NOON, back)).toEqual(back);

    const silent = following(NOON, ended('silent'));
    const alive = ledgerAfter([{ kind: 'revived', lease: lease(work, { counter: 2 }) }], NOON, silent);
    expect(alive.tasks[work.id]).toMatchObject({ status: 'leased', attempts: [] });
    expect(alive.state.agents.codex?.outcomes).toEqual({ testing: [0, 0] });
    expect(() => ledgerAfter([{ kind: 'revived', lease: lease(work, { counter: 3 }) }], NOON, alive)).toThrow(
      'has a lease',
    );
  });

  it('is nobody’s failure where a person took it back', () => {
    const over = following(NOON, { kind: 'moved', task: work.id, status: 'cancelled', reason: 'closed by a person' });
    expect(over.state.leases).toEqual({});
    expect(over.state.agents).toEqual({});
  });

  it('is forgotten with a memory that is lost', () => {
    const lost = following(NOON, { kind: 'lost', since: NOON, until: later(NOON, HOUR), reason: 'gone' });
    expect(lost.state.leases).toEqual({});
  });
});

it('runs out without a start, and in silence after one', () => {
  const fresh = lease(work);
  const running = { ...fresh, started: { at: NOON, sign: 'run' as const, ref: '1' } };
  expect(ranOut(fresh, later(NOON, HOUR / 2 - 1))).toBeNull();
  expect(ranOut(fresh, later(NOON, HOUR / 2))).toBe('not-started');
  expect(ranOut(running, later(NOON, 24 * HOUR - 1))).toBeNull();
  expect(ranOut(running, later(NOON, 24 * HOUR))).toBe('silent');
  expect(ranOut({ ...running, pull: 3 }, later(NOON, 48 * HOUR))).toBeNull();
});

it('names its generation by the life of the memory, and its branch by task and attempt', () => {
  expect(generationOf('e1', lease(work, { counter: 7 }))).toBe('e1.7');
  expect(branchOf(lease(work, { attempt: 2 }))).toBe(`steward/${work.id}-2`);
});
