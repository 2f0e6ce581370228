// OpenAI's responses and chat completions with OpenAI's own client, and an endpoint that is only compatible.
import type OpenAI from 'openai';
import { afterEach, describe, expect, it } from 'vitest';
import { closeModels, failureOf, openaiOf, startModels, startSaying, verdictForm } from './models-fixture.ts';

afterEach(closeModels);

const question: OpenAI.Responses.ResponseCreateParamsNonStreaming = {
  model: 'gpt-6-sol',
  instructions: 'You are a reviewer.',
  input: 'Is the task done?',
};
const chat: OpenAI.Chat.ChatCompletionCreateParamsNonStreaming = {
  model: 'gpt-6-sol',
  messages: [
    { role: 'developer', content: 'You are a reviewer.' },
    { role: 'user', content: 'Is the task done?' },
  ],
};
const format = { type: 'json_schema', name: 'verdict', strict: true, schema: verdictForm } as const;
const answer = { verdict: 'keep', reason: 'Tests fail.' };

describe('a response', () => {
  it('says what the script says, after what was thought', async () => {
    const server = await startSaying(answer);
    const response = await openaiOf(server).responses.create({ ...question, text: { format } });
    expect(JSON.parse(response.output_text)).toEqual(answer);
    expect(response.output.map(({ type }) => type)).toEqual(['reasoning', 'message']);
    expect(response).toMatchObject({ status: 'completed', error: null, incomplete_details: null });
    expect(response.usage?.output_tokens_details.reasoning_tokens).toBe(64);
    expect(response.usage?.total_tokens).toBe(
      (response.usage?.input_tokens ?? 0) + (response.usage?.output_tokens ?? 0),
    );
  });

  it('holds no `output_text` but what the client adds', async () => {
    const server = await startSaying('Yes.');
    await openaiOf(server).responses.create(question);
    expect(JSON.parse(server.log[0]?.answer ?? '')).not.toHaveProperty('output_text');
  });

  it('streams the same', async () => {
    const text = 'A long answer that has more than one piece. '.repeat(5);
    const server = await startSaying(text);
    const stream = openaiOf(server).responses.stream({ ...question, stream: true });
    const pieces: string[] = [];
    stream.on('response.output_text.delta', ({ delta }) => void pieces.push(delta));
    const response = await stream.finalResponse();
    expect(response.output_text).toBe(text);
    expect(pieces.length).toBeGreaterThan(3);
  });

  it('that was refused has a refusal where the text would be', async () => {
    const server = await startSaying({ kind: 'refusal', reason: 'Not this.' });
    const response = await openaiOf(server).responses.create({ ...question, reasoning: { effort: 'none' } });
    expect(response.status).toBe('completed');
    expect(response.output).toMatchObject([{ content: [{ type: 'refusal', refusal: 'Not this.' }] }]);
  });

  it('ends where the tokens end', async () => {
    const server = await startSaying('word '.repeat(400));
    const response = await openaiOf(server).responses.create({ ...question, max_output_tokens: 100 });
    expect(response).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } });
    expect(response.usage?.output_tokens).toBe(100);
  });
});

describe('a chat completion', () => {
  it('says what the script says', async () => {
    const server = await startSaying(answer);
    const completion = await openaiOf(server).chat.completions.create({
      ...chat,
      response_format: { type: 'json_schema', json_schema: { name: 'verdict', strict: true, schema: verdictForm } },
    });
    expect(JSON.parse(completion.choices[0]?.message.content ?? '')).toEqual(answer);
    expect(completion.choices[0]?.finish_reason).toBe('stop');
    expect(completion.usage?.completion_tokens_details?.reasoning_tokens).toBe(64);
  });

  it('streams the same, and what was used if that is asked for', async () => {
    const server = await startSaying('A long answer that has more than one piece, with an end. ', 'Short.');
    const client = openaiOf(server);
    const stream = await client.chat.completions.create({
      ...chat,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = '';
    let used = 0;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      used += chunk.usage?.total_tokens ?? 0;
    }
    expect(text).toBe('A long answer that has more than one piece, with an end. ');
    expect(used).toBeGreaterThan(0);
  });

  it('that was refused has no content; one that is too long says so', async () => {
    const server = await startSaying({ kind: 'refusal', reason: 'Not this.' }, 'word '.repeat(400));
    const client = openaiOf(server);
    const refused = await client.chat.completions.create(chat);
    expect(refused.choices[0]?.message).toMatchObject({ content: null, refusal: 'Not this.' });
    const long = await client.chat.completions.create({ ...chat, max_completion_tokens: 100 });
    expect(long.choices[0]?.finish_reason).toBe('length');
    expect(long.usage?.completion_tokens).toBe(100);
  });
});

describe('an endpoint that is compatible', () => {
  const local: OpenAI.Chat.ChatCompletionCreateParamsNonStreaming = {
    model: 'llama-local',
    messages: [{ role: 'user', content: 'Is it done? Answer in JSON.' }],
    temperature: 0.2,
    max_tokens: 500,
    response_format: { type: 'json_schema', json_schema: { name: 'verdict', schema: verdictForm } },
  };

  it('takes any model and the older parameters', async () => {
    const server = await startSaying(answer);
    const client = openaiOf(server, { baseURL: server.compatibleUrl });
    const completion = await client.chat.completions.create(local);
    expect(JSON.parse(completion.choices[0]?.message.content ?? '')).toEqual(answer);
    expect(completion.model).toBe('llama-local');
  });

  it('may have models of its own, want no key, say nothing of what was used', async () => {
    const server = await startSaying(answer);
    Object.assign(server.compatible, { models: ['llama-local'], key: false, usage: false });
    const client = openaiOf(server, { baseURL: server.compatibleUrl, apiKey: 'none' });
    expect((await client.models.list()).data.map(({ id }) => id)).toEqual(['llama-local']);
    expect(await client.chat.completions.create(local)).not.toHaveProperty('usage');
    expect(await failureOf(client.chat.completions.create({ ...local, model: 'other' }))).toMatchObject({
      status: 404,
    });
  });

  it('may refuse schemas, or forget them and wrap what it writes', async () => {
    const server = await startSaying(answer, answer);
    const client = openaiOf(server, { baseURL: server.compatibleUrl });
    server.compatible.forms = 'refused';
    expect(await failureOf(client.chat.completions.create(local))).toMatchObject({
      status: 400,
      param: 'response_format',
    });
    const loose = await client.chat.completions.create({ ...local, response_format: { type: 'json_object' } });
    expect(JSON.parse(loose.choices[0]?.message.content ?? '')).toEqual(answer);
    server.compatible.forms = 'forgotten';
    const wrapped = await client.chat.completions.create(local);
    expect(wrapped.choices[0]?.message.content).toMatch(/^Here is the answer:\n```json\n\{.*\}\n```\n$/);
  });

  it('has no responses', async () => {
    const server = await startModels();
    const client = openaiOf(server, { baseURL: server.compatibleUrl });
    expect(await failureOf(client.responses.create(question))).toMatchObject({ status: 404 });
  });
});
