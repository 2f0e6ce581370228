/** Two runs that ask models at once: nothing is paid twice, and nothing that one of them brought is lost by the other. */
import { askModels } from '@steward/core/flow/asking.ts';
import { lookAtBatches, settleBatches } from '@steward/core/flow/collecting.ts';
import { budgetsFor } from '@steward/core/flow/model-desk.ts';
import { reserveSpending } from '@steward/core/record/spending.ts';
import { transact } from '@steward/core/record/transaction.ts';
import { workingMind } from '@steward/sandbox/models/working-mind.ts';
import { describe, expect, it } from 'vitest';
import { HALF_HOUR, MINUTE, stagesOf } from '../support/cycle.ts';
import { modelsOf, PROJECT, skippedTest } from '../support/models.ts';
import { about, opened, paths, saying } from '../support/questions.ts';

const raise = stagesOf([{ ...PROJECT, ...skippedTest('date') }]);
const openModels = modelsOf();

describe('two runs at once', () => {
  it('ask about a task once, and it is shown in the words that came', async () => {
    const stage = await raise();
    const { server, models } = await openModels(stage);
    const runs = await Promise.all([stage.tick({ mode: 'suggest', models }), stage.tick({ mode: 'suggest', models })]);
    expect(runs.flatMap(({ failures }) => failures)).toEqual([]);
    expect(paths(server.log)).toEqual(['/v1/messages']);
    stage.pass(HALF_HOUR);
    await stage.tick({ mode: 'suggest', models });
    const { tasks, state } = await stage.memory();
    expect(Object.values(tasks).map(({ why }) => why.includes('too late'))).toEqual([true]);
    expect(state.money?.holds).toEqual({});
  });

  it('leave alone what the other suggested while they waited for its words', async () => {
    const stage = await raise();
    const [ended, waits] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let second: Promise<unknown> | null = null;
    const { server, models } = await openModels(stage, {
      mind: {
        async answer(asked) {
          second ??= stage.tick({ mode: 'suggest', models, onRequest: untilThen });
          await waits.promise;
          return workingMind().answer(asked);
        },
      },
    });
    const untilThen = async (body: string): Promise<void> => {
      if (!body.includes('createCommitOnBranch')) return;
      waits.resolve();
      await ended.promise;
    };
    await stage.tick({ mode: 'suggest', models });
    ended.resolve();
    await second;
    expect(paths(server.log)).toEqual(['/v1/messages']);
    expect(Object.values((await stage.memory()).tasks).map(({ status }) => status)).toEqual(['suggested']);
  });

  it('wait for each other no longer than the money of the other is held', async () => {
    const stage = await raise();
    const { server, models } = await openModels(stage, saying('yes'));
    const first = await opened(stage, { models });
    await transact(first.ledgers, (held) =>
      reserveSpending(held, budgetsFor(first), { token: 'dead', purpose: 'questions of a run', briefs: ['a'] }),
    );
    const second = await opened(stage, { models });
    const answers = await askModels(second, [about('a'), about('b')]);
    expect([[...answers.waiting], [...answers.given.keys()]]).toEqual([['a'], ['b']]);
    const { revision } = (await stage.memory()).state;
    stage.pass(11 * MINUTE);
    const third = await opened(stage, { models });
    expect([...(await askModels(third, [about('a')])).given.keys()]).toEqual(['a']);
    expect(paths(server.log)).toHaveLength(2);
    // Whoever waited looks again.
    expect((await stage.memory()).state.revision).toBeGreaterThan(revision);
  });
});

it('what would be asked in one question with something that another run asks waits with it, and is not asked twice', async () => {
  const stage = await raise();
  const { server, models } = await openModels(stage, saying('yes'));
  const runs = [await opened(stage, { models }), await opened(stage, { models })] as const;
  await askModels(runs[0], [about('a', { urgent: false }, 'specify')]);
  const answers = await askModels(runs[1], [about('b', { briefs: ['a', 'b'], urgent: false }, 'specify')]);
  expect([[...answers.waiting].sort(), answers.given.size]).toEqual([['a', 'b'], 0]);
  expect(paths(server.log)).toEqual(['/v1/messages/batches']);
  stage.pass(3 * HALF_HOUR);
  const third = await opened(stage, { models });
  third.collected = await lookAtBatches(third);
  if (third.memory) await settleBatches(third, third.memory);
  expect([...(await askModels(third, [about('b')])).given.keys()]).toEqual(['b']);
});

it('two runs that collect one batch at once tell what it cost once', async () => {
  const stage = await raise();
  const { models } = await openModels(stage, saying('yes'));
  await askModels(await opened(stage, { models }), [about('a', { urgent: false }, 'specify')]);
  stage.pass(3 * HALF_HOUR);
  const runs = [await opened(stage, { models }), await opened(stage, { models })];
  for (const run of runs) run.collected = await lookAtBatches(run);
  for (const run of runs) if (run.memory) await settleBatches(run, run.memory);
  expect(runs.map(({ told }) => told.calls.length)).toEqual([1, 0]);
});
