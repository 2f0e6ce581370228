/** Claims as a run sees them: which it may act on, and how the intents of what is held again are told apart. */
import { digest } from '@steward/core/domain/digest.ts';
import type { LedgerEvent } from '@steward/core/domain/event.ts';
import { type Approved, mintApproved } from '@steward/core/domain/proposal.ts';
import type { Ledger } from '@steward/core/domain/state.ts';
import { markClean } from '@steward/core/domain/text.ts';
import { intentsOf, reserveEvents } from '@steward/core/record/reservation.ts';
import { expect, it } from 'vitest';
import { claim, INSTALLED, ledgerAfter, NOON, specification } from '../support/memory.ts';

const run = { id: '1', token: 'run-1' };

function opening(name: string): Approved {
  const wanted = specification(name);
  const texts = { title: markClean(wanted.title), body: markClean('Words'), labels: ['steward'] };
  return mintApproved<'open-issue'>({ kind: 'open-issue', subject: wanted.id, specification: wanted, ...texts });
}

const reserve = (ledger: Ledger, ...names: string[]): LedgerEvent[] =>
  reserveEvents({ oid: 'c1', ledger, at: NOON, elapsed: 0 }, names.map(opening), run);

const intentsIn = (events: readonly LedgerEvent[]): string[] =>
  events.flatMap((event) => (event.kind === 'reserved' ? [event.claim.intent] : []));

it('what another run holds is nothing to act on', () => {
  const [mine, theirs] = [specification('mine'), specification('theirs')];
  const ledger = ledgerAfter([
    { kind: 'reserved', claim: claim(mine.id), specification: mine },
    { kind: 'reserved', claim: claim(theirs.id, { token: 'run-2' }), specification: theirs },
  ]);
  expect([...intentsOf(ledger, run)]).toEqual([[mine.id, digest(`intent of ${mine.id}`, 24)]]);
});

it('work that was given back and is held again has another intent than before', () => {
  const first = reserve(ledgerAfter([INSTALLED]), 'a');
  const [intent = ''] = intentsIn(first);
  const after = ledgerAfter(
    [...first, { kind: 'released', intent, reason: 'refused' }],
    NOON,
    ledgerAfter([INSTALLED]),
  );
  const [again] = intentsIn(reserve(after, 'a'));
  expect(intent).toMatch(/^[0-9a-f]{24}$/);
  expect(again).toMatch(/^[0-9a-f]{24}$/);
  expect(again).not.toBe(intent);
});

it('what is held in one transaction has an intent each', () => {
  const intents = intentsIn(reserve(ledgerAfter([INSTALLED]), 'a', 'b', 'c'));
  expect(new Set(intents).size).toBe(3);
});

it('work that is held by a memory that was made anew has another intent than in the one that was lost', () => {
  const lost = ledgerAfter([INSTALLED]);
  const anew = { ...lost, state: { ...lost.state, epoch: 'e2' } };
  expect(anew.state.occurrence).toBe(lost.state.occurrence);
  expect(intentsIn(reserve(anew, 'a'))).not.toEqual(intentsIn(reserve(lost, 'a')));
});
