// Prompt caches: what is read, what is written, for how long, and that nothing is counted twice.
import type Anthropic from '@anthropic-ai/sdk';
import type { ModelServer } from '@steward/sandbox/models/model-server.ts';
import type OpenAI from 'openai';
import { afterEach, describe, expect, it } from 'vitest';
import { anthropicOf, closeModels, ofTokens, openaiOf, startModels, verdictForm } from './models-fixture.ts';

afterEach(closeModels);

const MINUTE = 60_000;
type Ttl = '5m' | '1h';

const block = (text: string, ttl?: Ttl): Anthropic.TextBlockParam => ({
  type: 'text',
  text,
  ...(ttl !== undefined && { cache_control: { type: 'ephemeral', ttl } }),
});

async function ask(
  server: ModelServer,
  system: Anthropic.TextBlockParam[],
  further: Partial<Anthropic.MessageCreateParamsNonStreaming> = {},
) {
  const { usage } = await anthropicOf(server).messages.create({
    model: 'claude-sonnet-5',
    max_tokens: 300,
    system,
    messages: [{ role: 'user', content: 'Well?' }],
    ...further,
  });
  return {
    input: usage.input_tokens,
    read: usage.cache_read_input_tokens,
    short: usage.cache_creation?.ephemeral_5m_input_tokens,
    long: usage.cache_creation?.ephemeral_1h_input_tokens,
    written: usage.cache_creation_input_tokens,
  };
}

describe('Anthropic', () => {
  it('writes what is marked and reads it the next time', async () => {
    const server = await startModels();
    const system = [block(ofTokens(2000), '5m')];
    expect(await ask(server, system)).toEqual({ input: 3, read: 0, short: 2000, long: 0, written: 2000 });
    expect(await ask(server, system)).toEqual({ input: 3, read: 2000, short: 0, long: 0, written: 0 });
    expect(server.meter.of('claude-sonnet-5')).toMatchObject({
      requests: 2,
      input: 6,
      cacheRead: 2000,
      cacheWrite: 2000,
    });
  });

  it('caches nothing that nobody marked, nor what is too short', async () => {
    const server = await startModels();
    for (const system of [[block(ofTokens(2000))], [block(ofTokens(1000), '5m')]]) {
      expect(await ask(server, system)).toMatchObject({ read: 0, written: 0 });
      expect(await ask(server, system)).toMatchObject({ read: 0, written: 0 });
    }
    const least = [block(ofTokens(600), '5m')];
    expect(await ask(server, least, { model: 'claude-opus-5-5' })).toMatchObject({ written: 600 });
  });

  it('keeps it five minutes or an hour from when it was last read', async () => {
    const server = await startModels({ latency: 0 });
    const short = [block(ofTokens(2000, 'a'), '5m')];
    const long = [block(ofTokens(2000, 'b'), '1h')];
    await ask(server, short);
    await ask(server, long);
    server.clock.advance(4 * MINUTE);
    expect(await ask(server, short)).toMatchObject({ read: 2000 });
    server.clock.advance(4 * MINUTE);
    expect(await ask(server, short)).toMatchObject({ read: 2000 });
    server.clock.advance(5 * MINUTE);
    expect(await ask(server, short)).toMatchObject({ read: 0, short: 2000 });
    expect(await ask(server, long)).toMatchObject({ read: 2000 });
    server.clock.advance(60 * MINUTE);
    expect(await ask(server, long)).toMatchObject({ read: 0, long: 2000 });
  });

  it('reads the longest part that is the same, and writes each mark for its own time', async () => {
    const server = await startModels();
    const [stable, shared] = [block(ofTokens(1500, 'a'), '1h'), block(ofTokens(700, 'b'), '5m')];
    expect(await ask(server, [stable, shared])).toMatchObject({ read: 0, long: 1500, short: 700 });
    expect(await ask(server, [stable, block(ofTokens(700, 'c'), '5m')])).toMatchObject({
      read: 1500,
      long: 0,
      short: 700,
    });
    expect(await ask(server, [stable, shared])).toMatchObject({ read: 2200, written: 0 });
  });

  it('finds what was kept up to twenty blocks before a mark, and no further', async () => {
    const server = await startModels();
    const kept = block(ofTokens(2000), '5m');
    await ask(server, [kept]);
    const behind = (count: number) => [
      { ...kept, cache_control: null },
      ...Array.from({ length: count - 1 }, () => block('more')),
      block('last', '5m'),
    ];
    expect(await ask(server, behind(20))).toMatchObject({ read: 2000 });
    const far = await startModels();
    await ask(far, [kept]);
    expect(await ask(far, behind(21))).toMatchObject({ read: 0 });
  });

  it('marks the last block where the whole request is marked', async () => {
    const server = await startModels();
    const whole = { cache_control: { type: 'ephemeral', ttl: '1h' } } as const;
    expect(await ask(server, [block(ofTokens(2000))], whole)).toMatchObject({ input: 0, long: 2003 });
    expect(await ask(server, [block(ofTokens(2000))], whole)).toMatchObject({ read: 2003 });
  });

  it('shares nothing between models, keys and forms', async () => {
    const server = await startModels();
    const system = [block(ofTokens(2000), '5m')];
    const form = { output_config: { format: { type: 'json_schema', schema: verdictForm } } } as const;
    await ask(server, system);
    expect(await ask(server, system, { model: 'claude-opus-5' })).toMatchObject({ read: 0 });
    const [first, second] = [await ask(server, system, form), await ask(server, system, form)];
    expect(first.read).toBe(0);
    expect(second.read).toBeGreaterThan(2000);
    const other = anthropicOf(server, { apiKey: 'test-other' });
    const message = {
      model: 'claude-sonnet-5',
      max_tokens: 300,
      system,
      messages: [{ role: 'user', content: 'x' }],
    } as const;
    expect(
      (await other.messages.create({ ...message, system, messages: [...message.messages] })).usage
        .cache_read_input_tokens,
    ).toBe(0);
  });

  it('is filled without an answer by a request for no tokens', async () => {
    const server = await startModels({ mind: { answer: () => Promise.reject(new Error('Nobody is to be asked.')) } });
    const system = [block(ofTokens(2000), '5m')];
    expect(await ask(server, system, { max_tokens: 0 })).toMatchObject({ written: 2000 });
    expect(await ask(server, system, { max_tokens: 0 })).toMatchObject({ read: 2000 });
  });
});

async function respond(server: ModelServer, fields: Partial<OpenAI.Responses.ResponseCreateParamsNonStreaming>) {
  const { usage } = await openaiOf(server).responses.create({ model: 'gpt-6-sol', ...fields });
  const details = usage?.input_tokens_details;
  return { input: usage?.input_tokens, read: details?.cached_tokens, written: details?.cache_write_tokens };
}

const input = (shared: string, own: string, breakpoint: boolean): OpenAI.Responses.ResponseInput => [
  {
    role: 'user',
    content: [
      { type: 'input_text', text: shared, ...(breakpoint && { prompt_cache_breakpoint: { mode: 'explicit' } }) },
      { type: 'input_text', text: own },
    ],
  },
];

describe('OpenAI', () => {
  it('lets earlier models read what begins alike, in steps of 128 tokens, over 1,024, without a price for writing', async () => {
    const server = await startModels();
    const model = 'gpt-5.5';
    const text = ofTokens(1500);
    expect(await respond(server, { model, input: `${text}one` })).toMatchObject({ read: 0, written: 0 });
    expect(await respond(server, { model, input: `${text}two` })).toEqual({ input: 1502, read: 1408, written: 0 });
    expect(await respond(server, { model, input: ofTokens(1000, 'y') })).toMatchObject({ read: 0 });
    expect(await respond(server, { model, input: ofTokens(1000, 'y') })).toMatchObject({ read: 0 });
    expect(server.meter.of(model)).toMatchObject({ cacheRead: 1408, input: 1502 + 94 + 2 * 1001 });
  });

  it('lets later models read up to a breakpoint, and counts what they write within the input', async () => {
    const server = await startModels();
    const shared = ofTokens(2000);
    const explicit = { prompt_cache_options: { mode: 'explicit' } } as const;
    expect(await respond(server, { ...explicit, input: input(shared, 'one', true) })).toEqual({
      input: 2003,
      read: 0,
      written: 2001,
    });
    expect(await respond(server, { ...explicit, input: input(shared, 'two', true) })).toEqual({
      input: 2003,
      read: 2001,
      written: 0,
    });
    expect(server.meter.of('gpt-6-sol')).toMatchObject({ input: 4, cacheRead: 2001, cacheWrite: 2001 });
  });

  it('writes the whole of a prompt without breakpoints, of which only the same prompt is read', async () => {
    const server = await startModels();
    const shared = ofTokens(2000);
    expect(await respond(server, { input: input(shared, 'one', false) })).toMatchObject({ read: 0, written: 2003 });
    expect(await respond(server, { input: input(shared, 'two', false) })).toMatchObject({ read: 0, written: 2003 });
    expect(await respond(server, { input: input(shared, 'one', false) })).toMatchObject({ read: 2003, written: 0 });
    const none = { prompt_cache_options: { mode: 'explicit' }, input: input(shared, 'three', false) } as const;
    expect(await respond(server, none)).toMatchObject({ read: 0, written: 0 });
  });

  it('writes the last four of more breakpoints, and reads at any that was written', async () => {
    const server = await startModels();
    const mode = { prompt_cache_options: { mode: 'explicit' } } as const;
    const first = (count: number): OpenAI.Responses.ResponseInput => [
      {
        role: 'user',
        content: Array.from({ length: count }, () => ({
          type: 'input_text' as const,
          text: ofTokens(1099),
          prompt_cache_breakpoint: { mode: 'explicit' as const },
        })),
      },
    ];
    expect(await respond(server, { ...mode, input: first(5) })).toMatchObject({ input: 5500, read: 0, written: 5500 });
    expect(await respond(server, { ...mode, input: first(2) })).toMatchObject({ read: 2200, written: 0 });
    expect(await respond(server, { ...mode, input: first(1) })).toMatchObject({ read: 0, written: 1100 });
  });

  it('forgets after thirty minutes, and keeps the keys of caches apart', async () => {
    const server = await startModels({ latency: 0 });
    const keyed = { prompt_cache_key: 'steward', input: ofTokens(2000) };
    await respond(server, keyed);
    expect(await respond(server, { ...keyed, prompt_cache_key: 'other' })).toMatchObject({ read: 0 });
    server.clock.advance(29 * MINUTE);
    expect(await respond(server, keyed)).toMatchObject({ read: 2001 });
    server.clock.advance(30 * MINUTE);
    expect(await respond(server, keyed)).toMatchObject({ read: 0 });
  });
});
