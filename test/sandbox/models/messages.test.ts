// Anthropic's messages with Anthropic's own client: answers, streams, tools, tokens, models.
import type Anthropic from '@anthropic-ai/sdk';
import { afterEach, describe, expect, it } from 'vitest';
import { anthropicOf, closeModels, startModels, startSaying, verdictForm } from './models-fixture.ts';

afterEach(closeModels);

const question: Anthropic.MessageCreateParamsNonStreaming = {
  model: 'claude-sonnet-5-5',
  max_tokens: 1000,
  system: 'You are a reviewer.',
  messages: [{ role: 'user', content: 'Is the task done?' }],
};

const saidIn = ({ content }: Anthropic.Message): string =>
  content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('');

describe('a message', () => {
  it('says what the script says, names the model, and counts what was sent', async () => {
    const server = await startSaying('It is done.');
    const message = await anthropicOf(server).messages.create(question);
    expect(saidIn(message)).toBe('It is done.');
    expect(message).toMatchObject({ role: 'assistant', model: 'claude-sonnet-5-5', stop_reason: 'end_turn' });
    expect(message.usage.input_tokens).toBe(
      Math.ceil('You are a reviewer.'.length / 4) + Math.ceil('userIs the task done?'.length / 4),
    );
    expect(message.usage).toMatchObject({
      cache_read_input_tokens: 0,
      cache_creation_input_tokens: 0,
      service_tier: 'standard',
    });
    expect(message._request_id).toMatch(/^req_/);
  });

  it('of a model that thinks begins with what it thought, which costs and is not shown', async () => {
    const server = await startSaying('Yes.', 'Yes.', 'Yes.');
    const client = anthropicOf(server);
    const [high, low] = [
      await client.messages.create(question),
      await client.messages.create({ ...question, output_config: { effort: 'low' } }),
    ];
    expect(high.content.map(({ type }) => type)).toEqual(['thinking', 'text']);
    expect(high.usage.output_tokens_details?.thinking_tokens).toBeGreaterThan(
      low.usage.output_tokens_details?.thinking_tokens ?? 0,
    );
    expect(high.usage.output_tokens).toBe((high.usage.output_tokens_details?.thinking_tokens ?? 0) + 1);
    const plain = await client.messages.create({
      ...question,
      model: 'claude-haiku-5-5',
      thinking: { type: 'disabled' },
    });
    expect(plain.content.map(({ type }) => type)).toEqual(['text']);
  });

  it('has the form that is asked for', async () => {
    const server = await startSaying({ verdict: 'keep', reason: 'Tests fail.' });
    const message = await anthropicOf(server).messages.create({
      ...question,
      output_config: { format: { type: 'json_schema', schema: verdictForm } },
    });
    expect(JSON.parse(saidIn(message))).toEqual({ verdict: 'keep', reason: 'Tests fail.' });
  });

  it('streams the same message, piece by piece', async () => {
    const text = 'A long answer that has more than one piece, and 😀 stays whole wherever the pieces end. '.repeat(3);
    const server = await startSaying(text);
    const stream = anthropicOf(server).messages.stream(question);
    const pieces: string[] = [];
    stream.on('text', (piece) => void pieces.push(piece));
    const message = await stream.finalMessage();
    expect(pieces.length).toBeGreaterThan(3);
    expect(saidIn(message)).toBe(text);
    expect(message.usage.output_tokens).toBeGreaterThan(60);
    expect(message.stop_reason).toBe('end_turn');
  });

  it('uses the tool that it has to use', async () => {
    const server = await startSaying({ verdict: 'close', reason: 'Done.' });
    const message = await anthropicOf(server).messages.create({
      ...question,
      tools: [{ name: 'judge', input_schema: { ...verdictForm, type: 'object' } }],
      tool_choice: { type: 'tool', name: 'judge' },
    });
    expect(message.stop_reason).toBe('tool_use');
    expect(message.content.at(-1)).toMatchObject({ type: 'tool_use', name: 'judge', input: { verdict: 'close' } });
  });

  it('that was refused has nothing to read, and says why', async () => {
    const server = await startSaying({ kind: 'refusal', reason: 'Not this.' });
    const message = await anthropicOf(server).messages.create(question);
    expect(message).toMatchObject({
      stop_reason: 'refusal',
      stop_details: { type: 'refusal', explanation: 'Not this.' },
    });
    expect(saidIn(message)).toBe('');
  });

  it('ends where the tokens end', async () => {
    const server = await startSaying('word '.repeat(400));
    const message = await anthropicOf(server).messages.create({ ...question, max_tokens: 100 });
    expect(message.stop_reason).toBe('max_tokens');
    expect(message.usage.output_tokens).toBe(100);
    expect(message.usage.output_tokens_details?.thinking_tokens).toBe(50);
    expect(saidIn(message)).toBe('word '.repeat(40));
  });
});

it('tokens are counted without an answer, and agree with those of the answer', async () => {
  const server = await startSaying('Yes.');
  const client = anthropicOf(server);
  const { max_tokens: _, ...rest } = question;
  const counted = await client.messages.countTokens(rest);
  const message = await client.messages.create(question);
  expect(counted.input_tokens).toBe(message.usage.input_tokens);
  expect(server.log).toHaveLength(2);
});

it('models are listed in pages, each with what it can do, and retired ones are gone', async () => {
  const server = await startModels();
  const client = anthropicOf(server);
  const ids: string[] = [];
  for await (const { id } of client.models.list({ limit: 5 })) ids.push(id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toContain('claude-sonnet-4-5');
  const haiku = await client.models.retrieve('claude-haiku-5-5');
  expect(haiku.capabilities?.thinking.types.disabled.supported).toBe(true);
  server.clock.advance(30 * 86_400_000);
  const later: string[] = [];
  for await (const { id } of client.models.list()) later.push(id);
  expect(later).not.toContain('claude-sonnet-4-5');
});
