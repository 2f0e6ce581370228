// Batches of both vendors in virtual time: from submission to results, and everything that comes between.
import type Anthropic from '@anthropic-ai/sdk';
import type { Fate } from '@steward/sandbox/models/batch-settings.ts';
import type { Mind } from '@steward/sandbox/models/mind.ts';
import type { ModelServer } from '@steward/sandbox/models/model-server.ts';
import { scriptedMind } from '@steward/sandbox/models/scripted-mind.ts';
import type OpenAI from 'openai';
import { toFile } from 'openai';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { anthropicOf, closeModels, failureOf, openaiOf, startModels } from './models-fixture.ts';

afterEach(closeModels);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Says to whom it answers; two thirds of what is asked for at once can be told apart. */
const echo = scriptedMind(({ customId, lane }) => `${customId} in ${lane}`);

/** Answers nobody until it is released. */
function gatedMind(): { mind: Mind; release: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { mind: { answer: () => promise.then(() => ({ kind: 'text', text: 'Late.' })) }, release: resolve };
}

const requestOf = (custom_id: string, fields: object = {}) => ({
  custom_id,
  params: {
    model: 'claude-haiku-5-5',
    max_tokens: 200,
    messages: [{ role: 'user' as const, content: `Question ${custom_id}` }],
    ...fields,
  },
});

async function anthropicResults(client: Anthropic, id: string) {
  const results: Record<string, Anthropic.Messages.MessageBatchResult> = {};
  for await (const { custom_id, result } of await client.messages.batches.results(id)) results[custom_id] = result;
  return results;
}

async function submitted(server: ModelServer, ...requests: ReturnType<typeof requestOf>[]) {
  const client = anthropicOf(server);
  return { client, batch: await client.messages.batches.create({ requests }) };
}

const fates = (server: ModelServer, known: Record<string, Fate>) => {
  server.batches.fate = (id) => known[id] ?? null;
};

describe('a batch at Anthropic', () => {
  it('is in progress until its time has come, and then has a result for each request', async () => {
    const server = await startModels({ mind: echo });
    const { client, batch } = await submitted(server, requestOf('a'), requestOf('b'));
    expect(batch).toMatchObject({
      processing_status: 'in_progress',
      results_url: null,
      request_counts: { processing: 2 },
    });
    expect(Date.parse(batch.expires_at) - Date.parse(batch.created_at)).toBe(DAY);
    server.clock.advance(HOUR - 10_000);
    expect(await client.messages.batches.retrieve(batch.id)).toMatchObject({ processing_status: 'in_progress' });
    expect(server.meter.models()).toEqual([]);
    server.clock.advance(10_000);
    const ended = await client.messages.batches.retrieve(batch.id);
    expect(ended).toMatchObject({ processing_status: 'ended', request_counts: { processing: 0, succeeded: 2 } });
    const results = await anthropicResults(client, batch.id);
    expect(results.a).toMatchObject({ type: 'succeeded', message: { usage: { service_tier: 'batch' } } });
    expect(JSON.stringify(results.b)).toContain('b in batch');
    expect(server.meter.of('claude-haiku-5-5', 'batch').requests).toBe(2);
    expect(server.meter.of('claude-haiku-5-5', 'now').requests).toBe(0);
  });

  it('gives its results in another order than it was asked', async () => {
    const server = await startModels({ mind: echo });
    const { client, batch } = await submitted(server, requestOf('a'), requestOf('b'), requestOf('c'));
    server.batches.end(batch.id);
    expect(Object.keys(await anthropicResults(client, batch.id))).toEqual(['c', 'b', 'a']);
  });

  it('is answered once, however many look at the same time', async () => {
    const { mind, release } = gatedMind();
    const server = await startModels({ mind });
    const { client, batch } = await submitted(server, requestOf('a'), requestOf('b'));
    server.batches.end(batch.id);
    const looks = [1, 2, 3].map(() => client.messages.batches.retrieve(batch.id));
    await vi.waitFor(() => expect(server.log).toHaveLength(4));
    release();
    for (const { request_counts } of await Promise.all(looks)) expect(request_counts.succeeded).toBe(2);
    expect(server.meter.of('claude-haiku-5-5', 'batch').requests).toBe(2);
  });

  it('may fail in parts: a wrong request, an error, a refusal, one that expired', async () => {
    const server = await startModels({ mind: echo });
    fates(server, { error: 'errored', late: 'expired', no: { kind: 'refusal', reason: 'No.' } });
    const wrong = requestOf('wrong', { model: 'claude-sonnet-9' });
    const { client, batch } = await submitted(
      server,
      requestOf('a'),
      wrong,
      requestOf('error'),
      requestOf('no'),
      requestOf('late'),
    );
    server.batches.end(batch.id);
    const results = await anthropicResults(client, batch.id);
    expect(results).toMatchObject({
      a: { type: 'succeeded' },
      wrong: { type: 'errored', error: { type: 'error', error: { type: 'not_found_error' } } },
      error: { type: 'errored', error: { error: { type: 'api_error' } } },
      no: { type: 'succeeded', message: { stop_reason: 'refusal' } },
      late: { type: 'expired' },
    });
    const { request_counts } = await client.messages.batches.retrieve(batch.id);
    expect(request_counts).toEqual({ processing: 0, succeeded: 2, errored: 2, expired: 1, canceled: 0 });
  });

  it('expires after a day where its time does not come', async () => {
    const server = await startModels({ mind: echo });
    server.batches.delay = 2 * DAY;
    const { client, batch } = await submitted(server, requestOf('a'));
    server.clock.advance(DAY);
    const ended = await client.messages.batches.retrieve(batch.id);
    expect(ended).toMatchObject({ processing_status: 'ended', request_counts: { expired: 1 } });
    expect(Date.parse(ended.ended_at ?? '')).toBe(Date.parse(batch.expires_at));
    expect(server.meter.models()).toEqual([]);
  });

  it('can be cancelled while it is in progress, and deleted when it has ended', async () => {
    const server = await startModels({ mind: echo });
    const { client, batch } = await submitted(server, requestOf('a'));
    expect(await failureOf(client.messages.batches.delete(batch.id))).toMatchObject({ status: 400 });
    expect(await client.messages.batches.cancel(batch.id)).toMatchObject({ processing_status: 'canceling' });
    server.clock.advance(60_000);
    expect(await anthropicResults(client, batch.id)).toEqual({ a: { type: 'canceled' } });
    expect(await failureOf(client.messages.batches.cancel(batch.id))).toMatchObject({ status: 400 });
    expect(await client.messages.batches.delete(batch.id)).toEqual({ id: batch.id, type: 'message_batch_deleted' });
    expect(await failureOf(client.messages.batches.retrieve(batch.id))).toMatchObject({ status: 404 });
  });

  it('keeps its results 29 days, itself longer', async () => {
    const server = await startModels({ mind: echo });
    const { client, batch } = await submitted(server, requestOf('a'));
    server.clock.advance(29 * DAY - 60_000);
    expect((await client.messages.batches.retrieve(batch.id)).results_url).toMatch(/\/results$/);
    server.clock.advance(60_000);
    const archived = await client.messages.batches.retrieve(batch.id);
    expect(archived.results_url).toBeNull();
    expect(archived.archived_at).not.toBeNull();
    const told = await server.fetch(`${server.url}/v1/messages/batches/${batch.id}/results`, {
      headers: { 'x-api-key': 'test-anthropic', 'anthropic-version': '2026-10-21' },
    });
    expect(told.status).toBe(404);
  });

  it('can be forgotten by its vendor, and belongs to its key', async () => {
    const server = await startModels({ mind: echo });
    const { client, batch } = await submitted(server, requestOf('a'));
    const other = anthropicOf(server, { apiKey: 'test-other' });
    expect(await failureOf(other.messages.batches.retrieve(batch.id))).toMatchObject({ status: 404 });
    server.batches.forget(batch.id);
    expect(await failureOf(client.messages.batches.retrieve(batch.id))).toMatchObject({ status: 404 });
    expect(() => server.batches.forget(batch.id)).toThrow(/No vendor knows/);
  });

  it('is found in the list, newest first, over all pages', async () => {
    const server = await startModels({ mind: echo });
    const client = anthropicOf(server);
    const made: string[] = [];
    for (const id of ['a', 'b', 'c'])
      made.push((await client.messages.batches.create({ requests: [requestOf(id)] })).id);
    const listed: string[] = [];
    for await (const { id } of client.messages.batches.list({ limit: 2 })) listed.push(id);
    expect(listed).toEqual(made.reverse());
  });

  it.each([
    ['nothing', [], /at least 1 item/],
    ['a name twice', [requestOf('a'), requestOf('a')], /custom_id must be unique/],
    ['a name with a space', [requestOf('a b')], /custom_id: String should match pattern/],
    [
      'too many',
      Array.from({ length: 100_001 }, (_, n) => ({ custom_id: `${n}`, params: {} })),
      /at most 100000 items/,
    ],
  ])('is refused with %s', async (_, requests, words) => {
    const server = await startModels();
    const create = anthropicOf(server).messages.batches.create({
      requests: requests as ReturnType<typeof requestOf>[],
    });
    expect(await failureOf(create)).toMatchObject({ status: 400, message: expect.stringMatching(words) });
  });

  it('says with the results that a request in it cannot be streamed', async () => {
    const server = await startModels({ mind: echo });
    const { client, batch } = await submitted(server, requestOf('a', { stream: true }));
    server.batches.end(batch.id);
    expect(await anthropicResults(client, batch.id)).toMatchObject({ a: { type: 'errored' } });
  });
});

const lineOf = (custom_id: string, fields: object = {}) => ({
  custom_id,
  method: 'POST',
  url: '/v1/responses',
  body: { model: 'gpt-6-luna', input: `Question ${custom_id}`, ...fields },
});

async function filed(server: ModelServer, ...lines: (object | string)[]) {
  const client = openaiOf(server);
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  const file = await client.files.create({ file: await toFile(Buffer.from(text), 'asked.jsonl'), purpose: 'batch' });
  const batch = await client.batches.create({
    input_file_id: file.id,
    endpoint: '/v1/responses',
    completion_window: '24h',
    metadata: { intent: 'i-1' },
  });
  return { client, file, batch };
}

async function linesIn(client: OpenAI, file: string | undefined) {
  if (file === undefined) return {};
  const text = await (await client.files.content(file)).text();
  // biome-ignore lint/suspicious/noExplicitAny: lines are read as they come
  const lines: any[] = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return Object.fromEntries(lines.map((line) => [line.custom_id, line]));
}

describe('a batch at OpenAI', () => {
  it('goes from a file through its states into a file', async () => {
    const server = await startModels({ mind: echo });
    const { client, file, batch } = await filed(server, lineOf('a'), lineOf('b'));
    expect(file).toMatchObject({ object: 'file', purpose: 'batch', filename: 'asked.jsonl' });
    expect(batch).toMatchObject({ status: 'validating', metadata: { intent: 'i-1' }, input_file_id: file.id });
    server.clock.advance(10_000);
    expect(await client.batches.retrieve(batch.id)).toMatchObject({
      status: 'in_progress',
      request_counts: { total: 2, completed: 0 },
    });
    server.clock.advance(HOUR);
    const ended = await client.batches.retrieve(batch.id);
    expect(ended).toMatchObject({ status: 'completed', request_counts: { total: 2, completed: 2, failed: 0 } });
    expect(ended.error_file_id).toBeUndefined();
    const lines = await linesIn(client, ended.output_file_id);
    expect(Object.keys(lines)).toEqual(['b', 'a']);
    expect(lines.a).toMatchObject({ error: null, response: { status_code: 200, body: { object: 'response' } } });
    expect(lines.a.response.body).not.toHaveProperty('output_text');
    expect(JSON.stringify(lines.a)).toContain('a in batch');
    expect(server.meter.of('gpt-6-luna', 'batch').requests).toBe(2);
  });

  it('is answered once, however many look at the same time, and belongs to its key', async () => {
    const { mind, release } = gatedMind();
    const server = await startModels({ mind });
    const { client, batch } = await filed(server, lineOf('a'), lineOf('b'));
    const other = openaiOf(server, { apiKey: 'test-other' });
    expect(await failureOf(other.batches.retrieve(batch.id))).toMatchObject({ status: 404 });
    expect((await other.batches.list()).data).toEqual([]);
    server.batches.end(batch.id);
    const looks = [1, 2, 3].map(() => client.batches.retrieve(batch.id));
    await vi.waitFor(() => expect(server.log).toHaveLength(7));
    release();
    for (const { status } of await Promise.all(looks)) expect(status).toBe('completed');
    expect(server.meter.of('gpt-6-luna', 'batch').requests).toBe(2);
  });

  it('takes chat completions as well', async () => {
    const server = await startModels({ mind: echo });
    const client = openaiOf(server);
    const line = {
      custom_id: 'a',
      method: 'POST',
      url: '/v1/chat/completions',
      body: { model: 'gpt-6-luna', messages: [{ role: 'user', content: 'x' }] },
    };
    const file = await client.files.create({
      file: await toFile(Buffer.from(JSON.stringify(line)), 'a.jsonl'),
      purpose: 'batch',
    });
    const batch = await client.batches.create({
      input_file_id: file.id,
      endpoint: '/v1/chat/completions',
      completion_window: '24h',
    });
    server.batches.end(batch.id);
    const { output_file_id } = await client.batches.retrieve(batch.id);
    expect((await linesIn(client, output_file_id)).a.response.body).toMatchObject({ object: 'chat.completion' });
  });

  it('may fail in parts, which are told in a file of errors', async () => {
    const server = await startModels({ mind: echo });
    fates(server, { error: 'errored', late: 'expired', no: { kind: 'refusal', reason: 'No.' } });
    const { client, batch } = await filed(
      server,
      lineOf('a'),
      lineOf('wrong', { temprature: 1 }),
      lineOf('error'),
      lineOf('no'),
      lineOf('late'),
    );
    server.batches.end(batch.id);
    const ended = await client.batches.retrieve(batch.id);
    expect(ended.request_counts).toEqual({ total: 5, completed: 2, failed: 3 });
    expect(Object.keys(await linesIn(client, ended.output_file_id)).sort()).toEqual(['a', 'no']);
    expect(await linesIn(client, ended.error_file_id)).toMatchObject({
      wrong: { response: { status_code: 400, body: { error: { code: 'unknown_parameter' } } } },
      error: { response: { status_code: 500 } },
      late: { response: null, error: { code: 'batch_expired' } },
    });
  });

  it('fails as a whole where its file is not what it has to be', async () => {
    const server = await startModels();
    const mixed = lineOf('d', { model: 'gpt-6-sol' });
    const { client, batch } = await filed(
      server,
      lineOf('a'),
      '{',
      lineOf('a'),
      { ...lineOf('c'), url: '/v1/other' },
      mixed,
    );
    server.clock.advance(10_000);
    const failed = await client.batches.retrieve(batch.id);
    expect(failed.status).toBe('failed');
    expect(failed.errors?.data?.map(({ code, line }) => [code, line])).toEqual([
      ['invalid_json_line', 2],
      ['duplicate_custom_id', 3],
      ['mismatched_url', 4],
      ['mismatched_model', null],
    ]);
  });

  it('expires after a day, and can be cancelled before', async () => {
    const server = await startModels({ mind: echo });
    server.batches.delay = 2 * DAY;
    const first = await filed(server, lineOf('a'));
    server.clock.advance(DAY);
    const expired = await first.client.batches.retrieve(first.batch.id);
    expect(expired.status).toBe('expired');
    expect(await linesIn(first.client, expired.error_file_id)).toMatchObject({
      a: { error: { code: 'batch_expired' } },
    });
    const second = await filed(server, lineOf('a'));
    expect(await second.client.batches.cancel(second.batch.id)).toMatchObject({ status: 'cancelling' });
    server.clock.advance(60_000);
    expect(await second.client.batches.retrieve(second.batch.id)).toMatchObject({ status: 'cancelled' });
    expect(await failureOf(second.client.batches.cancel(second.batch.id))).toMatchObject({ status: 409 });
  });

  it('can be forgotten with its files, and is found in the list until then', async () => {
    const server = await startModels({ mind: echo });
    const { client, batch } = await filed(server, lineOf('a'));
    server.batches.end(batch.id);
    const { output_file_id = '' } = await client.batches.retrieve(batch.id);
    const listed: string[] = [];
    for await (const { id, metadata } of client.batches.list({ limit: 1 }))
      if (metadata?.intent === 'i-1') listed.push(id);
    expect(listed).toEqual([batch.id]);
    server.batches.forget(batch.id);
    expect(await failureOf(client.batches.retrieve(batch.id))).toMatchObject({ status: 404 });
    expect(await failureOf(client.files.content(output_file_id))).toMatchObject({ status: 404 });
  });

  it('keeps its files thirty days, and until they are deleted', async () => {
    const server = await startModels({ mind: echo });
    const { client, file } = await filed(server, lineOf('a'));
    expect((await client.files.list({ purpose: 'batch' })).data.map(({ id }) => id)).toEqual([file.id]);
    server.clock.advance(30 * DAY);
    expect(await failureOf(client.files.retrieve(file.id))).toMatchObject({ status: 404 });
    const other = await filed(server, lineOf('a'));
    expect(await client.files.delete(other.file.id)).toMatchObject({ deleted: true });
    expect(await failureOf(client.files.retrieve(other.file.id))).toMatchObject({ status: 404 });
  });

  it('is refused without its file, for another endpoint, in another window', async () => {
    const server = await startModels();
    const { client, file } = await filed(server, lineOf('a'));
    const create = (fields: object) =>
      failureOf(
        client.batches.create({
          input_file_id: file.id,
          endpoint: '/v1/responses',
          completion_window: '24h',
          ...fields,
        }),
      );
    expect(await create({ input_file_id: 'file-none' })).toMatchObject({ status: 404 });
    expect(await create({ endpoint: '/v1/embeddings' })).toMatchObject({ status: 400, param: 'endpoint' });
    expect(await create({ completion_window: '1h' })).toMatchObject({ status: 400, param: 'completion_window' });
  });
});

it('a batch whose mind fails says so each time, and never ends with half of its answers', async () => {
  const server = await startModels({ mind: scriptedMind(['one']) });
  const { client, batch } = await submitted(server, requestOf('a'), requestOf('b'));
  server.batches.end(batch.id);
  for (let n = 0; n < 2; n += 1) {
    expect(await failureOf(client.messages.batches.retrieve(batch.id))).toMatchObject({
      status: 500,
      message: expect.stringContaining('SANDBOX: RangeError: The script of 1 answers is over'),
    });
  }
});
