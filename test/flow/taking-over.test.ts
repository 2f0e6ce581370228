/** A person takes a task: by a word, by a pull request of their own, by assignment; whoever has it and whatever came back. */
import type { Lease } from '@steward/core/domain/lease.ts';
import type { Ledger } from '@steward/core/domain/state.ts';
import { describe, expect, it } from 'vitest';
import { hear, holder, issue, pullOf, ready, says, work } from '../support/hearing.ts';
import { lease, ledgerAfter, NOON } from '../support/memory.ts';

const KINDS: readonly Lease['kind'][] = ['workflow', 'mention', 'copilot', 'person'];
const OWN = { workflow: '99', mention: 'robot', copilot: 'Copilot', person: 'hired' } as const;
const ACCOUNT = {
  workflow: 'github-actions[bot]',
  mention: 'robot[bot]',
  copilot: 'Copilot',
  person: 'hired',
} as const;

/** Its agent was seen; and, in review, its pull request. */
function inHand(kind: Lease['kind'], isReviewed = false): Ledger {
  const sign = kind === 'workflow' ? 'run' : kind === 'mention' ? 'reaction' : 'assignment';
  return ledgerAfter(
    [
      { kind: 'leased', lease: lease(work, { agent: 'robot', kind, handed: { at: NOON, ref: '99' } }) },
      { kind: 'started', task: work.id, counter: 1, sign, ref: OWN[kind] },
      ...(isReviewed
        ? [
            {
              kind: 'pull-linked',
              number: 20,
              task: work.id,
              asked: false,
              agent: true,
              wanted: true,
              state: null,
            } as const,
            { kind: 'moved', task: work.id, status: 'in-review', reason: 'it came back' } as const,
          ]
        : []),
    ],
    NOON,
    ready,
  );
}

describe.each(KINDS)('what an agent of kind %s has in hand', (kind) => {
  describe.each([
    ['at work', false],
    ['in review', true],
  ] as const)('and is %s', (_, isReviewed) => {
    const before = inHand(kind, isReviewed);
    const gone = {
      isLeased: false,
      by: 'octo',
      status: isReviewed ? 'in-review' : 'escalated',
      endings: ['taken-over'],
    };
    const own = kind === 'copilot' || kind === 'person' ? [ACCOUNT[kind]] : [];

    it('goes to whoever says so [SI-1]', async () => {
      const { ledger } = await hear(before, { issues: [issue({ assignees: own, comments: [says('/steward take')] })] });
      expect(holder(ledger)).toEqual(gone);
      expect(ledger.state.agents.robot?.ended).toBeUndefined();
    });

    it('goes to whoever is assigned in its place', async () => {
      const seen = [issue({ assignees: kind === 'person' ? ['octo'] : [...own, 'octo'] })];
      expect(holder((await hear(before, { seen, foreign: [] })).ledger)).toEqual(gone);
      const still = await hear(before, { seen: [issue({ assignees: own })], foreign: [] });
      expect(holder(still.ledger)).toMatchObject({ isLeased: true, endings: [] });
    });

    it('goes to whoever may write and opened a pull request for it, but to no stranger and no agent', async () => {
      const taken = await hear(before, { foreign: [pullOf('octo')] });
      // Of what a person was given, that is what comes back.
      expect(holder(taken.ledger)).toEqual(
        kind === 'person'
          ? { isLeased: true, by: undefined, status: before.tasks[work.id]?.status, endings: [] }
          : gone,
      );
      for (const pull of [
        pullOf('stranger'),
        pullOf(ACCOUNT[kind]),
        pullOf('octo', `steward/${work.id}-1`),
        pullOf('octo', 'claude/issue-7'),
        pullOf('octo', 'fix', [8]),
        { ...pullOf('octo'), open: false },
      ])
        expect((await hear(before, { foreign: [pull] })).events).toEqual([]);
    });
  });
});
