/** What leaving may remove: only Steward's own, only once a person asked, and only what nobody uses. */
import { DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import type { LedgerEvent } from '@steward/core/domain/event.ts';
import { lookOf } from '@steward/core/domain/labels.ts';
import type { Proposal } from '@steward/core/domain/proposal.ts';
import { type Bench, verdictOn } from '@steward/core/guard/policies.ts';
import { describe, expect, it } from 'vitest';
import { INSTALLED, ledgerAfter } from '../support/memory.ts';
import { bench } from './bench.ts';

const LEAVING: LedgerEvent = { kind: 'leaving', issues: [5] };
const leaving = ledgerAfter([INSTALLED, LEAVING]);
const staying = ledgerAfter([INSTALLED]);

const policyOn = (proposal: Proposal, change: Partial<Bench> = {}) =>
  verdictOn(proposal, bench({ ledger: leaving, ...change }))?.policy ?? null;

const branch = (change: Partial<Extract<Proposal, { kind: 'delete-branch' }>> = {}): Proposal => ({
  ...{ kind: 'delete-branch', subject: 'state branch', branch: 'steward/state', oid: 'a'.repeat(40), exported: '/e' },
  ...change,
});

it('only the state branch is deleted, only on request, and only once its memory was exported', () => {
  expect(policyOn(branch())).toBeNull();
  expect(policyOn(branch({ branch: 'main' }))).toBe('ownership');
  expect(policyOn(branch({ branch: 'feature' }))).toBe('ownership');
  expect(policyOn(branch({ branch: 'main' }), { stateBranch: 'main' })).toBe('ownership');
  expect(policyOn(branch({ exported: '' }))).toBe('leaving');
  expect(policyOn(branch(), { ledger: staying })).toBe('leaving');
  const archived = bench().repository;
  expect(policyOn(branch(), { repository: { ...archived, archived: true } })).toBe('repository');
});

describe('labels', () => {
  const look = lookOf('steward', DEFAULT_CONFIG.labels);
  const label = (change: object = {}): Proposal => ({
    kind: 'delete-label',
    subject: 'label steward',
    label: { ...look, carriers: 0, ...change },
  });

  it('only labels that Steward made and nothing carries are deleted', () => {
    expect(policyOn(label())).toBeNull();
    expect(policyOn(label({ carriers: 1 }))).toBe('ownership');
    expect(policyOn(label({ color: '000000' }))).toBe('ownership');
    expect(policyOn(label({ description: 'ours' }))).toBe('ownership');
    expect(policyOn(label({ name: 'bug' }))).toBe('label');
    expect(policyOn(label(), { ledger: staying })).toBe('leaving');
  });

  it('that Steward left is said as long as it is so', () => {
    expect(policyOn(label({ name: 'steward:left' }))).toBe('label');
    expect(policyOn(label({ name: 'steward:left', carriers: 1 }), { ledger: staying })).toBeNull();
  });
});

it('once Steward is to leave, nothing new is begun', () => {
  const wanted: Proposal[] = [
    { kind: 'open-dashboard', subject: 'dashboard', body: '' },
    { kind: 'update-dashboard', subject: 'dashboard', number: 4, body: '' },
    { kind: 'pin-dashboard', subject: 'dashboard', number: 4 },
    { kind: 'reopen-issue', subject: 's', number: 4 },
  ];
  for (const proposal of wanted) expect(policyOn(proposal)).toBe('leaving');
});
