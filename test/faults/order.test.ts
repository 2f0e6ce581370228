/** The order of the backlog over the real cycle: what people arrange is read, what tasks need is told to GitHub, once. */
import type { LedgerEvent } from '@steward/core/domain/event.ts';
import { hold, transact } from '@steward/core/record/transaction.ts';
import { describe, expect, it } from 'vitest';
import { prioritizeAlone } from '../../actions/prioritize/flow.ts';
import { MINUTE, type Stage, stagesOf } from '../support/cycle.ts';
import { specification } from '../support/memory.ts';
import { BUSY } from '../support/repositories.ts';

const raiseStage = stagesOf([BUSY]);
const DAY = 24 * 60 * MINUTE;

/** A world with three open tasks (#1 to #3) and a dashboard (#4). */
async function raise(): Promise<Stage> {
  const stage = await raiseStage();
  await stage.tick();
  stage.pass(30 * MINUTE);
  return stage;
}

const queueOf = (report: { queue: { number: number | null }[] }) => report.queue.map(({ number }) => number);
const idOf = async (stage: Stage, number: number): Promise<string> =>
  Object.values((await stage.memory()).tasks).find((task) => task.number === number)?.id ?? '';
const taskAt = async (stage: Stage, number: number) => (await stage.memory()).tasks[await idOf(stage, number)];
const board = (stage: Stage): string => stage.sandbox.world.issue(4)?.body ?? '';

/** As if a plan had said that one task needs another. */
async function need(stage: Stage, number: number, needed: number): Promise<void> {
  const needs = { dependsOn: [await idOf(stage, needed)], links: {} };
  await record(stage, [{ kind: 'related', task: await idOf(stage, number), ...needs }]);
}

async function record(stage: Stage, events: readonly LedgerEvent[]): Promise<void> {
  const { ledger, clock, run } = stage.world();
  const ledgers = { ...ledger, clock, run, trusted: ['github-actions[bot]'] };
  await transact(ledgers, () => events, await hold(ledgers));
}

const links = (stage: Stage, from = 0): number =>
  stage.sandbox.transcript.slice(from).filter(({ mutations }) => mutations.includes('addBlockedBy')).length;

describe('what people arrange on GitHub', () => {
  it('orders the queue at the next tick, shows why, and leaves the one after it quiet', async () => {
    const stage = await raise();
    const { world } = stage.sandbox;
    const first = queueOf((await prioritizeAlone(stage.world())).report)[0] ?? 0;
    const others = [1, 2, 3].filter((number) => number !== first);
    stage.pass(30 * MINUTE);
    world.addLabels(others[1] ?? 0, ['P0'], 'octo');
    const report = await stage.tick();
    expect(report.moves.map(({ kind }) => kind)).toContain('prioritize');
    expect(queueOf(report)[0]).toBe(others[1]);
    expect(report.queue[0]?.reasons).toContain('urgent (+50)');
    expect(board(stage)).toContain(`1. #${others[1]} `);
    expect(board(stage)).toContain('urgent (+50)');
    stage.pass(30 * MINUTE);
    expect((await stage.tick()).quiet).toBe(true);

    world.removeLabels(others[1] ?? 0, ['P0'], 'octo');
    expect(queueOf(await stage.tick())[0]).toBe(first);
  });

  it('blocks a task while a person’s issue is open, and no longer', async () => {
    const stage = await raise();
    const { world } = stage.sandbox;
    const first = queueOf((await prioritizeAlone(stage.world())).report)[0] ?? 0;
    const { number } = world.openIssue({ title: 'Decide on the format', by: 'octo' });
    world.block(first, number);
    stage.pass(30 * MINUTE);
    const blocked = await stage.tick();
    expect(queueOf(blocked).at(-1)).toBe(first);
    expect(board(stage)).toContain(`blocked by #${number}`);
    stage.pass(30 * MINUTE);
    world.closeIssue(number, 'octo');
    expect(queueOf(await stage.tick())[0]).toBe(first);
    expect(board(stage)).not.toContain('blocked by');
  });

  it('that goes round in a circle is told in every run that orders, and on the dashboard', async () => {
    const stage = await raise();
    stage.sandbox.world.block(1, 2);
    stage.sandbox.world.block(2, 1);
    const report = await stage.tick();
    const circle = /#1 → #2 → #1|#2 → #1 → #2/;
    expect(report.warnings.join()).toMatch(circle);
    expect(report.warnings.join()).toContain('these wait for each other, so none can begin');
    expect(board(stage)).toMatch(new RegExp(`- (?:${circle.source}) wait in a circle, so none can begin`));
    expect(queueOf(report)[0]).toBe(3);
  });
});

describe('what a task needs', () => {
  it('is told to GitHub once, and nothing is said again [CW-6]', async () => {
    const stage = await raise();
    await need(stage, 1, 2);
    stage.pass(DAY);
    const report = await stage.tick();
    expect(report.done).toContainEqual(expect.objectContaining({ kind: 'linked', title: '#1 blocked by #2' }));
    expect(stage.sandbox.world.issue(1)?.blockedBy).toEqual([2]);
    expect((await taskAt(stage, 1))?.links).toEqual({ [await idOf(stage, 2)]: 'own' });
    const from = stage.sandbox.transcript.length;
    stage.pass(30 * MINUTE);
    expect((await stage.tick()).quiet).toBe(true);
    stage.pass(DAY);
    await stage.tick();
    expect(links(stage, from)).toBe(0);
  });

  it('is dropped where a person takes the dependency away', async () => {
    const stage = await raise();
    await need(stage, 1, 2);
    stage.pass(DAY);
    await stage.tick();
    stage.pass(30 * MINUTE);
    stage.sandbox.world.unblock(1, 2);
    await stage.tick();
    expect(await taskAt(stage, 1)).toMatchObject({ dependsOn: [] });
    stage.pass(DAY);
    await stage.tick();
    expect(stage.sandbox.world.issue(1)?.blockedBy).toEqual([]);
  });

  it('is told once where GitHub refuses it, fails nothing, and still orders', async () => {
    const stage = await raise();
    await need(stage, 1, 2);
    const { world } = stage.sandbox;
    const one = world.issue(1);
    if (one) one.blockedBy = Array.from({ length: 50 }, (_, n) => 500 + n);
    stage.pass(DAY);
    const report = await stage.tick();
    expect(report.failures).toEqual([]);
    expect(report.warnings.join()).toContain('cannot be blocked by more than 50');
    expect(report.queue.find(({ number }) => number === 1)?.reasons[0]).toBe('blocked by #2');
    stage.pass(DAY);
    expect((await stage.tick()).warnings.join()).not.toContain('cannot be blocked');
  });

  it.each(['before', 'after'] as const)(
    'is there once, wherever a run dies at a request, %s its effect',
    async (timing) => {
      for (let at = 1, died = true; died; at++) {
        const stage = await raise();
        await need(stage, 1, 2);
        const from = stage.sandbox.transcript.length;
        await prioritizeAlone(stage.world({ death: { at, timing } })).catch(() => undefined);
        died = stage.sandbox.transcript.length - from >= (timing === 'before' ? at - 1 : at);
        stage.pass(30 * MINUTE);
        expect((await prioritizeAlone(stage.world())).report.failures, `dead at ${at}`).toEqual([]);
        expect(stage.sandbox.world.issue(1)?.blockedBy, `dead at ${at}`).toEqual([2]);
        // Whose it is, nobody can say where the run that made it died before it could note so.
        expect((await taskAt(stage, 1))?.links?.[await idOf(stage, 2)], `dead at ${at}`).toMatch(/^(own|native)$/);
      }
    },
    120_000,
  );

  it('is only noted in mode observe', async () => {
    const stage = await raise();
    await need(stage, 1, 2);
    stage.pass(DAY);
    const report = await stage.tick({ mode: 'observe' });
    expect(report.done.map(({ kind }) => kind)).toContain('linked');
    expect(stage.sandbox.world.issue(1)?.blockedBy ?? []).toEqual([]);
  });
});

describe('the order by hand', () => {
  it('is the owner’s list, and the output holds the whole order [AR-12]', async () => {
    const stage = await raise();
    const config = 'order: [3, 1]\n';
    const { outputs } = await prioritizeAlone(stage.world({ config }));
    const queue = JSON.parse(outputs.queue ?? '');
    expect(queue.map(({ position, number }: { position: number; number: number }) => [position, number])).toEqual([
      [1, 3],
      [2, 1],
      [3, 2],
    ]);
    expect(queue[0]).toMatchObject({
      score: expect.any(Number),
      reasons: expect.arrayContaining(['placed by hand (1 of 2)']),
    });
  });
});

describe('a rule of which five suggestions in a row were rejected', () => {
  it('goes quiet and says so, until the owner switches it on by name', async () => {
    const stage = await raise();
    const rule = (await taskAt(stage, 1))?.evidence[0]?.rule ?? 'todo';
    const rejected = Array.from({ length: 5 }, (_, n): LedgerEvent[] => {
      const { evidence, ...rest } = specification(`rejected ${n}`);
      const task = { ...rest, evidence: evidence.map((item) => ({ ...item, rule })) };
      return [
        { kind: 'suggested', specification: task },
        { kind: 'moved', task: task.id, status: 'rejected', reason: 'a person did not want it' },
      ];
    });
    await record(stage, rejected.flat());
    stage.pass(DAY);
    const report = await stage.tick();
    expect(report.left).toContainEqual(
      expect.objectContaining({ reason: `a quiet rule: 5 in a row were rejected (${rule})` }),
    );
    expect(board(stage)).toContain(`\`${rule}\` is quiet: 5 of its suggestions in a row were refused`);
    stage.pass(DAY);
    const woken = await stage.tick({ config: `rules:\n  ${rule}:\n    enabled: true\n` });
    expect(woken.left.map(({ reason }) => reason).join()).not.toContain('quiet rule');
    expect(board(stage)).not.toContain('is quiet');
  });
});
