/** What a hand-off must pass, one policy after another. */
import { DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import type { Proposal } from '@steward/core/domain/proposal.ts';
import { verdictOn } from '@steward/core/guard/policies.ts';
import type { Bench } from '@steward/core/guard/policy.ts';
import { describe, expect, it } from 'vitest';
import { INSTALLED, lease, ledgerAfter, task } from '../support/memory.ts';
import { bench } from './bench.ts';

type HandOff = Extract<Proposal, { kind: 'hand-off' }>;
const work = task('a', { number: 7 });
const other = task('b', { number: 8 });
const near = task('c', { number: 9, scope: { paths: ['src'], not: [] } });
const ledger = ledgerAfter([INSTALLED, ...[work, other, near].map((one) => ({ kind: 'adopted', task: one }) as const)]);
const following = (...events: Parameters<typeof ledgerAfter>[0]) => ledgerAfter(events, undefined, ledger);
const handing: HandOff = {
  ...{ kind: 'hand-off', subject: work.id, number: 7, agent: 'codex', as: 'workflow', attempt: 1, usd: null },
  ...{ reach: { by: 'workflow', workflow: 'a.yml', ref: 'main' }, patience: { start: 1, silence: 1 }, body: 'Do it.' },
};
const mention: HandOff = { ...handing, as: 'mention', reach: { by: 'mention' } };
const on = (change: Partial<Bench> = {}, proposal: Proposal = handing) =>
  verdictOn(proposal, bench({ ledger, mode: 'autopilot', ...change }))?.policy ?? null;
const { granted } = bench({});

describe('a hand-off', () => {
  it('passes in autopilot, and in no other mode', () => {
    expect(on()).toBeNull();
    for (const mode of ['observe', 'suggest', 'assist'] as const) expect(on({ mode })).toBe('mode');
  });

  it('is of an open task under its own number, which waits', () => {
    expect(on({}, { ...handing, subject: 'ffffffffffff' })).toBe('ownership');
    expect(on({}, { ...handing, number: 8 })).toBe('ownership');
    const blocked = following({ kind: 'moved', task: work.id, status: 'blocked', reason: 'r' });
    expect(on({ ledger: blocked })).toBe('duplicate');
  });

  it('is refused while anybody has the task in hand', () => {
    expect(on({ ledger: following({ kind: 'leased', lease: lease(work) }) })).toBe('duplicate');
    const unmoved = { ...ledger, state: { ...ledger.state, leases: { [work.id]: lease(work) } } };
    expect(on({ ledger: unmoved })).toBe('duplicate');
    expect(on({ granted: { ...granted, subjects: new Set([work.id]) } })).toBe('duplicate');
  });

  it('has the room that the owner gives, and that people have to look', () => {
    const leased = following({ kind: 'leased', lease: lease(other) });
    expect(on({ ledger: leased })).toBeNull();
    const alone = { ...DEFAULT_CONFIG, 'hand-off': { ...DEFAULT_CONFIG['hand-off'], 'at-once': 1 } };
    expect(on({ ledger: leased, config: alone })).toBe('cap-hand-offs');
    const single = { ...DEFAULT_CONFIG, 'hand-off': { ...DEFAULT_CONFIG['hand-off'], 'one-per-repository': true } };
    expect(on({ ledger: leased, config: single })).toBe('cap-hand-offs');
    expect(on({ granted: { ...granted, handed: [other.id, 'x'] } })).toBe('cap-hand-offs');
    const few = { ...DEFAULT_CONFIG, caps: { ...DEFAULT_CONFIG.caps, 'agent-pull-requests': 1 } };
    expect(on({ ledger: leased, config: few })).toBe('cap-hand-offs');
  });

  it('touches nothing that another has in hand, nor one of the same round', () => {
    expect(on({ ledger: following({ kind: 'leased', lease: lease(near) }) })).toBe('scope');
    expect(on({ granted: { ...granted, handed: [near.id] } })).toBe('scope');
  });

  it('says something, and not more than an agent can be given', () => {
    expect(on({}, { ...handing, body: ' ' })).toBe('size');
    expect(on({}, { ...handing, body: 'x'.repeat(40_001) })).toBe('size');
  });

  it('notifies people unless it is a dispatch, and so waits where nobody may be notified', () => {
    const full = { granted: { ...granted, notifications: 10 } };
    expect(on(full)).toBeNull();
    expect(on(full, mention)).toBe('cap-notifications');
    const quiet = {
      config: { ...DEFAULT_CONFIG, 'quiet-hours': { ...DEFAULT_CONFIG['quiet-hours'], from: 0, to: 23 } },
    };
    expect(on(quiet)).toBeNull();
    expect(on(quiet, mention)).toBe('quiet-hours');
  });
});
