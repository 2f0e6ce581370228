/** Asking models where something is in the way: a vendor that is no use, a budget that is too small, time. */
import type { CleanedPrompt } from '@steward/core/domain/prompt.ts';
import { askNobody } from '@steward/core/flow/ask.ts';
import { askerOf, askModels } from '@steward/core/flow/asking.ts';
import { CANARIES } from '@steward/sandbox/canaries.ts';
import { scriptedMind } from '@steward/sandbox/models/scripted-mind.ts';
import { describe, expect, it } from 'vitest';
import { HALF_HOUR, MINUTE, stagesOf } from '../support/cycle.ts';
import { modelsOf, PROJECT, skippedTest } from '../support/models.ts';
import { about, opened, paths, saying } from '../support/questions.ts';
import { FIX, next, openTask, propose, REPOSITORY, runChecks } from '../support/reviewing.ts';

const raise = stagesOf([{ ...PROJECT, ...skippedTest('date') }]);
const openModels = modelsOf();

describe('what was sent is told', () => {
  it('of a model whose answer was no use, and of the one that was asked then', async () => {
    const stage = await raise();
    const { server, models } = await openModels(stage, saying('yes'));
    server.faults.add({ when: ({ vendor }) => vendor === 'anthropic', times: 9, effect: { kind: 'misfit' } });
    const tick = await opened(stage, { models });
    await askModels(tick, [about('a')]);
    expect(tick.told.sent?.calls.map(({ to }) => to)).toEqual(['anthropic/claude-sonnet-5-5', 'openai/gpt-6-sol']);
    expect(tick.told.sent?.words).toContain('diff `src/parse.ts`');
  });

  it('of a batch that nobody has answered yet, and of nothing that stayed here', async () => {
    const stage = await raise();
    const { models } = await openModels(stage);
    const tick = await opened(stage, { models });
    await askModels(tick, [about('a', { urgent: false }, 'specify')]);
    expect(tick.told.sent?.calls.map(({ to }) => to)).toEqual(['anthropic/claude-haiku-5-5']);
    const poor = await opened(stage, { models, config: 'budgets:\n  call: 0\n' });
    await askModels(poor, [about('b')]);
    expect(poor.told.sent).toBeUndefined();
  });
});

it('a model that cannot answer is not asked for ever because the one behind it has a wrong key', async () => {
  const stage = await raise();
  const { server, models } = await openModels(stage, saying('yes'));
  server.faults.add({ when: ({ vendor }) => vendor === 'anthropic', times: 99, effect: { kind: 'refusal' } });
  const wrong = { ...models, keys: { ...models.keys, 'openai-api-key': 'wrong-key' } };
  for (let run = 0; run < 5; run++) {
    await askModels(await opened(stage, { models: wrong }), [about('a')]);
    stage.pass(HALF_HOUR);
  }
  expect(server.log.filter(({ vendor }) => vendor === 'anthropic')).toHaveLength(2);
});

it('a single question that was answered stays answered where no key is there any more, and nobody is asked another', async () => {
  const stage = await raise();
  const { server, models } = await openModels(stage, saying('yes'));
  const [one, other] = [about('a').question, about('b').question];
  const cleaned = about('a').cleaned as CleanedPrompt;
  await (await askerOf(await opened(stage, { models })))([one], cleaned);
  expect(server.log).toHaveLength(1);
  const tick = await opened(stage, {});
  const said = await (await askerOf(tick))([one, other], cleaned);
  expect([...said]).toEqual([[one.id, { value: { word: 'yes' }, model: 'anthropic/claude-sonnet-5-5' }]]);
  expect([server.log.length, tick.told.sent]).toEqual([1, undefined]);
  stage.pass(15 * 48 * HALF_HOUR);
  expect(await askerOf(await opened(stage, {}))).toBe(askNobody);
});

it('a key that was wrong is tried again once it may have been mended, and no brief is given up for it', async () => {
  const stage = await raise();
  const { server, models } = await openModels(stage, saying('yes'));
  const config = 'models:\n  review:\n    chain: [anthropic/claude-sonnet-5-5]\n';
  const wrong = { ...models, keys: { 'anthropic-api-key': 'wrong-key' } };
  for (let run = 0; run < 4; run++) {
    await askModels(await opened(stage, { models: wrong, config }), [about('a')]);
    stage.pass(MINUTE);
  }
  expect(server.log).toHaveLength(1);
  stage.pass(HALF_HOUR);
  expect((await askModels(await opened(stage, { models, config }), [about('a')])).given.size).toBe(1);
  expect((await stage.memory()).state.circuits ?? {}).toEqual({});
});

it('what one vendor did is remembered, though a question went by without it', async () => {
  const stage = await raise();
  const { server, models } = await openModels(stage, saying('yes'));
  server.faults.add({ when: ({ vendor }) => vendor === 'openai', times: 9, effect: { kind: 'status', status: 402 } });
  const first = await opened(stage, { models });
  await askModels(first, [about('a', { not: ['anthropic'] })]);
  expect(Object.keys((await stage.memory()).state.circuits ?? {})).toEqual(['openai']);
  server.faults.clear();
  stage.pass(HALF_HOUR);
  const second = await opened(stage, { models });
  await askModels(second, [about('b', { not: ['anthropic'] }), about('c', { not: ['openai'] })]);
  expect((await stage.memory()).state.circuits ?? {}).toEqual({});
});

it('a vendor that nobody is left of for a question leaves it to the template, and holds nothing', async () => {
  const stage = await raise();
  const { server, models } = await openModels(stage, saying('yes'));
  const tick = await opened(stage, { models });
  const answers = await askModels(tick, [about('a', { not: ['anthropic', 'openai'] })]);
  expect([answers.given.size, answers.waiting.size, server.log.length]).toEqual([0, 0, 0]);
  expect((await stage.memory()).state.money?.holds ?? {}).toEqual({});
});

describe('a batch', () => {
  const later = (brief: string) => about(brief, { urgent: false }, 'specify');

  it('that no call may cost does not go out, and somebody is told', async () => {
    const stage = await raise();
    const { server, models } = await openModels(stage);
    const tick = await opened(stage, { models, config: 'budgets:\n  call: 0.0001\n' });
    await askModels(tick, [later('a')]);
    expect(server.log).toEqual([]);
    expect(tick.told.warnings.join('\n')).toBe('No model was asked: it may cost more than a call may.');
  });

  it('is not sent once another run may take it that this one is over', async () => {
    const stage = await raise();
    const { server, models } = await openModels(stage);
    const tick = await opened(stage, { models });
    // Between what it reserved and the first that it sends, its machine sleeps.
    const { clock } = tick.world;
    let slept = 0;
    const world = { ...tick.world, clock: { ...clock, elapsed: () => clock.elapsed() + slept } };
    const commit = tick.ledgers.writer.commit.bind(tick.ledgers.writer);
    const writer = {
      ...tick.ledgers.writer,
      commit: async (change: Parameters<typeof commit>[0]) => {
        const result = await commit(change);
        slept = 7 * MINUTE;
        return result;
      },
    };
    await askModels({ ...tick, world, ledgers: { ...tick.ledgers, writer } }, [later('a')]);
    expect(server.log).toEqual([]);
    const { state } = await stage.memory();
    expect([state.batches, state.money?.holds]).toEqual([undefined, {}]);
  });

  it('of verdicts is read when it is back: the pull request is looked at again by itself', async () => {
    const { 'CHANGELOG.md': _, ...untold } = FIX;
    const stage = await raise([REPOSITORY]);
    const task = await openTask(stage);
    await propose(stage, task, { files: untold as typeof FIX });
    await runChecks(stage, `steward/${task.id}`, 'success');
    const { server, models } = await openModels(stage);
    const config = 'mode: assist\nmodels:\n  review:\n    lane: batch\n';
    const seen: string[] = [];
    for (let run = 0; run < 5; run++)
      seen.push(...(await next(stage, { models, config })).reviews.map(({ overall }) => overall));
    expect(seen).toEqual(['needs-person', 'accepted']);
    expect(paths(server.log)).toEqual(['/v1/messages/batches']);
  });

  it('whose answers have no form is told, and leaves no hold', async () => {
    const stage = await raise();
    const { models } = await openModels(stage, { mind: scriptedMind(() => 'no JSON') });
    await askModels(await opened(stage, { models }), [later('a')]);
    stage.pass(2 * HALF_HOUR + MINUTE);
    const report = await stage.tick({ mode: 'suggest', models });
    expect(report.warnings.join('\n')).toContain('left 1 of 1 question without an answer (invalid)');
    expect((await stage.memory()).state.batches).toBeUndefined();
  });
});

it('a pull request that no vendor was well enough to read is read by a busy run later, and by no quiet one', async () => {
  const { 'CHANGELOG.md': _, ...untold } = FIX;
  const stage = await raise([REPOSITORY]);
  const task = await openTask(stage);
  await propose(stage, task, { files: untold as typeof FIX });
  await runChecks(stage, `steward/${task.id}`, 'success');
  const { server, models } = await openModels(stage);
  const options = { models, config: 'mode: assist\n' };
  server.faults.add({ when: () => true, times: 99, effect: { kind: 'status', status: 529 } });
  expect((await next(stage, options)).reviews.map(({ overall }) => overall)).toEqual(['needs-person']);
  expect((await stage.memory()).state.unanswered).toBeUndefined();
  server.faults.clear();
  server.log.length = 0;
  for (let run = 0; run < 3; run++) await next(stage, options);
  expect(server.log).toEqual([]);
  stage.sandbox.world.openIssue({ title: 'Thanks', body: 'Nice.', by: 'octo' });
  expect((await next(stage, options)).reviews.map(({ overall }) => overall)).toEqual(['accepted']);
  expect((await stage.memory()).state.postponed).toBeUndefined();
});

it('an answer is kept without the secrets and the hidden characters that are in it', async () => {
  const stage = await raise();
  const [canary] = CANARIES;
  const { models } = await openModels(stage, saying(`The key ${canary?.text} is\u202e told \u{e0041}here`));
  const tick = await opened(stage, { models });
  await askModels(tick, [about('a')]);
  const { answers } = await stage.memory();
  expect(answers.a?.value).toEqual({ word: 'The key [redacted: github token] is told here' });
});
