/** What an owner may set of models, what comes of it for a role, and what is wrong with the rest. */
import { DEFAULT_CONFIG, parseConfig } from '@steward/core/domain/config.ts';
import { ROLES } from '@steward/core/domain/model.ts';
import { modelOf, roleOf } from '@steward/core/domain/model-role.ts';
import { describe, expect, it } from 'vitest';

const faultsOf = (models: unknown): string[] => {
  const result = parseConfig({ models });
  return 'faults' in result ? result.faults.map(({ fault, remedy }) => `${fault} → ${remedy}`) : [];
};
const settingsOf = (models: unknown) => {
  const result = parseConfig({ models });
  if ('faults' in result) throw new Error(JSON.stringify(result.faults));
  return result.config.models;
};

describe('models of a role', () => {
  it('are two vendors each unless something is set, the cheap ones where little is to be thought about', () => {
    const chains = Object.fromEntries(ROLES.map((role) => [role, DEFAULT_CONFIG.models[role].chain]));
    const cheap = ['anthropic/claude-haiku-5-5', 'openai/gpt-6-luna'];
    const strong = ['anthropic/claude-sonnet-5-5', 'openai/gpt-6-sol'];
    expect(chains).toEqual({
      ...{ plan: strong, review: strong, research: strong },
      ...{ specify: cheap, diagnose: cheap, report: cheap },
    });
  });

  it('have an effort, a ceiling and a lane that the file sets [AR-1]', () => {
    const settings = settingsOf({
      plan: { chain: ['ollama/llama3.2:3b'], effort: 'high', most: 16_000, lane: 'batch' },
    });
    expect(roleOf(settings, 'plan')).toEqual({
      chain: [{ provider: 'ollama', id: 'llama3.2:3b' }],
      ...{ effort: 'high', most: 16_000, lane: 'batch' },
    });
    expect(roleOf(settings, 'report').most).toBe(4_000);
  });

  it('give way to the inputs, in every role [SI-23]', () => {
    const wishes = { model: { provider: 'openrouter', id: 'meta/llama' } as const, most: 1_000 };
    for (const role of ROLES) {
      expect(roleOf(DEFAULT_CONFIG.models, role, wishes)).toMatchObject({ chain: [wishes.model], most: 1_000 });
    }
  });

  it('may be none', () => {
    expect(roleOf(settingsOf({ plan: { chain: [] } }), 'plan').chain).toEqual([]);
  });
});

describe('a name of a model', () => {
  it.each([
    ['openrouter/meta-llama/llama-4:free', { provider: 'openrouter', id: 'meta-llama/llama-4:free' }],
    ['openai/', null],
    ['openai', null],
    ['nobody/x', null],
    ['openai/a b', null],
    ['', null],
  ])('%j is read', (text, name) => {
    expect(modelOf(text)).toEqual(name);
  });
});

describe('wrong settings of models', () => {
  it.each([
    [{ plan: { chain: ['anthropc/x'] } }, '`models.plan.chain[0]`: `anthropc` is no provider → write `anthropic/…`'],
    [{ plan: { chain: ['acme-models/x'] } }, /`acme-models` is no provider → use one of anthropic, openai/],
    [{ plan: { chain: ['openai/a', 'openai/a'] } }, '`models.plan.chain[1]`: it stands there twice → leave one out'],
    [{ plan: { chain: ['openai/'] } }, /`models.plan.chain\[0\]`: .* → give a provider and the exact id of a model/],
    [{ plan: { chain: ['template'] } }, /give a provider and the exact id/],
    [{ plan: { most: 10 } }, /give a whole number from 256 to 64000/],
    [{ plan: { lane: 'batches' } }, /write `batch`/],
    [{ plan: { effort: 'huge' } }, /give one of .*high/],
    [{ plann: {} }, /unknown key `plann` → write `plan`/],
    [{ 'time-out': 0 }, /give a whole number from 5 to 600/],
    [{ 'base-urls': { anthropic: 'https://a.example' } }, /unknown key `anthropic`/],
  ])('%j are told with what to do', (models, told) => {
    const faults = faultsOf(models);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(told);
  });

  it.each([
    'http://192.168.0.2:11434/v1',
    'http://127.0.0.1.example.org',
    'https://user:word@example.org',
    'https://example.org/?key=1',
    'ftp://example.org',
    'http://localhost.example.org/v1',
    'https://example.org/v1\n',
  ])('no address such as %j is asked', (address) => {
    expect(faultsOf({ 'base-urls': { vllm: address } })).toHaveLength(1);
  });

  it.each(['https://models.example.org/v1', 'http://127.0.0.1:11434/v1', 'http://localhost:80', 'http://[::1]:1/v1'])(
    '%s may be asked',
    (address) => {
      expect(settingsOf({ 'base-urls': { vllm: address } })['base-urls'].vllm).toBe(address);
    },
  );
});
