/** The cycle as it is shipped, with models: the vendors' own libraries out of the bundle, each pointed at the endpoint of this machine. */
import type { ModelServer } from '@steward/sandbox/models/model-server.ts';
import { expect, it } from 'vitest';
import { openTriedModels } from '../../packages/cli/src/tried-models.ts';
import { runBundled } from '../support/bundled.ts';
import { HALF_HOUR, type Stage, stagesOf } from '../support/cycle.ts';
import { modelsOf, PROJECT, push, skippedTest } from '../support/models.ts';

const raise = stagesOf([{ ...PROJECT, ...skippedTest('date') }]);
const openModels = modelsOf();

/** How each provider is reached: the inputs and the variables of a job. */
const REACHED: Record<string, (server: ModelServer) => Parameters<typeof runBundled>[2]> = {
  anthropic: ({ url }) => ({
    inputs: { 'anthropic-api-key': 'test-anthropic-key' },
    variables: { ANTHROPIC_BASE_URL: url },
  }),
  openai: ({ openaiUrl }) => ({
    inputs: { 'openai-api-key': 'test-openai-key' },
    variables: { OPENAI_BASE_URL: openaiUrl },
  }),
  gemini: ({ compatibleUrl }) => ({
    inputs: {
      ...{
        'gemini-api-key': 'test-gemini-key',
        model: 'gemini/gemini-3-flash',
        'base-url': compatibleUrl,
      },
    },
  }),
  // It wants no key, and forgets the form that it was asked for.
  ollama: ({ compatibleUrl, compatible }) => {
    Object.assign(compatible, { key: false, forms: 'forgotten' });
    return { inputs: { model: 'ollama/qwen3:8b' }, variables: { OLLAMA_BASE_URL: compatibleUrl } };
  },
};

const tick = (stage: Stage, { inputs, ...start }: NonNullable<Parameters<typeof runBundled>[2]>) =>
  runBundled(stage, 'run-cycle', { ...start, inputs: { mode: 'suggest', ...inputs } });

it.each(Object.keys(REACHED))(
  'runs with %s, says what it asked and sent, and tells no key [CW-19] [AC-12]',
  async (provider) => {
    const stage = await raise();
    const { server } = await openModels(stage);
    const end = await tick(stage, REACHED[provider]?.(server) ?? {});
    expect(end.annotations).toEqual([]);
    expect(end.exitCode).toBe(0);
    expect(end.summary).toContain('**Sent to models**');
    expect(end.summary).toContain(`\`${provider}/`);
    expect(end.log.join('\n') + end.summary + JSON.stringify(end.outputs)).not.toMatch(
      /test-(?:anthropic|openai|gemini)-key/,
    );
    const [task] = Object.values((await stage.memory()).tasks);
    expect(task?.why).toContain('too late');
  },
);

it('without a key it asks nobody', async () => {
  const stage = await raise();
  const { server } = await openModels(stage);
  const end = await tick(stage, { variables: { ANTHROPIC_BASE_URL: server.url, OPENAI_BASE_URL: server.openaiUrl } });
  expect(end.exitCode).toBe(0);
  expect(server.log).toEqual([]);
  expect(end.summary).not.toContain('Sent to models');
});

it('a try remembers from one time to the next what is out', async () => {
  const stage = await raise();
  const path = `${stage.folder}/models.jsonl`;
  const once = async (): Promise<void> => {
    const models = await openTriedModels(stage.sandbox, path);
    const end = await tick(stage, models);
    expect(end.exitCode).toBe(0);
    await models.close();
    stage.pass(HALF_HOUR);
  };
  await once();
  await push(stage, skippedTest('hour'));
  await once();
  expect(Object.keys((await stage.memory()).state.batches ?? {})).toHaveLength(1);
  await once();
  const { state, tasks } = await stage.memory();
  expect(state.batches).toBeUndefined();
  expect(Object.values(tasks).map(({ why }) => why.includes('too late'))).toEqual([true, true]);
});
