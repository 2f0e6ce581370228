/** The models of a run: which keys and addresses it takes from inputs and environment, what is secret, and that a rehearsal asks nobody. */
import { DEFAULT_CONFIG } from '@steward/core/domain/config.ts';
import { UserErrors } from '@steward/core/domain/failure.ts';
import type { ThinkerMeans } from '@steward/core/ports.ts';
import { buildWorld } from '@steward/core/runtime/doors.ts';
import { readEnvironment } from '@steward/core/runtime/environment.ts';
import { parseInputs, SHARED } from '@steward/core/runtime/inputs.ts';
import { MODEL_INPUTS } from '@steward/core/runtime/model-inputs.ts';
import { openModelServer } from '@steward/sandbox/models/model-server.ts';
import { scriptedMind } from '@steward/sandbox/models/scripted-mind.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ANSWER, question, settingsOf } from '../adapters/models/stage.ts';

const TABLE = { ...SHARED, ...MODEL_INPUTS };
const parse = (given: Record<string, string>) =>
  parseInputs(TABLE, (name) => given[name] ?? (name === 'github-token' ? 'a-token' : ''));
const faultsOf = (given: Record<string, string>): string[] => {
  try {
    parse(given);
  } catch (error) {
    if (error instanceof UserErrors) return error.faults.map(({ fault, remedy }) => `${fault} → ${remedy}`);
  }
  return [];
};

function worldOf(given: Record<string, string>, environment: Record<string, string> = {}) {
  const all = { GITHUB_REPOSITORY: 'octo/dur', ...environment };
  const clock = {
    now: () => '2026-11-20T09:00:00.000Z',
    elapsed: () => 0,
    sleep: async () => undefined,
    answered: () => undefined,
  };
  const run = {
    environment: readEnvironment(all, '/tmp'),
    values: parse(given),
    nonce: 'n',
    directory: '/tmp',
    localConfig: null,
  };
  return buildWorld({ ...run, clock });
}
const means = (settings = DEFAULT_CONFIG.models): ThinkerMeans => ({
  ...{
    settings,
    circuits: {},
    traits: {},
    gate: { admit: () => ({ kind: 'admitted' as const }), spent: () => undefined },
  },
});
async function endpoint(count: number) {
  const server = await openModelServer({ mind: scriptedMind(Array(count).fill(ANSWER)) });
  onTestFinished(() => server.close());
  return server;
}

describe('keys', () => {
  it('are secret inputs, one for each vendor, and no value of one is told anywhere [CW-19]', () => {
    const keys = Object.entries(MODEL_INPUTS).filter(([name]) => name.endsWith('-api-key'));
    expect(keys.map(([name]) => name)).toEqual(
      ['anthropic', 'openai', 'gemini', 'deepseek', 'openrouter', 'compatible'].map((vendor) => `${vendor}-api-key`),
    );
    for (const [name, input] of keys) expect([name, input.secret, input.default]).toEqual([name, true, '']);
    const given = Object.fromEntries(keys.map(([name]) => [name, `secret-of-${name}`]));
    expect(worldOf(given).secrets).toEqual(['a-token', ...keys.map(([name]) => `secret-of-${name}`)]);
    expect(worldOf({}).secrets).toEqual(['a-token']);
  });

  it.each(['short', 'two words of it', 'line\nbreak-in-it', 'ключ-из-букв'])(
    'such as %j are refused without being shown',
    (key) => {
      const faults = faultsOf({ 'openai-api-key': key });
      expect(faults).toEqual([
        'input `openai-api-key`: that is no key → give one word of 8 to 500 characters, as its vendor wrote it',
      ]);
    },
  );
});

describe('other inputs of models', () => {
  it.each([
    [{ model: 'gpt-6-luna' }, 'input `model`: that is no model → give `provider/id`; providers are anthropic, openai'],
    [
      { 'base-url': 'http://10.0.0.1/v1' },
      'input `base-url`: nothing may be sent to that address → give an `https` address',
    ],
    [{ 'max-tokens': '12' }, 'input `max-tokens`: `12` is no whole number in range → give one from 256 to 64000'],
  ])('%j are told with what to do', (given, told) => {
    const faults = faultsOf(given);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(told);
  });

  it('name a model, its address and its ceiling, as older systems did by environment [AC-31] [SI-23]', async () => {
    const server = await endpoint(1);
    const world = worldOf({
      model: 'ollama/llama3.2:3b',
      'base-url': server.compatibleUrl,
      'max-tokens': '300',
      'compatible-api-key': 'test-own-key',
    });
    const thinker = await world.thinker(means());
    expect((await thinker.ask(question())).reply).toMatchObject({ kind: 'answered', value: ANSWER });
    expect(JSON.parse(server.log[0]?.body ?? '{}')).toMatchObject({ model: 'llama3.2:3b', max_tokens: 300 });
    expect(thinker.role('plan')).toMatchObject({ chain: [{ provider: 'ollama', id: 'llama3.2:3b' }], most: 300 });
  });
});

describe('the environment', () => {
  it('says where a vendor is asked, as its own library knows it [AC-31]', async () => {
    const server = await endpoint(2);
    const keys = { 'anthropic-api-key': 'test-anthropic', 'openai-api-key': 'test-openai' };
    const world = worldOf(keys, { ANTHROPIC_BASE_URL: server.url, OPENAI_BASE_URL: server.openaiUrl });
    for (const chain of [['anthropic/claude-haiku-5-5'], ['openai/gpt-6-luna']]) {
      const thinker = await world.thinker(means(settingsOf({ specify: { chain } })));
      expect((await thinker.ask(question())).reply.kind).toBe('answered');
    }
    expect(server.log.map(({ vendor }) => vendor)).toEqual(['anthropic', 'openai']);
  });

  it('that names an address to which nothing may be sent is told', async () => {
    const world = worldOf({}, { ANTHROPIC_BASE_URL: 'http://example.org' });
    await expect(world.thinker(means())).rejects.toThrow(
      /ANTHROPIC_BASE_URL: nothing may be sent to that address: set it to an `https` address/,
    );
  });

  it('gives no key and no other account', async () => {
    const world = worldOf({}, { ANTHROPIC_API_KEY: 'test-anthropic', OPENAI_API_KEY: 'test-openai' });
    expect((await world.thinker(means())).silence).toBe('no key was handed in for anthropic or openai');
  });
});

describe('a rehearsal', () => {
  it('asks no model, whatever keys there are', async () => {
    const server = await endpoint(1);
    const keys = { 'anthropic-api-key': 'test-anthropic', model: 'ollama/x', 'base-url': server.compatibleUrl };
    const world = await worldOf(keys, { ANTHROPIC_BASE_URL: server.url }).rehearsed('octo');
    const thinker = await world.thinker(means());
    expect(thinker.silence).toBe('mode `observe` asks no model');
    expect(thinker.lane('specify')).toBeNull();
    expect(await thinker.ask(question())).toMatchObject({
      reply: { kind: 'failed', calls: [], reason: 'mode `observe` asks no model' },
      said: [],
    });
    expect(server.log).toEqual([]);
  });
});
