/** What was seen of agents, noted on a ledger that another run has changed meanwhile. */
import { DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import { later } from '@steward/core/domain/intent.ts';
import type { Lease } from '@steward/core/domain/lease.ts';
import type { Sights } from '@steward/core/domain/sight.ts';
import type { Ledger } from '@steward/core/domain/state.ts';
import type { Tick } from '@steward/core/flow/tick.ts';
import { agentEvents } from '@steward/core/flow/watching.ts';
import { describe, expect, it } from 'vitest';
import { INSTALLED, lease, ledgerAfter, NOON, task } from '../support/memory.ts';

const work = task('a');
const called = (change: Partial<Lease>): Ledger =>
  ledgerAfter([
    INSTALLED,
    { kind: 'adopted', task: work },
    { kind: 'leased', lease: lease(work, { kind: 'mention', ...change }) },
  ]);
const first = called({ agent: 'one', counter: 1 });
const next = called({ agent: 'other', counter: 2, attempt: 2 });

const sights: Sights = {
  runs: null,
  branches: [],
  issues: [{ number: 7, open: true, assignees: [], comments: [], seenBy: ['one[bot]'] }],
};
const seenOn = ({ state }: Ledger): Tick =>
  ({
    ...{ sights, state, config: DEFAULT_CONFIG, mode: 'autopilot' },
    snapshot: {
      ...{ now: later(NOON, 60_000), viewer: 'github-actions[bot]' },
      repository: { name: 'octo/a', url: 'https://github.test/octo/a' },
    },
    world: { secrets: [], settings: {} },
  }) as unknown as Tick;

describe('what was seen of an agent', () => {
  it('shows that it began', () => {
    expect(agentEvents(seenOn(first), first)).toMatchObject([{ kind: 'started', counter: 1, sign: 'reaction' }]);
  });

  it('says nothing of whoever was given the task since, by a run beside this one', () => {
    expect(agentEvents(seenOn(first), next)).toEqual([]);
  });
});
