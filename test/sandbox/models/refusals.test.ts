// What the vendors refuse of a request, each in its own shape: keys, versions, fields, models, schemas, tools, marks.
import type Anthropic from '@anthropic-ai/sdk';
import { APIError as AnthropicError } from '@anthropic-ai/sdk';
import type OpenAI from 'openai';
import { APIError as OpenAIError } from 'openai';
import { afterEach, describe, expect, it } from 'vitest';
import { anthropicOf, closeModels, failureOf, openaiOf, startModels, verdictForm } from './models-fixture.ts';

afterEach(closeModels);

type Body = Record<string, unknown>;

const message: Body = { model: 'claude-opus-5-5', max_tokens: 500, messages: [{ role: 'user', content: 'Well?' }] };
const response: Body = { model: 'gpt-6-sol', input: 'Well?' };
const chat: Body = { model: 'gpt-6-sol', messages: [{ role: 'user', content: 'Well?' }] };

/** What Anthropic says to the usual message with other fields; undefined takes one away. */
async function refusedMessage(fields: Body): Promise<AnthropicError> {
  const server = await startModels();
  const body = { ...message, ...fields } as unknown as Anthropic.MessageCreateParamsNonStreaming;
  const failure = await failureOf(anthropicOf(server, { timeout: 60_000 }).messages.create(body));
  expect(failure).toBeInstanceOf(AnthropicError);
  expect(server.meter.models()).toEqual([]);
  return failure as AnthropicError;
}

async function refusedResponse(fields: Body): Promise<OpenAIError> {
  const server = await startModels();
  const body = { ...response, ...fields } as unknown as OpenAI.Responses.ResponseCreateParamsNonStreaming;
  const failure = await failureOf(openaiOf(server).responses.create(body));
  expect(failure).toBeInstanceOf(OpenAIError);
  expect(server.meter.models()).toEqual([]);
  return failure as OpenAIError;
}

const format = (schema: unknown): Body => ({ output_config: { format: { type: 'json_schema', schema } } });
const text = (schema: unknown, strict = true): Body => ({
  text: { format: { type: 'json_schema', name: 'verdict', strict, schema } },
});
const marked = (content: string, ttl?: string): Body => ({
  type: 'text',
  text: content,
  cache_control: { type: 'ephemeral', ...(ttl !== undefined && { ttl }) },
});
/** The verdict with a list of these. */
const holding = (items: Body): Body => ({
  ...verdictForm,
  properties: { ...verdictForm.properties, steps: { type: 'array', items } },
  required: [...verdictForm.required, 'steps'],
});
const use = { type: 'tool_use', id: 'toolu_1', name: 'look', input: {} };
const result = { type: 'tool_result', tool_use_id: 'toolu_1', content: 'seen' };

describe('Anthropic refuses', () => {
  it.each<[string, Body, number, RegExp]>([
    ['no `max_tokens`', { max_tokens: undefined }, 400, /^400 .*max_tokens: Field required/],
    ['no model', { model: undefined }, 400, /model: Field required/],
    ['no messages', { messages: [] }, 400, /at least one message is required/],
    ['an unknown model', { model: 'claude-sonnet-9' }, 404, /model: claude-sonnet-9/],
    ['more tokens than the model has', { max_tokens: 1_000_000 }, 400, /1000000 > 128000/],
    ['an unknown field', { temprature: 1 }, 400, /temprature: Extra inputs are not permitted/],
    ['`temperature`', { temperature: 0 }, 400, /`temperature` is deprecated for this model/],
    ['`top_p`', { top_p: 1 }, 400, /`top_p` is deprecated/],
    ['`top_k`', { top_k: 5 }, 400, /`top_k` is deprecated/],
    [
      'an end by the assistant',
      { messages: [...(message.messages as []), { role: 'assistant', content: '{' }] },
      400,
      /prefill/,
    ],
    ['a system prompt among the messages', { messages: [{ role: 'system', content: 'x' }] }, 400, /top-level `system`/],
    ['empty text', { messages: [{ role: 'user', content: [{ type: 'text', text: '' }] }] }, 400, /must be non-empty/],
    [
      'thinking within a budget',
      { thinking: { type: 'enabled', budget_tokens: 2000 } },
      400,
      /thinking.type.enabled.*adaptive/,
    ],
    [
      'no thinking where it cannot be helped',
      { model: 'claude-sonnet-5-5', thinking: { type: 'disabled' } },
      400,
      /thinking.type.disabled/,
    ],
    [
      'a small budget',
      { model: 'claude-haiku-4-5', thinking: { type: 'enabled', budget_tokens: 100 } },
      400,
      /greater than or equal to 1024/,
    ],
    [
      'a budget over all tokens',
      { model: 'claude-haiku-4-5', thinking: { type: 'enabled', budget_tokens: 2000 } },
      400,
      /must be greater than/,
    ],
    ['an effort of an older model', { model: 'claude-haiku-4-5', output_config: { effort: 'low' } }, 400, /effort/],
    ['an unknown effort', { output_config: { effort: 'minimal' } }, 400, /output_config.effort/],
    [
      'a format with a name',
      { output_config: { format: { type: 'json_schema', name: 'x', schema: verdictForm } } },
      400,
      /format.name: Extra inputs/,
    ],
    [
      'an open object',
      format({ ...verdictForm, additionalProperties: true }),
      400,
      /'additionalProperties' must be explicitly set to false/,
    ],
    [
      'an open object in a list',
      format(holding({ type: 'object' })),
      400,
      /'additionalProperties' must be explicitly set/,
    ],
    [
      'bounds of numbers',
      format({ ...verdictForm, properties: { n: { type: 'integer', minimum: 1 } } }),
      400,
      /'minimum' is not permitted/,
    ],
    [
      'lengths',
      format({ ...verdictForm, properties: { n: { type: 'string', maxLength: 1 } } }),
      400,
      /'maxLength' is not permitted/,
    ],
    [
      'a use of a tool without its result',
      {
        messages: [
          { role: 'assistant', content: [use] },
          { role: 'user', content: 'So?' },
        ],
      },
      400,
      /ids were found without `tool_result` blocks.*toolu_1/,
    ],
    [
      'a result without a use',
      { messages: [{ role: 'user', content: [result] }] },
      400,
      /unexpected `tool_use_id`.*toolu_1/,
    ],
    [
      'five marks',
      { messages: [{ role: 'user', content: ['a', 'b', 'c', 'd', 'e'].map((letter) => marked(letter)) }] },
      400,
      /A maximum of 4 blocks with cache_control may be provided. Found 5/,
    ],
    [
      'a longer life after a shorter',
      { messages: [{ role: 'user', content: [marked('a', '5m'), marked('b', '1h')] }] },
      400,
      /ttl='1h' .* must not come after/,
    ],
    ['a life of its own', { messages: [{ role: 'user', content: [marked('a', '2h')] }] }, 400, /'5m' or '1h'/],
    ['a tool that is not there', { tools: [], tool_choice: { type: 'tool', name: 'judge' } }, 400, /'judge' not found/],
    ['what is not built', { container: 'x' }, 501, /SANDBOX: container is not implemented/],
  ])('%s', async (_, fields, status, words) => {
    const failure = await refusedMessage(fields);
    expect(failure.status).toBe(status);
    expect(failure.message).toMatch(words);
    expect(failure.error).toMatchObject({
      type: 'error',
      error: { type: status === 404 ? 'not_found_error' : expect.any(String) },
    });
    expect(failure.requestID).toMatch(/^req_/);
  });

  it('a use that is answered nowhere else: the pair itself is taken', async () => {
    const server = await startModels();
    const messages = [
      { role: 'user', content: 'Look.' },
      { role: 'assistant', content: [use] },
      { role: 'user', content: [result] },
    ];
    const body = { ...message, messages } as unknown as Anthropic.MessageCreateParamsNonStreaming;
    await expect(anthropicOf(server).messages.create(body)).resolves.toMatchObject({ type: 'message' });
  });

  it('a wrong key, no key and no version', async () => {
    const server = await startModels();
    const wrong = await failureOf(anthropicOf(server, { apiKey: 'sk-real' }).models.list());
    expect(wrong).toMatchObject({ status: 401, type: 'authentication_error' });
    const ask = (headers: Record<string, string>) =>
      server.fetch(`${server.url}/v1/messages`, { method: 'POST', headers, body: JSON.stringify(message) });
    expect((await ask({ 'anthropic-version': '2026-10-21' })).status).toBe(401);
    const unversioned = await ask({ 'x-api-key': 'test-a' });
    expect(unversioned.status).toBe(400);
    expect(await unversioned.json()).toMatchObject({
      error: { message: expect.stringContaining('anthropic-version') },
    });
  });

  it('more than 32 MB, and what is no JSON', async () => {
    const server = await startModels();
    const headers = { 'anthropic-version': '2026-10-21', 'x-api-key': 'test-a' };
    const ask = (body: string) => server.fetch(`${server.url}/v1/messages`, { method: 'POST', headers, body });
    expect((await ask(' '.repeat(32 * 1024 * 1024 + 1))).status).toBe(413);
    expect((await ask('{')).status).toBe(400);
  });
});

describe('OpenAI refuses', () => {
  it.each<[string, Body, number, RegExp, Body]>([
    [
      'no input',
      { input: undefined },
      400,
      /Missing required parameter: 'input'/,
      { param: 'input', code: 'missing_required_parameter' },
    ],
    ['no model', { model: undefined }, 400, /'model'/, { param: 'model' }],
    ['an unknown model', { model: 'gpt-9' }, 404, /`gpt-9` does not exist/, { code: 'model_not_found' }],
    ['an unknown parameter', { max_tokens: 5 }, 400, /Unknown parameter: 'max_tokens'/, { code: 'unknown_parameter' }],
    [
      '`temperature` of a model that reasons',
      { temperature: 0 },
      400,
      /'temperature' is not supported/,
      { param: 'temperature' },
    ],
    [
      'an effort that the model does not have',
      { model: 'gpt-5.5', reasoning: { effort: 'max' } },
      400,
      /Supported values are: 'none'/,
      { code: 'unsupported_value' },
    ],
    [
      'an effort of a model that does not reason',
      { model: 'gpt-4.1', reasoning: { effort: 'low' } },
      400,
      /not supported with this model/,
      { code: 'unsupported_parameter' },
    ],
    ['few tokens', { max_output_tokens: 5 }, 400, />= 16/, { code: 'integer_below_min_value' }],
    ['many tokens', { max_output_tokens: 500_000 }, 400, /<= 128000/, { code: 'integer_above_max_value' }],
    [
      'an open object',
      text({ ...verdictForm, additionalProperties: true }),
      400,
      /'additionalProperties' is required to be supplied and to be false/,
      { code: 'invalid_json_schema' },
    ],
    [
      'what is not required',
      text({ ...verdictForm, required: ['verdict'] }),
      400,
      /every key in properties. Missing 'reason'/,
      { param: 'text.format' },
    ],
    [
      'lengths',
      text({ ...verdictForm, properties: { verdict: { type: 'string', minLength: 1 }, reason: { type: 'string' } } }),
      400,
      /'minLength' is not permitted/,
      {},
    ],
    ['a list at the root', text({ type: 'array', items: { type: 'string' } }), 400, /type: "object"/, {}],
    ['an open object in a list', text(holding({ type: 'object' })), 400, /'properties', 'steps', 'items'/, {}],
    [
      'a form without a name',
      { text: { format: { type: 'json_schema', schema: verdictForm } } },
      400,
      /text.format.name/,
      {},
    ],
    ['an unnamed kind of form', { text: { format: { type: 'yaml' } } }, 400, /Invalid value: 'yaml'/, {}],
    [
      'JSON that the text does not speak of',
      { text: { format: { type: 'json_object' } } },
      400,
      /must contain the word 'json'/,
      {},
    ],
    [
      'much metadata',
      { metadata: Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`k${n}`, 'v'])) },
      400,
      /16 pairs/,
      { param: 'metadata' },
    ],
    [
      'options of caches of an earlier model',
      { model: 'gpt-5.5', prompt_cache_options: { mode: 'explicit' } },
      400,
      /not supported with this model/,
      {},
    ],
    ['what is not built', { tools: [{ type: 'web_search' }] }, 501, /SANDBOX: tools is not implemented/, {}],
  ])('%s', async (_, fields, status, words, shape) => {
    const failure = await refusedResponse(fields);
    expect(failure.status).toBe(status);
    expect(failure.message).toMatch(words);
    expect(failure).toMatchObject(shape);
  });

  it('takes a loose schema where nobody says it is strict', async () => {
    const server = await startModels();
    const body = { ...response, ...text({ ...verdictForm, required: [] }, false) };
    const create = openaiOf(server).responses.create(
      body as unknown as OpenAI.Responses.ResponseCreateParamsNonStreaming,
    );
    await expect(create).resolves.toMatchObject({ status: 'completed' });
  });

  it('a chat with `max_tokens`, without messages, with an open form', async () => {
    const server = await startModels();
    const ask = (fields: Body) =>
      failureOf(
        openaiOf(server).chat.completions.create({
          ...chat,
          ...fields,
        } as unknown as OpenAI.ChatCompletionCreateParamsNonStreaming),
      );
    expect(await ask({ max_tokens: 50 })).toMatchObject({ status: 400, param: 'max_tokens' });
    expect(await ask({ messages: [] })).toMatchObject({ status: 400, code: 'empty_array' });
    const open = { type: 'json_schema', json_schema: { name: 'v', strict: true, schema: { type: 'object' } } };
    expect(await ask({ response_format: open })).toMatchObject({ status: 400, param: 'response_format' });
  });

  it('a wrong key and no key', async () => {
    const server = await startModels();
    expect(await failureOf(openaiOf(server, { apiKey: 'sk-real' }).models.list())).toMatchObject({
      status: 401,
      code: 'invalid_api_key',
    });
    expect((await server.fetch(`${server.openaiUrl}/models`)).status).toBe(401);
    expect((await server.fetch(`${server.url}/v2/else`)).status).toBe(401);
  });
});
