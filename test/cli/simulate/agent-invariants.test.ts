// Each promise about agents can be broken: looked at here with one thing wrong at a time.
import type { HandOffEffect } from '@steward/cli/simulate/hand-off-witness.ts';
import { atWork } from '@steward/cli/simulate/invariants/at-work.ts';
import { caps } from '@steward/cli/simulate/invariants/caps.ts';
import { endings } from '@steward/cli/simulate/invariants/endings.ts';
import { handingOver } from '@steward/cli/simulate/invariants/handing-over.ts';
import type { Invariant } from '@steward/cli/simulate/invariants/invariant.ts';
import { leases } from '@steward/cli/simulate/invariants/leases.ts';
import type { Transaction } from '@steward/cli/simulate/shadow.ts';
import { DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import { digest } from '@steward/core/domain/digest.ts';
import type { LedgerEvent } from '@steward/core/domain/event.ts';
import { later } from '@steward/core/domain/intent.ts';
import type { Lease } from '@steward/core/domain/lease.ts';
import type { Ledger } from '@steward/core/domain/state.ts';
import type { Task } from '@steward/core/domain/task.ts';
import type { Deed } from '@steward/sandbox/agents/errand.ts';
import type { PullRequestData, WorkflowRunData } from '@steward/sandbox/world-data.ts';
import { describe, expect, test } from 'vitest';
import { INSTALLED, lease, ledgerAfter, task } from '../../support/memory.ts';
import { BOT, issue, NOW, type SceneParts, scene } from './scene.ts';

const HOUR = 3_600_000;
const work = task('a', { since: NOW });
const other = task('b', { number: 8, since: NOW });
const adopted = (...tasks: Task[]): Ledger =>
  ledgerAfter([INSTALLED, ...tasks.map((item): LedgerEvent => ({ kind: 'adopted', task: item }))], NOW);
const given = (of: Task, change: Partial<Lease> = {}): LedgerEvent => ({
  kind: 'leased',
  lease: lease(of, { at: NOW, seen: NOW, ...change }),
});

function transaction(before: Ledger, ...events: LedgerEvent[]): Transaction {
  return { oid: 'abc', at: NOW, events, before, after: ledgerAfter(events, NOW, before) };
}

/** A run that made these of the ledger, and what it left. */
const made = (before: Ledger, ...events: LedgerEvent[]): SceneParts => {
  const one = transaction(before, ...events);
  return { transactions: [one], ledger: one.after };
};

async function faultsIn(invariant: Invariant, ...scenes: SceneParts[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const parts of scenes) found.push(...(await invariant.check(scene(parts))));
  return found;
}

const config = (change: Partial<(typeof DEFAULT_CONFIG)['hand-off']>) => ({
  ...DEFAULT_CONFIG,
  'hand-off': { ...DEFAULT_CONFIG['hand-off'], ...change },
});

test('in order, nothing is found', async () => {
  const parts = made(adopted(work, other), given(work), given(other, { counter: 2 }));
  const handedOver: HandOffEffect[] = [{ kind: 'workflow', at: NOW, number: 7, key: 'e1.1', who: 'a.yml' }];
  for (const invariant of [leases, handingOver, atWork, endings, caps]) {
    expect(await faultsIn(invariant(), { ...parts, handedOver })).toEqual([]);
  }
});

describe('leases', () => {
  test('more than are allowed at once', async () => {
    const parts = made(adopted(work, other), given(work), given(other, { counter: 2 }));
    expect(await faultsIn(leases(), { ...parts, config: config({ 'at-once': 1 }) })).toEqual([
      '#8, given to codex: 2 tasks are in hand, where 1 are allowed',
    ]);
    expect(await faultsIn(leases(), { ...parts, config: config({ 'one-per-repository': true }) })).toHaveLength(1);
  });

  test('two in one place', async () => {
    const near = task('b', { number: 8, scope: { paths: ['src/'], not: [] } });
    expect(await faultsIn(leases(), made(adopted(work, near), given(work), given(near, { counter: 2 })))).toEqual([
      '#8, given to codex: #7 is being worked on in src/ too',
    ]);
  });

  test.each<[string, Task, Task[]]>([
    ['a need that is open', task('a', { dependsOn: [other.id] }), [other]],
    ['an issue', task('a', { standing: { awaits: [44] } }), []],
  ])('one that waits for %s', async (_, blocked, more) => {
    expect(await faultsIn(leases(), made(adopted(blocked, ...more), given(blocked)))).toEqual([
      expect.stringContaining('it waits for'),
    ]);
  });

  test('one of a paused Steward, and one of another number', async () => {
    const paused = ledgerAfter([{ kind: 'paused', paused: true, by: 'ann' }], NOW, adopted(work));
    expect(await faultsIn(leases(), made(paused, given(work)))).toEqual(['#7, given to codex: Steward is paused']);
    expect(await faultsIn(leases(), made(adopted(work), given(work, { number: 9 })))).toEqual([
      '#9, given to codex: the task is #7',
    ]);
  });

  test('the same generation again', async () => {
    const back: LedgerEvent = {
      kind: 'attempt-ended',
      task: work.id,
      counter: 1,
      ending: 'silent',
      next: 'retrying',
      resumes: null,
    };
    expect(await faultsIn(leases(), made(adopted(work), given(work), back, given(work)))).toEqual([
      '#7, given to codex: the generation e1.1 is used twice',
    ]);
  });

  test('a lease of a task that says otherwise, and a task at work that nobody has', async () => {
    const { after } = transaction(adopted(work), given(work));
    const lost = { ...after, state: { ...after.state, leases: {} } };
    expect(await faultsIn(leases(), { ledger: lost })).toEqual(['#7 is leased, and nobody has it']);
    const idle = { ...after, tasks: { [work.id]: { ...work, status: 'ready' as const } } };
    expect(await faultsIn(leases(), { ledger: idle })).toEqual(['codex has #7, which is ready']);
  });

  test('one that outlives its time', async () => {
    const { after } = transaction(adopted(work), given(work));
    const at = (hours: number) => ({ ledger: after, now: Date.parse(NOW) + hours * HOUR });
    const all = leases();
    expect(await faultsIn(all, at(0.4), at(1), at(1.5))).toEqual([]);
    expect(await faultsIn(all, { ...at(1.8), isFair: false })).toEqual([]);
    expect(await faultsIn(all, at(2))).toEqual([expect.stringContaining('3 fair runs ago')]);
    expect(await faultsIn(leases(), { ...at(80), isFair: false })).toEqual([expect.stringContaining('stands')]);
  });
});

describe('hand-offs', () => {
  const effect = (change: Partial<HandOffEffect> = {}): HandOffEffect => ({
    ...{ kind: 'workflow', at: later(NOW, 60_000), number: 7, key: 'e1.1', who: 'a.yml' },
    ...change,
  });
  const parts = made(adopted(work), given(work));

  test('one without a lease, of another issue, or of another generation', async () => {
    expect(await faultsIn(handingOver(), { handedOver: [effect()] })).toEqual([
      '#7 was handed to a workflow (a.yml) at 2026-03-04T10:01:00.000Z without a lease',
    ]);
    for (const wrong of [{ number: 8 }, { key: 'e1.2' }, { kind: 'person' as const, key: null }]) {
      expect(await faultsIn(handingOver(), { ...parts, handedOver: [effect(wrong)] })).toHaveLength(1);
    }
  });

  test('one that happens twice, also runs later', async () => {
    const all = handingOver();
    expect(await faultsIn(all, { ...parts, handedOver: [effect()] }, { handedOver: [effect()] })).toEqual([
      expect.stringMatching(/a second time$/),
    ]);
  });

  test('a comment by its marker, an assignment by its issue', async () => {
    const mention = made(adopted(work), given(work, { kind: 'mention' }));
    const called = effect({ kind: 'mention', key: digest('e1.1', 24) });
    expect(await faultsIn(handingOver(), { ...mention, handedOver: [called] })).toEqual([]);
    const person = made(adopted(work), given(work, { kind: 'person' }));
    const assigned = effect({ kind: 'person', key: null });
    expect(await faultsIn(handingOver(), { ...person, handedOver: [assigned] })).toEqual([]);
    expect(await faultsIn(handingOver(), { ...person, handedOver: [assigned, assigned] })).toHaveLength(1);
  });

  test('one before it was reserved', async () => {
    expect(await faultsIn(handingOver(), { ...parts, handedOver: [effect({ at: later(NOW, -HOUR) })] })).toEqual([
      expect.stringMatching(/before it was reserved$/),
    ]);
  });

  test('those that people read count as notifications', async () => {
    const many = Array.from({ length: 11 }, () => effect({ kind: 'mention' }));
    expect(await faultsIn(caps(), { handedOver: many })).toEqual([
      '11 notifications in 2026-W10, where 10 are allowed',
    ]);
    expect(await faultsIn(caps(), { handedOver: many.map((one) => ({ ...one, kind: 'workflow' as const })) })).toEqual(
      [],
    );
  });
});

describe('agents at work', () => {
  const { after: held } = transaction(adopted(work), given(work));
  const started: LedgerEvent = { kind: 'started', task: work.id, counter: 1, sign: 'run', ref: '99' };
  const deed: Deed = { at: NOW, agent: 'codex', what: 'started', issue: 7, run: 99 };
  const linked: LedgerEvent = {
    ...{
      kind: 'pull-linked',
      number: 12,
      task: work.id,
      asked: false,
      agent: true,
      wanted: true,
      state: 's',
      tie: 'own',
    },
  };
  const done: LedgerEvent = { kind: 'moved', task: work.id, status: 'done', reason: 'closed by a person' };
  const closed = issue(7, {
    state: 'CLOSED',
    events: [{ kind: 'ClosedEvent', id: 'c', actor: 'ann', createdAt: NOW }],
  });
  const pull = (state: PullRequestData['state']) => ({ number: 12, state }) as PullRequestData;

  test('one that counts as begun and did not', async () => {
    const run = { databaseId: 99 } as WorkflowRunData;
    expect(await faultsIn(atWork(), { ...made(held, started), workflowRuns: [run] })).toEqual([
      '#7 counts as begun by codex (run 99)',
    ]);
    expect(await faultsIn(atWork(), { ...made(held, started), workflowRuns: [run], deeds: [deed] })).toEqual([]);
    const another = { ...deed, agent: 'claude' };
    expect(await faultsIn(atWork(), { ...made(held, started), workflowRuns: [run], deeds: [another] })).toHaveLength(1);
  });

  test('one that refused is noted, and counts as having done nothing', async () => {
    const refused: LedgerEvent = { kind: 'not-handed', task: work.id, counter: 1, reason: 'gone', resumes: null };
    expect(await faultsIn(atWork(), made(ledgerAfter([given(work)], NOW, adopted(work)), refused))).toEqual([]);
  });

  test('one that counts as having done what nobody merged', async () => {
    const before = ledgerAfter([linked], NOW, held);
    const merged: LedgerEvent = {
      kind: 'attempt-ended',
      task: work.id,
      counter: 1,
      ending: 'merged',
      next: 'escalated',
      resumes: null,
    };
    const parts = { ...made(before, merged), issues: [closed] };
    expect(await faultsIn(atWork(), { ...parts, pulls: [pull('OPEN')] })).toEqual([
      '#7 counts as done by codex, whose work nobody merged',
    ]);
    expect(await faultsIn(atWork(), { ...parts, pulls: [pull('MERGED')] })).toEqual([]);
  });

  test('a task that counts as done, although nobody but Steward closed its issue', async () => {
    const parts = made(held, done);
    const own = issue(7, { events: [{ kind: 'ClosedEvent', id: 'c', actor: BOT, createdAt: NOW }] });
    expect(await faultsIn(atWork(), { ...parts, issues: [own] })).toContain('#7 counts as done, and nobody closed it');
  });
});

describe('at the end', () => {
  const tried = [{ attempt: 1, agent: 'codex', from: NOW, to: NOW, ending: 'silent' as const }];
  const standing = (change: Partial<Task>, days = 30) => ({
    ledger: adopted(task('a', { since: NOW, attempts: tried, ...change })),
    now: Date.parse(NOW) + days * 24 * HOUR,
  });

  test.each<[string, Partial<Task>]>([
    ['whose turn never comes', { status: 'ready' }],
    ['that rests for ever', { status: 'retrying', resumes: NOW }],
    ['that nothing stands in the way of', { status: 'blocked' }],
    ['of which nothing is looked at', { status: 'in-review' }],
    ['that nobody has', { status: 'working' }],
  ])('a task is found %s', async (_, change) => {
    expect(await faultsIn(endings(), standing(change))).toHaveLength(1);
  });

  test.each<[string, Partial<Task>, number]>([
    ['is with a person', { status: 'escalated' }, 30],
    ['waited only days for its turn', { status: 'ready' }, 5],
    [
      'waits for an answer',
      { status: 'blocked', attempts: tried.map((one) => ({ ...one, ending: 'question' as const })) },
      30,
    ],
    ['waits for an issue', { status: 'ready', standing: { awaits: [4] } }, 30],
    ['was never handed over', { status: 'ready', attempts: [] }, 30],
  ])('one is not that %s', async (_, change, days) => {
    expect(await faultsIn(endings(), standing(change, days))).toEqual([]);
  });
});
