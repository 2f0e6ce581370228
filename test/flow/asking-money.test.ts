/** What asking costs where money is in the way: of whoever may not read it, of models that cost nothing, of a lane that is shut. */
import { type Call, NO_TOKENS, type Reply } from '@steward/core/domain/model.ts';
import { askModels } from '@steward/core/flow/asking.ts';
import { settleBatches } from '@steward/core/flow/collecting.ts';
import { withLimiter } from '@steward/core/flow/limiting.ts';
import { describe, expect, it } from 'vitest';
import { type RunOptions, type Stage, stagesOf } from '../support/cycle.ts';
import { modelsOf, PROJECT, skippedTest } from '../support/models.ts';
import { call } from '../support/money.ts';
import { about, opened, paths, saying } from '../support/questions.ts';

const raise = stagesOf([{ ...PROJECT, ...skippedTest('date') }]);
const openModels = modelsOf();
const later = (brief: string) => about(brief, { urgent: false }, 'specify');

describe('where everybody reads', () => {
  const TIGHT = [
    ['a call', 'budgets: { call: 0.0001 }'],
    ['a run', 'budgets: { attempt: 0.000001 }'],
    ['a day', 'budgets: { day: 0.000001 }'],
  ] as const;

  it.each(TIGHT)('no amount is told of what stood against asking: %s', async (_, config) => {
    const stage = await raise();
    const { models } = await openModels(stage, saying('yes'));
    const told: string[] = [];
    for (const money of [false, true]) {
      const tick = await opened(stage, { models, config: `${config}\nvisibility: { money: ${money} }\n` });
      await askModels(tick, [about(`now ${money}`), later(`later ${money}`)]);
      const text = tick.told.warnings.join('\n');
      expect(text).toMatch(/budget|cost/);
      told.push(/USD/.test(text) ? 'amounts' : 'no amounts');
    }
    expect(told).toEqual(['no amounts', 'amounts']);
  });
});

it('a model that costs nothing is asked', async () => {
  const stage = await raise();
  const { server, models } = await openModels(stage, saying('yes'));
  const config =
    'prices:\n  anthropic/claude-sonnet-5-5: { input: 0, output: 0 }\nmodels: { review: { chain: [anthropic/claude-sonnet-5-5] } }\n';
  const tick = await opened(stage, { models, config });
  const { given } = await askModels(tick, [about('a')]);
  expect([given.size, server.log.length]).toEqual([1, 1]);
});

it.each(['0', '5'])(
  'with a budget of %s a day a model of unknown price is asked only if it is above nothing',
  async (day) => {
    const stage = await raise();
    const { server, models } = await openModels(stage, saying('yes'));
    const config = `budgets: { day: ${day} }\nmodels: { review: { chain: [anthropic/claude-unpriced-1] } }\n`;
    const tick = await opened(stage, { models, config });
    await askModels(tick, [about('a')]);
    expect(server.log).toHaveLength(day === '0' ? 0 : 1);
  },
);

it('what the batch lane would not take has money to be asked at once', async () => {
  const stage = await raise();
  const { server, models } = await openModels(stage, saying('yes'));
  server.faults.add({
    when: ({ path }) => path.includes('batches'),
    times: 9,
    effect: { kind: 'status', status: 400 },
  });
  const config = 'limits: { clients: { anthropic: { requests: { minute: 9 } } } }\n';
  const tick = await opened(stage, { models, config });
  const { given } = await askModels(tick, [later('a')]);
  expect(tick.told.warnings.join('\n')).toContain('so it is asked at once');
  expect(given.size, tick.told.warnings.join('\n')).toBe(1);
  expect(paths(server.log)).toContain('/v1/messages');
});

it('a batch whose vendor does not say what it used is charged as much as was held for it', async () => {
  const stage = await raise();
  const { models } = await openModels(stage);
  await askModels(await opened(stage, { models }), [later('a')]);
  const tick = await opened(stage, { models });
  const [batch] = Object.values(tick.memory?.ledger.state.batches ?? {});
  const held = tick.memory?.ledger.state.money?.holds[batch?.intent ?? '']?.micro ?? 0;
  const [question] = batch?.questions ?? [];
  if (!tick.memory || !batch || !question) throw new Error('no batch is out');
  const { model } = batch;
  const made: Call = { ...call({ model, lane: 'batch', question: question.id }), tokens: null };
  const reply = { kind: 'answered', value: { word: 'yes' }, model, calls: [made] } satisfies Reply;
  tick.collected = [{ batch, result: { kind: 'ended', replies: new Map([[question.id, reply]]) }, found: {} }];
  await settleBatches(tick, tick.memory);
  const { money } = (await stage.memory()).state;
  expect(held).toBeGreaterThan(0);
  expect([money?.today.micro, money?.holds]).toEqual([held, {}]);
});

it('what two batches cost together is told once, each on what the other left', async () => {
  const stage = await raise();
  const { models } = await openModels(stage);
  for (const brief of ['a', 'b']) await askModels(await opened(stage, { models }), [later(brief)]);
  const tick = await opened(stage, { models, config: 'budgets: { day: 0.4 }\nvisibility: { money: true }\n' });
  if (!tick.memory) throw new Error('there is no memory');
  tick.collected = Object.values(tick.memory.ledger.state.batches ?? {}).map((batch) => {
    const { model, questions } = batch;
    const id = questions[0]?.id ?? '';
    // At a quarter of a dollar for a million: 0.35 USD.
    const tokens = { ...NO_TOKENS, output: 1_400_000 };
    const made: Call = { ...call({ model, lane: 'batch', question: id }), tokens };
    const reply = { kind: 'answered', value: { word: 'yes' }, model, calls: [made] } satisfies Reply;
    return { batch, result: { kind: 'ended', replies: new Map([[id, reply]]) }, found: {} };
  });
  expect(tick.collected).toHaveLength(2);
  await settleBatches(tick, tick.memory);
  const told = tick.told.warnings.filter((text) => text.includes("day's budget"));
  expect(told).toEqual([expect.stringContaining('75 %'), expect.stringContaining('is used up: models are not asked')]);
  expect((await stage.memory()).state.money).toMatchObject({
    today: { micro: 700_000 },
    warned: { day: 100 },
    holds: {},
  });
});

describe('where nobody has a key', () => {
  const KEYLESS = { keys: {}, variables: {} };
  const warned = async (stage: Stage, options: RunOptions): Promise<boolean> => {
    const tick = await opened(stage, options);
    await askModels(tick, [about('b')]);
    return tick.told.warnings.join('\n').includes('no key was handed in for anthropic');
  };

  it('that is said once it is missed: models were asked before, or the owner names some', async () => {
    const stage = await raise();
    const { models } = await openModels(stage, saying('yes'));
    expect(await warned(stage, { models: KEYLESS })).toBe(false);
    const config = 'models: { review: { chain: [anthropic/claude-sonnet-5-5] } }\n';
    expect(await warned(stage, { models: KEYLESS, config })).toBe(true);
    await askModels(await opened(stage, { models }), [about('a')]);
    expect(await warned(stage, { models: KEYLESS })).toBe(true);
    expect(await warned(stage, { models: KEYLESS, mode: 'observe' })).toBe(false);
  });
});

it('tokens of a batch that is out are not given back to the limit that they were taken from', async () => {
  const stage = await raise();
  const { models } = await openModels(stage);
  const config = 'limits: { services: { anthropic: { strategy: fixed-window, tokens: { day: 100000 } } } }\n';
  await askModels(await opened(stage, { models, config }), [later('a')]);
  const tick = await opened(stage, { models, config });
  const { remaining } = await withLimiter(tick, { recall: async () => tick.memory }, (limiter) =>
    limiter.check('anthropic', 'model', { requests: 0, tokens: 1 }),
  );
  expect(remaining).toBeLessThan(99_999);
});

it('a run that needs more calls than the limit makes as many as it lets through, and no debt [AR-21]', async () => {
  const stage = await raise();
  const { server, models } = await openModels(stage, saying('yes'));
  const config =
    'limits: { services: { anthropic: { requests: { day: 2 } } } }\nmodels: { review: { chain: [anthropic/claude-sonnet-5-5] } }\n';
  const tick = await opened(stage, { models, config });
  const { given } = await askModels(tick, [about('a'), about('b'), about('c')]);
  expect([given.size, server.log.length]).toEqual([2, 2]);
  expect(tick.told.warnings.join('\n')).toContain('2 requests a day');
});

it('why nobody answered is told once, however many models it stood against', async () => {
  const stage = await raise();
  const { models } = await openModels(stage);
  const tick = await opened(stage, { models, config: 'budgets: { call: 0.0001 }\n' });
  await askModels(tick, [about('a')]);
  expect(tick.told.warnings.join('\n').match(/more than a call may/g)).toHaveLength(1);
});
