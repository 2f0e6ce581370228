/** What each vendor is sent, byte for byte, and how what it says it used becomes the same parts for all. */
import { bodyOf as anthropicBody, tokensOf as anthropicTokens } from '@steward/core/adapters/models/anthropic.ts';
import { tokensOf as chatTokens } from '@steward/core/adapters/models/compatible.ts';
import { tokensOf as openAiTokens } from '@steward/core/adapters/models/openai.ts';
import { markClean } from '@steward/core/domain/text.ts';
import { knownTraits } from '@steward/core/domain/traits.ts';
import { describe, expect, it } from 'vitest';
import { ANSWER, question, stage } from './stage.ts';

const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['verdict', 'reason'],
  properties: {
    verdict: { type: 'string', enum: ['keep', 'close'] },
    reason: { type: 'string', description: 'why (at most 40 characters)' },
  },
};

describe('a question', () => {
  it('goes to Anthropic with what lasts marked for its cache, no thinking and no sampling [AR-5]', async () => {
    const { thinker, bodies } = await stage(
      { models: { cache: '1h', specify: { chain: ['anthropic/claude-haiku-5-5'] } } },
      ANSWER,
    );
    const { reply } = await thinker.ask(question());
    expect(reply).toMatchObject({ kind: 'answered', value: ANSWER });
    expect(bodies()).toEqual([
      {
        model: 'claude-haiku-5-5',
        max_tokens: 2_000,
        system: [{ type: 'text', text: 'You judge.', cache_control: { type: 'ephemeral', ttl: '1h' } }],
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'The backlog.', cache_control: { type: 'ephemeral', ttl: '5m' } },
              { type: 'text', text: 'Issue 7.' },
            ],
          },
        ],
        output_config: { effort: 'low', format: { type: 'json_schema', schema: SCHEMA } },
      },
    ]);
  });

  it('marks nothing where nothing is to be kept', () => {
    const body = anthropicBody({ provider: 'anthropic', id: 'x' }, question(), { cache: 'none', effort: true }, null);
    expect(JSON.stringify(body)).not.toContain('cache_control');
  });

  it('marks for minutes only what another question of its run begins with, for an hour what its owner wants kept [SI-26]', () => {
    const marks = (cache: '5m' | '1h', alone: { alone?: true }) =>
      JSON.stringify(
        anthropicBody({ provider: 'anthropic', id: 'x' }, question(alone), { cache, effort: true }, null),
      ).match(/"ttl":"\w+"/g);
    expect(marks('5m', {})).toEqual(['"ttl":"5m"', '"ttl":"5m"']);
    expect(marks('5m', { alone: true })).toBeNull();
    expect(marks('1h', { alone: true })).toEqual(['"ttl":"1h"']);
  });

  it('goes to OpenAI as a response that is not kept, with one cache key for one beginning [AR-5]', async () => {
    const { thinker, bodies } = await stage({ chain: ['openai/gpt-6-luna'] }, ANSWER, ANSWER);
    expect((await thinker.ask(question())).reply).toMatchObject({ kind: 'answered', value: ANSWER });
    await thinker.ask(question({ effort: 'high' }));
    const [first, second] = bodies();
    expect(first).toEqual({
      model: 'gpt-6-luna',
      instructions: 'You judge.',
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'The backlog.' },
            { type: 'input_text', text: 'Issue 7.' },
          ],
        },
      ],
      max_output_tokens: 2_000,
      reasoning: { effort: 'low' },
      text: { format: { type: 'json_schema', name: 'verdict', schema: SCHEMA, strict: true } },
      prompt_cache_key: expect.stringMatching(/^steward-[0-9a-f]{24}$/),
      store: false,
    });
    expect(second?.prompt_cache_key).toBe(first?.prompt_cache_key);
  });

  it('goes to any other endpoint as a chat [AC-12]', async () => {
    const { thinker, bodies } = await stage({ chain: ['vllm/qwen3'] }, ANSWER);
    expect((await thinker.ask(question())).reply).toMatchObject({ kind: 'answered', value: ANSWER });
    expect(bodies()).toEqual([
      {
        model: 'qwen3',
        messages: [
          { role: 'system', content: 'You judge.' },
          { role: 'user', content: 'The backlog.\n\nIssue 7.' },
        ],
        max_tokens: 2_000,
        response_format: {
          type: 'json_schema',
          json_schema: { name: 'verdict', schema: SCHEMA, strict: true },
        },
      },
    ]);
  });

  it('asks for no more than the ceiling of its role [SI-23]', async () => {
    const { thinker, bodies, again } = await stage({ models: { specify: { most: 500 } } }, ANSWER, ANSWER);
    await thinker.ask(question());
    await again({ wishes: { model: null, most: 300 } }).ask(question());
    expect(bodies().map(({ max_tokens: most }) => most)).toEqual([500, 300]);
  });

  it.each(['claude-haiku-4-5', 'claude-haiku-4-5-20251001'])('names no effort to %s, which knows none', async (id) => {
    const { thinker, bodies } = await stage({ chain: [`anthropic/${id}`] }, ANSWER);
    await thinker.ask(question());
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]?.output_config).not.toHaveProperty('effort');
  });

  it('names no effort to a model that turns it away, and asks it once more for nothing', async () => {
    const { thinker, server, calls, again } = await stage({ chain: ['openai/gpt-4.1'] }, ...Array(5).fill(ANSWER));
    await Promise.all([thinker.ask(question()), thinker.ask(question({ id: 'b'.repeat(24) }))]);
    await thinker.ask(question());
    expect(server.log.map(({ status }) => status).sort()).toEqual([200, 200, 200, 400, 400]);
    expect(calls.map(({ result }) => result)).toEqual(['answered', 'answered', 'answered']);
    expect(thinker.traits()).toEqual({ 'openai/gpt-4.1': { effort: false } });
    server.log.length = 0;
    const traits = knownTraits({}, thinker.traits(), '2026-11-20T09:00:00.000Z');
    await again({ traits }).ask(question());
    expect(server.log.map(({ status }) => status)).toEqual([200]);
  });

  it('remembers how an endpoint was held to a form, and leaves out an effort that it does not know', async () => {
    const on = await stage({ chain: ['openrouter/some/model'] }, ANSWER, ANSWER);
    on.server.compatible.forms = 'refused';
    on.server.faults.add({
      when: 1,
      effect: { kind: 'status', status: 400, message: 'Unknown parameter: reasoning_effort' },
    });
    expect((await on.thinker.ask(question())).reply.kind).toBe('answered');
    expect(on.thinker.traits()).toEqual({ 'openrouter/some/model': { effort: false, format: 'json_object' } });
    on.server.log.length = 0;
    const traits = knownTraits({}, on.thinker.traits(), '2026-11-20T09:00:00.000Z');
    expect((await on.again({ traits }).ask(question())).reply.kind).toBe('answered');
    expect(on.server.log.map(({ status }) => status)).toEqual([200]);
  });
});

describe('what was used', () => {
  const parts = { input: 70, cacheRead: 20, cacheWrite: 10, cacheWriteLong: 0, output: 30 };

  it('is the same in parts, whether a vendor counts cached input in or out', () => {
    const anthropic = {
      input_tokens: 70,
      output_tokens: 30,
      cache_read_input_tokens: 20,
      cache_creation_input_tokens: 10,
    };
    expect(anthropicTokens(anthropic, '5m')).toEqual(parts);
    const details = { cached_tokens: 20, cache_write_tokens: 10 };
    expect(openAiTokens({ input_tokens: 100, output_tokens: 30, input_tokens_details: details })).toEqual(parts);
    expect(chatTokens({ prompt_tokens: 100, completion_tokens: 30, prompt_tokens_details: details })).toEqual(parts);
  });

  it('tells writes that last an hour from those that do not', () => {
    const usage = { input_tokens: 1, output_tokens: 1, cache_creation_input_tokens: 10 };
    const cache_creation = { ephemeral_1h_input_tokens: 4, ephemeral_5m_input_tokens: 6 };
    expect(anthropicTokens({ ...usage, cache_creation }, '1h')).toMatchObject({ cacheWrite: 6, cacheWriteLong: 4 });
    expect(anthropicTokens(usage, '1h')).toMatchObject({ cacheWrite: 0, cacheWriteLong: 10 });
    const cache_write_tokens_details = { ttl_12h_tokens: 4, ttl_30m_tokens: 6 };
    const input_tokens_details = { cached_tokens: 0, cache_write_tokens: 10, cache_write_tokens_details };
    expect(openAiTokens({ input_tokens: 11, output_tokens: 1, input_tokens_details })).toMatchObject({
      ...{ input: 1, cacheWrite: 6, cacheWriteLong: 4 },
    });
  });

  it('is unknown where it is not told, and never below zero', () => {
    expect(anthropicTokens(null, '5m')).toBeNull();
    expect(openAiTokens(undefined)).toBeNull();
    expect(chatTokens({ prompt_tokens: -1, completion_tokens: 1 })).toBeNull();
    const odd = {
      prompt_tokens: 5,
      completion_tokens: 1,
      prompt_tokens_details: { cached_tokens: 9, cache_write_tokens: 9 },
    };
    expect(chatTokens(odd)).toEqual({ input: 0, cacheRead: 5, cacheWrite: 0, cacheWriteLong: 0, output: 1 });
  });

  it('agrees with what the endpoint charges, call by call, with its time; what was sent before is read from a cache [AC-14] [AR-5]', async () => {
    const shared = markClean(question().prompt.shared.padEnd(20_000, ' and more'));
    for (const chain of [['anthropic/claude-haiku-5-5'], ['openai/gpt-6-luna'], ['compatible/any']]) {
      const { thinker, server, calls } = await stage({ chain }, ANSWER, ANSWER);
      const prompt = { ...question().prompt, shared };
      await thinker.ask(question({ prompt }));
      await thinker.ask(question({ prompt }));
      const told = calls.map(({ tokens }) => tokens);
      if (!chain[0]?.startsWith('compatible')) expect(told[1]?.cacheRead).toBeGreaterThan(4_000);
      const charged = server.meter.of(chain[0]?.split('/')[1] ?? '');
      for (const part of ['input', 'cacheRead', 'cacheWrite', 'cacheWriteLong', 'output'] as const) {
        expect(told.reduce((sum, tokens) => sum + (tokens?.[part] ?? Number.NaN), 0)).toBe(charged[part]);
      }
      expect(calls.map(({ milliseconds }) => milliseconds)).toEqual([1_000, 1_000]);
      expect(calls[0]).toMatchObject({ role: 'specify', lane: 'now', question: question().id, result: 'answered' });
    }
  });
});
