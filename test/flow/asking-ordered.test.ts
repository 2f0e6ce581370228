/** Whoever starts a run for something has vendors tried now that were not well before: once, and nobody else hears of it. */
import { circuitState, triedNow } from '@steward/core/domain/circuit.ts';
import { askModels } from '@steward/core/flow/asking.ts';
import { askedFor, withAskedFor } from '@steward/core/flow/tick.ts';
import { describe, expect, it } from 'vitest';
import { generateTasksAlone } from '../../actions/generate-tasks/flow.ts';
import { runCycle } from '../../actions/run-cycle/flow.ts';
import { HALF_HOUR, MINUTE, type RunOptions, type Stage, stagesOf } from '../support/cycle.ts';
import { modelsOf, PROJECT, push, skippedTest } from '../support/models.ts';
import { about, opened, paths, saying } from '../support/questions.ts';

const raise = stagesOf([{ ...PROJECT, ...skippedTest('date') }]);
const openModels = modelsOf();
const ILL = { when: () => true, times: 999, effect: { kind: 'status', status: 529 } } as const;

/** A task in the words of its template, since no vendor was well enough: one after the other is left alone by now. */
async function left() {
  const stage = await raise();
  const { server, models } = await openModels(stage);
  server.faults.add(ILL);
  const options: RunOptions = { mode: 'suggest', models };
  for (let ticks = 0; ticks < 3; ticks++) {
    await stage.tick(options);
    stage.pass(2 * HALF_HOUR);
    await push(stage, { [`docs/${ticks}.md`]: 'Words.\n' });
  }
  await stage.tick(options);
  server.log.length = 0;
  const order = async (event?: string, actor?: string) => {
    const world = stage.world({ ...options, ...(event && { event }), ...(actor && { actor }) });
    const inputs = { action: 'generate', focus: 'auto', 'max-tasks': 50 } as const;
    return (await runCycle(world, inputs)).report;
  };
  return { stage, server, options, order };
}

const isWorded = async (stage: Stage): Promise<boolean[]> =>
  Object.values((await stage.memory()).tasks).map(({ why }) => why.includes('too late'));

describe('a run that a person starts to look for work', () => {
  it.each([[undefined], ['workflow_dispatch']])(
    'asks about what vendors were not well enough for: %s',
    async (event) => {
      const { stage, server, options, order } = await left();
      server.faults.clear();
      await stage.tick(options);
      expect([paths(server.log), await isWorded(stage)]).toEqual([[], [false]]);
      await order(event);
      expect([paths(server.log), await isWorded(stage)]).toEqual([['/v1/messages'], [true]]);
      expect((await stage.memory()).state.postponed).toBeUndefined();
    },
  );

  it('tries each vendor once where they are ill still, and what is quiet stays so', async () => {
    const { stage, server, options, order } = await left();
    const before = Object.values((await stage.memory()).state.postponed ?? {});
    await order();
    const tried = server.log.length;
    expect(new Set(paths(server.log))).toEqual(new Set(['/v1/messages', '/v1/responses']));
    const [one] = Object.values((await stage.memory()).state.postponed ?? {});
    expect(one?.times).toBe((before[0]?.times ?? 0) + 1);
    stage.pass(MINUTE);
    await stage.tick(options);
    const requests: number[] = [];
    for (let ticks = 0; ticks < 6; ticks++) {
      stage.pass(HALF_HOUR);
      const from = stage.sandbox.transcript.length;
      expect((await stage.tick(options)).quiet).toBe(true);
      requests.push(stage.sandbox.transcript.length - from);
    }
    expect([requests, server.log.length]).toEqual([Array(6).fill(1), tried]);
  });

  it('is one that has more to do besides, where the head moved too', async () => {
    const { stage, server, order } = await left();
    server.faults.clear();
    await push(stage, { 'docs/more.md': 'Words.\n' });
    const report = await order();
    const reasons = report.moves.find(({ kind }) => kind === 'generate')?.reasons;
    expect(reasons).toEqual(expect.arrayContaining(['head moved', 'asked for']));
    expect(paths(server.log)).toEqual(['/v1/messages']);
  });

  it('is none that the clock starts', async () => {
    const { stage, server, options, order } = await left();
    server.faults.clear();
    await order('schedule');
    const world = stage.world({ ...options, event: 'schedule' });
    await generateTasksAlone(world, { focus: 'auto', 'max-tasks': 50 });
    expect(server.log).toEqual([]);
  });

  it.each(['github-actions[bot]', 'dependabot[bot]'])('is none that a bot starts: %s', async (bot) => {
    const { server, order } = await left();
    server.faults.clear();
    await order('workflow_dispatch', bot);
    expect(server.log).toEqual([]);
    await order('workflow_dispatch', 'mona');
    expect(paths(server.log)).toEqual(['/v1/messages']);
  });
});

describe('what is ordered', () => {
  it('is tried once in a run, however often it is asked there', async () => {
    const stage = await raise();
    const { server, models } = await openModels(stage, saying('yes'));
    server.faults.add(ILL);
    for (const brief of ['a', 'b', 'c']) await askModels(await opened(stage, { models }), [about(brief)]);
    stage.pass(MINUTE);
    server.log.length = 0;
    const tick = await opened(stage, { models });
    await askModels(tick, [about('a', { ordered: true }), about('b', { incident: true, ordered: true })]);
    const tried = server.log.length;
    expect(tried).toBeGreaterThan(0);
    await askModels(tick, [about('c', { ordered: true })]);
    expect(server.log).toHaveLength(tried);
  });

  it('is not asked again in the run that found nobody well, also where vendors are not left alone yet', async () => {
    const stage = await raise();
    const { server, models } = await openModels(stage, saying('yes'));
    server.faults.add(ILL);
    const tick = await opened(stage, { models });
    await askModels(tick, [about('a', { ordered: true })]);
    const tried = server.log.length;
    await askModels(tick, [about('a', { ordered: true })]);
    expect(server.log).toHaveLength(tried);
    stage.pass(MINUTE);
    await askModels(await opened(stage, { models }), [about('a', { ordered: true })]);
    expect(server.log.length).toBeGreaterThan(tried);
  });

  it('is nothing that is out in a batch: it is asked already', async () => {
    const stage = await raise();
    const { server, models } = await openModels(stage, saying('yes'));
    await askModels(await opened(stage, { models }), [about('a', { urgent: false }, 'specify')]);
    await askModels(await opened(stage, { models }), [about('a', { ordered: true }, 'specify')]);
    expect(paths(server.log)).toEqual(['/v1/messages/batches']);
  });
});

it('vendors that were left alone before are tried with one question, those of this moment are not', () => {
  const now = '2026-11-20T10:00:00.000Z';
  const circuit = { failures: 3, cause: 'overload', until: '2026-11-20T12:00:00.000Z' } as const;
  const [before, since] = [
    { ...circuit, at: '2026-11-20T09:59:59.000Z' },
    { ...circuit, at: now },
  ];
  const found = triedNow({ anthropic: before, openai: since, gemini: { failures: 1, cause: 'server', at: now } }, now);
  expect(Object.values(found).map((one) => circuitState(one, now))).toEqual(['half-open', 'open', 'closed']);
});

it('moves that are due and asked for say both, the others stand beside them', () => {
  const due = { kind: 'review', score: 90, reasons: ['a head'] } as const;
  const moves = [{ ...due, reasons: [...due.reasons] }];
  expect(withAskedFor(moves, ['review'])).toEqual([{ ...due, reasons: ['a head', 'asked for'] }]);
  expect(withAskedFor(moves, ['plan'])).toEqual([due, askedFor('plan')]);
});
